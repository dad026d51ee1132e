#include "platform_process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <thread>

#include "avmdoc/diagnostic.hpp"

#ifdef _WIN32
#include <windows.h>
#else
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;  // NOLINT(readability-redundant-declaration)
#endif

namespace avmdoc::cli {

namespace {

[[noreturn]] void fail_to_run(const std::string& program, const std::string& reason) {
  throw Error(error_at("program-not-run", {program}, "cannot run it: " + reason));
}

}  // namespace

#ifdef _WIN32

namespace {

std::wstring wide(const std::string& text) {
  const int size =
      ::MultiByteToWideChar(CP_UTF8, 0, text.data(), static_cast<int>(text.size()), nullptr, 0);
  std::wstring result(static_cast<std::size_t>(size), L'\0');
  ::MultiByteToWideChar(CP_UTF8, 0, text.data(), static_cast<int>(text.size()), result.data(),
                        size);
  return result;
}

/// Quoted as CommandLineToArgvW takes it apart again.
std::wstring command_line(const std::vector<std::string>& arguments) {
  std::wstring line;
  for (const std::string& argument : arguments) {
    line += line.empty() ? L"\"" : L" \"";
    std::size_t backslashes = 0;
    for (const wchar_t c : wide(argument)) {
      if (c == L'\\') {
        ++backslashes;
        continue;
      }
      line.append(c == L'"' ? 2 * backslashes + 1 : backslashes, L'\\');
      backslashes = 0;
      line += c;
    }
    line.append(2 * backslashes, L'\\');
    line += L'"';
  }
  return line;
}

/// The variables of this process and the others, which take precedence, each with a NUL behind it.
std::wstring variables_with(const Environment& others) {
  std::wstring variables;
  wchar_t* const own = ::GetEnvironmentStringsW();
  for (const wchar_t* variable = own; *variable != L'\0'; variable += std::wcslen(variable) + 1) {
    const std::wstring_view text = variable;
    // The first character may be the '=' of a variable that holds the folder of a drive.
    const std::wstring_view name = text.substr(0, text.find(L'=', 1));
    const bool replaced =
        std::ranges::any_of(others, [&](const auto& other) { return wide(other.first) == name; });
    if (!replaced) variables.append(text).push_back(L'\0');
  }
  ::FreeEnvironmentStringsW(own);
  for (const auto& [name, value] : others) {
    variables.append(wide(name + "=" + value)).push_back(L'\0');
  }
  return variables;
}

std::string read_all(HANDLE pipe) {
  std::string text;
  std::array<char, 65536> buffer{};
  DWORD size = 0;
  while (::ReadFile(pipe, buffer.data(), static_cast<DWORD>(buffer.size()), &size, nullptr) != 0 &&
         size > 0) {
    text.append(buffer.data(), size);
  }
  ::CloseHandle(pipe);
  return text;
}

}  // namespace

std::optional<ProcessResult> run_process(const std::vector<std::string>& arguments,
                                         const Environment& environment) {
  // SearchPath leaves out the current folder when it is asked for the PATH alone.
  const DWORD path_size = ::GetEnvironmentVariableW(L"PATH", nullptr, 0);
  std::wstring path(path_size, L'\0');
  ::GetEnvironmentVariableW(L"PATH", path.data(), path_size);
  std::array<wchar_t, 32768> program{};
  if (::SearchPathW(path.c_str(), wide(arguments.front()).c_str(), L".exe",
                    static_cast<DWORD>(program.size()), program.data(), nullptr) == 0) {
    return std::nullopt;
  }
  SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
  HANDLE out_read = nullptr;
  HANDLE out_write = nullptr;
  HANDLE error_read = nullptr;
  HANDLE error_write = nullptr;
  if (::CreatePipe(&out_read, &out_write, &inherited, 0) == 0 ||
      ::CreatePipe(&error_read, &error_write, &inherited, 0) == 0) {
    fail_to_run(arguments.front(), "no pipe");
  }
  ::SetHandleInformation(out_read, HANDLE_FLAG_INHERIT, 0);
  ::SetHandleInformation(error_read, HANDLE_FLAG_INHERIT, 0);
  STARTUPINFOW startup{};
  startup.cb = sizeof(startup);
  startup.dwFlags = STARTF_USESTDHANDLES;
  startup.hStdOutput = out_write;
  startup.hStdError = error_write;
  PROCESS_INFORMATION process{};
  std::wstring line = command_line(arguments);
  std::wstring variables = variables_with(environment);
  const BOOL started = ::CreateProcessW(program.data(), line.data(), nullptr, nullptr, TRUE,
                                        CREATE_NO_WINDOW | CREATE_UNICODE_ENVIRONMENT,
                                        variables.data(), nullptr, &startup, &process);
  ::CloseHandle(out_write);
  ::CloseHandle(error_write);
  if (started == 0) {
    ::CloseHandle(out_read);
    ::CloseHandle(error_read);
    fail_to_run(arguments.front(), "error " + std::to_string(::GetLastError()));
  }
  ProcessResult result;
  std::thread errors([&] { result.errors = read_all(error_read); });
  result.output = read_all(out_read);
  errors.join();
  ::WaitForSingleObject(process.hProcess, INFINITE);
  DWORD code = 0;
  ::GetExitCodeProcess(process.hProcess, &code);
  result.code = static_cast<int>(code);
  ::CloseHandle(process.hThread);
  ::CloseHandle(process.hProcess);
  return result;
}

#else

namespace {

struct Pipe {
  int read = -1;
  int write = -1;
  Pipe() {
    std::array<int, 2> ends{};
    // Other threads may start programs at the same time: these must not inherit the ends.
#ifdef __APPLE__
    const bool is_open = ::pipe(ends.data()) == 0;
    for (const int end : ends) {
      if (is_open) ::fcntl(end, F_SETFD, FD_CLOEXEC);
    }
#else
    const bool is_open = ::pipe2(ends.data(), O_CLOEXEC) == 0;
#endif
    if (is_open) {
      read = ends[0];
      write = ends[1];
    }
  }
  ~Pipe() {
    close_write();
    if (read >= 0) ::close(read);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_write() {
    if (write >= 0) ::close(write);
    write = -1;
  }
};

/// Reads both pipes to their ends, whichever has something.
void drain(const Pipe& output, const Pipe& errors, ProcessResult& result) {
  std::array<pollfd, 2> ends = {pollfd{output.read, POLLIN, 0}, pollfd{errors.read, POLLIN, 0}};
  const std::array<std::string*, 2> texts = {&result.output, &result.errors};
  std::array<char, 65536> buffer{};
  while (ends[0].fd >= 0 || ends[1].fd >= 0) {
    if (::poll(ends.data(), ends.size(), -1) < 0 && errno != EINTR) return;
    for (std::size_t i = 0; i < ends.size(); ++i) {
      if (ends.at(i).fd < 0 || ends.at(i).revents == 0) continue;
      const ssize_t size = ::read(ends.at(i).fd, buffer.data(), buffer.size());
      if (size > 0) {
        texts.at(i)->append(buffer.data(), static_cast<std::size_t>(size));
      } else if (size == 0 || errno != EINTR) {
        ends.at(i).fd = -1;
      }
    }
  }
}

/// The variables of this process and the others, which take precedence.
std::vector<std::string> variables_with(const Environment& others) {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    const std::string_view name = text.substr(0, text.find('='));
    const bool replaced =
        std::ranges::any_of(others, [&](const auto& other) { return other.first == name; });
    if (!replaced) variables.emplace_back(text);
  }
  for (const auto& [name, value] : others) variables.push_back(name + "=" + value);
  return variables;
}

/// Where a program is by the PATH; empty when it is nowhere. Parts of the PATH that are empty or
/// relative are left out: they would run a program of the folder that the command is used in.
std::string program_path(const std::string& name) {
  // Named by its path, by the user or by where it is installed.
  if (name.find('/') != std::string::npos) return ::access(name.c_str(), X_OK) == 0 ? name : "";
  const char* const value = std::getenv("PATH");
  std::string_view rest = value == nullptr ? "/usr/bin:/bin" : value;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    const std::string folder(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!folder.starts_with('/')) continue;
    std::string path = folder + "/" + name;
    struct stat status {};
    const bool is_file = ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
    if (is_file && ::access(path.c_str(), X_OK) == 0) return path;
  }
  return {};
}

}  // namespace

