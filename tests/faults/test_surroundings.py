"""What must not change a byte: file names, line breaks, byte order marks, locale, clock, time zone, and
the order of files on disk."""
import os
import shutil
import subprocess
import unittest

from machine import EXAMPLE, PROJECT, FaultWorkspace

NAMES = ["with blank", "a,b", "-dash", "--stdout", "ünï", "percent%20", "100%s", "quote'\"", "new\nline", "tab\there",
         "back\\slash", "star*?[a]", "$(id)", "`id`", ";id", "a|b", "<b>", "#", "\x1b[31m", "x" * 255,
         os.fsdecode(b"\xff\xfe"), os.fsdecode(b"cut\xc3")]


class Surroundings(FaultWorkspace):
    def setUp(self):
        super().setUp()
        shutil.copytree(EXAMPLE, self.root / "avm")
        golden = self.readmes()
        self.assertGreater(len(golden), 0)
        # The module that has everything.
        shutil.copytree(PROJECT / "tests/check/fixture/avm", self.root / "avm", dirs_exist_ok=True)
        self.assert_runs("generate", "-q", "-r", "avm", stderr="")
        self.expected = self.readmes()
        self.assertEqual({path: self.expected[path] for path in golden}, golden)
        self.module_folder = next(iter(golden)).parent

    def readmes(self):
        return {path.relative_to(self.root): path.read_bytes() for path in self.root.rglob("README.md")}

    def assert_makes_the_same(self, **options):
        for path in self.expected:
            (self.root / path).unlink(missing_ok=True)
        self.assert_runs("generate", "-q", "-r", "avm", stderr="", **options)
        self.assertEqual(self.readmes(), self.expected)
        self.assert_runs("check", "-q", "-r", "avm", stdout="", stderr="", **options)

    def test_locale_that_is_installed(self):
        # Few machines have the Turkish locale; it is compiled here if its sources are installed.
        localedef = self.need("localedef")
        made = subprocess.run(
            [localedef, "-i", "tr_TR", "-f", "UTF-8", self.root / "tr_TR.UTF-8"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if not (self.root / "tr_TR.UTF-8").is_dir():
            self.skipTest("a Turkish locale cannot be made here: " + made.stdout.strip())
        self.assert_makes_the_same(env={"LOCPATH": str(self.root), "LC_ALL": "tr_TR.UTF-8"})

    def test_locale(self):
        for locale in ("C", "POSIX", "C.UTF-8", "tr_TR.UTF-8", "tr_TR.ISO-8859-9", "de_DE.UTF-8", "ar_EG.UTF-8",
                       "th_TH.UTF-8", "az_AZ.UTF-8", "lt_LT.UTF-8", "ja_JP.SJIS", "nonsense", ""):
            with self.subTest(locale):
                self.assert_makes_the_same(env={"LC_ALL": locale, "LANG": locale, "LC_COLLATE": locale,
                                                "LC_NUMERIC": locale, "LANGUAGE": locale})

    def test_no_environment(self):
        for names in ([], ["HOME"], ["PATH"]):
            kept = {name: os.environ[name] for name in names if name in os.environ}
            # Except for what a sanitized build needs.
            kept.update({name: value for name, value in os.environ.items() if "SAN_OPTIONS" in name})
            self.assert_makes_the_same(only_env=kept)

    def test_time_zone_and_date(self):
        for zone in ("UTC", "Pacific/Kiritimati", "Pacific/Niue", "nonsense", ":/nowhere"):
            self.assert_makes_the_same(env={"TZ": zone, "SOURCE_DATE_EPOCH": "0"})

    def test_clock(self):
        """Also with files dated before 1970 or in the next century."""
        for stamp in (0, 1, 2**31, 2**32 + 5, 4102444800):
            for path in self.root.rglob("*"):
                os.utime(path, (stamp, stamp))
            self.assert_makes_the_same()

    def test_another_time(self):
        unshare = self.need("unshare")
        clock = [unshare, "--time", "--monotonic", "86400000", "--boottime", "86400000"]
        done = self.run_avmdoc("generate", "-r", "avm", under=clock)
        if "unshare:" in done.stderr:
            self.skipTest("no clock can be changed here: " + done.stderr.strip())
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.readmes(), self.expected)

    def texts(self):
        return [path for path in self.root.rglob("*")
                if path.is_file() and (path.suffix in (".bicep", ".json", ".md") or path.name == ".e2eignore")]

    def test_line_breaks_and_byte_order_marks_of_all_inputs(self):
        plain = {path: path.read_bytes().replace(b"\r\n", b"\n") for path in self.texts()}
        forms = {
            "LF": lambda text: text,
            "CRLF": lambda text: text.replace(b"\n", b"\r\n"),
            "byte order mark": lambda text: b"\xef\xbb\xbf" + text,
            "both": lambda text: b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"),
        }
        for name, form in forms.items():
            with self.subTest(name):
                for path, text in plain.items():
                    path.write_bytes(form(text))
                # A README that differs only in line breaks is not touched, so write it anew.
                self.assert_makes_the_same()

    def test_notes_of_a_readme_with_other_line_breaks(self):
        path = self.module_folder / "README.md"
        notes = b"\n## Notes\n\nMine.\n"
        (self.root / path).write_bytes(self.expected[path] + notes)
        self.assert_runs("generate", "-q", "-r", "avm")
        plain = (self.root / path).read_bytes()
        self.assertIn(b"\n## Notes\n\nMine.\n", plain)
        for mark in (b"", b"\xef\xbb\xbf"):
            (self.root / path).write_bytes(mark + (b"# Other\n" + notes).replace(b"\n", b"\r\n"))
            self.assert_runs("generate", "-q", "-r", "avm")
            self.assertEqual((self.root / path).read_bytes(), plain)

    def test_folders_of_modules_of_any_name(self):
        for name in NAMES:
            with self.subTest(name):
                folder = self.root / "avm/ptn" / name / "m"
                shutil.copytree(self.root / self.module_folder, folder)
                (folder / "README.md").unlink()
                done = self.assert_runs("generate", "--", os.path.join("avm/ptn", name, "m"))
                self.assertEqual(done.stderr, "1 module: 1 written, 0 unchanged, 0 failed\n")
                self.assertEqual(self.assert_runs("check", "-q", "--", os.path.join("avm/ptn", name, "m")).stdout, "")
                self.assertNotRegex(done.stderr + done.stdout, "[\x00-\x09\x0b-\x1f\x7f]")
        done = self.assert_runs("generate", "-r", "-v", "avm")
        self.assertNotRegex(done.stderr, "[\x00-\x09\x0b-\x1f\x7f]")
        self.assertIn(" 0 written, ", done.stderr)

    def test_folders_of_tests_of_any_name(self):
        tests = self.root / self.module_folder / "tests/e2e"
        count = sum(1 for _ in tests.iterdir())
        test = next(tests.iterdir()) / "main.test.bicep"
        for name in NAMES:
            (tests / name).mkdir()
            shutil.copy(test, tests / name / "main.test.bicep")
        self.assert_runs("generate", "-q", "-r", "avm", stderr="")
        readme = (self.root / self.module_folder / "README.md").read_bytes()
        self.assertEqual(readme.count(b"\n### Example "), count + len(NAMES))
        self.assert_runs("check", "-q", "-r", "avm", stdout="", stderr="")


if __name__ == "__main__":
    unittest.main()
