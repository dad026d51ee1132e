#include "load_settings.hpp"

#include "avmdoc/file_system.hpp"
#include "console.hpp"
#include "platform.hpp"
#include "selection.hpp"

namespace avmdoc::cli {

namespace {

[[noreturn]] void fail(const std::string& path, std::string code, std::string message,
                       Position position = {}) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.location.file = path;
  diagnostic.location.position = position;
  diagnostic.message = std::move(message);
  throw Error(std::move(diagnostic));
}

/// The text of a notice file as the section takes it: LF, no byte order mark, no empty end.
std::string read_notice(const FileSystem& files, const std::string& path) {
  std::string notice = files.read(path);
  const std::size_t invalid = first_invalid_byte(notice);
  if (invalid != notice.size()) {
    fail(path, "not-utf8", "not valid UTF-8; save the file as UTF-8", position_at(notice, invalid));
  }
  std::erase(notice, '\r');
  if (notice.starts_with("\xEF\xBB\xBF")) {
    notice.erase(0, 3);
  }
  notice.erase(notice.find_last_not_of(" \t\n") + 1);
  if (notice.empty()) {
    fail(path, "empty-notice", "the notice is empty; expected its text");
  }
  return notice;
}

}  // namespace

LoadSettings::LoadSettings(const FileSystem& files, const ModuleOptions& options)
    : catalog_file_(options.catalog.empty() ? "" : platform::absolute_path(options.catalog)),
      notice_file_(options.notice.empty() ? "" : platform::absolute_path(options.notice)),
      links_(options.links),
      rules_(options.rules) {
  if (!options.catalog.empty()) {
    catalog_ = Catalog::from_json(files.read(options.catalog), options.catalog);
  }
  if (!options.notice.empty()) {
    notice_ = read_notice(files, options.notice);
  }
}

LoadOptions LoadSettings::options() const {
  LoadOptions options;
  options.links = links_;
  options.rules = rules_;
  options.catalog = catalog_ ? &*catalog_ : nullptr;
  options.telemetry_notice = notice_;
  options.catalog_file = catalog_file_;
  options.telemetry_notice_file = notice_file_;
  return options;
}

ModuleFolder module_folder(const std::string& folder, const ModuleOptions& options) {
  std::optional<Identity> identity = identity_of(folder, options);
  if (!identity) {
    fail(folder, "unknown-identity",
         "the module lies outside of avm/res, avm/ptn and avm/utl, so its name is not known; give "
         "it with --identity avm/res/…");
  }
  return {folder, *std::move(identity)};
}

}  // namespace avmdoc::cli
