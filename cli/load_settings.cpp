#include "load_settings.hpp"

#include <algorithm>

#include "avmdoc/file_system.hpp"
#include "console.hpp"
#include "git.hpp"
#include "platform.hpp"
#include "selection.hpp"

namespace avmdoc::cli {

namespace {

/// The text of a notice file as the section takes it: LF, no byte order mark, no empty end.
std::string read_notice(const FileSystem& files, const std::string& path) {
  std::string notice = files.read(path);
  const std::size_t invalid = first_invalid_byte(notice);
  if (invalid != notice.size()) {
    throw Error(error_at("not-utf8", {path, position_at(notice, invalid)},
                         "not valid UTF-8; save the file as UTF-8"));
  }
  std::erase(notice, '\r');
  if (notice.starts_with("\xEF\xBB\xBF")) {
    notice.erase(0, 3);
  }
  notice.erase(notice.find_last_not_of(" \t\n") + 1);
  if (notice.empty()) {
    throw Error(error_at("empty-notice", {path}, "the notice is empty; expected its text"));
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

namespace {

/// The name that a file has in a folder, in whatever letters; `name` when there is none.
std::string name_on_disk(const std::vector<DirectoryEntry>& entries, std::string name) {
  const auto lower = [](std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
  };
  std::string found;
  for (const DirectoryEntry& entry : entries) {
    if (entry.type == FileType::folder || lower(entry.name) != lower(name)) continue;
    if (entry.name == name) return name;
    found = entry.name;
  }
  return found.empty() ? name : found;
}

/// What a module's README is called: as its convention says, or as is usual.
std::string readme_of(const FoundModule& module, const Convention& convention) {
  const bool is_main = module.source == FoundModule().source;
  if (convention.output.empty()) {
    const bool is_avm = convention.profile == avm_convention().profile;
    if (is_avm && is_main) return ModuleFolder().readme;
    const std::vector<DirectoryEntry> entries = DiskFileSystem().list(module.folder);
    std::string name = default_readme(entries, module);
    // Others may call it `readme.md`; that is theirs to say.
    return is_avm ? name : name_on_disk(entries, std::move(name));
  }
  const std::string name = is_main ? module.folder.substr(module.folder.rfind('/') + 1)
                                   : module.source.substr(0, module.source.rfind('.'));
  std::string readme = convention.output;
  constexpr std::string_view placeholder = "{name}";
  for (std::size_t at = readme.find(placeholder); at != std::string::npos;
       at = readme.find(placeholder, at + name.size())) {
    readme.replace(at, placeholder.size(), name);
  }
  return readme;
}

const Convention& fallback_of(const std::optional<Identity>& identity) {
  return identity ? avm_convention() : bicep_convention();
}

}  // namespace

const Settings* settings_of(const std::string& folder, const ModuleOptions& options) {
  return options.settings->of(folder, fallback_of(identity_of(folder, options)));
}

ModuleFolder module_folder(const FoundModule& module, const ModuleOptions& options) {
  const std::string& folder = module.folder;
  std::optional<Identity> identity = identity_of(folder, options);
  const Convention& fallback = fallback_of(identity);
  const Settings* const settings = options.settings->of(folder, fallback);
  const Convention* const convention = settings != nullptr          ? &settings->convention
                                       : options.profile != nullptr ? options.profile
                                                                    : &fallback;
  const bool is_avm = convention->profile == avm_convention().profile;
  const bool has_root = settings != nullptr && !settings->root.empty();
  std::string readme = readme_of(module, *convention);
  if (identity && is_avm && !has_root) {
    return {folder, *std::move(identity), convention, "", module.source, std::move(readme)};
  }
  if (is_avm && !identity && (settings == nullptr || !settings->has_reference)) {
    throw Error(error_at(
        "unknown-identity", {folder},
        "the module lies outside of avm/res, avm/ptn and avm/utl, so its name is not known; give "
        "it with --identity avm/res/…, or use --profile bicep"));
  }
  std::string top = settings != nullptr ? settings->top : repository_root(folder);
  if (top.empty()) top = folder;
  const auto below = [&](const std::string& around) {
    const std::string from = around.ends_with('/') ? around : around + "/";
    return folder.starts_with(from) ? folder.substr(from.size()) : "";
  };
  std::string path = has_root ? below(settings->root) : "";
  if (path.empty()) path = below(top);
  if (path.empty()) path = folder.substr(folder.rfind('/') + 1);
  // A file that shares its folder with others is called by its own name.
  if (module.source != FoundModule().source &&
      default_readme(DiskFileSystem().list(folder), module) != ModuleFolder().readme) {
    path += "/" + module.source.substr(0, module.source.rfind('.'));
  }
  ModuleFolder result;
  result.path = folder;
  result.identity = {ModuleKind::other, std::move(path)};
  result.convention = convention;
  result.root = top;
  result.source = module.source;
  result.readme = std::move(readme);
  if (settings != nullptr && settings->version_of_tag) {
    const std::string repository = repository_root(folder);
    if (!repository.empty()) {
      result.version = options.settings->version_of_tag(repository, result.identity.full());
    }
    if (result.version.empty()) result.version = "<version>";
  }
  if (result.readme.find("..") != std::string::npos &&
      !readme_path(result).starts_with(top.ends_with('/') ? top : top + "/")) {
    throw Error(error_at("readme-outside", {readme_path(result)},
                         "the setting 'output' leads to a README outside of " + top));
  }
  return result;
}

void report_profile(Console& console, const std::vector<FoundModule>& modules,
                    const ModuleOptions& options) {
  if (options.profile != nullptr) return;
  const auto is_guessed = [&](const FoundModule& module) {
    const std::string& folder = module.folder;
    if (identity_of(folder, options)) return false;
    try {
      const Settings* const settings = settings_of(folder, options);
      return settings == nullptr || !settings->has_profile;
    } catch (const Error&) {  // reported with the module
      return false;
    }
  };
  const auto count = std::ranges::count_if(modules, is_guessed);
  if (count == 0) return;
  console.line("note: " + std::to_string(count) + (count == 1 ? " module is" : " modules are") +
               " outside of avm/{res,ptn,utl} and treated as plain Bicep (--profile bicep)");
}

}  // namespace avmdoc::cli
