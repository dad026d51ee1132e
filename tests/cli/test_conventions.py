"""Modules that are not Azure Verified Modules."""
import json
import subprocess

from workspace import Workspace

PLAIN = """\
metadata name = 'Store'
metadata description = 'Keeps things.'

@description('What it is called.')
param name string

param size int = 3
"""
OWN = "## Who to ask\n\nThe storage team.\n"


def compiled_plain() -> dict:
    return {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "metadata": {"name": "Store", "description": "Keeps things."},
        "parameters": {
            "name": {"type": "string", "metadata": {"description": "What it is called."}},
            "size": {"type": "int", "defaultValue": 3},
        },
        "resources": [],
    }


class PlainModules(Workspace):
    def setUp(self):
        super().setUp()
        subprocess.run(["git", "init", "-q", str(self.root)], check=True)

    def plain(self, path="modules/store", readme=None):
        self.write(f"{path}/main.bicep", PLAIN)
        self.write(f"{path}/main.json", compiled_plain())
        if readme is not None:
            self.write(f"{path}/README.md", readme)
        return path

    def text(self, path="modules/store"):
        return self.readme(path).decode()

    def test_a_module_anywhere_gets_a_readme_and_a_word_about_it(self):
        path = self.plain()
        done = self.assert_runs("generate", path)
        self.assertIn("note: 1 module is outside of avm/{res,ptn,utl}", done.stderr)
        self.assertTrue(self.text().startswith("# Store\n\nKeeps things.\n"))
        self.assertIn("module store './modules/store/main.bicep' = {\n  params: {\n    name: '<name>'\n  }\n}", self.text())
        self.assertNotIn("br/public", self.text())
        self.assertEqual(self.assert_runs("generate", "--profile", "bicep", path).stderr,
                         "1 module: 0 written, 1 unchanged, 0 failed\n")

    def generated_twice(self, path):
        """What the first run reports, and that the second one has nothing to do."""
        done = self.assert_runs("generate", path)
        text = self.text()
        self.assertNotIn("warning", self.assert_runs("generate", path).stderr)
        self.assertEqual(self.text(), text)
        self.assertNotIn("own-section", self.assert_runs("check", path).stdout)
        return done.stderr, text

    def test_all_that_people_wrote_is_kept_when_a_readme_is_generated_first(self):
        path = self.plain(readme="---\nowner: me\n---\n# Store\n\n[![Build](b.svg)](b)\n\nWords of a person.\n\n## Parameters\n\n"
                                 "| Name | Meaning |\n| :-- | :-- |\n| `name` | What I call it. |\n\n### More\n\nText.\n\n## Outputs\n")
        messages, text = self.generated_twice(path)
        self.assertIn("modules/store/README.md:10:1: warning: the section Parameters was written by hand and is kept as "
                      "'Parameters (previous)'", messages)
        self.assertEqual(messages.count("warning"), 1)  # there is nothing in Outputs
        self.assertTrue(text.startswith("---\nowner: me\n---\n\n# Store\n\nKeeps things.\n\n[![Build](b.svg)](b)\n\nWords of a person.\n\nYou can"))
        self.assertIn("\n## Parameters (previous)\n\n| Name | Meaning |\n| :-- | :-- |\n| `name` | What I call it. |\n\n### More\n\nText.\n\n## Outputs\n",
                      text)
        self.assertIn("- [Parameters (previous)](#parameters-previous)\n", text)

    def test_a_readme_without_a_title_is_kept_below_one(self):
        _, text = self.generated_twice(self.plain(readme="<h1>Store</h1>\n\nWords of a person.\n"))
        self.assertTrue(text.startswith("# Store\n\nKeeps things.\n\n<h1>Store</h1>\n\nWords of a person.\n\n"))

    def test_an_underlined_title_is_one(self):
        _, text = self.generated_twice(self.plain(readme="<!-- lint -->\n\nThe store\n=========\n\nWords of a person.\n"))
        self.assertTrue(text.startswith("<!-- lint -->\n\n# Store\n\nKeeps things.\n\nWords of a person.\n\n"))

    def test_text_around_the_description_and_the_reference_stays(self):
        path = self.plain()
        self.assert_runs("generate", path)
        text = self.text().replace("Keeps things.\n", "Keeps things.\n\nBelow it.\n").replace("```\n\n## Nav", "```\n\nBelow that.\n\n## Nav")
        (self.root / path / "README.md").write_text("Above.\n\n" + text)
        _, text = self.generated_twice(path)
        self.assertTrue(text.startswith("Above.\n\n# Store\n\nKeeps things.\n\nBelow it.\n\n"))
        self.assertIn("Below it.\n\nBelow that.\n\nYou can reference", text)

    def test_another_description_replaces_the_first_paragraph(self):
        path = self.plain(readme="# Store\n\nWords of a person.\n")
        self.assert_runs("generate", path)
        (self.root / path / "main.bicep").write_text(PLAIN.replace("Keeps things.", "Keeps all."))
        compiled = compiled_plain()
        compiled["metadata"]["description"] = "Keeps all."
        self.write(f"{path}/main.json", compiled)
        done = self.assert_runs("check", path, code=1)
        self.assertIn("description", done.stdout)
        done = self.assert_runs("generate", path)
        self.assertIn("README.md: warning: the first paragraph below its title is replaced by 'metadata description'", done.stderr)
        self.assertTrue(self.text().startswith("# Store\n\nKeeps all.\n\nWords of a person.\n\nYou can"))

    def test_a_paragraph_of_the_description_that_did_not_change_is_not_repeated(self):
        described = PLAIN.replace("'Keeps things.'", "'Keeps things.\\n\\nFor long.'")
        self.write("store/main.bicep", described)
        self.write("store/README.md", "# Store\n\nWords of a person.\n")
        self.assert_runs("generate", "store")
        self.write("store/main.bicep", described.replace("Keeps things.", "Keeps all."))
        self.assert_runs("generate", "store")
        self.assertTrue(self.text("store").startswith("# Store\n\nKeeps all.\n\nFor long.\n\nWords of a person.\n\nYou can"))

    def test_check_compares_a_readme_that_was_never_generated_with_what_it_becomes(self):
        path = self.plain(readme="# Store\n\n## Parameters\n\nOld.\n\n### More\n\nText.\n")
        done = self.assert_runs("check", "--format", "json", path, code=1)
        kinds = {drift["kind"] for drift in json.loads(done.stdout)["modules"][0]["drifts"]}
        self.assertIn("section-missing", kinds)
        self.assertNotIn("own-section", kinds)

    def test_own_sections_stay_where_they_are_and_are_no_drift(self):
        path = self.plain(readme=f"# Store\n\n{OWN}\n## Parameters\n\nOld.\n\n## Cost\n\nLittle.\n")
        self.assert_runs("generate", path)
        text = self.text()
        self.assertIn(OWN, text)
        self.assertLess(text.index("## Navigation"), text.index("## Who to ask"))
        self.assertLess(text.index("## Who to ask"), text.index("## Parameters"))
        self.assertLess(text.index("## Parameters"), text.index("## Cost"))
        self.assertLess(text.index("## Cost"), text.index("## Outputs"))
        self.assertIn("## Parameters (previous)\n\nOld.\n\n## Cost", text)
        self.assert_runs("check", path)
        # Another text of an own section is as good.
        (self.root / path / "README.md").write_text(text.replace("Little.", "Much.\n\n- more"))
        self.assert_runs("check", path)
        self.assert_runs("generate", path)
        self.assertIn("Much.\n\n- more\n\n## Outputs", self.text())

    def test_drift_is_found_beside_own_sections(self):
        path = self.plain(readme=f"# Store\n\n{OWN}")
        self.assert_runs("generate", path)
        (self.root / path / "README.md").write_text(self.text().replace("What it is called.", "Its name."))
        done = self.assert_runs("check", "--format", "json", path, code=1)
        drifts = json.loads(done.stdout)["modules"][0]["drifts"]
        self.assertEqual({drift["item"] for drift in drifts}, {"name"})

    def test_a_heading_in_a_description_is_no_own_section(self):
        path = self.plain()
        compiled = compiled_plain()
        compiled["metadata"]["description"] = "Keeps things.\n\n## How\n\nWell."
        self.write(f"{path}/main.json", compiled)
        for _ in range(3):
            self.assert_runs("generate", "--stale", "write", path)
        self.assertEqual(self.text().count("## How"), 1)

    def test_an_example_that_deploys_the_module(self):
        path = self.plain()
        self.write(f"{path}/examples/small/main.bicep", "module x '../../main.bicep' = {\n  params: {\n    name: 'mine'\n  }\n}\n")
        self.write(f"{path}/examples/other/main.bicep", "module x '../other.bicep' = {}\n")
        self.assert_runs("generate", "--recurse", ".")
        self.assertIn("### Example 1: _Small_", self.text())
        self.assertIn("[examples/small/main.bicep](examples/small/main.bicep)", self.text())
        self.assertNotIn("Example 2", self.text())
        self.assert_runs("check", path)
        self.write(f"{path}/examples/small/main.bicep", "module x '../../main.bicep' = {\n  params: {\n    name: 'yours'\n  }\n}\n")
        done = self.assert_runs("check", path, code=1)
        self.assertIn("examples/small/main.bicep", done.stdout)

    def test_profile_avm_refuses_and_profile_bicep_takes_a_module_of_avm(self):
        self.plain("avm/res/my/store")
        self.assert_runs("generate", "avm/res/my/store", code=2)
        self.assert_runs("generate", "--profile", "bicep", "avm/res/my/store")
        self.assertIn("module store './avm/res/my/store/main.bicep'", self.text("avm/res/my/store"))

    def test_unknown_profile(self):
        done = self.assert_runs("generate", "--profile", "bicp", code=2)
        self.assertEqual(done.stderr.splitlines()[0],
                         "avmdoc: error: --profile needs 'auto', 'avm' or 'bicep', not 'bicp' (did you mean 'bicep'?)")
