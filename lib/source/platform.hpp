#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/file_system.hpp"

/// The calls of the operating system that the library needs, made by `platform_posix.cpp` or by
/// `platform_windows.cpp`.
namespace avmdoc::platform {

/// Files beyond this size are refused: the largest of the registry has 3 MB.
inline constexpr std::uint64_t largest_file = std::uint64_t{64} << 20U;
inline constexpr const char* too_large = "it is larger than 64 MiB";

/// Spare capacity of a string that a file was read into: a JSON parser that looks ahead can then
/// work in place.
inline constexpr std::size_t spare_bytes = 64;

FileType type(const std::string& path);
/// The first `most` bytes of a file.
std::string read(const std::string& path, std::size_t most);
/// Nothing for a symbolic link.
std::optional<std::string> read_unless_link(const std::string& path, std::size_t most);
/// The path without symbolic links; empty when nothing is there.
std::string real_path(const std::string& path);
bool is_link(const std::string& path);
/// In the order of the disk. A link to a file counts as a file, a link to a folder as `other`, so
/// that no walk runs in circles.
std::vector<DirectoryEntry> list(const std::string& folder);

/// A file that is being written beside the one whose place it takes when it is finished. Without
/// `finish` it is removed.
class NewFile {
 public:
  explicit NewFile(std::string path);
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void write(std::string_view content);
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Removes a temporary file unless a process is still writing it.
bool remove_leftover(const std::string& path);

/// The errors of the calls above, in the same words on every system.
[[noreturn]] void fail_to_read(const std::string& path, const std::string& reason);
[[noreturn]] void fail_to_list(const std::string& folder, const std::string& reason);
[[noreturn]] void fail_to_write(const std::string& path, const std::string& reason);

/// `.README.md.avmdoc-<process>-<number>.tmp`, unique for each call.
std::string temporary_name(std::string_view name, unsigned long process);

}  // namespace avmdoc::platform
