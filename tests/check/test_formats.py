"""Goldens of every format for every kind of drift, the formats' schemas, and what a stranger's
module must not be able to do to their readers.

AVMDOC_UPDATE_GOLDEN=1 writes the goldens in place of comparing them."""
import json
import os
import pathlib
import re
import unittest
import xml.etree.ElementTree as xml

from check_workspace import EVERYTHING, HERE, PROJECT, SHARED, CheckWorkspace

FORMATS = ("text", "diff", "patch", "json", "sarif", "github", "markdown", "junit")
README = f"{EVERYTHING}/README.md"


def enums_in(schema):
    if isinstance(schema, dict):
        if "enum" in schema:
            yield schema["enum"]
        schema = list(schema.values())
    for part in schema if isinstance(schema, list) else []:
        yield from enums_in(part)


def replaced(old, new):
    def change(text):
        assert old in text, old
        return text.replace(old, new, 1)

    return change


def without(pattern, count=1):
    def change(text):
        changed, found = re.subn(pattern, "", text, count=count, flags=re.M | re.S)
        assert found >= 1, pattern
        return changed

    return change


def after(line, added):
    return replaced(line + "\n", line + "\n" + added + "\n")


# What must be done to a right README so that each kind of drift is found, and one sentence of it.
DRIFTS = {
    "api-version-differs": (replaced("| 2024-01-01 |", "| 2023-01-01 |"), "Microsoft.Storage/storageAccounts: API version differs: 2023-01-01 (README) → 2024-01-01 (module)"),
    "banner-differs": (replaced("Only fixes are made", "Nothing is made"), "banner differs"),
    "cross-reference-missing": (without(r"^\| `br/public[^\n]*\n"), "cross-reference br/public:avm/res/key-vault/vault is missing from the README"),
    "cross-reference-differs": (replaced("| Remote reference |", "| A reference |"), "cross-reference br/public:avm/res/key-vault/vault: row of version 0.11.0 differs"),
    "cross-reference-obsolete": (after("| `br/public:avm/res/key-vault/vault:0.11.0` | Remote reference |", "| `br/public:other:1` | Remote reference |"), "cross-reference br/public:other is no longer in the module"),
    "description-differs": (replaced("This module has one of everything.", "This module has it."), "description differs"),
    "example-differs": (replaced("    count: 5\n", ""), "example 2 (max): parameter count is missing from the README"),
    "example-obsolete": (replaced("[/tests/e2e/max]", "[/tests/e2e/old]"), "example (old) is no longer in the module"),
    "function-missing": (without(r"^\| `greet`[^\n]*\n"), "function greet is missing from the README"),
    "function-differs": (replaced("Says hello.", "Says hi."), "function greet: description differs: Says hi. (README) → Says hello. (module)"),
    "function-obsolete": (after("| `greet` | Says hello. |", "| `leave` | Says bye. |"), "function leave is no longer in the module"),
    "module-reference-differs": (replaced("params: { (...) }", "params: { }"), "module reference differs"),
    "output-missing": (without(r"^\| `resourceId`[^\n]*\n"), "output resourceId is missing from the README"),
    "output-differs": (replaced("| The resource ID. |", "| Its ID. |"), "output resourceId: description differs: Its ID. (README) → The resource ID. (module)"),
    "output-obsolete": (after("| `resourceId` | string | The resource ID. |", "| `x` | string | An x. |"), "output x is no longer in the module"),
    "parameter-differs": (replaced("- Default: `[]`", "- Default: `[1]`"), "parameter zones: default differs: [1] (README) → [] (module)"),
    "parameter-obsolete": (after("- Default: `3`\n- MinValue: 1\n- MaxValue: 10", "\n### Parameter: `old`\n\nOld.\n\n- Required: No\n- Type: int"), "parameter old is no longer in the module"),
    "resource-type-missing": (without(r"^\| `Microsoft.KeyVault[^\n]*\n"), "resource type Microsoft.KeyVault/vaults is missing from the README"),
    "resource-type-differs": (replaced("microsoft.network_dnszones.html", "old.html"), "Microsoft.Network/dnsZones: references of API version 2018-05-01 differ"),
    "resource-type-obsolete": (after("| :-- | :-- | :-- |", "| `Microsoft.Old/things` | 2020-01-01 | none |"), "resource type Microsoft.Old/things is no longer in the module"),
    "section-differs": (without(r"^- \[Outputs\][^\n]*\n"), "section Outputs: entry in the Navigation is missing from the README"),
    "section-missing": (without(r"^## Outputs\n.*?(?=^## Cross)"), "section Outputs is missing from the README"),
    "older-format": (without(r"^You can find the full example[^\n]*\n\n", count=0), "README.md was written by an older generator: no lines with the folders of the examples"),
    "section-edited": (after("## Outputs", "\nA line by hand."), "section Outputs edited by hand"),
    "own-section": (after("| `resourceId` | string | The resource ID. |", "\n## See also\n\nNothing."), "section See also is not one that the generator writes and will be lost; only the section Notes is kept"),
    "title-differs": (replaced("# Everything `", "# Nothing `"), "title differs: Nothing (README) → Everything (module)"),
    "variant-differs": (replaced("A queue.\n\nTo use", "A row.\n\nTo use"), "variant source.kind-queue: description differs: A row. (README) → A queue. (module)"),
    "variant-obsolete": (after("| [`queue`](#variant-sourcekind-queue) | A queue. |", "| [`old`](#variant-sourcekind-old) | Old. |"), "variant source.kind-old is no longer in the module"),
}


