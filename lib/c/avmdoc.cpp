#include "avmdoc.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "avmdoc/avmdoc.hpp"
#include "c/calls.hpp"
#include "c/objects.hpp"
#include "source/path.hpp"

namespace c = avmdoc::c;

namespace {

constexpr const char* files_name = "files";
constexpr const char* registry_name = "registry";
constexpr const char* module_name = "module";

/// Empties a result, so that it is empty when the call fails.
void begin(avmdoc_string* result, const char* name) {
  c::require(result, name);
  *result = {};
}

template <typename Handle>
void begin(Handle** result, const char* name) {
  c::require(result, name);
  *result = nullptr;
}

/// One of the values of an enumeration that are numbered from 0 to `last`.
template <typename Enum>
Enum choice(std::int32_t value, Enum last, const char* name) {
  if (value < 0 || value > static_cast<std::int32_t>(last)) {
    throw c::BadArgument(AVMDOC_INVALID_ARGUMENT,
                         std::string(name) + " cannot be " + std::to_string(value));
  }
  return static_cast<Enum>(value);
}

avmdoc::ModuleFolder module_folder(const char* folder, const char* identity) {
  std::string path = avmdoc::normal_path(c::text_argument(folder, "folder"));
  const auto given = c::optional_text(identity, "identity");
  if (given && given->empty()) throw c::BadArgument(AVMDOC_INVALID_ARGUMENT, "identity is empty");
  const auto named = avmdoc::identity_of(given ? *given : path);
  if (named && (!given || named->full() == *given)) return {std::move(path), *named};
  avmdoc::ModuleFolder result;
  const std::string_view own = path.starts_with('/') ? avmdoc::base_name(path) : path;
  result.identity = {avmdoc::ModuleKind::other, std::string(given.value_or(own))};
  result.path = std::move(path);
  return result;
}

/// The result of a call on a module that returns a text.
template <typename Text>
avmdoc_status module_text(avmdoc_module* module, avmdoc_string* result, const char* name,
                          avmdoc_error* error, const Text& text) {
  return c::call(error, [&] {
    begin(result, name);
    *result = c::given_out(text(*c::object_of<const c::LoadedModule>(module, module_name)));
  });
}

}  // namespace

const char* avmdoc_version(void) { return AVMDOC_VERSION; }

void avmdoc_string_free(avmdoc_string* string) {
  if (string == nullptr) return;
  // NOLINTNEXTLINE(cppcoreguidelines-no-malloc,cppcoreguidelines-pro-type-const-cast): callers in C
  std::free(const_cast<char*>(string->data));
  *string = {};
}

void avmdoc_error_free(avmdoc_error* error) {
  if (error == nullptr) return;
  avmdoc_string_free(&error->message);
  avmdoc_string_free(&error->diagnostics);
}

avmdoc_status avmdoc_files_open(int32_t base, avmdoc_files** files, avmdoc_error* error) {
  return c::call(error, [&] {
    begin(files, files_name);
    const auto kind = choice(base, AVMDOC_BASE_DISK, "base");
    *files = c::new_handle<avmdoc_files>(std::make_shared<c::Files>(kind));
  });
}

avmdoc_status avmdoc_files_add(avmdoc_files* files, const char* path, const char* content,
                               size_t size, avmdoc_error* error) {
  return c::call(error, [&] {
    const auto object = c::object_of<c::Files>(files, files_name);
    object->add(c::text_argument(path, "path"), c::bytes_argument(content, size, "content"));
  });
}

avmdoc_status avmdoc_files_close(avmdoc_files* files, avmdoc_error* error) {
  return c::call(error, [&] { c::close<c::Files>(files, files_name); });
}

avmdoc_status avmdoc_registry_open(avmdoc_files* files, const avmdoc_options* options,
                                   avmdoc_registry** registry, avmdoc_error* error) {
  return c::call(error, [&] {
    begin(registry, registry_name);
    std::shared_ptr<const avmdoc::FileSystem> system = std::make_shared<avmdoc::DiskFileSystem>();
    if (files != nullptr) system = c::object_of<c::Files>(files, files_name)->snapshot();
    c::Settings settings;
    if (options != nullptr) {
      if (options->size != sizeof(avmdoc_options)) {
        throw c::BadArgument(AVMDOC_INVALID_ARGUMENT,
                             "options->size is " + std::to_string(options->size) + "; expected " +
                                 std::to_string(sizeof(avmdoc_options)));
      }
      settings.links = choice(options->links, AVMDOC_LINKS_CATALOG, "options->links");
      if (options->catalog != nullptr || options->catalog_size != 0) {
        settings.catalog =
            c::bytes_argument(options->catalog, options->catalog_size, "options->catalog");
      }
      settings.telemetry_notice =
          c::optional_text(options->telemetry_notice, "options->telemetry_notice").value_or("");
      constexpr avmdoc::ReadFrom sources[] = {avmdoc::ReadFrom::automatic, avmdoc::ReadFrom::source,
                                              avmdoc::ReadFrom::compiled_template};
      settings.from = sources[choice(options->from, AVMDOC_FROM_TEMPLATE, "options->from")];
      settings.module_cache =
          c::optional_text(options->module_cache, "options->module_cache").value_or("");
    }
    *registry = c::new_handle<avmdoc_registry>(
        std::shared_ptr<const c::Registry>(std::make_shared<c::Registry>(system, settings)));
  });
}

