"""A released binary, as it is: what it needs of the system, and files as they come on each system."""
import os
import pathlib
import re
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/cli"))
from workspace import Workspace  # noqa: E402

BINARY = pathlib.Path(os.environ["AVMDOC_BINARY"])
IS_WINDOWS = BINARY.suffix == ".exe"
EXAMPLE = ROOT / "golden/example"
MODULE = "avm/res/notification-hubs/namespace"
SYSTEM_LIBRARIES = {"advapi32.dll", "kernel32.dll", "msvcrt.dll", "shell32.dll"}
MIB = 1 << 20


def tool(name, *arguments):
    return subprocess.run([name, *map(str, arguments)], check=True, capture_output=True, text=True).stdout


class Binary(unittest.TestCase):
    def test_it_needs_nothing_but_the_system(self):
        if IS_WINDOWS:
            needed = re.findall(r"DLL Name: (\S+)", tool("x86_64-w64-mingw32-objdump", "-p", BINARY))
            self.assertLessEqual({name.lower() for name in needed}, SYSTEM_LIBRARIES)
            self.assertIn("kernel32.dll", {name.lower() for name in needed})
        else:
            self.assertNotIn("NEEDED", tool("readelf", "-d", BINARY))
            self.assertNotIn("INTERP", tool("readelf", "-l", BINARY))

    def test_it_is_small(self):
        self.assertLess(BINARY.stat().st_size, 12 * MIB)

    def test_it_names_no_folder_that_it_was_built_in(self):
        self.assertNotIn(str(ROOT).encode(), BINARY.read_bytes())


class Release(Workspace):
    def example(self, folder, newline=b"\n"):
        """A copy of the example registry without its README; gives the module's folder."""
        for file in (EXAMPLE / "avm").rglob("*"):
            if file.is_file() and file.name != "README.md":
                content = file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", newline)
                self.write(f"{folder}/avm/{file.relative_to(EXAMPLE / 'avm').as_posix()}", content)
        return self.root / folder / MODULE

    def assert_right(self, module, newline=b"\n"):
        expected = (EXAMPLE / MODULE / "README.md").read_bytes().replace(b"\n", newline)
        self.assertEqual((module / "README.md").read_bytes(), expected)

    def test_its_version(self):
        self.assert_runs("--version", stdout=f"avmdoc {os.environ['AVMDOC_VERSION']}\n")

    def test_exit_codes(self):
        module = self.example(".")
        self.assert_runs("check", "-q", MODULE, code=1)
        self.assert_runs("generate", MODULE, code=0)
        self.assert_right(module)
        self.assert_runs("check", "-q", MODULE, code=0)
        self.assert_runs("check", "--no-such-option", code=2)
        self.assert_runs("generate", "avm/res/none/such", code=2)
        (module / "main.json").write_text("{", encoding="utf-8")
        self.assert_runs("generate", MODULE, code=2)
        self.assert_right(module)

    def test_names_of_folders(self):
        for folder in ("with blanks in it", "ünïcödé – 日本", "(a) & b^c%d"):
            with self.subTest(folder):
                module = self.example(folder)
                self.assert_runs("generate", f"{folder}/{MODULE}")
                self.assert_right(module)

    def test_long_paths(self):
        folder = "/".join(["a-folder-whose-name-is-rather-long"] * 10)
        module = self.example(folder)
        self.assertGreater(len(str(module)), 260)
        self.assert_runs("generate", "-r", f"{folder}/avm")
        self.assert_right(module)

    def test_a_checkout_with_windows_line_endings(self):
        module = self.example(".", newline=b"\r\n")
        self.assert_runs("generate", MODULE)
        self.assert_right(module)
        (module / "README.md").write_bytes((module / "README.md").read_bytes().replace(b"\n", b"\r\n"))
        self.assert_runs("check", "-q", MODULE)
        self.assert_runs("generate", MODULE)
        self.assert_right(module, newline=b"\r\n")

    def test_expressions_and_names_beyond_ascii(self):
        for name in ("ä", "Ä", "z"):
            self.module(f"avm/ptn/{name}x/m")
        done = self.assert_runs("generate", "-r", "--exclude=(?i)/Ä", "avm")
        self.assertIn("1 module: 1 written", done.stderr)

    def test_the_order_of_names_beyond_ascii(self):
        # ICU's root collation, which needs its data.
        names = ["ångström", "Apfel", "ärger", "ea", "éa", "œuvre", "ss", "ß", "zoo", "Ω", "ｶ", "日本", "本"]
        described = {"type": "string", "metadata": {"description": "Required. It."}}
        self.module("avm/ptn/a/b", parameters={name: described for name in reversed(names)})
        text = self.assert_runs("generate", "--stdout", "avm/ptn/a/b").stdout
        self.assertEqual(re.findall(r"^\| \[`(.+?)`\]", text, re.MULTILINE), names)

    def test_a_read_only_readme(self):
        if os.geteuid() == 0:
            self.skipTest("root writes read-only files, under wine as well")
        readme = self.example(".") / "README.md"
        readme.write_bytes(b"old\n")
        readme.chmod(0o444)
        done = self.assert_runs("generate", MODULE, code=2)
        self.assertIn(f"{MODULE}/README.md: error: ", done.stderr)
        self.assertEqual(readme.read_bytes(), b"old\n")
        self.assertEqual([file.name for file in readme.parent.glob(".README*")], [])

    @unittest.skipUnless(IS_WINDOWS, "other systems have no drives and no backslashes")
    def test_drives_and_backslashes(self):
        backslashes = MODULE.replace("/", "\\")
        module = self.example("a b")
        drive = "Z:" + str(self.root).replace("/", "\\")  # what wine calls the root of the disk
        for path in (f"a b\\{backslashes}", f"{drive}\\a b\\{backslashes}", f"{drive}\\a b\\avm\\", f"z:{self.root}/a b/avm"):
            with self.subTest(path):
                (module / "README.md").unlink(missing_ok=True)
                self.assert_runs("generate", "-r", path, stderr="1 module: 1 written, 0 unchanged, 0 failed\n")
                self.assert_right(module)
        done = self.assert_runs("check", "--format=json", f"a b\\{backslashes}\\main.bicep")
        self.assertIn(f'"a b/{MODULE}', done.stdout)
        self.assertNotIn("\\\\", done.stdout)
        done = self.assert_runs("generate", f"{drive}\\none", code=2)
        self.assertNotIn("\\", done.stderr)


if __name__ == "__main__":
    unittest.main()
