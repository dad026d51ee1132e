#include "source/platform.hpp"

#if !defined(_WIN32) && !defined(AVMDOC_STANDARD_FILES)

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <system_error>
#include <utility>

#include "source/path.hpp"

namespace avmdoc::platform {

namespace {

std::string last_reason() { return std::generic_category().message(errno); }

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) {
      ::close(number_);
    }
  }
  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] bool good() const { return number_ >= 0; }

 private:
  int number_;
};

FileType type_of(mode_t mode) {
  if (S_ISREG(mode)) {
    return FileType::file;
  }
  return S_ISDIR(mode) ? FileType::folder : FileType::other;
}

ssize_t read_some(int descriptor, char* into, std::size_t size) {
  ssize_t count = 0;
  do {
    count = ::read(descriptor, into, size);
  } while (count < 0 && errno == EINTR);
  return count;
}

bool write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t count = ::write(descriptor, content.data(), content.size());
    if (count < 0 && errno != EINTR) {
      return false;
    }
    content.remove_prefix(count < 0 ? 0 : static_cast<std::size_t>(count));
  }
  return true;
}

FileType type_of_entry(DIR* folder, const dirent& entry) {
  switch (entry.d_type) {
    case DT_REG:
      return FileType::file;
    case DT_DIR:
      return FileType::folder;
    case DT_LNK:
    case DT_UNKNOWN:
      break;
    default:
      return FileType::other;
  }
  struct stat status {};
  if (::fstatat(::dirfd(folder), entry.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
    return FileType::none;
  }
  if (!S_ISLNK(status.st_mode)) {
    return type_of(status.st_mode);
  }
  if (::fstatat(::dirfd(folder), entry.d_name, &status, 0) != 0) {
    return FileType::none;
  }
  return S_ISREG(status.st_mode) ? FileType::file : FileType::other;
}

struct SplitPath {
  std::string folder;  ///< with its final `/`, or empty
  std::string name;
};

SplitPath split(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? SplitPath{"", path}
                                    : SplitPath{path.substr(0, slash + 1), path.substr(slash + 1)};
}

// A link is written through, but only to a file below the link's own folder: a repository must not
// be able to point its README at a file of the user's.
std::string behind_link(const std::string& path) {
  std::string target = real_path(path);
  if (target.empty()) {
    fail_to_write(path, "it is a symbolic link to nowhere");
  }
  const std::string folder = split(path).folder;
  if (!target.starts_with(join_path(real_path(folder.empty() ? "." : folder), ""))) {
    fail_to_write(path, "it is a symbolic link that leads out of its folder, to " + target);
  }
  return target;
}

// A file's writer holds its lock, which the system releases when the writer ends: so others
// recognize a leftover, even in another process namespace.
bool lock(int descriptor) { return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0; }

/// Locks a new file. False when another process has mistaken it for a leftover just before, which
/// cannot happen where the file system has no locks.
bool keep_from_removal(int descriptor) {
  if (!lock(descriptor) && errno == EWOULDBLOCK) {
    return false;
  }
  struct stat status {};
  return ::fstat(descriptor, &status) != 0 || status.st_nlink > 0;
}

/// A new file that is removed again unless it replaces the file that it is for.
class TemporaryFile {
 public:
  TemporaryFile(const std::string& target, mode_t mode) {
    const auto [folder, name] = split(target);
    constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
    bool ours = false;
    while (!ours) {
      // A killed process of the same number may have left a file of that name.
      path_ = folder + temporary_name(name, static_cast<unsigned long>(::getpid()));
      descriptor_ = std::make_unique<Descriptor>(::open(path_.c_str(), flags, mode));
      if (descriptor_->good()) {
        ours = keep_from_removal(descriptor_->get());
      } else if (errno != EEXIST && errno != EINTR) {
        path_.clear();
        return;
      }
    }
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (!path_.empty()) {
      ::unlink(path_.c_str());
    }
  }

  [[nodiscard]] bool good() const { return descriptor_->good(); }
  [[nodiscard]] bool write(std::string_view content) {
    return write_all(descriptor_->get(), content);
  }
  /// Whether all data was written: some file systems report that only when the file is closed, so a
  /// second descriptor is closed while the first one keeps the lock.
  [[nodiscard]] bool is_stored() const {
    const int second = ::fcntl(descriptor_->get(), F_DUPFD_CLOEXEC, 0);
    return second >= 0 && ::close(second) == 0;
  }
  [[nodiscard]] bool take_place_of(const std::string& target) {
    if (::rename(path_.c_str(), target.c_str()) != 0) {
      return false;
    }
    path_.clear();
    return true;
  }
  /// Owner and group as far as this user may give files away; then the mode, since changing the
  /// owner and writing clear some of its bits.
  void look_like(const struct stat& old) {
    const bool given = ::fchown(descriptor_->get(), old.st_uid, old.st_gid) == 0;
    const mode_t mode = old.st_mode & (given ? 07777U : 0777U);
    static_cast<void>(::fchmod(descriptor_->get(), mode));
  }

 private:
  std::string path_;
  std::unique_ptr<Descriptor> descriptor_;
};

// Without O_NONBLOCK a named pipe would hold us until somebody writes into it.
constexpr int reading = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

/// Reads the first `most` bytes of a file, or fails with the reason.
std::string read_opened(const Descriptor& file, const std::string& path, std::size_t most) {
  struct stat status {};
  if (!file.good() || ::fstat(file.get(), &status) != 0) {
    fail_to_read(path, last_reason());
  }
  if (!S_ISREG(status.st_mode)) {
    fail_to_read(path, S_ISDIR(status.st_mode) ? "it is a folder" : "it is not a regular file");
  }
  const auto size = static_cast<std::uint64_t>(status.st_size);
  std::string content;
  if (size <= largest_file) {
    const std::size_t expected = std::min<std::size_t>(size, most);
    content.reserve(expected + spare_bytes);
    content.resize(expected);
  }
  std::size_t length = 0;
  while (size <= largest_file && length <= largest_file) {
    if (length == content.size()) {
      // The size was only a promise: some files grow, and some say that they are empty.
      content.resize(length + (length == size ? 1 : 65536));
    }
    const ssize_t count = read_some(file.get(), content.data() + length, content.size() - length);
    if (count < 0) {
      fail_to_read(path, last_reason());
    }
    if (count == 0) {
      content.resize(length);
      content.reserve(length + spare_bytes);
      return content;
    }
    length += static_cast<std::size_t>(count);
    // A regular file is no larger than its size, except for what is being added right now.
    if (length == size || length >= most) {
      content.resize(std::min(length, most));
      return content;
    }
  }
  fail_to_read(path, too_large);
}

}  // namespace

