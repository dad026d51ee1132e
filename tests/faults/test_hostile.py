"""Single files and surroundings made to take a runner down: each ends soon, in little memory, with a report.

Every run has a limit on processor time and on address space. docs/limits.md lists the limits."""
import json
import os
import re
import subprocess
import unittest

from machine import PROJECT, TIMEOUT, FaultWorkspace, template

MODULE = "avm/ptn/a/hostile"
COMMANDS = ("generate", "check", "model")
TEST = "avm/ptn/a/hostile/tests/e2e/max/main.test.bicep"


class Sources(FaultWorkspace):
    def setUp(self):
        super().setUp()
        self.module("avm/ptn/a/good", readme="# Old\n")
        self.module(MODULE)

    def assert_fails_alone(self, message):
        """The module fails with the message and its place; the other one is done, and the report is whole."""
        done = self.limited("check", "-r", "--format", "json", "avm")
        self.assertEqual(done.returncode, 2, done.stderr)
        states = {module["name"]: module for module in json.loads(done.stdout)["modules"]}
        self.assertNotEqual(states["avm/ptn/a/good"]["state"], "failed")
        self.assertEqual(states[MODULE]["state"], "failed")
        for command in ("generate", "model"):
            done = self.limited(command, "-r", "avm")
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertRegex(done.stderr, rf"(?m)^{message}$")

    def assert_works(self):
        """With the README that generate just wrote."""
        for command in COMMANDS:
            done = self.limited(command, MODULE)
            self.assertIn(done.returncode, (0, 1), done.stderr)

    def test_a_module_path_of_many_parts(self):
        for part in ("a/", "../", "./", "/"):
            with self.subTest(part):
                self.write(f"{MODULE}/main.bicep", f"module m '{part * (110_000 // len(part))}main.bicep' = {{\n  name: 'm'\n}}\n")
                self.assert_fails_alone(rf"{MODULE}/main\.bicep:1:10: error: expected a path of at most 4096 bytes, found more")

    def test_a_module_path_of_as_many_parts_as_may_be(self):
        self.write(f"{MODULE}/main.bicep", f"module m '{'a/' * 2000}main.bicep' = {{\n  name: 'm'\n}}\n")
        done = self.limited("generate", MODULE)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertRegex(done.stderr, rf"{MODULE}/main\.bicep:1:10: error: there is no file 'a/a/")
        for command in COMMANDS:
            done = self.limited(command, "--from", "template", MODULE)
            self.assertIn(done.returncode, (0, 1), done.stderr)

    def test_many_parameters_in_a_test(self):
        values = "".join(f"    p{number}: 'value {number}'\n" for number in range(80_000))
        self.write(TEST, f"module testDeployment '../../../main.bicep' = {{\n  params: {{\n{values}  }}\n}}\n")
        for command in ("generate", "model"):
            self.assertEqual(self.limited(command, MODULE).returncode, 0)

    def test_a_deep_metadata_file(self):
        for text in ("[" * 1_000_000, '{"a": ' * 65 + "1" + "}" * 65):
            self.write(f"{MODULE}/metadata.json", text)
            self.assert_fails_alone(rf"{MODULE}/metadata\.json: error: "
                                    "expected objects and arrays nested at most 64 levels deep, found more")
        self.write(f"{MODULE}/metadata.json", '{"a": ' * 64 + "1" + "}" * 64)
        self.assert_works()

    def test_one_parameter_many_times_in_a_test(self):
        values = "    p: 'a'\n" * 80_000 + "    p: 'last'\n"
        self.write(TEST, f"module testDeployment '../../../main.bicep' = {{\n  params: {{\n{values}  }}\n}}\n")
        self.assert_works()
        self.assertEqual(self.readme(MODULE).count(b"p: 'last'"), 1)

    def test_a_test_that_unfolds(self):
        nested = "[\n" * 150 + "1\n" * 500_000 + "]\n" * 150
        self.write(TEST, f"module testDeployment '../../../main.bicep' = {{\n  params: {{\n    p: {nested}  }}\n}}\n")
        self.assert_fails_alone(rf"{TEST}: error: expected usage examples of at most 8388608 bytes in one module, found more up to this file")

    def test_a_large_source(self):
        self.write(f"{MODULE}/main.bicep", "// comment\n" * 400_000)
        self.assert_fails_alone(rf"{MODULE}/main\.bicep: error: expected a file of at most 4194304 bytes, found more")

    def test_many_statements(self):
        self.write(f"{MODULE}/main.bicep", "".join(f"param p{number} string\n" for number in range(10_001)))
        self.assert_fails_alone(rf"{MODULE}/main\.bicep:10001:1: error: expected a file of at most 10000 statements, found more")

    def test_many_local_modules_in_one_file(self):
        modules = "".join(f"module m{number} 'm{number}.bicep' = {{\n  name: 'm'\n}}\n" for number in range(1_001))
        self.write(f"{MODULE}/main.bicep", modules)
        self.assert_fails_alone(rf"{MODULE}/main\.bicep: error: expected a module of at most 1000 included files, found more up to this file")

    def test_many_references(self):
        modules = "".join(f"module m{number} 'br/public:avm/res/a/b:{number}' = {{\n  name: 'm'\n}}\n" for number in range(9_000))
        self.write(f"{MODULE}/inner.bicep", modules)
        self.write(f"{MODULE}/main.bicep", modules + "module i 'inner.bicep' = {\n  name: 'i'\n}\n")
        self.assert_fails_alone(rf"{MODULE}/inner\.bicep: error: expected a module of at most 10000 references, found more up to this file")

    def test_large_sources_together(self):
        modules = ""
        for number in range(20):
            self.write(f"{MODULE}/m{number}.bicep", "/*" + "x" * ((4 << 20) - 4) + "*/")
            modules += f"module m{number} 'm{number}.bicep' = {{\n  name: 'm'\n}}\n"
        self.write(f"{MODULE}/main.bicep", modules)
        self.assert_fails_alone(rf"{MODULE}/m\d+\.bicep: error: expected sources and tests of at most 67108864 bytes in one module, found more up to this file")

    def test_many_lines_of_the_old_readme(self):
        self.write(f"{MODULE}/README.md", "\n" * 2_000_001)
        self.assert_fails_alone(rf"{MODULE}/README\.md: error: expected a README of at most 2000000 lines, found 2000001")

    def test_many_tests(self):
        for number in range(1_001):
            self.write(f"{MODULE}/tests/e2e/t{number}/main.test.bicep", "")
        self.assert_fails_alone(rf"{MODULE}/tests/e2e/t\d+/main\.test\.bicep: error: expected a module of at most 1000 tests, found 1001")

    def test_modules_that_include_each_other(self):
        names = [f"avm/ptn/web/m{number}" for number in range(90)]
        for name in names:
            self.module(name)
            self.write(f"{name}/main.bicep", "".join(
                f"module m{number} '../m{number}/main.bicep' = {{\n  name: 'm'\n}}\n" for number in range(len(names))))
        self.assertEqual(self.limited("generate", "-r", "--stale", "write", "avm/ptn/web", seconds=20).returncode, 0)
        # Beyond the limit each of them is an error.
        for number in range(len(names), 400):
            self.module(f"avm/ptn/web/m{number}")
            names.append(f"avm/ptn/web/m{number}")
        for name in names:
            self.write(f"{name}/main.bicep", "".join(
                f"module m{number} '../m{number}/main.bicep' = {{\n  name: 'm'\n}}\n" for number in range(len(names))))
        done = self.limited("generate", "-r", "avm/ptn/web", seconds=30)
        self.assertEqual(done.returncode, 2)
        self.assertIn("error: expected a module of at most 10000 references, found more up to this file", done.stderr)

    def test_a_source_that_is_no_bicep(self):
        for content in ("\0" * 1000, "param p", "%PDF-1.7\n" * 100):
            self.write(f"{MODULE}/main.bicep", content)
            done = self.limited("check", MODULE)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertRegex(done.stdout, rf"(?m)^ *{MODULE}/main\.bicep:1:\d+: error: ")
            done = self.limited("generate", MODULE)
            self.assertRegex(done.stderr, rf"(?m)^{MODULE}/main\.bicep:1:\d+: warning: ")

    def test_a_source_that_cannot_be_read(self):
        source = self.root / MODULE / "main.bicep"
        source.chmod(0)
        for command in COMMANDS:
            done = self.run_avmdoc(command, MODULE, as_owner=True)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(f"{MODULE}/main.bicep: error: cannot read the file: Permission denied\n", done.stdout + done.stderr)
        source.unlink()
        os.mkfifo(source)
        for command in COMMANDS:
            done = self.run_avmdoc(command, MODULE)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(f"{MODULE}/main.bicep: error: cannot read the file: it is not a regular file\n", done.stdout + done.stderr)


