#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "avmdoc.h"
#include "avmdoc/catalog.hpp"
#include "avmdoc/file_system.hpp"
#include "avmdoc/module.hpp"
#include "avmdoc/source_file_system.hpp"

/// The objects behind the handles of the C interface.
namespace avmdoc::c {

struct Files {
  explicit Files(avmdoc_base base) : base_(base) {}

  void add(std::string_view path, std::string_view content);
  /// The files as they are now.
  [[nodiscard]] std::shared_ptr<const FileSystem> snapshot() const;

 private:
  avmdoc_base base_;
  mutable std::mutex mutex_;
  std::map<std::string, std::string, std::less<>> files_;
};

struct Settings {
  avmdoc_links links = AVMDOC_LINKS_KEEP;
  std::optional<std::string_view> catalog;
  std::string_view telemetry_notice;
  ReadFrom from = ReadFrom::automatic;
  std::string_view module_cache;
};

struct Registry {
  Registry(std::shared_ptr<const FileSystem> system, const Settings& settings);

  std::shared_ptr<const FileSystem> base;
  SourceFileSystem files;
  std::optional<Catalog> catalog;
  Loader loader;
};

struct LoadedModule {
  LoadedModule(std::shared_ptr<const Registry> from, const ModuleFolder& folder)
      : registry(std::move(from)), module(registry->loader.load(folder)) {}

  std::shared_ptr<const Registry> registry;
  Module module;
};

}  // namespace avmdoc::c
