"""Limits: input without end, or that multiplies, ends soon and in little memory with an error that says what it is."""
import os
import resource
import subprocess
import time
import unittest

from workspace import AVMDOC, Workspace, template

MODULE = "avm/ptn/a/large"
SECONDS = 1
MEGABYTES = 200
# Nothing may take this machine's memory, whatever goes wrong.
MOST_MEMORY = 4 << 30
IS_SANITIZED = bool(os.environ.get("AVMDOC_SANITIZE"))


def described(text="Required. Something.") -> dict:
    return {"metadata": {"description": text}}


def types(levels, width, text="Optional. Something.", last=None) -> dict:
    """Each type has so many properties of the next one."""
    definitions = {}
    for level in range(levels):
        kind = {"$ref": f"#/definitions/t{level + 1}"} if level + 1 < levels else last or {"type": "string"}
        properties = {f"p{number}": {**kind, **described(text)} for number in range(width)}
        definitions[f"t{level}"] = {"type": "object", "properties": properties}
    return template(definitions=definitions, parameters={"a": {"$ref": "#/definitions/t0", **described()}})


def variants(levels) -> dict:
    """Each type is one of three, and each of those has a property of the next type."""
    definitions = {}
    for level in range(levels):
        mapping = {kind: {"$ref": f"#/definitions/v{level}{kind}"} for kind in "abc"}
        definitions[f"t{level}"] = {
            "type": "object",
            "discriminator": {"propertyName": "kind", "mapping": mapping},
        }
        inner = {"$ref": f"#/definitions/t{level + 1}"} if level + 1 < levels else {"type": "string"}
        for kind in "abc":
            definitions[f"v{level}{kind}"] = {"type": "object", "properties": {"p": {**inner, **described()}}}
    return template(definitions=definitions, parameters={"a": {"$ref": "#/definitions/t0", **described()}})


