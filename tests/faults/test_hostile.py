"""Files and environments made to exhaust a CI runner: each run ends quickly, in little memory, with a report.

Every run has a limit on processor time and on address space. docs/limits.md lists the limits."""
import json
import os
import re
import subprocess
import unittest

from machine import PROJECT, SANITIZED, TIMEOUT, FaultWorkspace, limits, source_of, template

MODULE = "avm/ptn/a/hostile"
COMMANDS = ("generate", "check", "model")
TEST = "avm/ptn/a/hostile/tests/e2e/max/main.test.bicep"


class Sources(FaultWorkspace):
    def setUp(self):
        super().setUp()
        self.module("avm/ptn/a/good", readme="# Old\n")
        self.module(MODULE)

    def assert_fails_alone(self, message):
        """The module fails with the message and its place; the other one is written, and the report is complete."""
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
        """Uses the README that generate just wrote."""
        for command in COMMANDS:
            done = self.limited(command, MODULE)
            self.assertIn(done.returncode, (0, 1), done.stderr)

    def test_a_module_path_with_too_many_parts(self):
        for part in ("a/", "../", "./", "/"):
            with self.subTest(part):
                self.write(f"{MODULE}/main.bicep", f"module m '{part * (110_000 // len(part))}main.bicep' = {{\n  name: 'm'\n}}\n")
                self.assert_fails_alone(rf"{MODULE}/main\.bicep:1:10: error: expected a path of at most 4096 bytes, found more")

    def test_a_module_path_with_the_most_parts_allowed(self):
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
        self.write(f"{MODULE}/README.md", "\n" * 500_001)
        self.assert_fails_alone(rf"{MODULE}/README\.md: error: expected a README of at most 500000 lines, found 500001")

    def test_many_differences(self):
        self.write(f"{MODULE}/README.md", "## Outputs\n\n| Output | Type |\n| :-- | :-- |\n"
                   + "".join(f"| `o{number}` | string |\n" for number in range(11_000)))
        done = self.limited("check", "--format", "json", MODULE)
        self.assertRegex(done.stderr, rf"{MODULE}/README\.md: warning: expected at most 10000 differences in a README, found 110\d\d: only the first are listed\n")
        (module,) = json.loads(done.stdout)["modules"]
        self.assertEqual((done.returncode, len(module["drifts"])), (1, 10_000))

    def test_many_tests(self):
        for number in range(1_001):
            self.write(f"{MODULE}/tests/e2e/t{number}/main.test.bicep", "")
        self.assert_fails_alone(rf"{MODULE}/tests/e2e/t\d+/main\.test\.bicep: error: expected a module of at most 1000 tests, found 1001")

    def test_a_source_and_a_template_in_different_orders(self):
        """What both declare is compared in linear time, whatever the order."""
        many, few = range(9_000), range(4_000)
        mark = "__bicep_imported_from!"
        registry = "br:mcr.microsoft.com/bicep/avm/utl/x"
        shared = {mark: {"sourceTemplate": "shared.bicep"}}
        text = {"parameters": [], "output": {"type": "string", "value": "a"}}

        def of_registry(number):
            return {"type": "string", "metadata": {mark: {"sourceTemplate": f"{registry}{number}:1.0.0", "originalIdentifier": "t"}}}

        def of_shared_file(number):
            return {"type": "object", "metadata": shared, "properties": {"k": {"type": "string", "allowedValues": [f"v{number}"]}}}

        self.write(f"{MODULE}/shared.bicep", "".join(f"@export()\ntype t{number} = {{ k: 'v{number}' }}\n" for number in few)
                   + "@export()\n@discriminator('k')\ntype u = " + " | ".join(f"t{number}" for number in reversed(few)) + "\n")
        for name, source, parts in (
            ("properties",
             "".join(f"type o{one} = {{\n" + "".join(f"  p{number}: int\n" for number in reversed(many)) + "}\n" for one in range(20)),
             {"definitions": {f"o{one}": {"type": "object", "properties": {f"p{number}": {"type": "int"} for number in many}} for one in range(20)}}),
            ("literals",
             "".join(f"type l{one} = " + " | ".join(f"'v{number:04}'" for number in reversed(many)) + "\n" for one in range(8)),
             {"definitions": {f"l{one}": {"type": "string", "allowedValues": [f"v{number:04}" for number in many]} for one in range(8)}}),
            ("functions",
             "".join(f"func f{number}() string => 'a'\n" for number in reversed(many)),
             {"functions": [*({"namespace": f"n{space}", "members": {f"g{space}x{number}": {} for number in many}} for space in range(16)),
                            {"namespace": "__bicep", "members": {f"f{number}": text for number in many}}]}),
            ("imports",
             "".join(f"import {{ t as t{number} }} from 'br/public:avm/utl/x{number}:1.0.0'\n" for number in few),
             {"definitions": {**{f"t{number}": of_registry(number) for number in few}, **{f"_1.y{number}": of_registry(few[-1]) for number in few}}}),
            ("variants",
             "import { u } from 'shared.bicep'\n",
             {"definitions": {**{f"_1.t{number}": of_shared_file(number) for number in few},
                              "u": {"type": "object", "metadata": shared, "discriminator": {
                                  "propertyName": "k", "mapping": {f"v{number}": {"$ref": f"#/definitions/_1.t{number}"} for number in few}}}}}),
        ):
            with self.subTest(name):
                compiled = template(**parts)
                self.write(f"{MODULE}/main.bicep", source_of(compiled) + source)
                self.write(f"{MODULE}/main.json", compiled)
                done = self.limited("check", MODULE)
                self.assertIn(done.returncode, (0, 1), done.stderr)

    def test_modules_that_include_each_other(self):
        names = [f"avm/ptn/web/m{number}" for number in range(90)]
        for name in names:
            self.module(name)
            self.write(f"{name}/main.bicep", "".join(
                f"module m{number} '../m{number}/main.bicep' = {{\n  name: 'm'\n}}\n" for number in range(len(names))))
        self.assertEqual(self.limited("generate", "-r", "--stale", "write", "avm/ptn/web", seconds=20).returncode, 0)
        # Above the limit each of them is an error.
        for number in range(len(names), 400):
            self.module(f"avm/ptn/web/m{number}")
            names.append(f"avm/ptn/web/m{number}")
        for name in names:
            self.write(f"{name}/main.bicep", "".join(
                f"module m{number} '../m{number}/main.bicep' = {{\n  name: 'm'\n}}\n" for number in range(len(names))))
        done = self.limited("generate", "-r", "avm/ptn/web", seconds=30)
        self.assertEqual(done.returncode, 2)
        self.assertIn("error: expected a module of at most 10000 references, found more up to this file", done.stderr)

    def test_a_source_that_is_not_bicep(self):
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


