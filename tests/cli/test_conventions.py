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

    def test_an_introduction_that_is_replaced_is_reported_before_it_is_lost(self):
        path = self.plain(readme="# Store\n\n[![Build](b.svg)](b)\n\nWords of a person.\n\n## Parameters\n")
        done = self.assert_runs("generate", path)
        self.assertIn("modules/store/README.md: warning: the text below its title is replaced by 'metadata description'", done.stderr)
        self.assertNotIn("Words of a person.", self.text())
        done = self.assert_runs("generate", path)
        self.assertNotIn("warning", done.stderr)

    def test_own_sections_stay_where_they_are_and_are_no_drift(self):
        path = self.plain(readme=f"# Store\n\n{OWN}\n## Parameters\n\nOld.\n\n## Cost\n\nLittle.\n")
        self.assert_runs("generate", path)
        text = self.text()
        self.assertIn(OWN, text)
        self.assertLess(text.index("## Navigation"), text.index("## Who to ask"))
        self.assertLess(text.index("## Who to ask"), text.index("## Parameters"))
        self.assertLess(text.index("## Parameters"), text.index("## Cost"))
        self.assertLess(text.index("## Cost"), text.index("## Outputs"))
        self.assertNotIn("Old.", text)
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
