#include "source/platform.hpp"

#if defined(_WIN32) || defined(AVMDOC_STANDARD_FILES)

#include <filesystem>
#include <fstream>
#include <system_error>

#ifdef _WIN32
#include <process.h>
#else
#include <unistd.h>
#endif

namespace avmdoc::platform {

namespace {

namespace fs = std::filesystem;

fs::path native(const std::string& path) { return {std::u8string(path.begin(), path.end())}; }

std::string utf8(const fs::path& path) {
  const std::u8string text = path.generic_u8string();
  return {text.begin(), text.end()};
}

unsigned long process_number() {
#ifdef _WIN32
  return static_cast<unsigned long>(::_getpid());
#else
  return static_cast<unsigned long>(::getpid());
#endif
}

FileType type_of(const fs::file_status& status) {
  switch (status.type()) {
    case fs::file_type::regular:
      return FileType::file;
    case fs::file_type::directory:
      return FileType::folder;
    case fs::file_type::not_found:
      return FileType::none;
    default:
      return FileType::other;
  }
}

FileType type_of_entry(const fs::directory_entry& entry) {
  std::error_code error;
  const bool link = entry.is_symlink(error);
  const FileType type = type_of(entry.status(error));
  return link && type == FileType::folder ? FileType::other : type;
}

// As in platform_posix.cpp: a link out of its folder is not written through.
fs::path behind_link(const std::string& path, const fs::path& link) {
  std::error_code error;
  fs::path target = fs::canonical(link, error);
  if (error) {
    fail_to_write(path, "it is a symbolic link to nowhere");
  }
  const fs::path folder = fs::canonical(fs::absolute(link).parent_path(), error);
  const fs::path inside = target.lexically_relative(folder);
  if (error || inside.empty() || *inside.begin() == "..") {
    fail_to_write(path, "it is a symbolic link that leads out of its folder, to " + utf8(target));
  }
  return target;
}

constexpr const char* no_room = "its folder or disk takes no new file";

/// Removes a file when its scope is left, unless it was kept.
class TemporaryFile {
 public:
  explicit TemporaryFile(fs::path path) : path_(std::move(path)) {}
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (!path_.empty()) {
      std::error_code ignored;
      fs::remove(path_, ignored);
    }
  }
  [[nodiscard]] const fs::path& path() const { return path_; }
  void keep() { path_.clear(); }

 private:
  fs::path path_;
};

}  // namespace

FileType type(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(native(path), error);
  const bool nothing = error == std::errc::filename_too_long || error == std::errc::not_a_directory;
  return nothing ? FileType::none : type_of(status);
}

void read(const std::string& path, std::string& content) {
  std::error_code error;
  const fs::path file = native(path);
  const fs::file_status status = fs::status(file, error);
  if (!fs::exists(status)) {
    fail_to_read(path, error ? error.message() : "there is no such file");
  }
  if (!fs::is_regular_file(status)) {
    fail_to_read(path, fs::is_directory(status) ? "it is a folder" : "it is not a regular file");
  }
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    fail_to_read(path, "it cannot be opened");
  }
  content.clear();
  const std::uintmax_t size = fs::file_size(file, error);
  if (!error && size <= largest_file) {
    content.reserve(size + spare_bytes);
  }
  std::string buffer(1U << 16U, '\0');
  while (stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) ||
         stream.gcount() > 0) {
    content.append(buffer, 0, static_cast<std::size_t>(stream.gcount()));
    if (content.size() > largest_file) {
      fail_to_read(path, too_large);
    }
  }
  if (stream.bad()) {
    fail_to_read(path, "it cannot be read to its end");
  }
  content.reserve(content.size() + spare_bytes);
}

std::string real_path(const std::string& path) {
  std::error_code error;
  const fs::path real = fs::canonical(path.empty() ? fs::path(".") : native(path), error);
  return error ? std::string() : utf8(real);
}

bool is_link(const std::string& path) {
  std::error_code error;
  return fs::is_symlink(fs::symlink_status(native(path), error));
}

bool read_unless_link(const std::string& path, std::string& content) {
  if (is_link(path)) {
    return false;
  }
  read(path, content);
  return true;
}

std::vector<DirectoryEntry> list(const std::string& folder) {
  std::error_code error;
  fs::directory_iterator entry(folder.empty() ? fs::path(".") : native(folder), error);
  std::vector<DirectoryEntry> entries;
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    entries.push_back({utf8(entry->path().filename()), type_of_entry(*entry)});
  }
  if (error) {
    fail_to_list(folder, error.message());
  }
  return entries;
}

struct NewFile::State {
  std::string path;  ///< as it is named in messages
  fs::path target;
  fs::file_status old;
  std::unique_ptr<TemporaryFile> file;
  std::ofstream stream;  ///< closed before the file is removed, as Windows asks for
};

NewFile::NewFile(std::string path) : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.path = std::move(path);
  std::error_code error;
  const fs::path given = native(state.path);
  state.target =
      fs::is_symlink(fs::symlink_status(given, error)) ? behind_link(state.path, given) : given;
  state.old = fs::status(state.target, error);
  if (fs::exists(state.old) && !fs::is_regular_file(state.old)) {
    fail_to_write(state.path,
                  fs::is_directory(state.old) ? "it is a folder" : "it is not a regular file");
  }
  if (fs::exists(state.old) &&
      !std::fstream(state.target, std::ios::in | std::ios::out | std::ios::binary)) {
    fail_to_write(state.path, "it is read-only or in use");
  }
  const std::string name = utf8(state.target.filename());
  fs::path beside;
  do {
    beside = state.target.parent_path() / native(temporary_name(name, process_number()));
  } while (fs::exists(fs::symlink_status(beside, error)));
  state.file = std::make_unique<TemporaryFile>(std::move(beside));
  state.stream.open(state.file->path(), std::ios::binary | std::ios::trunc);
  if (!state.stream) {
    fail_to_write(state.path, no_room);
  }
}

NewFile::~NewFile() = default;

void NewFile::write(std::string_view content) {
  state_->stream.write(content.data(), static_cast<std::streamsize>(content.size()));
  if (!state_->stream) {
    fail_to_write(state_->path, no_room);
  }
}

void NewFile::finish() {
  state_->stream.close();
  if (!state_->stream) {
    fail_to_write(state_->path, no_room);
  }
  std::error_code error;
  if (fs::exists(state_->old)) {
    fs::permissions(state_->file->path(), state_->old.permissions(), error);
  }
  fs::rename(state_->file->path(), state_->target, error);
  if (error) {
    fail_to_write(state_->path, error.message());
  }
  state_->file->keep();
}

bool remove_leftover(const std::string& path) {
#ifdef _WIN32
  // Windows does not remove an open file.
  std::error_code error;
  return fs::remove(native(path), error);
#else
  static_cast<void>(path);
  return false;  // the C++ library does not say whether a file is open
#endif
}

}  // namespace avmdoc::platform

#endif