class Readmes(FaultWorkspace):
    """Old READMEs, which check compares and generate takes the notes from."""

    TABLE = "| Parameter | Type | Description |\n| :-- | :-- | :-- |\n"
    TEXTS = {
        "a table of 4,000 columns": "|" + "a|" * 4_000 + "\n|" + "-|" * 4_000 + "\n" + "|b|\n" * 4_000,
        "a table of 10,000 columns": "|" + "a|" * 10_000 + "\n|" + "-|" * 10_000 + "\n" + "|b|\n" * 10_000,
        "a table of 10,000 columns in each row": ("|" + "a|" * 10_000 + "\n|" + "-|" * 10_000 + "\n" + ("|" + "b|" * 10_000 + "\n") * 20),
        "the head of a table of 70,000 columns": "|" + "a|" * 70_000 + "\n|" + "-|" * 70_000 + "\n",
        "quotes in quotes": ">" * 50_000 + " a\n" + "a\n" * 50_000,
        "headings": "# a\n" * 50_000,
        "declarations": "a<!A " * 100_000 + "\n",
        "sections of characters": "a<![CDATA[" * 50_000 + "\n",
        "instructions": "a<?" * 100_000 + "\n",
        "comments": "a<!-- " * 100_000 + "\n",
        "bullets": "- a\n" * 50_000,
        "bullets in bullets": "".join(" " * depth + "- a\n" for depth in range(1_000)),
        "notes": "## Notes\n\na\n" * 50_000,
        "sections": "".join(f"## Section {number}\n\na\n\n" for number in range(20_000)),
        "a reference that is long and used often": "[a]: " + "x" * 40_000 + "\n\n" + "[a]" * 40_000 + "\n",
        "brackets": "[" * 50_000 + "a" + "]" * 50_000 + "\n",
        "emphasis": "*a _b " * 50_000 + "\n",
        "code spans": "".join("`" * count + "a" for count in range(1, 600)) + "\n",
        "fences": "```bicep\na\n" * 30_000,
        "blocks of HTML": "<details>\n\n" * 50_000,
        "rows of parameters": TABLE + "| [`a`](#parameter-a) | string | A. |\n" * 50_000,
        "parameters": "".join(f"### Parameter: `p{number}`\n\nA.\n\n- Required: No\n- Type: string\n\n" for number in range(20_000)),
        "one parameter often": "### Parameter: `p`\n\nA.\n\n- Required: No\n- Type: string\n\n" * 20_000,
        "examples": "".join(f"### Example {number}: _A_\n\n<details>\n\n```bicep\na: 1\n```\n\n</details>\n\n" for number in range(10_000)),
        "variants": "".join(f"### Variant: `p.kind-{number}`\n\nText.\n\n" for number in range(50_000)),
        "resource types": "## Resource Types\n\n| Resource Type | API Version | References |\n| :-- | :-- | :-- |\n"
                          + "".join(f"| `A.B/c{number}` | 2020 | [Template reference](https://x) |\n" for number in range(50_000)),
        "cross references": "## Cross-referenced modules\n\n| Reference | Type |\n| :-- | :-- |\n"
                            + "".join(f"| `br/a:{number}` | Remote reference |\n" for number in range(50_000)),
        "one long line": "a " * 500_000 + "\n",
    }

    def setUp(self):
        super().setUp()
        self.module(MODULE, parameters={"p": {"type": "string", "metadata": {"description": "Required. P."}}})
        self.write(TEST, "metadata name = 'A'\nmodule testDeployment '../../../main.bicep' = {\n  params: {\n    p: 'a'\n  }\n}\n")
        self.limited("generate", "-q", MODULE)
        self.current = self.readme(MODULE).decode()

    def test_each_is_checked_and_replaced_in_little_time_and_memory(self):
        for name, text in self.TEXTS.items():
            for place, old in {"alone": text, "in the notes": f"{self.current}\n## Notes\n\n{text}",
                               "in the parameters": self.current.replace("## Parameters\n", f"## Parameters\n\n{text}", 1),
                               "in the examples": self.current.replace("## Usage examples\n", f"## Usage examples\n\n{text}", 1)}.items():
                with self.subTest(name=name, place=place):
                    self.write(f"{MODULE}/README.md", old)
                    done = self.limited("check", "-v", MODULE, seconds=3, megabytes=256)
                    self.assertIn(done.returncode, (0, 1) if place == "in the notes" else (1,), done.stderr)
                    self.assertEqual(self.limited("generate", "-q", MODULE, seconds=3, megabytes=256).returncode, 0)
                    self.assertEqual(self.limited("check", "-q", MODULE, seconds=3, megabytes=256).returncode, 0)


