#include "platform.hpp"

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "avmdoc/diagnostic.hpp"

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#include <windows.h>
// After windows.h, which it needs.
#include <shellapi.h>
#else
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <utility>
#endif

namespace avmdoc::cli::platform {

namespace {

namespace fs = std::filesystem;

fs::path native(const std::string& path) { return {std::u8string(path.begin(), path.end())}; }

std::string utf8(const fs::path& path) {
  const std::u8string text = path.generic_u8string();
  return {text.begin(), text.end()};
}

}  // namespace

std::string current_folder() {
  std::error_code error;
  return utf8(fs::current_path(error));
}

std::uintmax_t file_size(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(native(path), error);
  return error ? 0 : size;
}

std::string absolute_path(const std::string& path) {
  fs::path head;
  fs::path tail;
  for (const fs::path& part : native(path)) {
    tail /= part;
    if (part == "..") {
      head /= tail;
      tail.clear();
    }
  }
  std::error_code error;
  if (!head.empty()) {
    const fs::path real = fs::canonical(head, error);
    head = error ? head : real;
  }
  const fs::path absolute = fs::absolute(head / tail, error).lexically_normal();
  const bool folder = !absolute.has_filename() && absolute.has_relative_path();
  return utf8(folder ? absolute.parent_path() : absolute);
}

std::string real_path(const std::string& path) {
  std::error_code error;
  const fs::path real = fs::canonical(native(path), error);
  return error ? path : utf8(real);
}

void make_folders(const std::string& path) {
  std::error_code error;
  fs::create_directories(native(path), error);
  if (!error) return;
  throw Error(error_at("unwritable-file", {path}, "cannot make this folder: " + error.message()));
}

std::string home_folder() {
#ifdef _WIN32
  return utf8(native(environment("USERPROFILE")));
#else
  return environment("HOME");
#endif
}

#ifdef _WIN32

std::string environment(const char* name) {
  const std::wstring wide(name, name + std::strlen(name));
  const wchar_t* const value = ::_wgetenv(wide.c_str());
  if (value == nullptr) return {};
  const std::u8string text = fs::path(value).u8string();
  return {text.begin(), text.end()};
}

std::vector<std::string> arguments(int, const char* const*) {
  // main() gets them in the code page of the machine, which cannot hold every name of a file.
  int count = 0;
  wchar_t** const values = ::CommandLineToArgvW(::GetCommandLineW(), &count);
  std::vector<std::string> arguments;
  for (int i = 1; i < count; ++i) {
    const int size = ::WideCharToMultiByte(CP_UTF8, 0, values[i], -1, nullptr, 0, nullptr, nullptr);
    std::string argument(static_cast<std::size_t>(size), '\0');
    ::WideCharToMultiByte(CP_UTF8, 0, values[i], -1, argument.data(), size, nullptr, nullptr);
    argument.resize(argument.size() - 1);
    arguments.push_back(std::move(argument));
  }
  ::LocalFree(values);
  return arguments;
}

void prepare_process() {
  for (std::FILE* stream : {stdin, stdout, stderr}) {
    ::_setmode(::_fileno(stream), _O_BINARY);
  }
  ::SetConsoleOutputCP(CP_UTF8);
  HANDLE const handle = ::GetStdHandle(STD_ERROR_HANDLE);
  DWORD mode = 0;
  if (::GetConsoleMode(handle, &mode) != 0) {
    ::SetConsoleMode(handle, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
  }
}

bool is_terminal(std::FILE* stream) { return ::_isatty(::_fileno(stream)) != 0; }

#else

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::vector<std::string> arguments(int count, const char* const* values) {
  return count > 1 ? std::vector<std::string>(values + 1, values + count)
                   : std::vector<std::string>();
}

void prepare_process() {
  // Otherwise the next file that is opened would be one of the standard streams, and a README would
  // have messages in it. Opened the wrong way round, so that using the stream is still an error.
  for (const auto& [number, mode] :
       {std::pair(STDIN_FILENO, O_WRONLY), std::pair(STDOUT_FILENO, O_RDONLY),
        std::pair(STDERR_FILENO, O_RDONLY)}) {
    if (::fcntl(number, F_GETFD) < 0 && errno == EBADF) {
      static_cast<void>(::open("/dev/null", mode));  // takes the lowest free number: this one
    }
  }
  // A limit on the size of files is then an error of writing, which leaves nothing half done.
  static_cast<void>(std::signal(SIGXFSZ, SIG_IGN));
}

bool is_terminal(std::FILE* stream) { return ::isatty(::fileno(stream)) != 0; }

#endif

}  // namespace avmdoc::cli::platform
