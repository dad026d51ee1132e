"""Help, version and what the command does not know."""
import os
import unittest

from workspace import Workspace

VERSION = f"avmdoc {os.environ['AVMDOC_VERSION']}\n"
HELP_HINT = "See 'avmdoc --help'.\n"
GENERATE_HINT = "See 'avmdoc generate --help'.\n"


class Help(Workspace):
    def test_version_at_both_levels(self):
        for arguments in (["--version"], ["generate", "--version"], ["parse", "--version"]):
            with self.subTest(arguments):
                self.assert_runs(*arguments, stdout=VERSION, stderr="")

    def test_help_names_the_commands(self):
        for arguments in (["--help"], ["-h"], ["help"]):
            with self.subTest(arguments):
                done = self.assert_runs(*arguments, stderr="")
                self.assertIn("generate", done.stdout)
                self.assertIn("parse", done.stdout)

    def test_help_of_a_command_names_its_options(self):
        options = {
            "generate": "--recurse --exclude --jobs --links --catalog --notice --identity --from --module-cache --stdout --quiet --verbose",
            "parse": "--tree",
        }
        for command, names in options.items():
            texts = [
                self.assert_runs(*arguments, stderr="").stdout
                for arguments in ([command, "--help"], [command, "-h"], ["help", command])
            ]
            self.assertEqual(len(set(texts)), 1)
            for name in [*names.split(), "--help", "--version"]:
                self.assertIn(name, texts[0])
            self.assertIn("Exit status", texts[0])
            self.assertNotRegex(texts[0], "[ \t]\n")
        text = self.assert_runs("check", "--help").stdout
        self.assertLess(text.index("--format"), text.index("--recurse"))

    def test_without_a_command_the_help_is_an_error(self):
        done = self.assert_runs(code=2, stdout="")
        self.assertIn("Usage:", done.stderr)

    def test_output_that_cannot_be_written_is_an_error(self):
        with open("/dev/full", "wb") as full:
            done = self.run_avmdoc("--version", stdout=full)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr, "<stdout>: error: cannot write to the standard output\n")


class Unknown(Workspace):
    def assert_refused(self, *arguments, message, hint):
        self.assert_runs(*arguments, code=2, stdout="", stderr=f"avmdoc: error: {message}\n{hint}")

    def test_command(self):
        self.assert_refused(
            "generat",
            message="unknown command 'generat' (did you mean 'generate'?)",
            hint=HELP_HINT,
        )
        self.module("avm/res/my store/x")
        for path, word in {"avm/res/nothing/x": "avm/res/nothing/x", "avm": "avm", "avm/res/my store/x": "'avm/res/my store/x'"}.items():
            message = f"unknown command '{path}'; to write its README.md, run: avmdoc generate {word}"
            self.assert_refused(path, message=message, hint=HELP_HINT)
        self.assert_refused("xyzzy", message="unknown command 'xyzzy'", hint=HELP_HINT)
        self.assert_refused("help", "pars", message="unknown command 'pars' (did you mean 'parse'?)", hint=HELP_HINT)
        self.assert_refused(
            "--verison", message="unknown option '--verison' (did you mean '--version'?)", hint=HELP_HINT
        )

    def test_option(self):
        self.assert_refused(
            "generate",
            "--recursive",
            message="unknown option '--recursive' (did you mean '--recurse'?)",
            hint=GENERATE_HINT,
        )
        self.assert_refused(
            "generate", "--outline=x", message="unknown option '--outline'", hint=GENERATE_HINT
        )
        self.assert_refused("generate", "-rx", message="unknown option '-x'", hint=GENERATE_HINT)

    def test_value(self):
        for value in ("0", "-1", "two", "2x", "99999999999999999999"):
            with self.subTest(value):
                self.assert_refused(
                    "generate",
                    "--jobs",
                    value,
                    message=f"--jobs needs a positive number, not '{value}'",
                    hint=GENERATE_HINT,
                )
        self.assert_refused(
            "generate",
            "--from=sources",
            message="--from needs 'auto', 'source' or 'template', not 'sources' (did you mean 'source'?)",
            hint=GENERATE_HINT,
        )
        self.assert_refused(
            "generate",
            "--links=catalogue",
            message="--links needs 'keep' or 'catalog', not 'catalogue' (did you mean 'catalog'?)",
            hint=GENERATE_HINT,
        )
        self.assert_refused(
            "generate",
            "--exclude=avm/(res",
            message="'avm/(res' is not a valid regular expression for --exclude: "
            "unmatched parenthesis at character 8",
            hint=GENERATE_HINT,
        )
        for value in ("storage", "avm/res", "res/a/b", "/avm/res/a/b", "x/avm/res/a", "avm/res/a/"):
            with self.subTest(value):
                self.assert_refused(
                    "generate",
                    "--identity",
                    value,
                    message=f"--identity needs avm/res/…, avm/ptn/… or avm/utl/…, not '{value}'",
                    hint=GENERATE_HINT,
                )
        for option in ("--catalog", "--notice", "--identity"):
            self.assert_refused(
                "generate",
                option + "=",
                message=f"{option} needs a value that is not empty",
                hint=GENERATE_HINT,
            )

    def test_missing_value(self):
        done = self.assert_runs("generate", "--catalog", code=2, stdout="")
        self.assertIn("catalog", done.stderr)
        self.assertTrue(done.stderr.endswith(GENERATE_HINT))

    def test_contradiction(self):
        self.assert_refused(
            "generate", "-q", "-v", message="--quiet and --verbose exclude each other", hint=GENERATE_HINT
        )

    def test_escape_sequences_are_spelled_out(self):
        self.assert_refused(
            "gen\x1b[31m\n",
            message="unknown command 'gen\\u{1b}[31m\\n'",
            hint=HELP_HINT,
        )


if __name__ == "__main__":
    unittest.main()