def drift_example_added(text):
    text = re.sub(r"^- \[Using all of it\][^\n]*\n", "", text, flags=re.M)
    return re.sub(r"^### Example 2:.*?(?=^## Parameters)", "", text, flags=re.M | re.S)


def drift_parameter_added(text):
    text = re.sub(r"^\| \[`tags`\][^\n]*\n", "", text, flags=re.M)
    return re.sub(r"^### Parameter: `tags`.*?(?=^### Parameter)", "", text, flags=re.M | re.S)


def drift_variant_added(text):
    text = re.sub(r"^\| \[`queue`\][^\n]*\n", "", text, flags=re.M)
    return re.sub(r"^### Variant: `source.kind-queue`.*?(?=^### Parameter: `tags`)", "", text, flags=re.M | re.S)


DRIFTS["example-missing"] = (drift_example_added, "example 2 (max) is missing from the README")
DRIFTS["parameter-missing"] = (drift_parameter_added, "parameter tags is missing from the README")
DRIFTS["variant-missing"] = (drift_variant_added, "variant source.kind-queue is missing from the README")


class FormatTest(CheckWorkspace):
    def outputs(self, *arguments, code=1):
        options = [f"--output={name}=out/{name}" for name in FORMATS]
        (self.root / "out").mkdir(exist_ok=True)
        self.assert_runs("check", "-q", *options, *arguments, code=code)
        return {name: (self.root / "out" / name).read_bytes() for name in FORMATS}


