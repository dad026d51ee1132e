#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "avmdoc/file_system.hpp"

namespace avmdoc::cli {

/// The compiler's output instead of the files on disk.
class BuiltFiles final : public FileSystem {
 public:
  explicit BuiltFiles(const FileSystem& disk) : disk_(disk) {}

  void add(std::string path, std::string text) {
    const std::lock_guard lock(mutex_);
    built_.insert_or_assign(std::move(path), std::move(text));
  }
  [[nodiscard]] FileType type(std::string_view path) const override {
    return find(path) ? FileType::file : disk_.type(path);
  }
  [[nodiscard]] std::string read(std::string_view path) const override {
    const auto built = find(path);
    return built ? *built : disk_.read(path);
  }
  [[nodiscard]] std::vector<DirectoryEntry> list(std::string_view folder) const override {
    return disk_.list(folder);
  }

 private:
  /// Other threads add while this one reads.
  [[nodiscard]] std::optional<std::string> find(std::string_view path) const {
    const std::lock_guard lock(mutex_);
    const auto built = built_.find(path);
    return built == built_.end() ? std::nullopt : std::optional(built->second);
  }

  const FileSystem& disk_;
  mutable std::mutex mutex_;
  std::map<std::string, std::string, std::less<>> built_;
};

}  // namespace avmdoc::cli
