#include <algorithm>
#include <atomic>
#include <string>
#include <utility>

#include "avmdoc/file_system.hpp"
#include "avmdoc/file_writer.hpp"
#include "source/confinement.hpp"
#include "source/path.hpp"
#include "source/platform.hpp"

namespace avmdoc {

namespace {

// A system call ends a path at its first NUL and would open another file.
bool has_nul(std::string_view path) { return path.find('\0') != std::string_view::npos; }

constexpr const char* nul_in_name = "no file name can hold the character NUL";

// The two ends of `.README.md.avmdoc-<process>-<number>.tmp`, around the numbers.
constexpr std::string_view temporary_mark = ".avmdoc-";
constexpr std::string_view temporary_end = ".tmp";

/// Removes a number from the end of a text; returns whether there was one.
bool take_number(std::string_view& text) {
  const std::size_t size = text.find_last_not_of("0123456789") + 1;  // npos + 1 is 0
  const bool found = size < text.size();
  text = text.substr(0, size);
  return found;
}

bool take_end(std::string_view& text, std::string_view end) {
  if (!text.ends_with(end)) {
    return false;
  }
  text.remove_suffix(end.size());
  return true;
}

std::string outside(const std::string& path, const Confinement& confinement) {
  const std::string real = platform::real_path(path);
  const bool link = confinement.holds_path(path) && !real.empty();
  return (link ? "a symbolic link leads to " + real + ", out of " : "it lies outside of ") +
         confinement.root_of(path);
}

std::string read_confined(const std::string& path, const Confinement& confinement,
                          std::size_t most) {
  if (!confinement.holds_folder(std::string(parent_path(path)))) {
    platform::fail_to_read(path, outside(path, confinement));
  }
  if (auto content = platform::read_unless_link(path, most)) {
    return *std::move(content);
  }
  const std::string real = platform::real_path(path);
  if (!real.empty() && !confinement.holds_real(real)) {
    platform::fail_to_read(path, outside(path, confinement));
  }
  return platform::read(real.empty() ? path : real, most);
}

}  // namespace

namespace platform {

void fail_to_read(const std::string& path, const std::string& reason) {
  throw Error(error_at("unreadable-file", {path}, "cannot read the file: " + reason));
}

void fail_to_list(const std::string& folder, const std::string& reason) {
  throw Error(error_at("unreadable-folder", {folder}, "cannot list the folder: " + reason));
}

void fail_to_write(const std::string& path, const std::string& reason) {
  throw Error(error_at("unwritable-file", {path}, "cannot write the file: " + reason));
}

std::string temporary_name(std::string_view name, unsigned long process) {
  static std::atomic<unsigned> counter = 0;
  std::string temporary = ".";
  temporary.append(name).append(temporary_mark).append(std::to_string(process));
  temporary.append("-").append(std::to_string(counter.fetch_add(1))).append(temporary_end);
  return temporary;
}

}  // namespace platform

DiskFileSystem::DiskFileSystem() = default;
DiskFileSystem::DiskFileSystem(const std::vector<std::string>& roots)
    : confinement_(std::make_unique<const Confinement>(roots)) {}
DiskFileSystem::~DiskFileSystem() = default;

FileType DiskFileSystem::type(std::string_view path) const {
  if (has_nul(path) || (confinement_ && !confinement_->holds_path(path))) {
    return FileType::none;
  }
  return platform::type(std::string(path));
}

std::string DiskFileSystem::read(std::string_view path) const {
  return read_head(path, std::string::npos);
}

std::string DiskFileSystem::read_head(std::string_view path, std::size_t most) const {
  const std::string whole(path);
  if (has_nul(path)) platform::fail_to_read(whole, nul_in_name);
  return confinement_ ? read_confined(whole, *confinement_, most) : platform::read(whole, most);
}

std::vector<DirectoryEntry> DiskFileSystem::list(std::string_view folder) const {
  if (has_nul(folder)) {
    platform::fail_to_list(std::string(folder), nul_in_name);
  }
  const std::string path(folder);
  if (confinement_ && !confinement_->holds_folder(path)) {
    platform::fail_to_list(path, outside(path, *confinement_));
  }
  std::vector<DirectoryEntry> entries = platform::list(path);
  if (confinement_) {
    confinement_->learn(path, entries);
  }
  std::ranges::sort(entries, {}, &DirectoryEntry::name);
  return entries;
}

void write_file(std::string_view path, std::string_view content) {
  FileWriter writer(path);
  writer.write(content);
  writer.finish();
}

FileWriter::FileWriter(std::string_view path) {
  if (has_nul(path)) {
    platform::fail_to_write(std::string(path), nul_in_name);
  }
  file_ = std::make_unique<platform::NewFile>(std::string(path));
}
FileWriter::~FileWriter() = default;
void FileWriter::write(std::string_view content) { file_->write(content); }
void FileWriter::finish() { file_->finish(); }

bool is_temporary_name(std::string_view name) {
  return take_end(name, temporary_end) && take_number(name) && take_end(name, "-") &&
         take_number(name) && take_end(name, temporary_mark) && name.size() > 1 &&
         name.starts_with('.');
}

bool remove_leftover(std::string_view path) {
  return !has_nul(path) && is_temporary_name(base_name(path)) &&
         platform::remove_leftover(std::string(path));
}

}  // namespace avmdoc