class Differences(FaultWorkspace):
    """A README that differs from its module in thousands of places, each with a cause to look for."""

    NUMBER = 2_000
    EDITS = {
        "each line twice": lambda text: re.sub(r"(?m)^(.+\n)", r"\1\1", text),
        "the whole text twice": lambda text: text + text,
        "other names": lambda text: re.sub(r"\b([aofrtv])(\d+)\b", r"\1x\2", text),
        "one name": lambda text: re.sub(r"\b([aofrtv])(\d+)\b", r"\1", text),
        "other categories": lambda text: re.sub(r"\*\*(\w+) param", r"**Other\1 param", text),
        "no names of categories": lambda text: re.sub(r"(?m)^\*\*.*\n", "", text),
        "no tables": lambda text: re.sub(r"(?m)^\|.*\n", "", text),
        "no headings": lambda text: re.sub(r"(?m)^###? .*\n", "", text),
        "another order": lambda text: "\n\n".join(reversed(text.split("\n\n"))),
        "a word more in each line": lambda text: re.sub(r"(?m)$", " more", text),
    }

    def fill(self, kind):
        """The parts of its template and source."""
        numbers = range(self.NUMBER)
        parts, source = {}, ""
        if kind in ("parameters", "properties"):
            described = {f"a{n}": {"type": "string", "metadata": {"description": f"C{n}. Some text."}} for n in numbers}
            parts["parameters"] = described if kind == "parameters" else {
                "a": {"type": "object", "properties": described, "metadata": {"description": "Required. A."}}}
            if kind == "properties":
                source = "".join(f"  @description('C{n}. Some text.')\n  a{n}: string\n" for n in numbers)
                source = f"{{\n{source}}}\n"
        elif kind == "the rest":
            parts["resources"] = [{"type": f"Microsoft.A/r{n}", "apiVersion": "2020-01-01"} for n in numbers]
            parts["resources"] += [{"type": "Microsoft.A/b", "apiVersion": f"v{n}"} for n in numbers]
            parts["outputs"] = {f"o{n}": {"type": "string", "metadata": {"description": "O."}} for n in numbers}
            source = "".join(f"resource r{n} 'Microsoft.A/r{n}@2020-01-01' = {{\n  name: 'x'\n}}\n" for n in numbers)
            source += "".join(f"resource v{n} 'Microsoft.A/b@v{n}' = {{\n  name: 'x'\n}}\n" for n in numbers)
            source += "".join(f"@description('O.')\noutput o{n} string = 'x'\n" for n in numbers)
            source += "".join(f"import {{ t{n} }} from 'br/public:avm/res/a/t{n}:1.0.0'\n" for n in numbers)
        self.module(MODULE, **parts)
        with (self.root / MODULE / "main.bicep").open("r+") as file:
            before = file.read()
            file.seek(0)
            file.write(before.replace("param a object\n", "param a ") + source)
        values = "".join(f"    a{n}: 'x'\n" for n in numbers) if kind != "properties" else "".join(
            ["    a: {\n", *(f"      a{n}: 'x'\n" for n in numbers), "    }\n"])
        self.write(TEST, f"module testDeployment '../../../main.bicep' = {{\n  params: {{\n{values}  }}\n}}\n")

    def test_each_is_found_in_little_time_and_memory(self):
        for kind in ("parameters", "properties", "the rest"):
            self.fill(kind)
            self.assertEqual(self.limited("generate", "-q", MODULE).returncode, 0)
            current = self.readme(MODULE).decode()
            for name, edit in self.EDITS.items():
                with self.subTest(kind=kind, edit=name):
                    edited = edit(current)
                    if edited == current:
                        continue
                    self.write(f"{MODULE}/README.md", edited)
                    done = self.limited("check", "--format", "json", MODULE, seconds=3, megabytes=256)
                    self.assertEqual(done.returncode, 1, done.stderr)
                    (module,) = json.loads(done.stdout)["modules"]
                    self.assertEqual(module["state"], "drift")


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

    @unittest.skipIf(SANITIZED, "a sanitized build has no limit on its address space")
    def test_out_of_memory(self):
        """It is an error of the module that needs it; the others are written."""
        self.module("avm/ptn/a/good")
        many = {f"p{number}": {"type": "string", "metadata": {"description": f"Optional. {'x' * 1_000}"}} for number in range(9_000)}
        self.write(f"{MODULE}/main.json", template(parameters=many))
        for command in COMMANDS:
            done = self.limited(command, "-r", "-j", "1", "avm", megabytes=48)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertRegex(done.stdout + done.stderr, f"{MODULE}(/main.bicep)?: error: there is not enough memory for this module\n")
        self.assertTrue((self.root / "avm/ptn/a/good/README.md").exists())

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
        """Each README has 300 KB; together they are far larger than the memory allowed."""
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
        """No opened file takes the number of a closed stream."""
        self.module(MODULE)
        for closed in ("2>&-", ">&- 2>&-", "<&- >&- 2>&-", "<&-"):
            with self.subTest(closed):
                (self.root / MODULE / "README.md").unlink(missing_ok=True)
                done = subprocess.run(["sh", "-c", f'"$0" generate -v -r avm {closed}', os.environ["AVMDOC"]],
                                      cwd=self.root, capture_output=True, timeout=TIMEOUT, preexec_fn=limits(5, 512))
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertTrue(self.readme(MODULE).startswith(b"# Module `["))
                self.assertNotIn(b"written", self.readme(MODULE))
                self.assertNotIn(b"note:", self.readme(MODULE))

    def test_a_report_with_closed_standard_streams(self):
        """It is open while messages are printed, and its content is the same as with open streams."""
        self.module(MODULE, readme="# Old\n")
        reports = set()
        for closed in ("", "2>&-", ">&-", ">&- 2>&-", "<&- >&- 2>&-"):
            subprocess.run(["sh", "-c", f'"$0" check -v -r --output json=report avm {closed}', os.environ["AVMDOC"]],
                           cwd=self.root, capture_output=True, timeout=TIMEOUT, preexec_fn=limits(5, 512))
            reports.add((self.root / "report").read_text())
        self.assertEqual(len(reports), 1, reports)
        self.assertEqual(json.loads(reports.pop())["summary"]["modules"], 1)

    def test_a_closed_standard_output_is_an_error(self):
        self.module(MODULE, readme="# Old\n")
        done = subprocess.run(["sh", "-c", '"$0" check -r avm >&-', os.environ["AVMDOC"]],
                              cwd=self.root, capture_output=True, timeout=TIMEOUT, preexec_fn=limits(5, 512))
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"cannot write to the standard output", done.stderr)

    def test_names_that_begin_a_line_with_a_command(self):
        for name in ("::stop-commands::x", " ::error::y", "##[group]z"):
            self.write(f"{name}/avm/ptn/a/b/main.json", "[")
            self.module(f"{name}/avm/ptn/a/c", readme="# Old\n")
        for command in (["generate", "-v"], ["check", "-v"], ["check", "--format", "json"], ["check", "--format", "diff"],
                        ["check", "--format", "junit"], ["model", "-v"]):
            done = self.limited(*command, "-r", ".")
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertNotRegex(done.stdout + done.stderr, r"(?m)^\s*::")
            self.assertNotIn("##[", done.stdout + done.stderr)

    def test_the_program_of_the_current_folder_is_not_run(self):
        self.module(MODULE)
        for name in ("bicep", "git"):
            # The PATH itself has no such program.
            self.write(name, "#!/bin/sh\n: > canary\n").chmod(0o755)
            self.write(f"bin/{name}", "#!/bin/sh\n: > canary\n").chmod(0o755)
        for path in ("", ":", "::/nowhere", ".", "bin", "./bin:/nowhere"):
            for command in (["check", "--build"], ["generate", "--build"], ["check", "--changed-since", "HEAD"]):
                self.limited(*command, MODULE, env={"PATH": path})
            self.assertEqual(list(self.root.rglob("canary")), [], repr(path))


if __name__ == "__main__":
    unittest.main()
