"""The small modules of ../shared/reports: what was reported of them, and what is right."""
import json
import pathlib
import shutil
import unittest

from check_workspace import SHARED, CheckWorkspace

REPORTS = SHARED / "reports"
MODULE = "avm/res/box/thing"


@unittest.skipUnless(REPORTS.is_dir(), f"there is no {REPORTS}")
class Reports(CheckWorkspace):
    def report(self, name, *arguments, code):
        shutil.copytree(REPORTS / name / "avm", self.root / "avm", copy_function=shutil.copyfile)
        for folder in [self.root / "avm", *(self.root / "avm").rglob("*")]:
            folder.chmod(0o755 if folder.is_dir() else 0o644)
        (module,) = self.check_json("-r", "avm", *arguments, code=code)["modules"]
        return module

    def drifts(self, name, code=1):
        found = []
        for drift in self.report(name, code=code)["drifts"]:
            cause = drift["cause"]
            place = "" if cause is None else cause["file"].removeprefix(MODULE + "/")
            found.append((drift["sentence"], place + (f":{cause['line']}:{cause['column']}" if cause and "line" in cause else "")))
        return found

    def readme(self):
        return (self.root / MODULE / "README.md").read_bytes()

    def assert_left_alone(self, module):
        """Reported as stale with one sentence, in no patch, and not generated."""
        self.assertEqual(module["state"], "stale")
        self.assertEqual([d["sentence"] for d in module["drifts"]],
                         ["main.json is out of date: parameter more is missing; run: bicep build main.bicep"])
        self.assertEqual(module["drifts"][0]["cause"], {"file": f"{MODULE}/main.bicep", "line": 8, "column": 7})
        self.assertEqual(module["diff"], "")
        self.assertEqual(module["commands"], [f"bicep build {MODULE}/main.bicep", f"avmdoc generate {MODULE}"])
        self.assertEqual(self.assert_runs("check", "-q", "-r", "--format", "patch", "avm", code=1).stdout, "")
        before = self.readme()
        for policy, code, word in (("refuse", 1, "error"), ("warn", 0, "warning")):
            done = self.assert_runs("generate", "-r", "--stale", policy, "avm", code=code)
            self.assertIn(f"{MODULE}/main.bicep:8:7: {word}: main.json is out of date", done.stderr)
            self.assertIn("1 stale", done.stderr)
            self.assertEqual(self.readme(), before)

    def test_readme_ahead(self):
        module = self.report("readme-ahead", code=1)
        self.assertEqual(module["readme"], "differs")
        self.assert_left_alone(module)
        done = self.assert_runs("generate", "-r", "--stale", "write", "avm")
        self.assertIn(f"{MODULE}/main.bicep:8:7: warning: main.json is out of date", done.stderr)
        self.assertNotIn(b"`more`", self.readme())
        done = self.assert_runs("generate", "-r", "avm")
        self.assertIn(f"{MODULE}/README.md: warning: made from main.bicep, because main.json is out of date", done.stderr)
        self.assertIn(b"`more`", self.readme())

    def test_crlf_stale(self):
        module = self.report("crlf-stale", code=1)
        self.assertEqual(module["readme"], "line-endings")
        self.assert_left_alone(module)
        done = self.assert_runs("check", "-r", "avm", code=1)
        self.assertIn("note: 1 README has CRLF line endings", done.stderr)

    def test_first_of_category(self):
        self.assertEqual(self.drifts("first-of-category"),
                         [("parameter more is missing from the README", "main.bicep:8:7")])

    def test_example_inserted(self):
        self.assertEqual(self.drifts("example-inserted"),
                         [("example 2 (b) is missing from the README", "tests/e2e/b/main.test.bicep:1:1")])

    def test_optional_to_required(self):
        self.assertEqual(self.drifts("optional-to-required"),
                         [("parameter bb: requirement differs: Optional (README) → Required (module)", "main.bicep:11:7")])

    def test_object_to_type(self):
        self.assertEqual(self.drifts("object-to-type"), [
            ("parameter cfg: default {} is no longer in the module", "main.bicep:8:11"),
            ("parameter cfg.w is missing from the README", "main.bicep:14:3"),
        ])

    def test_older_generator(self):
        self.assertEqual(self.drifts("older-generator"), [(
            "README.md was written by an older generator: no reference block, no lines with the folders of the examples",
            "",
        )])

    def test_own_section(self):
        self.assertEqual(self.drifts("own-section"), [(
            "section Compliance is not one that the generator writes and will be lost; only the section Notes is kept",
            "",
        )])
        done = self.assert_runs("generate", "-v", "-r", "avm")
        self.assertIn(f"{MODULE}/README.md:109:1: warning: section Compliance is not one", done.stderr)
        self.assertIn(f"{MODULE}/README.md:111:1: note: deleted: This module was reviewed by the platform team.", done.stderr)
        self.assertNotIn(b"Compliance", self.readme())
        self.assertIn(b"## Notes", self.readme())

    def test_decorated_import(self):
        self.assertEqual(self.report("decorated-import", code=0)["state"], "clean")
        before = self.readme()
        self.assertIn("1 unchanged", self.assert_runs("generate", "-r", "avm").stderr)
        self.assertEqual(self.readme(), before)

    def test_private_function(self):
        self.assertEqual(self.report("private-function", code=0)["state"], "clean")
        (module,) = json.loads(self.assert_runs("model", "-r", "avm").stdout)
        exported = {function["name"]: function["exported"] for function in module["functions"]}
        self.assertEqual(exported, {"add": True, "hidden": False})

    def test_params_expression(self):
        self.report("params-expression", code=0)
        warnings = self.assert_runs("generate", "-r", "avm").stderr
        for test, place in (("c", "7:11"), ("d", "7:11"), ("e", "8:5")):
            self.assertRegex(warnings, rf"(?m)^{MODULE}/tests/e2e/{test}/main\.test\.bicep:{place}: warning: ")
        readme = self.readme().decode()
        self.assertEqual(readme.count("name: 'y'"), 1)
        self.assertEqual(readme.count("name: 'x'"), 0)

    def test_multi_line_strings(self):
        self.report("multi-line-strings", code=1)
        self.assert_runs("generate", "-q", "-r", "avm")
        readme = self.readme().decode()
        for line in (r"b: 'x\${y}'", r"""c: 'it\'s "q" \\ back'""", r"a: 'x\${y}'", r"d: 'tab\tnl\nq\''",
                     '"value": "x${y}"', r'"value": "it\'s \"q\" \\ back"'.replace("\\'", "'")):
            self.assertIn(line, readme)
        self.assertEqual(self.check_json("-r", "avm")["modules"][0]["state"], "clean")

    def test_lower_case_readme(self):
        self.assertEqual(self.drifts("lower-case-readme"), [("readme.md should be called README.md", "")])
        done = self.assert_runs("generate", "-r", "avm", code=2)
        self.assertIn(f"{MODULE}/readme.md: error: it should be called README.md", done.stderr)
        self.assertEqual([path.name for path in (self.root / MODULE).iterdir() if path.suffix == ".md"], ["readme.md"])


if __name__ == "__main__":
    unittest.main()