std::optional<ProcessResult> run_process(const std::vector<std::string>& arguments,
                                         const Environment& environment) {
  const std::string program = program_path(arguments.front());
  if (program.empty()) return std::nullopt;
  std::vector<std::string> owned = arguments;
  std::vector<char*> values;
  values.reserve(owned.size() + 1);
  for (std::string& argument : owned) values.push_back(argument.data());
  values.push_back(nullptr);
  std::vector<std::string> owned_variables = variables_with(environment);
  std::vector<char*> variables;
  variables.reserve(owned_variables.size() + 1);
  for (std::string& variable : owned_variables) variables.push_back(variable.data());
  variables.push_back(nullptr);

  Pipe output;
  Pipe errors;
  if (output.read < 0 || errors.read < 0) fail_to_run(arguments.front(), "no pipe");
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, output.write, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, errors.write, STDERR_FILENO);
  pid_t process = 0;
  const int error =
      ::posix_spawn(&process, program.c_str(), &actions, nullptr, values.data(), variables.data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0)
    fail_to_run(arguments.front(), std::strerror(error));  // NOLINT(concurrency-mt-unsafe)
  output.close_write();
  errors.close_write();

  ProcessResult result;
  drain(output, errors, result);
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status)) result.code = WEXITSTATUS(status);
  return result;
}

#endif

}  // namespace avmdoc::cli
