"""avmdoc explain, and that docs/diagnostics.md, which it prints, has a section for each code."""
import json
import pathlib
import re
import unittest

from workspace import Workspace

PROJECT = pathlib.Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
SECTIONS = {
    code: text.split("\n## ")[0].strip()
    for code, text in re.findall(r"^### (\S+)\n(.*?)(?=^### |\Z)", PAGE, flags=re.M | re.S)
}
CODE = re.compile(r'"([a-z]+(?:-[a-z0-9]+)+)"')
# What makes a diagnostic is called so, and takes the code as one of its arguments.
MAKER = re.compile(r"(error|warning|note|fail|report|expected|problem)", re.I)
# Files that are tables of codes.
TABLES = ("lib/check/rules.cpp", "lib/bicep/lex_problem.cpp")
# Codes that are put together: what they are made of.
COMPOSED = {"type-unknown": '"-unknown"', "function-unknown": '"-unknown"'}


def caller(text, at):
    """The name before the bracket that a place in C++ is in: `fail` for `fail(path, "x")`."""
    depth = 0
    for i in range(at - 1, -1, -1):
        if text[i] in ")}":
            depth += 1
        elif text[i] in "({":
            if depth == 0:
                return re.search(r"(\w*)\s*$", text[:i]).group(1)
            depth -= 1
        elif text[i] == ";" and depth == 0:
            return ""
    return ""


def codes_in(path, text):
    for found in CODE.finditer(text):
        before = text[: found.start()]
        if (
            str(path) in TABLES
            or re.search(r"\bcode\s*==?\s*$", before)
            or re.search(r"\b[sS]everity(::\w+)?,\s*$", before)
            or MAKER.search(caller(text, found.start()))
        ):
            yield found.group(1)


def sources():
    for folder in ("lib", "cli"):
        for path in sorted((PROJECT / folder).rglob("*.[ch]pp")):
            yield path.relative_to(PROJECT).as_posix(), path.read_text(encoding="utf-8")


class Page(unittest.TestCase):
    def test_every_code_of_the_sources_has_a_section(self):
        count = 0
        for path, text in sources():
            for code in codes_in(path, text):
                count += 1
                self.assertIn(code, SECTIONS, f"{path} gives {code}, which has no section in docs/diagnostics.md")
        self.assertGreater(count, 150)

    def test_every_section_has_a_code(self):
        files = list(sources())
        given = {code for path, text in files for code in codes_in(path, text)}
        given |= {code for code, part in COMPOSED.items() if any(part in text for _, text in files)}
        self.assertEqual(set(SECTIONS) - given, set(), "no source gives these")

    def test_the_reader_of_the_sources_finds_the_forms_in_use(self):
        for source, codes in (
            ('throw Error(error_at("no-folder", {path}, text));', ["no-folder"]),
            ('fail(path, is_old ? "too-old" : "too-new", text);', ["too-old", "too-new"]),
            ('list.push_back({Severity::note, "own-section", place, ""});', ["own-section"]),
            ('if (found.code == "missing-comma") continue;', ["missing-comma"]),
            ('report("nesting-limit", range, "a " + number(max(1, 2)));', ["nesting-limit"]),
            ('{"changed-since", "Work only on", OptionValue::one}; git.run({"rev-parse", name});', []),
        ):
            self.assertEqual(list(codes_in("x.cpp", source)), codes)

    def test_sections_have_one_form(self):
        severities = "Drift|Error|Warning|Note"
        for code, text in SECTIONS.items():
            with self.subTest(code):
                self.assertRegex(text, rf"\A({severities})((, \w+)* or \w+)?\. [`#A-Z].*?\.( \([A-Z]+\d+\))?\n\n    \S")
                self.assertLess(len(text.splitlines()), 12)
                self.assertNotIn("TODO", text)
        for group in re.split(r"^## ", PAGE, flags=re.M)[1:]:
            codes = re.findall(r"^### (\S+)$", group, flags=re.M)
            self.assertEqual(codes, sorted(codes))


class Explain(Workspace):
    def summary(self, code):
        paragraph = SECTIONS[code].split("\n\n")[0].replace("\n", " ")
        return paragraph.split(". ", 1)[1]

    def test_all_codes(self):
        lines = self.assert_runs("explain", stderr="").stdout.splitlines()
        self.assertEqual([line.split()[0] for line in lines], sorted(SECTIONS))
        for line in lines:
            code, summary = line.split(maxsplit=1)
            self.assertEqual(summary, self.summary(code))

    def test_each_code(self):
        for code, text in SECTIONS.items():
            self.assert_runs("explain", code, stdout=f"{code}\n\n{text}\n", stderr="")
        self.assert_runs(
            "explain", "no-module", "own-section",
            stdout=f"no-module\n\n{SECTIONS['no-module']}\n\nown-section\n\n{SECTIONS['own-section']}\n",
        )

    def test_unknown_codes(self):
        hint = "See 'avmdoc explain --help'.\n"
        for code, rest in (
            ("parameter-mising", " (did you mean 'parameter-missing'?)"),
            ("zzzzzzzzz", "; to list all, run: avmdoc explain"),
            ("BCP", "; to list all, run: avmdoc explain"),
        ):
            self.assert_runs("explain", code, code=2, stdout="", stderr=f"avmdoc: error: unknown code '{code}'{rest}\n{hint}")

    def test_codes_of_the_compiler(self):
        self.assert_runs(
            "explain", "BCP057",
            stdout="BCP057 is a code of the Bicep compiler: https://aka.ms/bicep/core-diagnostics#BCP057\n",
        )

    def test_the_rules_of_sarif_are_explained(self):
        self.write("avm/res/a/b/main.json", "{}")
        done = self.run_avmdoc("check", "--format", "sarif", "avm/res/a/b")
        for rule in json.loads(done.stdout)["runs"][0]["tool"]["driver"]["rules"]:
            with self.subTest(rule["id"]):
                self.assertTrue(SECTIONS[rule["id"]].startswith("Drift"))
                self.assertEqual(rule["shortDescription"]["text"] + ".", self.summary(rule["id"]).replace("`", ""))


if __name__ == "__main__":
    unittest.main()