class Goldens(FormatTest):
    def setUp(self):
        super().setUp()
        self.git("init", "-q")
        self.module_folder = self.fixture()
        self.right = (self.module_folder / "README.md").read_bytes()

    def compare(self, kind, outputs):
        self.assertIn(kind, [drift["kind"] for m in json.loads(outputs["json"])["modules"] for drift in m["drifts"]])
        for name, got in outputs.items():
            got = got.replace(f'"{os.environ["AVMDOC_VERSION"]}"'.encode(), b'"0.0.0"')
            if name == "sarif":
                report = json.loads(got)
                del report["runs"][0]["tool"]["driver"]["rules"]  # the same in each
                got = (json.dumps(report, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
            file = HERE / "golden" / kind / name
            if os.environ.get("AVMDOC_UPDATE_GOLDEN") == "1":
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(got)
            self.assertTrue(file.exists(), f"there is no {file}")
            self.assertEqual(got.decode("utf-8"), file.read_bytes().decode("utf-8"))

    def test_every_kind_is_covered(self):
        sarif = json.loads(self.outputs(EVERYTHING, code=0)["sarif"])
        rules = {rule["id"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]}
        others = {"line-endings", "other-rules", "readme-misnamed", "readme-missing", "section-obsolete", "template-stale"}
        self.assertEqual(rules, {*DRIFTS, *others})
        drift = json.loads((PROJECT / "schemas" / "check.schema.json").read_text(encoding="utf-8"))
        self.assertIn(sorted(rules), list(enums_in(drift)))
        self.assertEqual(sorted(rules), [rule["id"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]])

    def test_drifts(self):
        for kind, (change, sentence) in DRIFTS.items():
            with self.subTest(kind):
                self.write(README, change(self.right.decode("utf-8")))
                outputs = self.outputs(EVERYTHING)
                told = [d["sentence"] for d in json.loads(outputs["json"])["modules"][0]["drifts"]]
                self.assertIn(sentence, told)
                self.compare(kind, outputs)
                self.assert_patch_mends(kind)

    def assert_patch_mends(self, kind):
        self.git("apply", "out/patch")
        self.assert_runs("check", "-q", "--strict-eol", EVERYTHING)
        self.assertEqual((self.module_folder / "README.md").read_bytes(), self.right)

    def test_line_endings(self):
        self.write(README, self.right.replace(b"\n", b"\r\n"))
        outputs = self.outputs("--strict-eol", EVERYTHING)
        self.compare("line-endings", outputs)
        self.assert_patch_mends("line-endings")

    def test_readme_missing(self):
        (self.module_folder / "README.md").unlink()
        self.compare("readme-missing", self.outputs(EVERYTHING))
        self.assert_patch_mends("readme-missing")

    def test_template_stale(self):
        self.edit(f"{EVERYTHING}/main.bicep", "param count int = 3", "param count int = 4\n\nparam more string?")
        self.compare("template-stale", self.outputs(EVERYTHING))

    def test_failed_and_clean(self):
        (self.module_folder / "main.json").write_text("{")
        outputs = self.outputs("-r", "avm", code=2)
        self.assertIn("not valid JSON", outputs["text"].decode())
        self.assertIn("::error file=avm/ptn/check/everything/main.json,line=1,", outputs["github"].decode())
        self.assertFalse(json.loads(outputs["sarif"])["runs"][0]["invocations"][0]["executionSuccessful"])
        suite = xml.fromstring(outputs["junit"])
        self.assertEqual((suite.get("tests"), suite.get("failures"), suite.get("errors")), ("2", "0", "1"))

    def test_sarif_fix_gives_the_right_readme(self):
        for kind in ("parameter-missing", "output-obsolete", "title-differs"):
            broken = DRIFTS[kind][0](self.right.decode("utf-8"))
            self.write(README, broken)
            results = json.loads(self.outputs(EVERYTHING)["sarif"])["runs"][0]["results"]
            fixes = [result["fixes"][0] for result in results if "fixes" in result]
            self.assertEqual(len(fixes), 1)
            lines = broken.split("\n")
            for replacement in reversed(fixes[0]["artifactChanges"][0]["replacements"]):
                region = replacement["deletedRegion"]
                self.assertEqual((region["startColumn"], region["endColumn"]), (1, 1))
                added = replacement["insertedContent"]["text"].split("\n")[:-1]
                lines[region["startLine"] - 1 : region["endLine"] - 1] = added
            self.assertEqual("\n".join(lines), self.right.decode("utf-8"))

    def test_sarif_shows_an_error_at_its_place(self):
        """What the compiler finds, or a merge conflict, as well as what drifted."""
        self.edit(f"{EVERYTHING}/main.bicep", "param count int = 3", "param count int = = 3")
        run = json.loads(self.outputs(EVERYTHING, code=2)["sarif"])["runs"][0]
        (result,) = run["results"]
        (note,) = run["invocations"][0]["toolExecutionNotifications"]
        self.assertEqual(result["locations"], note["locations"])
        self.assertEqual(result["ruleId"], note["descriptor"]["id"])
        self.assertEqual(result["level"], "error")
        place = result["locations"][0]["physicalLocation"]
        self.assertEqual(place["artifactLocation"]["uri"], f"{EVERYTHING}/main.bicep")
        self.assertGreater(place["region"]["startLine"], 1)
        self.assertFalse(run["invocations"][0]["executionSuccessful"])


class Schemas(FormatTest):
    def reports(self, name):
        self.fixture()
        yield json.loads(self.outputs("-r", "avm", code=0)[name])
        self.edit(README, "| Tags. |", "| Marks. |")
        self.edit(f"{EVERYTHING}/main.bicep", "param count int = 3", "param count int = 4")
        (self.root / EVERYTHING / "part/main.json").write_text("{")
        yield json.loads(self.outputs("-r", "avm", "nowhere", code=2)[name])
        (self.root / README).unlink()
        yield json.loads(self.outputs(EVERYTHING)[name])

    def validate(self, name, schema):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("python3-jsonschema is not installed; the schema is not checked")
        for report in self.reports(name):
            jsonschema.validate(report, json.loads(schema.read_text(encoding="utf-8")))

    def test_json(self):
        self.validate("json", PROJECT / "schemas" / "check.schema.json")

    def test_sarif(self):
        schema = SHARED / "schemas" / "sarif-schema-2.1.0.json"
        if not schema.exists():
            self.skipTest(f"there is no {schema}")
        self.validate("sarif", schema)


EVIL = [
    "\x1b[31mred\x1b]0;title\x07",
    "::error file=x::owned",
    "##vso[task.setvariable variable=a]b",
    "##[error]owned",
    "%0A::set-output name=a::b",
    "<script>alert(1)</script>",
    "</code></pre><img src=x onerror=y>",
    "[link](https://evil.example)",
    "![image](https://evil.example)",
    "@someone #1 https://evil.example",
    "````````` fence",
    "]]>&lt;",
    "\u202eright to left",
    "\x00\x08\x0b\ufffe",
    "| cell | other |",
]


class Injection(FormatTest):
    """Text of a module comes out of every format as text."""

    def evil_outputs(self):
        evil = "\n".join(["A line."] + [f"{text}\n   {text}" for text in EVIL])
        readme = f"# Evil\n\n{evil}\n\n## {EVIL[0]} {EVIL[5]}\n\n" + "\n".join(
            f"### Parameter: `{text}`\n\n{text}\n" for text in EVIL
        )
        parameters = {
            text: {"type": "string", "metadata": {"description": f"Required. {text}\n::warning::x\n{text}"}} for text in EVIL
        }
        self.module("avm/ptn/evil/one", readme=readme, parameters=parameters, name=EVIL[1])
        self.module("avm/ptn/evil/" + "two ::error::x\x1b[1m%0A<b>", readme="x\n", name="Two")
        self.module("avm/ptn/evil/failed", parameters={EVIL[0] + EVIL[1]: {"type": "string"}})
        return self.outputs("-r", "avm", code=2)

    def test_no_format_lets_it_through(self):
        outputs = self.evil_outputs()
        for name, output in outputs.items():
            if name == "patch":
                continue  # byte for byte, for git
            text = output.decode("utf-8")
            with self.subTest(name):
                for character in text:
                    self.assertFalse(
                        (ord(character) < 0x20 and character not in "\n\t") or 0x7F <= ord(character) < 0xA0 or character in "\u202e\u2028\ufffe",
                        f"U+{ord(character):04X} in {name}",
                    )
                for command in ("##[", "##vso["):
                    self.assertNotIn(command, text)
                for line in text.split("\n"):
                    if line.lstrip().startswith("::"):
                        self.assertEqual(name, "github")
                        self.assertTrue(line.startswith("::error file=") or line.startswith("::error title="), line)

    def test_workflow_commands(self):
        for line in self.evil_outputs()["github"].decode("utf-8").splitlines():
            if not line.startswith("::"):
                continue
            properties, message = line[len("::error ") :].split("::", 1)
            for pair in properties.split(","):
                self.assertRegex(pair, r"^(file|line|col|title)=[^:,]*$")
            self.assertNotRegex(line, r"%(?!25|3A|2C)", "only our own escapes")

    def test_markdown(self):
        text = self.evil_outputs()["markdown"].decode("utf-8")
        outside = []
        fence = None
        for line in text.split("\n"):
            run = re.match(r"`{3,}", line)
            if fence is None and run:
                fence = run.group(0)
            elif fence is not None and line == fence:
                fence = None
            elif fence is None:
                outside.append(line)
        self.assertIsNone(fence)
        rest = "\n".join(outside)
        tags = set(re.findall(r"<[^>]*>", rest))
        self.assertLessEqual(tags, {"<details>", "</details>", "<summary>", "</summary>", "<br>"})
        for mark in ("](", "http://", "https://", "@someone", "#1 "):
            self.assertNotIn(mark, rest)
        for line in outside:
            if line.startswith("| avm"):
                self.assertEqual(line.count("|"), 4, line)

    def test_junit_is_xml(self):
        suite = xml.fromstring(self.evil_outputs()["junit"])
        self.assertEqual(len(suite.findall(".//testcase")), 3)

    def test_sarif_has_no_links(self):
        report = json.loads(self.evil_outputs()["sarif"])
        for result in report["runs"][0]["results"]:
            self.assertNotRegex(result["message"]["text"], r"(?<!\\)\[[^\]]*[^\\]\]\(")
            for location in result["locations"]:
                self.assertRegex(location["physicalLocation"]["artifactLocation"]["uri"], r"^[A-Za-z0-9._~/%-]+$")

    def test_a_large_summary_is_cut(self):
        for number in range(40):
            readme = "# Old\n\n" + "".join(f"line {i} of an old text that is long\n" for i in range(3000))
            self.module(f"avm/ptn/large/m{number}", readme=readme)
        text = self.outputs("-r", "avm")["markdown"]
        self.assertLess(len(text), 1024 * 1024)
        self.assertIn(b"modules were cut, as GitHub shows no more than 1 MiB", text)
        self.assertIn(b"The diff was cut: ", text)
        self.assertEqual(text.count(b"<details>"), text.count(b"</details>"))


if __name__ == "__main__":
    unittest.main()
