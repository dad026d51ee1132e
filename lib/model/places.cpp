#include "model/places.hpp"

#include "module/source_places.hpp"
#include "source/path.hpp"

namespace avmdoc {
namespace {

void set(JsonOut& json, std::string_view file, Position position) {
  if (position.line == 0) return;
  json["source"] = {{"file", file}, {"line", position.line}, {"column", position.column}};
}

}  // namespace

Places::Places(const FileSystem& files, const std::string& path) : file_(base_name(path)) {
  if (files.type(path) != FileType::file) return;
  tree_ = bicep::parse(files.read(path), path);
  for (const bicep::Node statement : tree_->root().children()) {
    const auto name = statement.child(bicep::Field::name);
    if (!name) continue;
    declarations_.try_emplace({statement.kind(), std::string(name->text())}, name->position());
  }
}

void Places::add(JsonOut& json, bicep::NodeKind kind, std::string_view name) const {
  const auto found = declarations_.find({kind, std::string(name)});
  if (found != declarations_.end()) set(json, file_, found->second);
}

void Places::add(JsonOut& json, std::string_view pointer) const {
  if (tree_) set(json, file_, source_place(*tree_, pointer));
}

}  // namespace avmdoc
