#include "source/platform.hpp"

#ifdef _WIN32

#include <windows.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "source/path.hpp"

namespace avmdoc::platform {

namespace {

std::string last_reason() {
  const DWORD code = ::GetLastError();
  // The system's own words depend on its language.
  const std::error_condition condition =
      std::system_category().default_error_condition(static_cast<int>(code));
  return condition.category() == std::generic_category() ? condition.message()
                                                         : "Windows error " + std::to_string(code);
}

std::wstring wide(std::string_view text) {
  const int length = static_cast<int>(text.size());
  std::wstring result(text.size(), L'\0');
  const int size = ::MultiByteToWideChar(CP_UTF8, 0, text.data(), length, result.data(), length);
  result.resize(static_cast<std::size_t>(size));
  return result;
}

std::string utf8(std::wstring_view text) {
  const int length = static_cast<int>(text.size());
  std::string result(3 * text.size(), '\0');
  const int size = ::WideCharToMultiByte(CP_UTF8, 0, text.data(), length, result.data(),
                                         static_cast<int>(result.size()), nullptr, nullptr);
  result.resize(static_cast<std::size_t>(size));
  return result;
}

/// What a call of the system that fills a buffer gives. `fill(buffer, capacity)` gives the length,
/// or the capacity that it needs, or 0 for an error.
template <typename Fill>
std::wstring filled(Fill fill) {
  std::wstring buffer(MAX_PATH, L'\0');
  for (;;) {
    const DWORD length = fill(buffer.data(), static_cast<DWORD>(buffer.size()));
    const bool fits = length < buffer.size();
    buffer.resize(length);
    if (fits) {
      return buffer;
    }
  }
}

constexpr std::wstring_view verbatim = LR"(\\?\)";
constexpr std::wstring_view verbatim_share = LR"(\\?\UNC\)";

/// For the system's calls. A path that is too long for them is spelled in the form that has no
/// limit, whatever the machine's settings.
std::wstring native(const std::string& path) {
  std::wstring given = wide(path.empty() ? "." : path);
  // A folder's path must leave room for a name of 8.3 characters.
  constexpr std::size_t longest = MAX_PATH - 13;
  const std::wstring full = filled([&](wchar_t* buffer, DWORD size) {
    return ::GetFullPathNameW(given.c_str(), size, buffer, nullptr);
  });
  if (full.size() <= longest || full.starts_with(verbatim)) {
    return given;
  }
  const bool is_share = full.starts_with(LR"(\\)");
  return std::wstring(is_share ? verbatim_share : verbatim) + full.substr(is_share ? 2 : 0);
}

class Handle {
 public:
  explicit Handle(HANDLE handle) : handle_(handle) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { close(); }
  [[nodiscard]] HANDLE get() const { return handle_; }
  [[nodiscard]] bool good() const { return handle_ != INVALID_HANDLE_VALUE; }
  void reset(HANDLE handle) {
    close();
    handle_ = handle;
  }
  bool close() {
    return !good() || ::CloseHandle(std::exchange(handle_, INVALID_HANDLE_VALUE)) != 0;
  }