class Limits(Workspace):
    def run_measured(self, *arguments):
        """Runs the command: exit code, what it printed on stderr, seconds, megabytes at most."""

        def limit_memory():
            if not IS_SANITIZED:
                resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))

        begin = time.monotonic()
        process = subprocess.Popen(
            [AVMDOC, *arguments], cwd=self.root, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, preexec_fn=limit_memory)
        errors = process.stderr.read().decode("utf-8")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stderr.close()
        return process.returncode, errors, time.monotonic() - begin, usage.ru_maxrss / 1024

    def assert_ends_soon(self, main_json, message):
        self.module(MODULE)
        self.write(f"{MODULE}/main.json", main_json)
        for command in "generate", "check", "model":
            with self.subTest(command):
                code, errors, seconds, megabytes = self.run_measured(command, MODULE)
                self.assertEqual(code, 2)
                if command != "check":  # which tells on stdout
                    self.assertRegex(errors, rf"^{MODULE}/main\.json:\d+:\d+: error: {message}")
                if not IS_SANITIZED:
                    self.assertLess(seconds, SECONDS)
                    self.assertLess(megabytes, MEGABYTES)

    # Types that multiply

    def test_two_properties_of_the_next_type(self):
        self.assert_ends_soon(types(40, 2), r"types unfold into more than 50000 properties: t0 > t1 > t2 > t3 > .* \[/")

    def test_a_thousand_properties_of_the_next_type(self):
        self.assert_ends_soon(types(3, 1000), r"types unfold into more than 50000 properties: t0 > t1 > t2 \[/")

    def test_variants_of_variants(self):
        self.assert_ends_soon(variants(30), r"types unfold into more than 32 MB: t0 > v0a > t1 > v1a > .* \[/")

    def test_types_that_all_refer_to_each_other(self):
        properties = {f"p{number}": {"$ref": f"#/definitions/t{number}", **described()} for number in range(20)}
        definitions = {f"t{number}": {"type": "object", "properties": properties} for number in range(20)}
        parameters = {"a": {"$ref": "#/definitions/t0", **described()}}
        self.assert_ends_soon(template(definitions=definitions, parameters=parameters),
                              r"types unfold into more than 50000 properties: t0 > t1 > t\d+ > .* \[/")

    def test_long_descriptions(self):
        self.assert_ends_soon(types(6, 8, "Optional. " + "long " * 20_000),
                              r"types unfold into more than 32 MB: t0 > t1 > t2 > t3 > t4 > t5 \[/")

    def test_long_lists_of_allowed_values(self):
        values = {"type": "string", "allowedValues": [f"value {number}" for number in range(5000)]}
        self.assert_ends_soon(types(6, 8, last=values),
                              r"types unfold into more than 32 MB: t0 > t1 > t2 > t3 > t4 > t5 \[/")

    def test_a_type_that_refers_to_itself_is_a_warning(self):
        node = {"type": "object", "properties": {"next": {"$ref": "#/definitions/node", **described()}}}
        parameters = {"a": {"$ref": "#/definitions/node", **described()}}
        self.module(MODULE, definitions={"node": node, "self": {"$ref": "#/definitions/self"}}, parameters=parameters)
        code, errors, _, _ = self.run_measured("generate", "--stale", "write", MODULE)
        self.assertEqual(code, 0)
        self.assertIn("type 'node' contains itself", errors)

    # Nesting

    def test_nested_types(self):
        schema = {"type": "string", **described()}
        for _ in range(65):
            schema = {"type": "object", "properties": {"p": schema}, **described()}
        self.assert_ends_soon(template(parameters={"a": schema}), r"types nest deeper than 64 levels \[/parameters/a/")

    def test_nested_json(self):
        text = '{"deep": ' + "[" * 1_000_000 + "]" * 1_000_000 + "}"
        self.assert_ends_soon(text, r"objects and arrays nest deeper than 1023 levels\n")

    def test_nested_bicep(self):
        self.module(MODULE)
        test = f"{MODULE}/tests/e2e/max/main.test.bicep"
        self.write(test, "module testDeployment '../../../main.bicep' = {\n  params: " + "[" * 1_000_000)
        code, errors, seconds, _ = self.run_measured("generate", MODULE)
        self.assertEqual(code, 2)
        self.assertIn(f"{test}:2:", errors)
        self.assertIn(" error: expected at most 200 nested levels, found more", errors)
        if not IS_SANITIZED:
            self.assertLess(seconds, 5)
        code, errors, _, _ = self.run_measured("parse", test)
        self.assertEqual(code, 1)
        self.assertIn("expected at most 200 nested levels, found more", errors)

    # Size

    def test_large_files(self):
        self.module(MODULE)
        for name in ("main.json", "README.md", "tests/e2e/max/main.test.bicep"):
            with self.subTest(name):
                file = self.write(f"{MODULE}/{name}", "")
                os.truncate(file, (64 << 20) + 1)
                code, errors, _, megabytes = self.run_measured("generate", MODULE)
                self.assertEqual(code, 2)
                self.assertIn(f"{MODULE}/{name}: error: cannot read the file: it is larger than 64 MiB\n", errors)
                if not IS_SANITIZED:
                    self.assertLess(megabytes, MEGABYTES)
                self.module(MODULE, readme="# Old\n")
                if name.endswith(".bicep"):
                    file.unlink()

    def test_a_large_catalog(self):
        self.module(MODULE)
        file = self.write("apis.json", "")
        os.truncate(file, (64 << 20) + 1)
        self.assert_runs("generate", "--catalog", "apis.json", MODULE, code=2,
                         stderr="apis.json: error: cannot read the file: it is larger than 64 MiB\n")

    def test_a_catalog_that_nests(self):
        self.module(MODULE)
        self.write("apis.json", '{"Microsoft.A": {"b": ' + "[" * 1_000_000)
        code, errors, _, _ = self.run_measured("generate", "--catalog", "apis.json", MODULE)
        self.assertEqual(code, 2)
        self.assertIn("apis.json: error: not an API catalog; expected an object of provider namespaces", errors)

    def test_many_modules(self):
        for number in range(1000):
            self.write(f"modules/m{number}/main.json", "")
        links = [f"link{number}" for number in range(101)]
        for link in links:
            (self.root / link).symlink_to("modules")
        for command in "generate", "check", "model":
            with self.subTest(command):
                code, errors, _, _ = self.run_measured(command, "-r", *links)
                self.assertEqual(code, 2)
                self.assertIn("at most 100000 modules can be worked on in one run, but the paths name 101000 modules",
                              errors)

    def test_many_errors(self):
        self.module(MODULE)
        self.write(f"{MODULE}/main.json", template(parameters={f"p{n}": {"type": "string"} for n in range(9_000)}))
        code, errors, seconds, _ = self.run_measured("generate", MODULE)
        self.assertEqual(code, 2)
        *listed, last, _ = errors.splitlines()
        self.assertEqual(len(listed), 100)
        self.assertEqual(last, f"{MODULE}/main.json: error: expected at most 100 errors, found 9000: only the "
                               "first are listed")
        if not IS_SANITIZED:
            self.assertLess(seconds, SECONDS)


if __name__ == "__main__":
    unittest.main()