avmdoc_status avmdoc_registry_find(avmdoc_registry* registry, const char* folder,
                                   avmdoc_string* modules, avmdoc_error* error) {
  return c::call(error, [&] {
    begin(modules, "modules");
    const auto object = c::object_of<const c::Registry>(registry, registry_name);
    auto json = nlohmann::ordered_json::array();
    for (const std::string& path :
         avmdoc::find_modules(object->files, c::text_argument(folder, "folder"))) {
      const auto identity = avmdoc::identity_of(path);
      auto& entry = json.emplace_back();
      entry["path"] = path;
      entry["identity"] = nullptr;
      if (identity) entry["identity"] = identity->full();
    }
    *modules =
        c::given_out(json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  });
}

avmdoc_status avmdoc_registry_check(avmdoc_registry* registry, const char* folder,
                                    const char* identity, int32_t flags, avmdoc_string* result,
                                    avmdoc_error* error) {
  return c::call(error, [&] {
    begin(result, "result");
    const auto object = c::object_of<const c::Registry>(registry, registry_name);
    constexpr std::int32_t all = AVMDOC_CHECK_STRICT_LINE_BREAKS | AVMDOC_CHECK_README_ONLY;
    choice(flags, all, "flags");
    avmdoc::CheckOptions options;
    options.strict_line_breaks = (flags & AVMDOC_CHECK_STRICT_LINE_BREAKS) != 0;
    options.compare_sources = (flags & AVMDOC_CHECK_README_ONLY) == 0;
    const avmdoc::ModuleFolder module = module_folder(folder, identity);
    *result = c::given_out(
        avmdoc::check_json(avmdoc::check(object->loader, module, options), module.path, {-1}));
  });
}

avmdoc_status avmdoc_registry_close(avmdoc_registry* registry, avmdoc_error* error) {
  return c::call(error, [&] { c::close<const c::Registry>(registry, registry_name); });
}

avmdoc_status avmdoc_module_open(avmdoc_registry* registry, const char* folder,
                                 const char* identity, avmdoc_module** module,
                                 avmdoc_error* error) {
  return c::call(error, [&] {
    begin(module, module_name);
    const auto object = c::object_of<const c::Registry>(registry, registry_name);
    *module = c::new_handle<avmdoc_module>(std::shared_ptr<const c::LoadedModule>(
        std::make_shared<c::LoadedModule>(object, module_folder(folder, identity))));
  });
}

avmdoc_status avmdoc_module_readme(avmdoc_module* module, avmdoc_string* readme,
                                   avmdoc_error* error) {
  return module_text(module, readme, "readme", error,
                     [](const auto& loaded) { return avmdoc::render_readme(loaded.module); });
}

avmdoc_status avmdoc_module_section(avmdoc_module* module, const char* section, avmdoc_string* text,
                                    avmdoc_error* error) {
  return module_text(module, text, "text", error, [&](const auto& loaded) {
    const std::string_view name = c::text_argument(section, "section");
    auto rendered = avmdoc::render_section(loaded.module, name);
    if (!rendered) {
      throw c::BadArgument(AVMDOC_UNKNOWN_SECTION,
                           "no README has a section '" + std::string(name) + "'");
    }
    return *std::move(rendered);
  });
}

avmdoc_status avmdoc_module_model(avmdoc_module* module, avmdoc_string* model,
                                  avmdoc_error* error) {
  return module_text(module, model, "model", error, [](const auto& loaded) {
    return avmdoc::model_json(loaded.module, loaded.registry->files, {-1});
  });
}

avmdoc_status avmdoc_module_diagnostics(avmdoc_module* module, avmdoc_string* diagnostics,
                                        avmdoc_error* error) {
  return module_text(module, diagnostics, "diagnostics", error, [](const auto& loaded) {
    return avmdoc::diagnostics_json(loaded.module.diagnostics, loaded.module.folder, {-1});
  });
}

avmdoc_status avmdoc_module_close(avmdoc_module* module, avmdoc_error* error) {
  return c::call(error, [&] { c::close<const c::LoadedModule>(module, module_name); });
}

avmdoc_status avmdoc_section_names(avmdoc_string* names, avmdoc_error* error) {
  return c::call(error, [&] {
    begin(names, "names");
    *names = c::given_out(nlohmann::json(avmdoc::section_names()).dump());
  });
}

avmdoc_status avmdoc_bicep_parse(const char* text, size_t size, const char* file, int32_t kind,
                                 avmdoc_string* tree, avmdoc_string* diagnostics,
                                 avmdoc_error* error) {
  return c::call(error, [&] {
    if (tree != nullptr) *tree = {};
    if (diagnostics != nullptr) *diagnostics = {};
    const auto wanted = choice(kind, AVMDOC_BICEPPARAM, "kind");
    const avmdoc::bicep::Tree parsed =
        avmdoc::bicep::parse(std::string(c::bytes_argument(text, size, "text")),
                             c::optional_text(file, "file").value_or(""),
                             wanted == AVMDOC_BICEP ? avmdoc::bicep::FileKind::bicep
                                                    : avmdoc::bicep::FileKind::bicepparam);
    c::OwnedString found(avmdoc::diagnostics_json(parsed.diagnostics(), "", {-1}));
    if (tree != nullptr) *tree = c::given_out(avmdoc::bicep::to_json(parsed));
    if (diagnostics != nullptr) *diagnostics = found.release();
  });
}