 private:
  HANDLE handle_;
};

constexpr DWORD share_all = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

/// Opens a file or a folder to ask about it: what a link leads to, or with
/// FILE_FLAG_OPEN_REPARSE_POINT the link itself.
Handle open_to_ask(const std::string& path, DWORD flags) {
  return Handle(::CreateFileW(native(path).c_str(), FILE_READ_ATTRIBUTES, share_all, nullptr,
                              OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS | flags, nullptr));
}

FileType type_of(const Handle& file) {
  BY_HANDLE_FILE_INFORMATION found{};
  if (::GetFileType(file.get()) != FILE_TYPE_DISK ||
      ::GetFileInformationByHandle(file.get(), &found) == 0) {
    return FileType::other;
  }
  return (found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0 ? FileType::folder
                                                                  : FileType::file;
}

bool says_nothing_is_there(DWORD error) {
  return error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND ||
         error == ERROR_INVALID_NAME || error == ERROR_FILENAME_EXCED_RANGE ||
         error == ERROR_DIRECTORY || error == ERROR_BAD_NETPATH || error == ERROR_BAD_NET_NAME;
}

// As in platform_posix.cpp: a link out of its folder is not written through.
std::string behind_link(const std::string& path) {
  std::string target = real_path(path);
  if (target.empty()) {
    fail_to_write(path, "it is a symbolic link to nowhere");
  }
  const std::size_t slash = path.find_last_of("/\\");
  const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
  if (!target.starts_with(join_path(real_path(folder), ""))) {
    fail_to_write(path, "it is a symbolic link that leads out of its folder, to " + target);
  }
  return target;
}

/// Tries again for a while, since virus scanners and indexers open new files for a moment.
bool replace_file(const std::wstring& target, const std::wstring& replacement) {
  constexpr int attempts = 6;
  DWORD pause = 5;
  for (int attempt = 1;; ++attempt, pause *= 2) {
    if (::MoveFileExW(replacement.c_str(), target.c_str(), MOVEFILE_REPLACE_EXISTING) != 0) {
      return true;
    }
    const DWORD error = ::GetLastError();
    const bool may_pass = error == ERROR_ACCESS_DENIED || error == ERROR_SHARING_VIOLATION;
    if (!may_pass || attempt == attempts) {
      return false;
    }
    ::Sleep(pause);
  }
}

}  // namespace

FileType type(const std::string& path) {
  const Handle file = open_to_ask(path, 0);
  if (file.good()) {
    return type_of(file);
  }
  // Something else is there: reading it will fail with the reason.
  return says_nothing_is_there(::GetLastError()) ? FileType::none : FileType::other;
}

std::string read(const std::string& path, std::size_t most) {
  const Handle file(::CreateFileW(native(path).c_str(), GENERIC_READ, share_all, nullptr,
                                  OPEN_EXISTING, FILE_FLAG_SEQUENTIAL_SCAN, nullptr));
  if (!file.good()) {
    const std::string reason = last_reason();
    fail_to_read(path, type(path) == FileType::folder ? "it is a folder" : reason);
  }
  if (type_of(file) != FileType::file) {
    fail_to_read(path, "it is not a regular file");
  }
  LARGE_INTEGER size{};
  const bool is_known = ::GetFileSizeEx(file.get(), &size) != 0;
  const auto length = static_cast<std::uint64_t>(size.QuadPart);
  std::string content;
  if (is_known && length <= largest_file) {
    content.reserve(std::min<std::size_t>(length, most) + spare_bytes);
  }
  std::array<char, 1U << 16U> buffer;
  for (DWORD count = 1; count != 0 && content.size() < most && content.size() <= largest_file;) {
    if (::ReadFile(file.get(), buffer.data(), static_cast<DWORD>(buffer.size()), &count, nullptr) ==
        0) {
      fail_to_read(path, last_reason());
    }
    content.append(buffer.data(), count);
  }
  if (content.size() > largest_file) {
    fail_to_read(path, too_large);
  }
  content.resize(std::min(content.size(), most));
  content.reserve(content.size() + spare_bytes);
  return content;
}

std::string real_path(const std::string& path) {
  const Handle file = open_to_ask(path, 0);
  if (!file.good()) {
    return {};
  }
  // Some drives, as those in memory, have no letter that the system knows.
  for (const DWORD form : {VOLUME_NAME_DOS, VOLUME_NAME_NT}) {
    std::wstring real = filled([&](wchar_t* buffer, DWORD size) {
      return ::GetFinalPathNameByHandleW(file.get(), buffer, size, form);
    });
    if (real.empty()) {
      continue;
    }
    if (real.starts_with(verbatim_share)) {
      real.replace(0, verbatim_share.size(), LR"(\\)");
    } else if (real.starts_with(verbatim)) {
      real.erase(0, verbatim.size());
    }
    for (wchar_t& c : real) {
      c = c == L'\\' ? L'/' : c;
    }
    return utf8(real);
  }
  return {};
}

bool is_link(const std::string& path) {
  const Handle file = open_to_ask(path, FILE_FLAG_OPEN_REPARSE_POINT);
  FILE_ATTRIBUTE_TAG_INFO found{};
  // Files that are stored elsewhere have such attributes, too, without leading to another name.
  return file.good() &&
         ::GetFileInformationByHandleEx(file.get(), FileAttributeTagInfo, &found, sizeof found) !=
             0 &&
         (found.FileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0 &&
         IsReparseTagNameSurrogate(found.ReparseTag);
}

std::optional<std::string> read_unless_link(const std::string& path, std::size_t most) {
  if (is_link(path)) {
    return std::nullopt;
  }
  return read(path, most);
}

std::vector<DirectoryEntry> list(const std::string& folder) {
  WIN32_FIND_DATAW found{};
  const std::string all = join_path(folder.empty() ? "." : folder, "*");
  HANDLE const search = ::FindFirstFileExW(native(all).c_str(), FindExInfoBasic, &found,
                                           FindExSearchNameMatch, nullptr, 0);
  if (search == INVALID_HANDLE_VALUE) {
    fail_to_list(folder, last_reason());
  }
  std::vector<DirectoryEntry> entries;
  do {
    const std::string name = utf8(found.cFileName);
    if (name == "." || name == "..") {
      continue;
    }
    FileType type = (found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0 ? FileType::folder
                                                                             : FileType::file;
    if ((found.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0 &&
        IsReparseTagNameSurrogate(found.dwReserved0)) {
      type = platform::type(join_path(folder, name));
      type = type == FileType::folder ? FileType::other : type;
    }
    entries.push_back({name, type});
  } while (::FindNextFileW(search, &found) != 0);
  const bool is_complete = ::GetLastError() == ERROR_NO_MORE_FILES;
  const std::string reason = is_complete ? std::string() : last_reason();
  ::FindClose(search);
  if (!is_complete) {
    fail_to_list(folder, reason);
  }
  return entries;
}

struct NewFile::State {
  std::string path;  ///< as it is named in messages
  std::string target;
  std::string beside;  ///< what is being written; empty when it has taken the target's place
  Handle file{INVALID_HANDLE_VALUE};

  [[noreturn]] void fail() const { fail_to_write(path, last_reason()); }
};

NewFile::NewFile(std::string path) : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.path = std::move(path);
  state.target = is_link(state.path) ? behind_link(state.path) : state.path;
  const FileType old = type(state.target);
  if (old != FileType::none && old != FileType::file) {
    fail_to_write(state.path,
                  old == FileType::folder ? "it is a folder" : "it is not a regular file");
  }
  // Renaming would get around a file that its owner made read-only, or that a program holds.
  if (old == FileType::file && !Handle(::CreateFileW(native(state.target).c_str(), GENERIC_WRITE,
                                                     share_all, nullptr, OPEN_EXISTING, 0, nullptr))
                                    .good()) {
    state.fail();
  }
  const std::size_t name = state.target.find_last_of("/\\") + 1;
  HANDLE file = INVALID_HANDLE_VALUE;
  do {
    // A killed process of the same number may have left a file of that name.
    state.beside = state.target.substr(0, name) +
                   temporary_name(state.target.substr(name), ::GetCurrentProcessId());
    // Nobody else can open or remove the file while it is being written.
    file = ::CreateFileW(native(state.beside).c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW,
                         FILE_ATTRIBUTE_NORMAL, nullptr);
  } while (file == INVALID_HANDLE_VALUE && ::GetLastError() == ERROR_FILE_EXISTS);
  if (file == INVALID_HANDLE_VALUE) {
    state.beside.clear();
    state.fail();
  }
  state.file.reset(file);
}

NewFile::~NewFile() {
  state_->file.close();
  if (!state_->beside.empty()) {
    ::DeleteFileW(native(state_->beside).c_str());
  }
}

void NewFile::write(std::string_view content) {
  while (!content.empty()) {
    constexpr std::size_t most = 1U << 30U;
    DWORD count = 0;
    if (::WriteFile(state_->file.get(), content.data(),
                    static_cast<DWORD>(std::min(content.size(), most)), &count, nullptr) == 0) {
      state_->fail();
    }
    content.remove_prefix(count);
  }
}

void NewFile::finish() {
  State& state = *state_;
  if (!state.file.close()) {
    state.fail();
  }
  if (!replace_file(native(state.target), native(state.beside))) {
    state.fail();
  }
  state.beside.clear();
}

bool remove_leftover(const std::string& path) {
  // One that is being written is open, and cannot be removed.
  return ::DeleteFileW(native(path).c_str()) != 0;
}

}  // namespace avmdoc::platform

#endif
