#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "avmdoc/diagnostic.hpp"
#include "avmdoc/export.h"

namespace avmdoc {

/// What is at a path. `other` is neither file nor folder, such as a device.
enum class FileType : std::uint8_t { none, file, folder, other };

/// A file or folder by its name in the folder that was listed.
struct DirectoryEntry {
  std::string name;
  FileType type = FileType::none;
};

/// Where modules are read from: the disk, or a caller's memory. Paths are UTF-8 with `/` between
/// their parts. All calls may come from several threads at once.
class AVMDOC_API FileSystem {
 public:
  FileSystem() = default;
  FileSystem(const FileSystem&) = delete;
  FileSystem& operator=(const FileSystem&) = delete;
  virtual ~FileSystem() = default;

  /// What is at `path`, behind symbolic links; `none` when nothing is.
  [[nodiscard]] virtual FileType type(std::string_view path) const = 0;

  /// The bytes of a file. Throws `Error` with the path and the reason.
  [[nodiscard]] virtual std::string read(std::string_view path) const = 0;

  /// The first `most` bytes of a file, for what is at the top of a large one. Throws as `read`
  /// does.
  [[nodiscard]] virtual std::string read_head(std::string_view path, std::size_t most) const {
    return read(path).substr(0, most);
  }

  /// The entries of a folder without `.` and `..`, sorted by the bytes of their names. A symbolic
  /// link to a file counts as the file, one to a folder as `other`, a broken one as `none`. Throws
  /// `Error`.
  [[nodiscard]] virtual std::vector<DirectoryEntry> list(std::string_view folder) const = 0;
};

class Confinement;

/// The disk of this machine.
class AVMDOC_API DiskFileSystem final : public FileSystem {
 public:
  DiskFileSystem();
  /// The disk restricted to some folders, for untrusted input: what is elsewhere does not exist,
  /// and a symbolic link that leads out of them cannot be read or listed.
  explicit DiskFileSystem(const std::vector<std::string>& roots);
  ~DiskFileSystem() override;

  [[nodiscard]] FileType type(std::string_view path) const override;
  [[nodiscard]] std::string read(std::string_view path) const override;
  [[nodiscard]] std::string read_head(std::string_view path, std::size_t most) const override;
  [[nodiscard]] std::vector<DirectoryEntry> list(std::string_view folder) const override;

 private:
  std::unique_ptr<const Confinement> confinement_;  ///< null for the whole disk
};

/// Files in memory, by path. A folder exists when there is a file below it.
class AVMDOC_API MemoryFileSystem final : public FileSystem {
 public:
  MemoryFileSystem() = default;
  explicit MemoryFileSystem(std::map<std::string, std::string, std::less<>> files)
      : files_(std::move(files)) {}

  void write(std::string path, std::string content) {
    files_.insert_or_assign(std::move(path), std::move(content));
  }
  [[nodiscard]] FileType type(std::string_view path) const override;
  [[nodiscard]] std::string read(std::string_view path) const override;
  [[nodiscard]] std::vector<DirectoryEntry> list(std::string_view folder) const override;

 private:
  std::map<std::string, std::string, std::less<>> files_;
};

/// Files in memory over those of another file system: unsaved buffers of an editor over the disk.
class AVMDOC_API OverlayFileSystem final : public FileSystem {
 public:
  /// `base` must outlive it.
  OverlayFileSystem(const FileSystem& base, std::map<std::string, std::string, std::less<>> files)
      : base_(base), files_(std::move(files)) {}

  [[nodiscard]] FileType type(std::string_view path) const override;
  [[nodiscard]] std::string read(std::string_view path) const override;
  [[nodiscard]] std::vector<DirectoryEntry> list(std::string_view folder) const override;

 private:
  const FileSystem& base_;
  MemoryFileSystem files_;
};

/// Writes a file of the disk as a whole or not at all: into a temporary file beside it, which then
/// takes its name. Permissions and, as far as this user may give files away, owner and group of an
/// existing file are kept. Throws `Error`; the old file is then as it was. A process that is killed
/// while it writes leaves the temporary file behind, for `remove_leftover`.
AVMDOC_API void write_file(std::string_view path, std::string_view content);

/// Whether `name` is one that `write_file` gives to temporary files.
AVMDOC_API bool is_temporary_name(std::string_view name);

/// Removes a temporary file of `write_file` that a killed process left behind; returns whether it
/// did. One that a process is still writing is kept, as is a file of any other name.
AVMDOC_API bool remove_leftover(std::string_view path);

}  // namespace avmdoc
