"""Bad input: a message with its place, the old README as it was, the other modules done, exit code 2."""
import os
import re
import unittest

from workspace import Workspace, template

BAD = "avm/ptn/a/bad"
OLD = b"# Old\r\n\r\nTo be kept as it is.\n"


class BadInput(Workspace):
    def setUp(self):
        super().setUp()
        self.module("avm/ptn/a/aaa")
        self.module("avm/ptn/a/zzz")

    def assert_fails(self, *patterns, place=None, **options):
        """The module BAD fails with one message for each pattern, and no harm is done."""
        file = self.root / BAD / "README.md"
        has_old = not file.exists()
        if has_old:
            file.write_bytes(OLD)
            before = file.stat().st_mtime_ns
        done = self.assert_runs("generate", "-r", "avm", code=2, **options)
        *messages, summary = done.stderr.splitlines()
        self.assertEqual(summary, "3 modules: 2 written, 0 unchanged, 1 failed")
        self.assertEqual(len(messages), len(patterns), done.stderr)
        for message, pattern in zip(messages, patterns):
            self.assertRegex(message, "^" + pattern)
        if has_old:
            self.assertEqual(file.read_bytes(), OLD)
            self.assertEqual(file.stat().st_mtime_ns, before)
        self.assertEqual(list((self.root / BAD).glob(".*")), [])
        # Alone it fails the same way.
        alone = self.assert_runs("generate", BAD, code=2, **options)
        self.assertEqual(alone.stderr.splitlines()[:-1], messages)
        printed = self.assert_runs("generate", "--stdout", BAD, code=2, stdout="", **options)
        self.assertEqual(printed.stderr.splitlines(), messages)

    # What is wrong with main.json

    def test_module_that_is_not_restored(self):
        self.write(f"{BAD}/main.bicep", "module a 'br/public:avm/res/none:1.0.0' = {}\n")
        self.assert_fails(rf"{BAD}/main\.bicep:1:10: error: .*bicep restore main\.bicep")

    def test_main_json_that_is_not_json(self):
        self.write(f"{BAD}/main.json", '{\n  "a": nonsense\n}\n')
        self.assert_fails(rf"{BAD}/main\.json:2:\d+: error: ")

    def test_truncated(self):
        self.write(f"{BAD}/main.json", '{\n  "a": [1,\n')
        self.assert_fails(rf"{BAD}/main\.json:\d+:\d+: error: ")

    def test_empty(self):
        self.write(f"{BAD}/main.json", "")
        self.assert_fails(rf"{BAD}/main\.json:1:1: error: ")

    def test_no_object(self):
        for text in ("[]", "1", '"text"', "null"):
            with self.subTest(text):
                self.write(f"{BAD}/main.json", text)
                self.assert_fails(rf"{BAD}/main\.json:1:1: error: .*object")
                for readme in self.root.rglob("README.md"):
                    readme.unlink()

    def test_no_utf8(self):
        self.write(f"{BAD}/main.json", b'{"a": "\xff"}')
        self.assert_fails(rf"{BAD}/main\.json:.*: error: ")

    def test_unknown_schema(self):
        self.write(f"{BAD}/main.json", {**template(), "$schema": "https://json-schema.org/draft-07/schema#"})
        self.assert_fails(rf"{BAD}/main\.json:2:\d+: error: .*schema")

    def test_parameter_without_description(self):
        self.write(f"{BAD}/main.bicep", "metadata name = 'x'\n\nparam first string\n")
        self.write(f"{BAD}/main.json", template(parameters={"first": {"type": "string"}}))
        self.assert_fails(rf"{BAD}/main\.bicep:3:\d+: error: .*first.*BCPNFR7")

    def test_parameter_without_requirement_type(self):
        self.write(f"{BAD}/main.bicep", "@description('The first.')\nparam first string\n")
        parameter = {"type": "string", "metadata": {"description": "The first."}}
        self.write(f"{BAD}/main.json", template(parameters={"first": parameter}))
        self.assert_fails(rf"{BAD}/main\.bicep:\d:\d+: error: .*first.*BCPNFR7")

    def test_reference_to_nowhere(self):
        parameter = {"$ref": "#/definitions/nowhere", "metadata": {"description": "Required. The first."}}
        self.write(f"{BAD}/main.json", template(parameters={"first": parameter}))
        self.assert_fails(rf"{BAD}/main\.json:\d+:\d+: error: .*nowhere.*/parameters/first")

    # What is wrong with its tests

    def test_syntax_error_in_a_test(self):
        self.module(BAD)
        self.write(f"{BAD}/tests/e2e/defaults/main.test.bicep",
                   "metadata name = 'x'\n\nmodule testDeployment '../../../main.bicep' = {\n  name: = 'x'\n}\n")
        self.assert_fails(rf"{BAD}/tests/e2e/defaults/main\.test\.bicep:4:\d+: error: ")

    # What is wrong with the disk

    def test_main_json_that_cannot_be_read(self):
        def broken_link(file):
            file.symlink_to("nowhere")

        def circle(file):
            file.symlink_to("main.json")

        def outside(file):
            file.symlink_to("/dev/zero")

        kinds = {"pipe": os.mkfifo, "broken link": broken_link, "circle": circle, "link out of the registry": outside}
        for name, make in kinds.items():
            with self.subTest(name):
                self.module(BAD)
                (self.root / BAD / "main.json").unlink()
                make(self.root / BAD / "main.json")
                self.assert_fails(rf"{BAD}/main\.json: error: ")
                (self.root / BAD / "main.json").unlink()
                for readme in self.root.rglob("README.md"):
                    readme.unlink()

    def test_main_json_that_the_user_may_not_read(self):
        self.module(BAD)
        (self.root / BAD / "main.json").chmod(0)
        self.assert_fails(rf"{BAD}/main\.json: error: .*Permission denied", as_owner=True)

    def test_folder_that_the_user_may_not_write(self):
        self.module(BAD)
        (self.root / BAD / "README.md").write_bytes(OLD)
        (self.root / BAD).chmod(0o555)
        self.addCleanup((self.root / BAD).chmod, 0o755)
        done = self.assert_runs("generate", "-r", "avm", code=2, as_owner=True)
        self.assertIn(f"{BAD}/README.md: error: cannot write the file: Permission denied\n", done.stderr)
        self.assertEqual(self.readme(BAD), OLD)
        (self.root / BAD).chmod(0o755)
        (self.root / BAD / "README.md").chmod(0o444)
        done = self.assert_runs("generate", BAD, code=2, as_owner=True)
        self.assertIn(f"{BAD}/README.md: error: cannot write the file: Permission denied\n", done.stderr)
        self.assertEqual(self.readme(BAD), OLD)

    def test_readme_that_is_a_folder(self):
        self.module(BAD)
        readme = self.root / BAD / "README.md"
        readme.mkdir()
        self.assert_fails(rf"{BAD}/README\.md: error: it is a folder; expected a file or nothing$")
        readme.rmdir()
        for other in self.root.rglob("README.md"):
            other.unlink()
        os.mkfifo(readme)
        self.assert_fails(rf"{BAD}/README\.md: error: .*not a regular file")

    def test_readme_that_leads_out_of_the_module(self):
        outside = self.write("outside.md", OLD)
        self.module(BAD)
        (self.root / BAD / "README.md").symlink_to(outside)
        done = self.assert_runs("generate", "-r", "avm", code=2)
        self.assertRegex(done.stderr, rf"^{BAD}/README\.md: error: .*leads out of its folder")
        self.assertEqual(outside.read_bytes(), OLD)
        self.assertTrue((self.root / BAD / "README.md").is_symlink())

    # What is wrong with its name

    def test_module_outside_of_the_layout(self):
        self.module("somewhere/mine", readme=OLD.decode())
        message = ("somewhere/mine: error: the module lies outside of avm/res, avm/ptn and avm/utl, so its name "
                   "is not known; give it with --identity avm/res/…, or use --profile bicep\n")
        self.assert_runs("generate", "--profile", "avm", "somewhere/mine", code=2,
                         stderr=message + "1 module: 0 written, 0 unchanged, 1 failed\n")
        self.assertEqual(self.readme("somewhere/mine"), OLD)
        self.assert_runs("generate", "-r", "--profile", "avm", code=2, stderr=message + "3 modules: 2 written, 0 unchanged, 1 failed\n")

    def test_text_of_a_module_cannot_write_on_the_terminal(self):
        path = "avm/ptn/a/\x1b[2J\n::error::x"
        self.write(f"{path}/main.json", "[]")
        done = self.assert_runs("generate", "-r", "avm", code=2)
        self.assertNotIn("\x1b", done.stderr)
        self.assertIsNone(re.search("^::", done.stderr, re.MULTILINE))
        self.assertIn("avm/ptn/a/\\u{1b}[2J\\n::error::x/main.json:1:1: error: ", done.stderr)


