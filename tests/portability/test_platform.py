"""What only one system has is called in one place: lib/source/platform_* and cli/platform*."""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLATFORM = re.compile(r"(lib/source|cli)/platform[a-z_]*\.(cpp|hpp)")
HEADERS = {
    "dirent.h", "dlfcn.h", "fcntl.h", "io.h", "malloc.h", "poll.h", "process.h", "pthread.h",
    "pwd.h", "shellapi.h", "shlobj.h", "signal.h", "csignal", "spawn.h", "termios.h", "unistd.h",
    "windows.h",
}  # and all of sys
SYSTEMS = {"_WIN32", "__APPLE__", "__linux__", "__unix__", "__GLIBC__"}
# libc++ 16 has none of these, and not each system a variable.
NAMES = re.compile(r"std::(jthread|stop_token|getenv)\b|\b(pipe2|getenv|isatty)\(")
# The attributes of exported functions are part of the C interface.
ALLOWED = {("lib/include/avmdoc/export.h", "_WIN32")}


def found_in(text):
    """What a source has that only some systems have."""
    found = set()
    for line in text.splitlines():
        code = line.split("//")[0]
        if header := re.match(r"\s*#\s*include\s*<([^>]+)>", code):
            if header[1] in HEADERS or header[1].startswith("sys/"):
                found.add(header[1])
        elif re.match(r"\s*#\s*(el)?if", code):
            found |= SYSTEMS & set(re.findall(r"\w+", code))
        else:
            found |= {match[0] for match in NAMES.finditer(code)}
    return found


class Platform(unittest.TestCase):
    def test_what_only_some_systems_have_is_in_one_place(self):
        places = set()
        for folder in ("lib", "cli"):
            for file in sorted((ROOT / folder).rglob("*.[ch]*")):
                name = file.relative_to(ROOT).as_posix()
                found = {(name, what) for what in found_in(file.read_text(encoding="utf-8"))}
                if PLATFORM.fullmatch(name):
                    places |= found
                else:
                    self.assertEqual(found - ALLOWED, set())
        self.assertTrue(places)

    def test_it_would_be_found(self):
        source = "#include <sys/stat.h>\n#ifdef __APPLE__\n  std::jthread worker; // std::getenv\n"
        self.assertEqual(found_in(source), {"sys/stat.h", "__APPLE__", "std::jthread"})


if __name__ == "__main__":
    unittest.main()
