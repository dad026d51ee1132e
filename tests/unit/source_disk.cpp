#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>

#include "avmdoc/module.hpp"

#ifdef _WIN32
#ifndef NOMINMAX
#define NOMINMAX
#endif
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#else
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace fs = std::filesystem;
using avmdoc::DiskFileSystem;
using avmdoc::Error;
using avmdoc::FileType;
using avmdoc::write_file;

namespace {

fs::path native(std::string_view path) { return {std::u8string(path.begin(), path.end())}; }

/// A folder of the disk that is gone at the end of the test.
class Scratch {
 public:
  Scratch() {
    std::random_device random;
    path_ = fs::temp_directory_path() / ("avmdoc-test-" + std::to_string(random()));
    fs::create_directories(path_);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }

  [[nodiscard]] std::string operator/(const char* name) const {
    return (path_ / name).generic_string();
  }
  [[nodiscard]] std::string folder() const { return path_.generic_string(); }
  void put(const char* name, std::string_view content) const {
    fs::create_directories((path_ / native(name)).parent_path());
    std::ofstream(path_ / native(name), std::ios::binary) << content;
  }
  [[nodiscard]] std::string get(const char* name) const {
    std::ifstream stream(path_ / native(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  [[nodiscard]] std::size_t entries() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
  }

 private:
  fs::path path_;
};

template <typename Call>
avmdoc::Diagnostic error_of(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.diagnostics().front();
  }
  FAIL("expected an error");
  return {};
}

}  // namespace

TEST_CASE("a file is read with all of its bytes", "[source][disk]") {
  const Scratch scratch;
  const DiskFileSystem files;
  const std::string bytes("\xEF\xBB\xBF{\r\n\0}\xFF", 9);
  scratch.put("main.json", bytes);
  CHECK(files.read(scratch / "main.json") == bytes);
  scratch.put("empty", "");
  CHECK(files.read(scratch / "empty").empty());
}

TEST_CASE("the first bytes of a file are read, or all that it has", "[source][disk]") {
  const Scratch scratch;
  scratch.put("file", "0123456789");
  const DiskFileSystem whole;
  const DiskFileSystem confined({scratch.folder()});
  for (const DiskFileSystem* disk : {&whole, &confined}) {
    CHECK(disk->read_head(scratch / "file", 4) == "0123");
    CHECK(disk->read_head(scratch / "file", 10) == "0123456789");
    CHECK(disk->read_head(scratch / "file", 11) == "0123456789");
    CHECK(disk->read_head(scratch / "file", 0).empty());
    CHECK_THROWS_AS(disk->read_head(scratch / "missing", 4), Error);
  }
}

TEST_CASE("what is read from the disk has room for a parser that looks ahead", "[source][disk]") {
  const Scratch scratch;
  for (const std::size_t size : {0U, 1U, 4095U, 4096U, 100000U}) {
    scratch.put("file", std::string(size, 'x'));
    const std::string text = DiskFileSystem().read(scratch / "file");
    CHECK(text == std::string(size, 'x'));
    CHECK(text.capacity() >= size + 64);
  }
}

TEST_CASE("what cannot be read is an error with its path and reason", "[source][disk]") {
  const Scratch scratch;
  const DiskFileSystem files;
  const auto missing = error_of([&] { static_cast<void>(files.read(scratch / "none")); });
  CHECK(missing.location.file == scratch / "none");
  CHECK(missing.code == "unreadable-file");
  CHECK(missing.message == "cannot read the file: No such file or directory");
  const auto folder = error_of([&] { static_cast<void>(files.read(scratch.folder())); });
  CHECK(folder.message == "cannot read the file: it is a folder");
  const std::string nul = scratch / "a" + std::string("\0b", 2);
  CHECK_THROWS_AS(files.read(nul), Error);
  CHECK(files.type(nul) == FileType::none);
}

TEST_CASE("the disk distinguishes files, folders and nothing", "[source][disk]") {
  const Scratch scratch;
  const DiskFileSystem files;
  scratch.put("folder/file", "");
  CHECK(files.type(scratch / "folder") == FileType::folder);
  CHECK(files.type(scratch / "folder/file") == FileType::file);
  CHECK(files.type(scratch / "nothing") == FileType::none);
  CHECK(files.type(scratch / "folder/file/below") == FileType::none);
  CHECK(files.type(scratch.folder() + "/" + std::string(5000, 'x')) == FileType::none);
}

TEST_CASE("a folder of the disk is listed in the order of bytes", "[source][disk]") {
  const Scratch scratch;
  for (const char* name : {"b", "a0", "C", "a/x", "a-b", ".hidden", "\xC3\xA9"}) {
    scratch.put(name, "");
  }
  std::vector<std::string> names;
  for (const avmdoc::DirectoryEntry& entry : DiskFileSystem().list(scratch.folder())) {
    names.push_back(entry.name);
    CHECK(entry.type == (entry.name == "a" ? FileType::folder : FileType::file));
  }
  CHECK(names == std::vector<std::string>{".hidden", "C", "a", "a-b", "a0", "b", "\xC3\xA9"});
  CHECK_THROWS_AS(DiskFileSystem().list(scratch / "nothing"), Error);
  CHECK_THROWS_AS(DiskFileSystem().list(scratch / "b"), Error);
}

TEST_CASE("a file is written anew, over an old one, and nothing is left beside it",
          "[source][disk]") {
  const Scratch scratch;
  write_file(scratch / "README.md", "one\r\n");
  CHECK(scratch.get("README.md") == "one\r\n");
  write_file(scratch / "README.md", "two\n");
  CHECK(scratch.get("README.md") == "two\n");
  write_file(scratch / "README.md", "");
  CHECK(scratch.get("README.md").empty());
  CHECK(scratch.entries() == 1);
}

TEST_CASE("writing onto a folder or into none is an error and leaves nothing", "[source][disk]") {
  const Scratch scratch;
  fs::create_directories(scratch / "README.md");
  CHECK(error_of([&] { write_file(scratch / "README.md", "x"); }).message ==
        "cannot write the file: it is a folder");
  const auto nowhere = error_of([&] { write_file(scratch / "none/README.md", "x"); });
  CHECK(nowhere.code == "unwritable-file");
  CHECK(nowhere.location.file == scratch / "none/README.md");
  CHECK_THROWS_AS(write_file(scratch / "a" + std::string("\0b", 2), "x"), Error);
  CHECK(scratch.entries() == 1);
}

TEST_CASE("temporary files are known by their names", "[source][disk]") {
  CHECK(avmdoc::is_temporary_name(".README.md.avmdoc-4711-0.tmp"));
  CHECK(avmdoc::is_temporary_name(".a.avmdoc-1-2.tmp.avmdoc-3-4.tmp"));
  for (const char* name :
       {"", ".tmp", "README.md", ".README.md.tmp", "README.md.avmdoc-1-2.tmp",
        ".README.md.avmdoc-1.tmp", ".README.md.avmdoc-1-.tmp", ".README.md.avmdoc--1.tmp",
        ".README.md.avmdoc-1-2.tmp~", ".README.md.avmdoc-a-2.tmp", ".avmdoc-1-2.tmp",
        "..avmdoc-1-2.tmp", "-1-2.tmp"}) {
    CAPTURE(name);
    CHECK_FALSE(avmdoc::is_temporary_name(name));
    const Scratch scratch;
    if (*name != '\0') {
      scratch.put(name, "mine");
      CHECK_FALSE(avmdoc::remove_leftover(scratch / name));
      CHECK(scratch.entries() == 1);
    }
  }
}

#ifdef _WIN32

TEST_CASE("paths may be longer than Windows allows by default", "[source][disk]") {
  const Scratch scratch;
  const std::string part(100, 'p');
  std::string folder = scratch.folder();
  for (int i = 0; i < 3; ++i) {
    folder += "/" + part;
    std::string native = R"(\\?\)" + folder;
    std::replace(native.begin(), native.end(), '/', '\\');
    REQUIRE(::CreateDirectoryW(std::wstring(native.begin(), native.end()).c_str(), nullptr) != 0);
  }
  const std::string file = folder + "/README.md";
  REQUIRE(file.size() > MAX_PATH);
  write_file(file, "long");
  write_file(file, "longer");
  const DiskFileSystem files;
  CHECK(files.read(file) == "longer");
  CHECK(files.type(folder) == FileType::folder);
  CHECK(files.type(folder + "/../" + part + "/./README.md") == FileType::file);
  CHECK(files.list(folder).size() == 1);
  CHECK(DiskFileSystem({folder}).read(file) == "longer");
  fs::path below(folder);
  for (; below != fs::path(scratch.folder()); below = below.parent_path()) {
    ::DeleteFileW((LR"(\\?\)" + (below / "README.md").make_preferred().wstring()).c_str());
    ::RemoveDirectoryW((LR"(\\?\)" + fs::path(below).make_preferred().wstring()).c_str());
  }
}

TEST_CASE("devices of Windows are no files", "[source][disk]") {
  CHECK(error_of([] { static_cast<void>(DiskFileSystem().read("NUL")); }).message ==
        "cannot read the file: it is not a regular file");
  CHECK_THROWS_AS(write_file("NUL", "x"), Error);
}

TEST_CASE("a read-only file is not written, and nothing is left beside it", "[source][disk]") {
  const Scratch scratch;
  scratch.put("README.md", "old");
  const std::wstring path = fs::path(scratch / "README.md").wstring();
  REQUIRE(::SetFileAttributesW(path.c_str(), FILE_ATTRIBUTE_READONLY) != 0);
  HANDLE const file =
      ::CreateFileW(path.c_str(), GENERIC_WRITE, 0, nullptr, OPEN_EXISTING, 0, nullptr);
  if (file != INVALID_HANDLE_VALUE) {
    ::CloseHandle(file);
    WARN("root under wine writes read-only files: not tested");
    return;
  }
  CHECK(error_of([&] { write_file(scratch / "README.md", "new"); }).message ==
        "cannot write the file: Permission denied");
  CHECK(scratch.get("README.md") == "old");
  CHECK(scratch.entries() == 1);
  ::SetFileAttributesW(path.c_str(), FILE_ATTRIBUTE_NORMAL);
}

TEST_CASE("a temporary file is removed unless its writer still holds it", "[source][disk]") {
  const Scratch scratch;
  const char* name = ".README.md.avmdoc-1-2.tmp";
  scratch.put(name, "half");
  const std::wstring path = fs::path(scratch / name).wstring();
  HANDLE const writer =
      ::CreateFileW(path.c_str(), GENERIC_WRITE, 0, nullptr, OPEN_EXISTING, 0, nullptr);
  REQUIRE(writer != INVALID_HANDLE_VALUE);
  CHECK_FALSE(avmdoc::remove_leftover(scratch / name));
  CHECK(scratch.entries() == 1);
  ::CloseHandle(writer);
  CHECK(avmdoc::remove_leftover(scratch / name));
  CHECK(scratch.entries() == 0);
}

#else

TEST_CASE("a named pipe is refused, not waited for", "[source][disk]") {
  const Scratch scratch;
  const std::string pipe = scratch / "main.json";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(DiskFileSystem().type(pipe) == FileType::other);
  CHECK(error_of([&] { static_cast<void>(DiskFileSystem().read(pipe)); }).message ==
        "cannot read the file: it is not a regular file");
  CHECK(error_of([&] { write_file(pipe, "x"); }).message ==
        "cannot write the file: it is not a regular file");
  CHECK(DiskFileSystem().type(pipe) == FileType::other);
}

TEST_CASE("links to files are files, links to folders are not walked into", "[source][disk]") {
  const Scratch scratch;
  const DiskFileSystem files;
  scratch.put("real/main.json", "{}");
  fs::create_directory_symlink("real", scratch / "to-folder");
  fs::create_directory_symlink("..", scratch / "real/up");
  fs::create_symlink("real/main.json", scratch / "to-file");
  fs::create_symlink("nowhere", scratch / "to-nothing");
  std::map<std::string, FileType> types;
  for (const avmdoc::DirectoryEntry& entry : files.list(scratch.folder())) {
    types[entry.name] = entry.type;
  }
  CHECK(types["real"] == FileType::folder);
  CHECK(types["to-folder"] == FileType::other);
  CHECK(types["to-file"] == FileType::file);
  CHECK(types["to-nothing"] == FileType::none);
  CHECK(files.type(scratch / "to-folder") == FileType::folder);
  CHECK(avmdoc::find_modules(files, scratch.folder()) ==
        std::vector<std::string>{scratch / "real"});
}

TEST_CASE("a main.json that cannot be read is found all the same", "[source][disk]") {
  const Scratch scratch;
  fs::create_directories(scratch / "a");
  fs::create_symlink("nowhere", scratch / "a/main.json");
  CHECK(avmdoc::find_modules(DiskFileSystem(), scratch.folder()) ==
        std::vector<std::string>{scratch / "a"});
}

TEST_CASE("a rewritten file keeps its mode and its link", "[source][disk]") {
  const Scratch scratch;
  scratch.put("docs/real.md", "old");
  fs::permissions(scratch / "docs/real.md", static_cast<fs::perms>(0640));
  fs::create_symlink("docs/real.md", scratch / "README.md");
  write_file(scratch / "README.md", "new");
  CHECK(fs::is_symlink(scratch / "README.md"));
  CHECK(scratch.get("docs/real.md") == "new");
  CHECK(fs::status(scratch / "docs/real.md").permissions() == static_cast<fs::perms>(0640));
}

TEST_CASE("a link out of its folder, or to nowhere, is not written through", "[source][disk]") {
  const Scratch scratch;
  scratch.put("outside", "old");
  fs::create_directories(scratch / "module");
  fs::create_symlink("../outside", scratch / "module/README.md");
  CHECK(error_of([&] {
          write_file(scratch / "module/README.md", "new");
        }).message.find("leads out of its folder") != std::string::npos);
  CHECK(scratch.get("outside") == "old");
  // A folder that only begins with the same name is outside, too.
  scratch.put("module2/file", "old");
  fs::create_symlink("../module2/file", scratch / "module/NOTES.md");
  CHECK_THROWS_AS(write_file(scratch / "module/NOTES.md", "new"), Error);
  fs::create_symlink("nowhere", scratch / "module/NEW.md");
  CHECK_THROWS_AS(write_file(scratch / "module/NEW.md", "new"), Error);
}

TEST_CASE("a file in the way of the temporary one is left alone", "[source][disk]") {
  const Scratch scratch;
  const std::string mark = ".README.md.avmdoc-" + std::to_string(::getpid()) + "-";
  for (int i = 0; i < 200; ++i) {
    scratch.put((mark + std::to_string(i) + ".tmp").c_str(), "left behind");
  }
  write_file(scratch / "README.md", "x");
  CHECK(scratch.get("README.md") == "x");
  CHECK(scratch.entries() == 201);
}

TEST_CASE("a confined disk gives nothing from outside of its roots", "[source][disk]") {
  const Scratch scratch;
  scratch.put("house/secret", "secret");
  scratch.put("repo/avm/file", "file");
  scratch.put("repo2/file", "secret");
  fs::create_symlink("../../house/secret", scratch / "repo/avm/out");
  fs::create_symlink("../../repo2/file", scratch / "repo/avm/out2");
  fs::create_symlink("file", scratch / "repo/avm/in");
  fs::create_symlink("out", scratch / "repo/avm/chain");
  fs::create_directory_symlink("../../house", scratch / "repo/avm/house");
  fs::create_directory_symlink("..", scratch / "repo/avm/up");
  const DiskFileSystem files({scratch / "repo"});
  CHECK(files.read(scratch / "repo/avm/file") == "file");
  CHECK(files.read(scratch / "repo/avm/in") == "file");
  CHECK(files.read(scratch / "repo/avm/up/avm/file") == "file");
  CHECK(files.list(scratch / "repo/avm/up").size() == 1);
  for (const char* path :
       {"house/secret", "repo2/file", "repo/avm/out", "repo/avm/out2", "repo/avm/chain",
        "repo/avm/house/secret", "repo/avm/../../house/secret", "repo/avm/up/../../house/secret"}) {
    CAPTURE(path);
    CHECK_THROWS_AS(files.read(scratch / path), Error);
  }
  CHECK(error_of([&] { static_cast<void>(files.read(scratch / "repo/avm/out")); }).message ==
        "cannot read the file: a symbolic link leads to " + scratch / "house/secret" + ", out of " +
            scratch / "repo");
  CHECK(files.type(scratch / "house/secret") == FileType::none);
  for (const char* path : {"house", "repo/avm/house", "repo/..", "", "repo2"}) {
    CAPTURE(path);
    CHECK_THROWS_AS(files.list(scratch / path), Error);
  }
}

TEST_CASE("a confined disk may have several roots, and relative ones", "[source][disk]") {
  const Scratch scratch;
  scratch.put("a/file", "one");
  scratch.put("b/file", "two");
  fs::create_symlink("../b/file", scratch / "a/other");
  CHECK_THROWS_AS(DiskFileSystem({scratch / "a"}).read(scratch / "a/other"), Error);
  CHECK(DiskFileSystem({scratch / "a", scratch / "b"}).read(scratch / "a/other") == "two");
  const fs::path before = fs::current_path();
  fs::current_path(scratch.folder());
  const DiskFileSystem files({"./a/"});
  CHECK(files.read("a/file") == "one");
  CHECK_THROWS_AS(files.read("a/other"), Error);
  CHECK_THROWS_AS(files.read("b/file"), Error);
  CHECK(DiskFileSystem({"."}).read("a/other") == "two");
  fs::current_path(before);
}

TEST_CASE("a temporary file is removed unless its writer still holds it", "[source][disk]") {
  const Scratch scratch;
  const char* name = ".README.md.avmdoc-1-2.tmp";
  scratch.put(name, "half");
  const int writer = ::open((scratch / name).c_str(), O_RDWR);
  REQUIRE(::flock(writer, LOCK_EX) == 0);
  CHECK_FALSE(avmdoc::remove_leftover(scratch / name));
  CHECK(scratch.get(name) == "half");
  ::close(writer);
  CHECK(avmdoc::remove_leftover(scratch / name));
  CHECK(scratch.entries() == 0);
  CHECK_FALSE(avmdoc::remove_leftover(scratch / name));
}

TEST_CASE("owner and group of a rewritten file are kept", "[source][disk]") {
  if (::geteuid() != 0) {
    WARN("only root can give files away: not tested");
    return;
  }
  const Scratch scratch;
  scratch.put("README.md", "old");
  REQUIRE(::chown((scratch / "README.md").c_str(), 65534, 65533) == 0);
  REQUIRE(::chmod((scratch / "README.md").c_str(), 0664) == 0);
  write_file(scratch / "README.md", "new");
  struct stat status {};
  REQUIRE(::stat((scratch / "README.md").c_str(), &status) == 0);
  CHECK(status.st_uid == 65534);
  CHECK(status.st_gid == 65533);
  CHECK((status.st_mode & 07777U) == 0664);
}

#ifdef __linux__
TEST_CASE("files that say they are empty are read to their end", "[source][disk]") {
  CHECK(DiskFileSystem().read("/proc/self/status").find("VmPeak") != std::string::npos);
}

TEST_CASE("an error in the middle of reading is reported", "[source][disk]") {
  // Its first page is nobody's memory.
  const avmdoc::Diagnostic error =
      error_of([] { static_cast<void>(DiskFileSystem().read("/proc/self/mem")); });
  CHECK(error.message == "cannot read the file: Input/output error");
}
#endif

#endif
