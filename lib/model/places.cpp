#include "model/places.hpp"

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
  places_.emplace(*tree_);
}

void Places::add(JsonOut& json, bicep::NodeKind kind, std::string_view name) const {
  const auto found = places_ ? places_->find(kind, name) : std::nullopt;
  if (found) set(json, file_, place_of_name(*found));
}

void Places::add(JsonOut& json, std::string_view pointer) const {
  if (places_) set(json, file_, places_->place(pointer));
}

}  // namespace avmdoc
