"""What `avmdoc parse` does."""
import json
import subprocess
import unittest

from workspace import AVMDOC, TIMEOUT, Workspace

GOOD = "param first string = 'x'\n"
BAD = "param first string = \n\nparam second int = = 2\n"


class Parse(Workspace):
    def test_a_file_without_errors(self):
        self.write("main.bicep", GOOD)
        self.assert_runs("parse", "main.bicep", stdout="", stderr="")

    def test_syntax_errors_with_their_places(self):
        self.write("main.bicep", BAD)
        done = self.assert_runs("parse", "main.bicep", code=1, stdout="")
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), 2, done.stderr)
        self.assertRegex(lines[0], r"^main\.bicep:1:\d+: error: ")
        self.assertRegex(lines[1], r"^main\.bicep:3:20: error: ")

    def test_several_files(self):
        self.write("good.bicep", GOOD)
        self.write("bad.bicep", BAD)
        done = self.assert_runs("parse", "good.bicep", "bad.bicep", "good.bicep", code=1)
        self.assertEqual({line.split(":")[0] for line in done.stderr.splitlines()}, {"bad.bicep"})

    def test_files_that_cannot_be_read(self):
        self.write("bad.bicep", BAD)
        (self.root / "folder").mkdir()
        done = self.assert_runs("parse", "nowhere.bicep", "folder", "bad.bicep", code=2)
        lines = done.stderr.splitlines()
        self.assertEqual(lines[0], "nowhere.bicep: error: cannot read the file: No such file or directory")
        self.assertEqual(lines[1], "folder: error: cannot read the file: it is a folder")
        self.assertRegex(lines[2], r"^bad\.bicep:1:")

    def test_no_file_is_wrong_usage(self):
        self.assert_runs(
            "parse",
            code=2,
            stdout="",
            stderr="avmdoc: error: no file to parse; expected FILE…, or - for the standard input\n"
            "See 'avmdoc parse --help'.\n",
        )
        self.assert_runs("parse", "--tre", code=2, stderr="avmdoc: error: unknown option '--tre' (did you mean '--tree'?)\nSee 'avmdoc parse --help'.\n")

    def test_parameter_files_by_their_name(self):
        self.write("main.bicepparam", "using 'main.bicep'\n\nparam first = 'x'\n")
        self.write("main.bicep", "using 'main.bicep'\n\nparam first = 'x'\n")
        self.assert_runs("parse", "main.bicepparam", stderr="")
        self.assert_runs("parse", "main.bicep", code=1)

    def parse_input(self, text, *arguments):
        return subprocess.run([AVMDOC, "parse", *arguments, "-"], input=text.encode(), capture_output=True, timeout=TIMEOUT)

    def test_standard_input(self):
        self.assertEqual(self.parse_input(GOOD).returncode, 0)
        done = self.parse_input(BAD)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr.decode(), r"^<stdin>:1:\d+: error: ")

    def test_tree(self):
        self.write("main.bicep", GOOD)
        self.write("bad.bicep", BAD)
        done = self.assert_runs("parse", "--tree", "main.bicep", stderr="")
        tree = json.loads(done.stdout)
        self.assertEqual(tree["kind"], "file")
        self.assertEqual(json.loads(self.parse_input(GOOD, "--tree").stdout), tree)
        bad = self.assert_runs("parse", "--tree", "bad.bicep", code=1)
        self.assertEqual(json.loads(bad.stdout)["kind"], "file")

    def test_large_input(self):
        text = GOOD * 20000
        done = self.parse_input(text.replace("first", "first") + "param = \n")
        self.assertRegex(done.stderr.decode(), r"<stdin>:20001:7: error: ")


if __name__ == "__main__":
    unittest.main()
