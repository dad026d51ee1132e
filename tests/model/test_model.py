"""test_model.py example|cases|checkout

What `avmdoc model` prints: valid against its schema for all modules at hand, the same every time,
and right where it says more than the README."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import jsonschema

AVMDOC = os.environ["AVMDOC"]
SOURCE = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = json.loads((SOURCE / "schemas/model.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def models(registry: pathlib.Path, *options: str) -> bytes:
    done = subprocess.run(
        [AVMDOC, "model", "--quiet", "--recurse", *options, str(registry / "avm")],
        stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=True)
    return done.stdout


def unfolded(parameters):
    for parameter in parameters:
        yield parameter
        yield from unfolded(parameter.get("properties", []))
        yield from unfolded([parameter["additionalProperties"]] if "additionalProperties" in parameter else [])
        for variant in parameter.get("variants", []):
            yield from unfolded(variant["properties"])


class Registry(unittest.TestCase):
    root: pathlib.Path

    def test_the_schema_is_one_of_draft_2020_12(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def test_all_models_are_valid(self):
        found = json.loads(models(self.root, "--compact"))
        self.assertEqual(len(found), len(list((self.root / "avm").rglob("main.json"))))
        for model in found:
            with self.subTest(model["identity"]["full"]):
                errors = [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(model)]
                self.assertEqual(errors[:5], [])

    def test_each_parameter_has_its_schema(self):
        """The walk along the template finds the schema of every parameter and property."""
        for model in json.loads(models(self.root, "--compact")):
            for parameter in unfolded(model["parameters"]):
                self.assertIn("secure", parameter, f'{model["identity"]["full"]}: {parameter["name"]}')

    def test_jobs_layout_and_place_do_not_matter(self):
        one = models(self.root, "--jobs", "1")
        self.assertEqual(one, models(self.root, "--jobs", "4"))
        self.assertEqual(json.loads(one), json.loads(models(self.root, "--compact")))
        with tempfile.TemporaryDirectory() as folder:
            moved = pathlib.Path(folder) / "elsewhere"
            moved.symlink_to(self.root)
            self.assertEqual(one, models(moved))


class OneModule(unittest.TestCase):
    BICEP = """metadata name = 'Things'