class Templates(FaultWorkspace):
    def setUp(self):
        super().setUp()
        self.module(MODULE)

    def assert_fails(self, message, **limits):
        for command in COMMANDS:
            done = self.limited(command, MODULE, **limits)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertRegex(done.stdout + done.stderr, rf"(?m)^ *{MODULE}/main\.json{message}$")

    def test_an_integer_beyond_64_bits(self):
        for number in ("18446744073709551616", "-9223372036854775809", "1" * 50):
            text = json.dumps(template(parameters={"a": {"type": "int", "metadata": {"description": "Required. A."}, "maxValue": 7}}), indent=2)
            self.write(f"{MODULE}/main.json", text.replace(": 7", f": {number}"))
            shown = re.escape(number if len(number) <= 40 else number[:40] + "…")
            self.assert_fails(rf":\d+:\d+: error: expected an integer of at most 64 bits, found {shown}; run: bicep build main.bicep")

    def test_a_large_template(self):
        for value in ("[" + "1," * 30_000_000 + "1]", '"' + "x" * 60_000_000 + '"'):
            self.write(f"{MODULE}/main.json", json.dumps(template()).replace("[]", value))
            self.assert_fails(r": error: expected a compiled template of at most 16777216 bytes, found \d+", megabytes=1024)

    def test_many_members(self):
        many = {f"p{number}": {"type": "string", "metadata": {"description": "Optional. P."}} for number in range(10_001)}
        self.write(f"{MODULE}/main.json", template(parameters=many))
        self.assert_fails(r":\d+:\d+: error: expected at most 10000 members of one object or array, found more \[/parameters\]")
        self.write(f"{MODULE}/main.json", template(variables={"a": [0, {"b": list(range(10_001))}]}))
        self.assert_fails(r":\d+:\d+: error: expected at most 10000 members of one object or array, found more \[/variables/a/1/b\]")

    def test_a_reference_to_another_file(self):
        definitions = {"t": {"type": "string"}}
        for reference in ("other.json#/definitions/t", "https://example.org/#/definitions/t", "#/definitions/a/t", "t"):
            parameters = {"a": {"$ref": reference, "metadata": {"description": "Required. A."}}}
            self.write(f"{MODULE}/main.json", template(definitions=definitions, parameters=parameters))
            self.assert_fails(rf":\d+:\d+: error: \$ref '{re.escape(reference)}' names no definition of the template; "
                              r"run: bicep build main\.bicep \[/parameters/a\]")