FileType type(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) {
    return type_of(status.st_mode);
  }
  // Something else is there: reading it will fail with the reason.
  const bool nothing = errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG;
  return nothing ? FileType::none : FileType::other;
}

std::string real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(
      ::realpath(path.empty() ? "." : path.c_str(), nullptr), &std::free);
  return real ? std::string(real.get()) : std::string();
}

bool is_link(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
}

std::string read(const std::string& path, std::size_t most) {
  return read_opened(Descriptor(::open(path.c_str(), reading)), path, most);
}

std::optional<std::string> read_unless_link(const std::string& path, std::size_t most) {
  const Descriptor file(::open(path.c_str(), reading | O_NOFOLLOW));
  if (!file.good()) {
    const int reason = errno;
    if (is_link(path)) {
      return std::nullopt;
    }
    errno = reason;
  }
  return read_opened(file, path, most);
}

std::vector<DirectoryEntry> list(const std::string& folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(folder.empty() ? "." : folder.c_str()),
                                                   &::closedir);
  if (!stream) {
    fail_to_list(folder, last_reason());
  }
  std::vector<DirectoryEntry> entries;
  for (;;) {
    errno = 0;
    const dirent* entry = ::readdir(stream.get());
    if (entry == nullptr) {
      if (errno != 0) {
        fail_to_list(folder, last_reason());
      }
      return entries;
    }
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") {
      entries.push_back({std::string(name), type_of_entry(stream.get(), *entry)});
    }
  }
}

struct NewFile::State {
  std::string path;  ///< as it is named in messages
  std::string target;
  struct stat old {};
  bool exists = false;
  std::unique_ptr<TemporaryFile> file;
};

NewFile::NewFile(std::string path) : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.path = std::move(path);
  state.exists = ::lstat(state.path.c_str(), &state.old) == 0;
  const bool is_link = state.exists && S_ISLNK(state.old.st_mode);
  state.target = is_link ? behind_link(state.path) : state.path;
  if (state.exists) {
    state.exists = ::stat(state.target.c_str(), &state.old) == 0;
  }
  if (state.exists && !S_ISREG(state.old.st_mode)) {
    fail_to_write(state.path,
                  S_ISDIR(state.old.st_mode) ? "it is a folder" : "it is not a regular file");
  }
  // Renaming would get around a file that its owner made read-only.
  if (state.exists && ::access(state.target.c_str(), W_OK) != 0) {
    fail_to_write(state.path, last_reason());
  }
  state.file = std::make_unique<TemporaryFile>(state.target, state.exists ? 0600 : 0666);
  if (!state.file->good()) {
    fail_to_write(state.path, last_reason());
  }
}

NewFile::~NewFile() = default;

void NewFile::write(std::string_view content) {
  if (!state_->file->write(content)) {
    fail_to_write(state_->path, last_reason());
  }
}

void NewFile::finish() {
  if (!state_->file->is_stored()) {
    fail_to_write(state_->path, last_reason());
  }
  if (state_->exists) {
    state_->file->look_like(state_->old);
  }
  if (!state_->file->take_place_of(state_->target)) {
    fail_to_write(state_->path, last_reason());
  }
}

bool remove_leftover(const std::string& path) {
  const Descriptor file(
      ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY));
  return file.good() && lock(file.get()) && ::unlink(path.c_str()) == 0;
}

}  // namespace avmdoc::platform

#endif
