#include <algorithm>
#include <atomic>
#include <string>

#include "avmdoc/file_system.hpp"
#include "source/platform.hpp"

namespace avmdoc {

namespace {

[[noreturn]] void fail(std::string_view code, const std::string& path, const std::string& message) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.location.file = path;
  diagnostic.message = message;
  throw Error(std::move(diagnostic));
}

// The systems end a path at its first NUL and would then look at another file.
bool has_nul(std::string_view path) { return path.find('\0') != std::string_view::npos; }

constexpr const char* nul_in_name = "no file name can hold the character NUL";

}  // namespace

namespace platform {

void fail_to_read(const std::string& path, const std::string& reason) {
  fail("unreadable-file", path, "cannot read the file: " + reason);
}

void fail_to_list(const std::string& folder, const std::string& reason) {
  fail("unreadable-folder", folder, "cannot list the folder: " + reason);
}

void fail_to_write(const std::string& path, const std::string& reason) {
  fail("unwritable-file", path, "cannot write the file: " + reason);
}

std::string temporary_name(std::string_view name, unsigned long process) {
  static std::atomic<unsigned> counter = 0;
  std::string temporary = ".";
  temporary += name;
  temporary += ".avmdoc-" + std::to_string(process);
  temporary += "-" + std::to_string(counter.fetch_add(1)) + ".tmp";
  return temporary;
}

}  // namespace platform

FileType DiskFileSystem::type(std::string_view path) const {
  return has_nul(path) ? FileType::none : platform::type(std::string(path));
}

std::string DiskFileSystem::read(std::string_view path) const {
  if (has_nul(path)) {
    platform::fail_to_read(std::string(path), nul_in_name);
  }
  return platform::read(std::string(path));
}

std::vector<DirectoryEntry> DiskFileSystem::list(std::string_view folder) const {
  if (has_nul(folder)) {
    platform::fail_to_list(std::string(folder), nul_in_name);
  }
  std::vector<DirectoryEntry> entries = platform::list(std::string(folder));
  std::ranges::sort(entries, {}, &DirectoryEntry::name);
  return entries;
}

void write_file(std::string_view path, std::string_view content) {
  if (has_nul(path)) {
    platform::fail_to_write(std::string(path), nul_in_name);
  }
  platform::write(std::string(path), content);
}

}  // namespace avmdoc