@description('Required. The name.')
@minLength(3)
@maxLength(24)
param name string
@description('Optional. A secret.')
@secure()
param password string = ''
@description('Optional. Rules.')
param rules ruleType[]?
@export()
@description('A rule.')
type ruleType = {
  @description('Required. Its key.')
  key: string
}
@export()
var sizes = ['S', 'M']
resource thing 'Microsoft.Things/things@2024-01-01' = { name: name }
@secure()
@description('The key.')
output key string = password
"""
    TEMPLATE = {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "languageVersion": "2.0",
        "metadata": {
            "_generator": {"name": "bicep", "version": "0.41.2.15936", "templateHash": "1"},
            "name": "Things",
            "__bicep_exported_variables!": [{"name": "sizes"}],
        },
        "definitions": {
            "ruleType": {
                "type": "object",
                "properties": {"key": {"type": "string", "minLength": 1, "metadata": {"description": "Required. Its key."}}},
                "metadata": {"description": "A rule.", "__bicep_export!": True},
            },
            "_1.lockType": {"type": "object", "metadata": {"__bicep_imported_from!": {"sourceTemplate": "br:mcr.microsoft.com/bicep/a:0.1.0"}}},
        },
        "parameters": {
            "name": {"type": "string", "minLength": 3, "maxLength": 24, "metadata": {"description": "Required. The name."}},
            "password": {"type": "securestring", "defaultValue": "", "metadata": {"description": "Optional. A secret."}},
            "rules": {"type": "array", "items": {"$ref": "#/definitions/ruleType"}, "nullable": True, "metadata": {"description": "Optional. Rules."}},
        },
        "variables": {"sizes": ["S", "M"]},
        "resources": {"thing": {"type": "Microsoft.Things/things", "apiVersion": "2024-01-01", "name": "[parameters('name')]"}},
        "outputs": {"key": {"type": "securestring", "metadata": {"description": "The key."}, "value": "[parameters('password')]"}},
    }

    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            module = pathlib.Path(folder) / "avm/res/things/thing"
            module.mkdir(parents=True)
            (module / "main.json").write_text(json.dumps(cls.TEMPLATE), encoding="utf-8")
            (module / "main.bicep").write_text(cls.BICEP, encoding="utf-8")
            done = subprocess.run([AVMDOC, "model", str(module)], capture_output=True, timeout=60, check=True)
        cls.model = json.loads(done.stdout)

    def line_of(self, text):
        return self.BICEP[: self.BICEP.index(text)].count("\n") + 1

    def parameter(self, name):
        return next(parameter for parameter in self.model["parameters"] if parameter["name"] == name)

    def test_it_is_valid(self):
        VALIDATOR.validate(self.model)

    def test_parameters(self):
        name = self.parameter("name")
        self.assertEqual((name["minLength"], name["maxLength"], name["secure"]), (3, 24, False))
        self.assertEqual(name["source"], {"file": "main.bicep", "line": self.line_of("param name"), "column": 7})
        self.assertTrue(self.parameter("password")["secure"])
        self.assertEqual(self.parameter("password")["default"], "")
        rules = self.parameter("rules")
        self.assertEqual((rules["userType"], rules["nullable"], rules["required"]), ("ruleType", True, False))

    def test_properties_of_a_type(self):
        [key] = self.parameter("rules")["properties"]
        self.assertEqual((key["name"], key["minLength"]), ("key", 1))
        self.assertEqual(key["source"]["line"], self.line_of("key: string"))

    def test_types(self):
        rule, lock = self.model["types"]
        self.assertEqual(lock["importedFrom"], {"template": "br:mcr.microsoft.com/bicep/a:0.1.0", "name": "lockType"})
        self.assertEqual((rule["name"], rule["exported"], rule["description"]), ("ruleType", True, "A rule."))
        self.assertEqual(rule["source"]["line"], self.line_of("type ruleType"))
        self.assertEqual(rule["schema"], self.TEMPLATE["definitions"]["ruleType"])

    def test_variables(self):
        self.assertEqual(self.model["variables"], [{
            "name": "sizes", "description": None, "value": ["S", "M"],
            "source": {"file": "main.bicep", "line": self.line_of("var sizes"), "column": 5}}])

    def test_resources(self):
        [thing] = self.model["resources"]
        self.assertEqual((thing["symbolicName"], thing["type"], thing["existing"]), ("thing", "Microsoft.Things/things", False))
        self.assertEqual(thing["source"]["line"], self.line_of("resource thing"))

    def test_outputs(self):
        [key] = self.model["outputs"]
        self.assertTrue(key["secure"])
        self.assertEqual(key["source"]["line"], self.line_of("output key"))


class CommandLine(unittest.TestCase):
    def test_a_module_that_fails_leaves_the_others(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in (("good", json.dumps(OneModule.TEMPLATE)), ("bad", "{")):
                (root / "avm/res/things" / name).mkdir(parents=True)
                (root / "avm/res/things" / name / "main.json").write_text(text, encoding="utf-8")
            done = subprocess.run([AVMDOC, "model", "-r", "avm"], cwd=root, capture_output=True, timeout=60)
            self.assertEqual(done.returncode, 2)
            self.assertEqual([model["name"] for model in json.loads(done.stdout)], ["Things"])
            self.assertIn(b"bad/main.json:1:", done.stderr)
            alone = subprocess.run([AVMDOC, "model", "avm/res/things/bad"], cwd=root, capture_output=True, timeout=60)
            self.assertEqual((alone.returncode, alone.stdout), (2, b""))


def registry_named(name: str) -> pathlib.Path:
    """The registry to test with. Exit code 77 when it is not on this machine."""
    if name == "example":
        return SOURCE / "golden/example"
    if name == "cases":
        root = pathlib.Path(os.environ.get("AVMDOC_SHARED", SOURCE.parent / "shared")) / "cases/input"
    else:
        root = pathlib.Path(os.environ.get("AVMDOC_REGISTRY", "/nowhere"))
    if not root.is_dir():
        print(f"SKIPPED: there is no folder {root}; AVMDOC_SHARED or AVMDOC_REGISTRY may name it")
        sys.exit(77)
    return root


if __name__ == "__main__":
    Registry.root = registry_named(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2)