class Reports(FaultWorkspace):
    def test_memory_does_not_grow_with_what_drifted(self):
        """Each README has 300 KB: together they are far more than there is memory for."""
        number = 600
        text = "Required. " + "long " * 20_000
        for index in range(number):
            self.module(f"avm/ptn/a/m{index:04}", parameters={f"p{n}": {"type": "string", "metadata": {"description": text}} for n in range(1)})
        for form in ("text", "json", "sarif", "markdown", "github", "patch", "diff", "junit"):
            with self.subTest(form):
                done = self.limited("check", "-r", "-j", "2", "--output", f"{form}=report", "--format", "github", "avm", seconds=30, megabytes=230)
                self.assertEqual(done.returncode, 1, done.stderr)
        report = json.loads(self.limited("check", "-r", "-j", "2", "--format", "json", "avm", seconds=30, megabytes=230).stdout)
        self.assertEqual(len(report["modules"]), number)
        self.assertEqual(report["summary"]["drift"] + report["summary"]["stale"], number)


class Documentation(unittest.TestCase):
    def test_every_limit_is_documented(self):
        header = (PROJECT / "lib/limits.hpp").read_text(encoding="utf-8")
        table = (PROJECT / "docs/limits.md").read_text(encoding="utf-8")
        limits = re.findall(r"constexpr std::size_t (\w+) = ([\d']+)( \* mebibyte)?;", header)
        self.assertGreater(len(limits), 10)
        for name, value, unit in limits:
            number = int(value.replace("'", ""))
            shown = f"{number} MiB" if unit else f"{number:,}"
            self.assertRegex(table, rf"(?m)^\|[^|]*\| {shown}\b[^|]*\(`{name}`\)", name)


