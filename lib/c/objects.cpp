#include "c/objects.hpp"

#include <cstdint>

#include "source/path.hpp"

namespace avmdoc::c {
namespace {

LoadOptions load_options(const std::optional<Catalog>& catalog, const Settings& settings) {
  LoadOptions options;
  options.catalog = catalog ? &*catalog : nullptr;
  options.links = settings.links == AVMDOC_LINKS_CATALOG ? LinkPolicy::catalog : LinkPolicy::keep;
  options.telemetry_notice = settings.telemetry_notice;
  if (!settings.telemetry_notice.empty()) options.telemetry_notice_file = "telemetry_notice";
  if (catalog) options.catalog_file = "catalog";
  return options;
}

std::optional<Catalog> read_catalog(const Settings& settings) {
  if (!settings.catalog) return std::nullopt;
  return Catalog::from_json(*settings.catalog, "options->catalog");
}

const FileSystem& disk() {
  static const DiskFileSystem files;
  return files;
}

}  // namespace

void Files::add(std::string_view path, std::string_view content) {
  const std::lock_guard lock(mutex_);
  files_.insert_or_assign(normal_path(path), std::string(content));
}

std::shared_ptr<const FileSystem> Files::snapshot() const {
  const std::lock_guard lock(mutex_);
  if (base_ == AVMDOC_BASE_NONE) return std::make_shared<MemoryFileSystem>(files_);
  return std::make_shared<OverlayFileSystem>(disk(), files_);
}

Registry::Registry(std::shared_ptr<const FileSystem> system, const Settings& settings)
    : base(std::move(system)),
      files(*base, settings.from, std::string(settings.module_cache)),
      catalog(read_catalog(settings)),
      loader(files, load_options(catalog, settings)) {}

}  // namespace avmdoc::c