class BadPaths(Workspace):
    def test_a_path_that_does_not_exist(self):
        self.assert_runs("generate", "nowhere", code=2, stderr="nowhere: error: there is no such file or folder\n")
        self.assert_runs("generate", "", code=2, stderr="'': error: the path is empty\n")
        self.assert_runs("generate", "-r", "x/y/main.bicep", code=2,
                         stderr="x/y/main.bicep: error: there is no such file or folder\n")

    def test_the_other_modules_are_done(self):
        self.module("avm/ptn/a/b")
        self.assert_runs("generate", "nowhere", "avm/ptn/a/b", "neither", code=2,
                         stderr="nowhere: error: there is no such file or folder\n"
                                "neither: error: there is no such file or folder\n"
                                "1 module: 1 written, 0 unchanged, 0 failed\n")

    def test_a_folder_without_modules(self):
        self.write("avm/ptn/a/b/other.bicep", "")
        message = "error: there is no module here or below; looked for files '*.bicep' and for main.json\n"
        self.assert_runs("generate", "-r", "avm", code=2, stderr=f"avm: {message}")
        self.assert_runs("generate", "avm", code=2, stderr=f"avm: {message}")
        self.assert_runs("generate", code=2, stderr=f".: {message}")

    def test_a_folder_of_many_without_recurse(self):
        self.module("avm/ptn/a/b")
        message = "avm: error: there is no module here, but {} below; use --recurse to work on all of them\n"
        self.assert_runs("generate", "avm", code=2, stderr=message.format("1 module"))
        self.module("avm/ptn/a/c")
        self.assert_runs("generate", "avm", code=2, stderr=message.format("2 modules"))
        self.assertEqual(list(self.root.rglob("README.md")), [])

    def test_a_file_that_is_not_a_module(self):
        self.write("avm/ptn/a/b/README.md", "")
        message = "error: this file names no module; give the module's folder or its entry file, such as main.bicep\n"
        self.assert_runs("generate", "avm/ptn/a/b/README.md", code=2, stderr=f"avm/ptn/a/b/README.md: {message}")
        self.assert_runs("generate", "/dev/null", code=2, stderr=f"/dev/null: {message}")

    def test_a_folder_that_cannot_be_listed(self):
        self.module("avm/ptn/a/b")
        self.module("avm/ptn/a/c")
        (self.root / "avm/ptn/a/b").chmod(0)
        self.addCleanup((self.root / "avm/ptn/a/b").chmod, 0o755)
        message = "avm/ptn/a/b: error: cannot list the folder: Permission denied\n"
        self.assert_runs("generate", "-r", "avm", code=2, as_owner=True,
                         stderr=message + "1 module: 1 written, 0 unchanged, 0 failed\n")
        self.assert_runs("generate", "-r", "avm/ptn/a/b", code=2, as_owner=True, stderr=message)


if __name__ == "__main__":
    unittest.main()