class Surroundings(FaultWorkspace):
    def test_closed_standard_streams(self):
        """No file that is opened becomes one of them."""
        self.module(MODULE)
        for closed in ("2>&-", ">&- 2>&-", "<&- >&- 2>&-", "<&-"):
            with self.subTest(closed):
                (self.root / MODULE / "README.md").unlink(missing_ok=True)
                done = subprocess.run(["sh", "-c", f'"$0" generate -v -r avm {closed}', os.environ["AVMDOC"]],
                                      cwd=self.root, capture_output=True, timeout=TIMEOUT)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertTrue(self.readme(MODULE).startswith(b"# Module `["))
                self.assertNotIn(b"written", self.readme(MODULE))
                self.assertNotIn(b"note:", self.readme(MODULE))

    def test_a_closed_standard_output_is_an_error(self):
        self.module(MODULE, readme="# Old\n")
        done = subprocess.run(["sh", "-c", '"$0" check -r avm >&-', os.environ["AVMDOC"]],
                              cwd=self.root, capture_output=True, timeout=TIMEOUT)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"cannot write to the standard output", done.stderr)

    def test_names_that_begin_a_line_with_a_command(self):
        for name in ("::stop-commands::x", " ::error::y", "##[group]z"):
            self.write(f"{name}/avm/ptn/a/b/main.json", "[")
            self.module(f"{name}/avm/ptn/a/c", readme="# Old\n")
        for command in (["generate", "-v"], ["check", "-v"], ["check", "--format", "json"], ["check", "--format", "diff"],
                        ["check", "--format", "junit"], ["model", "-v"]):
            done = self.run_avmdoc(*command, "-r", ".")
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertNotRegex(done.stdout + done.stderr, r"(?m)^\s*::")
            self.assertNotIn("##[", done.stdout + done.stderr)

    def test_the_program_of_the_current_folder_is_not_run(self):
        self.module(MODULE)
        for name in ("bicep", "git"):
            self.write(name, "#!/bin/sh\ntouch canary\n").chmod(0o755)
            self.write(f"bin/{name}", "#!/bin/sh\ntouch canary\n").chmod(0o755)
        for path in ("", ":", "::/nowhere", ".", "bin", "./bin:/nowhere"):
            for command in (["check", "--build"], ["generate", "--build"], ["check", "--changed-since", "HEAD"]):
                self.run_avmdoc(*command, MODULE, env={"PATH": path})
            self.assertEqual(list(self.root.rglob("canary")), [], repr(path))


if __name__ == "__main__":
    unittest.main()
