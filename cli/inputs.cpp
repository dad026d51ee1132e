#include "inputs.hpp"

namespace avmdoc::cli {

namespace {

/// The text of a notice file as the section takes it: LF, no byte order mark, no empty end.
std::string read_notice(const FileSystem& files, const std::string& path) {
  std::string notice = files.read(path);
  std::erase(notice, '\r');
  if (notice.starts_with("\xEF\xBB\xBF")) {
    notice.erase(0, 3);
  }
  notice.erase(notice.find_last_not_of(" \t\n") + 1);
  if (notice.empty()) {
    throw Error(error_at(path, "empty-notice", "the notice is empty; expected its text"));
  }
  return notice;
}

}  // namespace

LoaderInputs::LoaderInputs(const FileSystem& files, const ModuleOptions& options)
    : links_(options.links) {
  if (!options.catalog.empty()) {
    catalog_ = Catalog::from_json(files.read(options.catalog), options.catalog);
  }
  if (!options.notice.empty()) {
    notice_ = read_notice(files, options.notice);
  }
}

LoadOptions LoaderInputs::options() const {
  return {catalog_ ? &*catalog_ : nullptr, links_, notice_};
}

ModuleFolder folder_of(const SelectedModule& module) {
  if (!module.identity) {
    throw Error(error_at(module.folder, "unknown-identity",
                         "the module lies outside of avm/res, avm/ptn and avm/utl, so its name is "
                         "not known; give it with --identity avm/res/…"));
  }
  return {module.folder, *module.identity};
}

Diagnostic error_at(const std::string& path, std::string code, std::string message) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.location.file = path;
  diagnostic.message = std::move(message);
  return diagnostic;
}

}  // namespace avmdoc::cli
