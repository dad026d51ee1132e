"""Settings files: what they change, and what is wrong with them."""
import json
import pathlib
import re
import shutil
import subprocess

import jsonschema
import yaml
from workspace import Workspace

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA_OF_SETTINGS = json.loads((ROOT / "schemas/settings.schema.json").read_text())
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", (ROOT / "docs/configuration.md").read_text(), re.DOTALL | re.MULTILINE)


def keys_of_schema(schema, prefix=""):
    for name, value in schema["properties"].items():
        if "properties" in value:
            yield from keys_of_schema(value, f"{prefix}{name}.")
        else:
            yield prefix + name


class Settings(Workspace):
    def setUp(self):
        super().setUp()
        subprocess.run(["git", "init", "-q", str(self.root)], check=True)
        self.store()

    def module(self, path, **parts):
        """Without a source, which would not have all that the templates here have."""
        super().module(path, **parts)
        (self.root / path / "main.bicep").unlink()

    def store(self, path="modules/store", **parts):
        parameters = {
            "size": {"type": "int", "defaultValue": 3, "metadata": {"description": "How many | much."}},
            "name": {"type": "string", "minLength": 3, "metadata": {"description": "Required. What it is called."}},
            "area": {"type": "string", "metadata": {"description": "Where."}},
        }
        self.module(path, parameters=parameters, **parts)

    def settings(self, text, path=".avmdoc.yml"):
        self.write(path, text)

    def rendered(self, path="modules/store"):
        self.assert_runs("generate", "-q", "--stale", "write", path)
        self.assert_runs("check", path)
        return self.readme(path).decode()

    def assert_wrong(self, text, message, place="1:1"):
        self.settings(text)
        before = {"README.md": b"kept\n"}
        self.write("modules/store/README.md", before["README.md"])
        done = self.assert_runs("generate", "modules/store", code=2)
        self.assertEqual(done.stderr.splitlines()[0], f".avmdoc.yml:{place}: error: {message}")
        self.assertEqual(self.readme("modules/store"), before["README.md"])


class Effects(Settings):
    def test_profile(self):
        self.settings("profile: bicep\n")
        self.assertEqual(self.assert_runs("generate", "modules/store").stderr, "1 module: 1 written, 0 unchanged, 0 failed\n")

    def test_command_line_over_file(self):
        self.settings("profile: avm\nreference: none\n")
        self.assert_runs("generate", "--profile", "bicep", "modules/store")

    def test_reference_root_and_version(self):
        self.settings("root: modules\nreference: 'br:contoso.azurecr.io/bicep/{path}:{version}'\nversion: 1.2.3\n")
        self.assertIn("module store 'br:contoso.azurecr.io/bicep/store:1.2.3' = {", self.rendered())

    def test_version_of_the_file(self):
        self.settings("reference: 'br/x:{name}:{version}'\nversion: file\n")
        self.assertIn("'br/x:store:<version>'", self.rendered())
        self.write("modules/store/version.json", {"version": "0.7"})
        self.assertIn("'br/x:store:0.7'", self.rendered())
        self.write("modules/store/version.json", "[]")
        done = self.assert_runs("generate", "modules/store", code=2)
        self.assertIn("modules/store/version.json: error: expected an object with a string 'version'", done.stderr)

    def test_no_reference(self):
        self.settings("reference: none\n")
        self.assertNotIn("You can reference", self.rendered())

    def test_published_with_version_file(self):
        self.settings("published-with-version-file: true\n")
        self.assertNotIn("You can reference", self.rendered())
        self.write("modules/store/version.json", {"version": "0.7"})
        self.assertIn("You can reference", self.rendered())

    def test_include_and_exclude(self):
        for path in ("modules/old/a", "modules/new/b", "other/c"):
            self.store(path)
        self.settings("include: [modules]\nexclude: ['**/old']\n")
        done = self.assert_runs("generate", "-r", "--stale", "write", ".")
        self.assertTrue(done.stderr.endswith("2 modules: 2 written, 0 unchanged, 0 failed\n"), done.stderr)
        self.assertFalse((self.root / "modules/old/a/README.md").exists())
        self.assertTrue((self.root / "modules/new/b/README.md").exists())
        self.assertFalse((self.root / "other/c/README.md").exists())

    def test_requirement_types(self):
        self.settings("parameters: {requirement-types: type}\n")
        self.assertIn("Required. What it is called.", self.rendered())
        self.settings("parameters: {requirement-types: prefix-or-type}\n")
        self.assertNotIn("Required. What", self.rendered())
        self.settings("parameters: {requirement-types: prefix}\n")
        done = self.assert_runs("generate", "modules/store", code=2)
        self.assertIn("expected one that begins with Required.", done.stderr)

    def order(self):
        return re.findall(r"^### Parameter: `(\w+)`$", self.rendered(), re.MULTILINE)

    def test_order(self):
        self.assertEqual(self.order(), ["area", "name", "size"])
        self.settings("parameters: {order: source}\n")
        self.assertEqual(self.order(), ["size", "name", "area"])
        self.settings("parameters: {order: name}\n")
        self.assertEqual(self.order(), ["area", "name", "size"])

    def test_columns(self):
        self.settings("parameters: {columns: [default, required]}\n")
        text = self.rendered()
        self.assertIn("| Parameter | Default | Required |\n| :-- | :-- | :-- |\n", text)
        self.assertIn("| [`size`](#parameter-size) | `3` | No |\n", text)

    def test_lengths(self):
        self.assertIn("- MinLength: 3\n", self.rendered())
        self.settings("parameters: {lengths: false}\n")
        self.assertNotIn("MinLength", self.rendered())

    def test_roles_variable(self):
        parameters = {"roleAssignments": {"type": "array", "metadata": {"description": "Who may."}}}
        self.module("modules/roles", parameters=parameters, variables={"ourRoles": {"Reader": "r"}, "builtInRoleNames": {"Owner": "o"}})
        self.assertIn("- `'Owner'`", self.rendered("modules/roles"))
        self.settings("parameters: {roles-variable: ourRoles}\n")
        self.assertIn("- `'Reader'`", self.rendered("modules/roles"))
        self.settings("parameters: {roles-variable: none}\n")
        self.assertNotIn("Roles configurable", self.rendered("modules/roles"))

    def example(self, path="modules/store/checks/one.bicep", name="it"):
        self.write(path, f"module {name} '{'../' * (path.count('/') - 2)}main.bicep' = {{\n  params: {{\n    name: 'mine'\n    size: 4\n  }}\n}}\n")

    def test_example_files(self):
        self.example()
        self.assertNotIn("Usage examples", self.rendered())
        self.settings("examples: {files: ['checks/*.bicep']}\n")
        self.assertIn("### Example 1: _One_", self.rendered())

    def test_test_file(self):
        self.example("modules/store/checks/a/our.test.bicep")
        self.settings("examples: {test-file: our.test.bicep}\n")
        self.assertIn("### Example 1: _Our_", self.rendered())

    def test_deployment(self):
        self.example(name="subject")
        self.settings("examples: {files: ['checks/*.bicep'], deployment: subject}\n")
        self.assertIn("### Example 1: _One_", self.rendered())
        self.settings("examples: {files: ['checks/*.bicep'], deployment: other}\n")
        self.assertNotIn("### Example 1", self.rendered())

    def test_forms(self):
        self.example()
        self.settings("examples: {files: ['checks/*.bicep'], forms: [json]}\n")
        self.assertEqual(re.findall("<summary>via (.*)</summary>", self.rendered()), ["JSON parameters file"])

    def test_sections_and_titles(self):
        self.settings("readme:\n  sections: [title, {name: outputs, title: Results}, {name: parameters, title: Inputs}]\n")
        text = self.rendered()
        self.assertEqual(re.findall("^## .*", text, re.MULTILINE), ["## Results", "## Inputs"])
        self.assertNotIn("This is Module", text)
        # A README from before the titles were changed keeps nothing of the old ones.
        (self.root / "modules/store/README.md").unlink()
        self.settings("")
        self.assertIn("## Outputs", self.rendered())
        self.settings("readme:\n  sections: [title, {name: outputs, title: Results}]\n")
        self.assertEqual(re.findall("^## .*", self.rendered(), re.MULTILINE), ["## Results"])

    def test_sections_of_exports_and_children(self):
        self.store("modules/store/modules/part")
        self.module("modules/store", definitions={
            "shelf": {"type": "object", "metadata": {"__bicep_export!": True, "description": "A | shelf."}},
            "inner": {"type": "string"}}, variables={"most": 7},
            parameters={})
        compiled = json.loads((self.root / "modules/store/main.json").read_text())
        compiled["metadata"]["__bicep_exported_variables!"] = [{"name": "most", "description": "At most."}]
        self.write("modules/store/main.json", compiled)
        self.settings("readme:\n  sections: [title, child-modules, exported-variables, exported-types]\n")
        text = self.rendered()
        self.assertIn("## Child modules\n\n- [modules/part](modules/part/README.md)\n", text)
        self.assertIn("## Exported variables\n\n| Name | Type | Description |\n| :-- | :-- | :-- |\n| `most` | int | At most. |\n", text)
        self.assertIn("| `shelf` | object | A \\| shelf. |\n", text)
        self.assertNotIn("inner", text)
        self.write("modules/store/README.md", text.replace("At most.", "At least."))
        self.assertIn("Exported variables", self.assert_runs("check", "modules/store", code=1).stdout)

    def test_title_type(self):
        self.settings("root: modules\nreadme: {title-type: true}\n")
        self.store("modules/Microsoft.Storage/storageAccounts")
        self.assertTrue(self.rendered("modules/Microsoft.Storage/storageAccounts").startswith(
            "# Module `[Microsoft.Storage/storageAccounts]`\n"))
        self.assertTrue(self.rendered().startswith("# Module\n"))

    def test_banners(self):
        self.write("modules/store/SOON.md", "Ends soon.\n")
        self.settings("readme: {banners: [SOON.md]}\n")
        self.assertIn("> Ends soon.\n", self.rendered())
        self.assertEqual(self.rendered().count("Ends soon"), 1)

    def test_telemetry_parameter(self):
        self.settings("readme:\n  sections: [title, parameters, data-collection]\n  telemetry-parameter: size\n")
        self.assertIn("## Data Collection", self.rendered())
        self.settings("readme:\n  sections: [title, parameters, data-collection]\n  telemetry-parameter: none\n")
        self.assertNotIn("## Data Collection", self.rendered())

    def test_own_sections(self):
        self.write("modules/store/README.md", "# Module\n\n## Ours\n\nKept.\n")
        self.assertIn("Kept.", self.rendered())
        self.settings("readme: {own-sections: remove}\n")
        self.write("modules/no-name/main.bicep", "param size int\n")
        self.assertTrue(self.assert_runs("generate", "--stdout", "modules/no-name").stdout.startswith("# No Name\n\n"))
        done = self.assert_runs("generate", "modules/store")
        self.assertIn("section Ours is not one that the generator writes and is deleted", done.stderr)
        self.assertNotIn("Kept.", self.readme("modules/store").decode())

    def test_code_of_every_form_in_own_sections(self):
        code = "   ```sh\n## no heading\n  ```\n\n~~~\n```\n## Outputs\n~~~\n\n````md\n```\n## Parameters\n```\n````\n"
        self.write("modules/store/README.md", f"# Module\n\n## Ours\n\n{code}\n## Outputs\n\nold\n")
        text = self.rendered()
        self.assertIn(code, text)
        self.assertEqual(self.rendered(), text)
        self.assertIn("\n## Outputs (previous)\n\nold\n", text)
        self.assertNotIn("no heading]", text)

    def test_headings_of_the_first_level_are_kept_with_their_text(self):
        self.module("modules/bare", metadata={"_generator": {"name": "bicep"}})
        own = "# What it does\n\nStores.\n\n# What it needs\n\nAn account.\n\n### Limits\n\nNone.\n"
        self.write("modules/bare/README.md", own)
        text = self.rendered("modules/bare")
        self.assertTrue(text.startswith(own), text)
        self.assertIn("You can reference", text)
        self.assertEqual(self.rendered("modules/bare"), text)

    def test_notes_are_kept_where_the_section_is_shown_and_where_it_is_not(self):
        for sections in ("[title, parameters, notes]", "[title, parameters]"):
            self.write("modules/store/README.md", "# Module\n\n## Parameters\n\n## Notes\n\nKept.\n")
            self.settings(f"readme: {{sections: {sections}}}\n")
            self.assertEqual(self.rendered().count("## Notes\n\nKept.\n"), 1)

    def test_escape_bars(self):
        self.assertIn("How many \\| much. |", self.rendered())
        self.settings("readme: {escape-bars: false}\n")
        self.assertIn("How many | much. |", self.rendered())

    def test_anchors(self):
        self.write("modules/store/README.md", "# Module\n\n## Dos/Don'ts & `x`_y (Grün)\n\nText.\n")
        self.assertIn("(#dosdonts--x_y-grün)", self.rendered())
        self.assertIn("(#resource-types)", self.rendered())
        self.settings("readme: {anchors: avm}\n")
        self.assertIn("(#Resource-Types)", self.rendered())

    def test_profile_avm_under_another_name(self):
        self.settings("profile: avm\nroot: registry\nreference: 'br:contoso.azurecr.io/{path}:{version}'\n"
                      "parameters: {requirement-types: prefix-or-type}\n")
        self.store("registry/res/storage/storage-account")
        self.write("registry/res/storage/storage-account/version.json", {"version": "1.0"})
        text = self.rendered("registry/res/storage/storage-account")
        self.assertIn("'br:contoso.azurecr.io/res/storage/storage-account:<version>'", text)


    def test_anchors_of_hosts(self):
        for host, own, parameter in (
            ("github", "dos--dont---all", "parameter-size"),
            ("gitlab", "dos-dont-all", "parameter-size"),
            ("azure-devops", "dos-%26-don't%3A---all", "parameter%3A-size"),
        ):
            with self.subTest(host):
                self.write("modules/store/README.md", "# Module\n\n## Dos & don't: - all\n\nText.\n")
                self.settings(f"readme: {{anchors: {host}}}\n")
                text = self.rendered()
                self.assertIn(f"(#{own})", text)
                self.assertIn(f"(#{parameter})", text)
                self.write("modules/store/README.md", text.replace("How many", "How few"))
                done = self.assert_runs("check", "modules/store", code=1)
                self.assertEqual(done.stdout.count("README.md:"), 2, done.stdout)

    def test_words(self):
        words = {"Parameter": "Paramètre", "Type": "Genre", "Required": "Obligatoire", "Yes": "Oui", "No": "Non", "None": "Rien",
                 "Required parameters": "Paramètres obligatoires", "Description": "Explication", "Example": "Exemple",
                 "MinLength": "Longueur minimale", "via Bicep module": "en Bicep"}
        self.write("modules/store/examples/one.bicep", "module it '../main.bicep' = {\n  params: {\n    name: 'mine'\n    size: 4\n  }\n}\n")
        self.settings("readme:\n  words: " + json.dumps(words) + "\n")
        text = self.rendered()
        for line in ("**Paramètres obligatoires**", "| Paramètre | Genre | Explication |", "| [`name`](#paramètre-name) | string | What it is called. |",
                     "### Paramètre: `name`", "- Obligatoire: Oui", "- Genre: string", "- Longueur minimale: 3", "_Rien_",
                     "### Exemple 1: _One_", "<summary>en Bicep</summary>", "- [One](#exemple-1-one)", "// Required parameters"):
            self.assertIn(line, text)
        self.assertNotIn("Required:", text)
        self.write("modules/store/README.md", text.replace("- Longueur minimale: 3\n", ""))
        done = self.assert_runs("check", "modules/store", code=1)
        self.assertEqual(done.stdout.count("README.md:"), 1, done.stdout)
        self.assertIn("parameter name", done.stdout)

    def test_heading_level(self):
        self.write("modules/store/README.md", "## Module\n\n### Ours\n\n```sh\n# no heading\n```\n\n#### More\n")
        self.settings("readme: {heading-level: 3}\n")
        text = self.rendered()
        self.assertTrue(text.startswith("## Module\n"))
        self.assertIn("\n### Outputs\n", text)
        self.assertIn("\n#### Parameter: `size`\n", text)
        self.assertIn("### Ours\n\n```sh\n# no heading\n```\n\n#### More\n", text)
        self.write("modules/store/README.md", text.replace("### Outputs", "### Results"))
        self.assertIn("Outputs", self.assert_runs("check", "modules/store", code=1).stdout)

    def test_texts_around_sections(self):
        self.write("modules/store/docs/before.md", "Read *this*.\r\n\r\n- first\n")
        self.write("modules/store/docs/after.md", "And that.\n")
        self.settings("readme:\n  sections:\n    - title\n    - {name: parameters, before: docs/before.md, after: docs/after.md}\n    - outputs\n")
        text = self.rendered()
        self.assertIn("## Parameters\n\nRead *this*.\n\n- first\n\n**Required parameters**", text)
        self.assertIn("\n\nAnd that.\n\n## Outputs", text)
        self.write("modules/store/README.md", text.replace("And that.", "Or that.").replace("- first", "- last"))
        done = self.assert_runs("check", "modules/store", code=1)
        self.assertIn("Parameters", done.stdout)
        (self.root / "modules/store/docs/after.md").unlink()
        self.assertIn("docs/after.md: note: there is no text for the section parameters here", self.assert_runs("generate", "-v", "--stale", "write", "modules/store").stderr)

    def test_signatures(self):
        self.module("modules/store", functions=[{"namespace": "__bicep", "members": {"join": {
            "parameters": [{"type": "array", "items": {"type": "string"}, "name": "parts"}, {"$ref": "#/definitions/kind", "name": "kind"},
                           {"type": "int", "nullable": True, "name": "most"}],
            "output": {"type": "string", "value": "x"}, "metadata": {"__bicep_export!": True, "description": "Joins."}}}}],
            definitions={"kind": {"type": "string"}})
        self.settings("readme: {sections: [title, exported-functions]}\n")
        self.assertIn("| `join` | `(parts: string[], kind: kind, most: int?): string` | Joins. |\n", self.rendered())
        self.settings("readme: {sections: [title, exported-functions], signatures: false}\n")
        self.assertIn("| Function | Description |\n| :-- | :-- |\n| `join` | Joins. |\n", self.rendered())


class BicepConfig(Settings):
    def config(self, documentation, path="bicepconfig.json"):
        self.write(path, "// ours\n" + json.dumps({"documentation": documentation}))

    def test_what_it_says_of_documentation(self):
        self.config({"output": {"file": "ABOUT.md"}, "examples": {"sources": [{"path": "checks", "include": ["*.bicep"]}]}})
        self.write("modules/store/checks/one.bicep", "module it '../main.bicep' = {\n  params: {\n    name: 'mine'\n  }\n}\n")
        self.assert_runs("generate", "-q", "--stale", "write", "modules/store")
        text = (self.root / "modules/store/ABOUT.md").read_text()
        self.assertIn("### Example 1: _One_", text)
        self.assertIn("\noutput: 'ABOUT.md'  # bicepconfig.json:1\n", self.assert_runs("config", "modules/store").stdout)
        self.settings("output: README.md\n")
        self.rendered()

    def test_which_files_are_no_examples(self):
        for name in ("one", "dependencies"):
            self.write(f"modules/store/checks/{name}.bicep", "module it '../main.bicep' = {\n  params: {\n    name: 'mine'\n  }\n}\n")
        source = {"path": "./checks/", "include": ["*.bicep"]}
        self.config({"examples": {"sources": [source]}})
        self.assertIn("_Dependencies_", self.rendered())
        self.config({"examples": {"sources": [source | {"exclude": ["dep*.bicep"]}]}})
        self.assertNotIn("_Dependencies_", self.rendered())
        self.assertIn("_One_", self.rendered())

    def test_examples_of_a_child_module(self):
        self.module("modules/store/box")
        for folder in ("box-small", "box-large"):
            self.write(f"modules/store/tests/{folder}/main.test.bicep",
                       "module it '../../box/main.bicep' = {\n  params: {\n    name: 'mine'\n  }\n}\n")
        rule = {"from": {"include": ["**/box-*/**"], "exclude": ["**/*-large/**"]}, "to": "box"}
        self.config({"examples": {"reassignments": [rule]}})
        text = self.rendered("modules/store/box")
        self.assertIn("[../tests/box-small/main.test.bicep](../tests/box-small/main.test.bicep)", text)
        self.assertNotIn("box-large", text)
        self.assertIn("  reassign: [{files: ['examples/**/box-*/**', 'tests/**/box-*/**'], exclude: ['examples/**/*-large/**', 'tests/**/*-large/**'], "
                      "to: 'box'}]  # bicepconfig.json:1\n", self.assert_runs("config", "modules/store/box").stdout)
        self.assert_runs("check", "modules/store/box")
        (self.root / "modules/store/tests/box-small/main.test.bicep").unlink()
        self.assertIn("modules/store/tests/box-small/main.test.bicep (there is no such file)", self.assert_runs("check", "modules/store/box", code=1).stdout)

    def test_the_nearest_one_counts(self):
        self.config({"output": {"file": "ABOUT.md"}})
        self.write("modules/bicepconfig.json", "{}")
        self.rendered()

    def test_what_is_wrong_with_it(self):
        for documentation, message in (
            ([], "/documentation needs an object"),
            ({"output": {"file": 1}}, "/documentation/output/file needs the name of a file"),
            ({"examples": {"sources": {}}}, "/documentation/examples/sources needs a list"),
            ({"examples": {"sources": [{}]}}, "/documentation/examples/sources/0/path needs a text"),
            ({"examples": {"sources": [{"path": ".", "include": "x"}]}}, "/documentation/examples/sources/0/include needs a list of globs"),
            ({"examples": {"sources": [{"path": ".", "exclude": ["{"]}]}}, "/documentation/examples/sources/0/exclude needs globs; '{' is none: "),
            ({"examples": {"reassignments": {}}}, "/documentation/examples/reassignments needs a list"),
            ({"examples": {"reassignments": [{"to": "a"}]}}, "/documentation/examples/reassignments/0/from needs an object"),
            ({"examples": {"reassignments": [{"from": {}}]}}, "/documentation/examples/reassignments/0/to needs the name of a folder"),
            ({"examples": {"reassignments": [{"from": {}, "to": "../box"}]}}, "/documentation/examples/reassignments/0/to needs the name of a folder"),
        ):
            with self.subTest(message):
                self.config(documentation)
                done = self.assert_runs("generate", "modules/store", code=2)
                self.assertIn(f"bicepconfig.json: error: {message}", done.stderr)


class Goldens(Settings):
    """Each key has a case settings.<key> in golden/, whose READMEs would be others without it."""

    def case(self, name):
        shutil.rmtree(self.root / "case", ignore_errors=True)
        shutil.copytree(ROOT / "golden" / name, self.root / "case")
        subprocess.run(["git", "init", "-q", str(self.root / "case")], check=True)
        for path in list((self.root / "case").rglob("*.md")):
            if not path.name.endswith(".old.md"):
                path.unlink()
        for path in list((self.root / "case").rglob("*.old.md")):
            path.rename(path.with_name(path.name.replace(".old.md", ".md")))
        return {path.relative_to(ROOT / "golden" / name): path.read_bytes() for path in (ROOT / "golden" / name).rglob("*.md") if ".old." not in path.name}

    def written(self):
        self.run_avmdoc("generate", "-q", "-r", ".", cwd=self.root / "case")
        return {path.relative_to(self.root / "case"): path.read_bytes() for path in (self.root / "case").rglob("*.md")}

    def test_each_key_has_one_that_shows_its_effect(self):
        for key in keys_of_schema(SCHEMA_OF_SETTINGS):
            with self.subTest(key):
                name = f"settings.{key}"
                self.assertTrue((ROOT / "golden" / name).is_dir(), "there is no such golden")
                expected = self.case(name)
                settings = yaml.safe_load((ROOT / "golden" / name / ".avmdoc.yml").read_text())
                group = settings
                *groups, last = key.split(".")
                for part in groups:
                    group = group[part]
                del group[last]
                (self.root / "case/.avmdoc.yml").write_text(yaml.safe_dump(settings))
                self.assertNotEqual(self.written(), expected, "without the key the READMEs are the same")


class Files(Settings):
    def test_nearer_over_farther(self):
        self.settings("parameters: {order: source, lengths: false}\n")
        self.settings("parameters: {lengths: true}\n", "modules/store/.avmdoc.yaml")
        self.assertIn("- MinLength", self.rendered())
        self.store("modules/other")
        self.assertNotIn("- MinLength", self.rendered("modules/other"))

    def test_extends(self):
        self.settings("extends: base/company.yml\nversion: 2.0.0\n")
        self.settings("reference: 'br/x:{name}:{version}'\nversion: 1.0.0\n", "base/company.yml")
        self.assertIn("'br/x:store:2.0.0'", self.rendered())

    def test_extends_goes_wrong(self):
        self.assert_wrong("extends: none.yml\n", f"there is no file none.yml inside of {self.root}", "1:10")
        self.assert_wrong("extends: .avmdoc.yml\n", "extends leads back to .avmdoc.yml; remove one of them", "1:10")
        self.assert_wrong("extends: [a]\n", "extends needs a file, found a list", "1:10")
        self.assert_wrong("extends: ../../outside.yml\n", f"there is no file ../../outside.yml inside of {self.root}", "1:10")

    def test_extends_is_limited(self):
        for i in range(20):
            self.settings(f"extends: s{i + 1}.yml\n", ".avmdoc.yml" if i == 0 else f"s{i}.yml")
        self.assertIn("extends leads through more than 16 files", self.assert_runs("generate", "modules/store", code=2).stderr)

    def test_settings_above_the_repository_do_not_count(self):
        inner = self.root / "inner"
        subprocess.run(["git", "init", "-q", str(inner)], check=True)
        self.store("inner/store")
        self.settings("nonsense: 1\n")
        self.assert_runs("generate", "inner/store")

    def test_a_wrong_file_stops_its_modules_alone(self):
        self.settings("nonsense: 1\n", "modules/store/.avmdoc.yml")
        self.store("modules/other")
        done = self.assert_runs("generate", "-r", "--stale", "write", ".", code=2)
        self.assertIn("modules/store/.avmdoc.yml:1:1: error: unknown key 'nonsense'; expected extends, profile", done.stderr)
        self.assertTrue((self.root / "modules/other/README.md").exists())
        self.assertFalse((self.root / "modules/store/README.md").exists())

    def test_a_file_that_is_wrong_for_many_is_told_once(self):
        self.store("modules/other")
        self.settings("nonsense: 1\n")
        done = self.assert_runs("check", "-r", ".", code=2)
        self.assertEqual((done.stdout + done.stderr).count("unknown key"), 1)


class Wrong(Settings):
    def test_no_yaml(self):
        self.settings("a: [1\nb: }\n")
        done = self.assert_runs("generate", "modules/store", code=2)
        self.assertRegex(done.stderr, r"^\.avmdoc\.yml:2:\d+: error: not valid YAML: ")

    def test_what_yaml_has_and_settings_do_not(self):
        self.assert_wrong("profile: &a avm\nversion: *a\n", "aliases are not supported; write the value again, or share a file by 'extends'", "2:10")
        self.assert_wrong("profile: !!str avm\n", "tags have no meaning here; remove it", "1:10")
        self.assert_wrong("profile: avm\nprofile: bicep\n", "the key 'profile' is here twice; remove one", "2:1")
        self.assert_wrong("profile: avm\n---\nprofile: bicep\n", "a second document begins here; expected one", "2:1")
        self.assert_wrong("[a]\n", "a settings file needs a mapping, found a list")
        self.assert_wrong("? [a]\n: b\n", "expected a key that is a text, found a list", "1:3")

    def test_bombs(self):
        self.assert_wrong("a: " + "[" * 17 + "]" * 17 + "\n", "nested deeper than 16 levels", "1:20")
        self.settings("a: [" + "1," * 10_001 + "]\n")
        self.assertIn("more than 10000 values", self.assert_runs("generate", "modules/store", code=2).stderr)
        self.settings("#" * (1 << 20) + "\n")
        self.assertIn("expected settings of at most 1048576 bytes", self.assert_runs("generate", "modules/store", code=2).stderr)
        self.settings(b"\xff: 1\n")
        self.assertIn(".avmdoc.yml:1:1: error: not valid YAML: ", self.assert_runs("generate", "modules/store", code=2).stderr)

    def test_keys(self):
        self.assert_wrong("porfile: avm\n", "unknown key 'porfile' (did you mean 'profile'?)")
        self.assert_wrong("readme:\n  section: []\n", "unknown key 'readme.section' (did you mean 'sections'?)", "2:3")
        self.assert_wrong("readme: all\n", "readme needs a mapping of sections, title-type, banners, telemetry-parameter, own-sections, escape-bars, anchors, mode, heading-level, signatures or words, found 'all'", "1:9")

    def test_every_wrong_value_is_told_with_what_is_allowed(self):
        sections = ", ".join(SCHEMA_OF_SETTINGS["$defs"]["section"]["enum"][:-1]) + " or resources"
        for key, value, message in (
            ("profile", "avn", "profile needs avm or bicep, found 'avn' (did you mean 'avm'?)"),
            ("profile", "", "profile needs avm or bicep, found nothing"),
            ("root", "/x", "root needs a folder below that of this file, found '/x'"),
            ("root", "../x", "root needs a folder below that of this file, found '../x'"),
            ("include", "x", "include needs a list of globs, found 'x'"),
            ("include", "['{a']", "'{a' is no glob: a '{' without a '}'"),
            ("exclude", "[[x]]", "an item of exclude needs a text, found a list"),
            ("exclude", "['/a']", "'/a' is no glob: it begins with '/'; globs are relative"),
            ("reference", "[]", "reference needs a pattern or none, found a list"),
            ("reference", "'br/x:{pth}'", "reference: '{pth}' is not one of {path}, {name}, {file} or {version} (did you mean '{path}'?)"),
            ("version", "{}", "version needs a version, file, tag or <version>, found a mapping"),
            ("entries", "x", "entries needs auto or a list of globs, found 'x'"),
            ("entries", "['a}']", "'a}' is no glob: a '}' without a '{'"),
            ("output", "/x.md", "output needs a path from the module's folder on, such as docs/{name}.md, found '/x.md'"),
            ("output", "docs", "output needs a path from the module's folder on, such as docs/{name}.md, found 'docs'"),
            ("output", "'{nam}.md'", "output: '{nam}' is not one of {name} (did you mean '{name}'?)"),
            ("published-with-version-file", "'true'", "published-with-version-file needs true or false, found 'true'"),
            ("parameters.requirement-types", "types", "parameters.requirement-types needs prefix, prefix-or-type or type, found 'types' (did you mean 'type'?)"),
            ("parameters.order", "random", "parameters.order needs required-first, name or source, found 'random'"),
            ("parameters.columns", "type", "parameters.columns needs a list of type, description, required or default, found 'type'"),
            ("parameters.columns", "[typo]", "parameters.columns needs type, description, required or default, found 'typo' (did you mean 'type'?)"),
            ("parameters.columns", "[type, type]", "the column type is here twice"),
            ("parameters.lengths", "1", "parameters.lengths needs true or false, found '1'"),
            ("parameters.roles-variable", "[]", "parameters.roles-variable needs a name or none, found a list"),
            ("examples.files", "{}", "examples.files needs a list of globs, found a mapping"),
            ("examples.exclude", "x", "examples.exclude needs a list of globs, found 'x'"),
            ("examples.reassign", "{}", "examples.reassign needs a list of items such as {files: ['tests/blob/**'], to: blob}, found a mapping"),
            ("examples.reassign", "[x]", "examples.reassign needs items such as {files: ['tests/blob/**'], to: blob}, found 'x'"),
            ("examples.reassign", "[{to: blob}]", "examples.reassign needs items such as {files: ['tests/blob/**'], to: blob}, found a mapping"),
            ("examples.reassign", "[{files: [a/**], to: a/b}]", "examples.reassign.to needs the name of a folder, directly below that of the module, found 'a/b'"),
            ("examples.reassign", "[{file: [a], to: b}]", "unknown key 'file' (did you mean 'files'?); expected files, exclude or to"),
            ("examples.test-file", "''", "examples.test-file needs a name or none, found ''"),
            ("examples.deployment", "[]", "examples.deployment needs a symbolic name or any, found a list"),
            ("examples.forms", "bicep", "examples.forms needs a list of bicep, json or bicepparam, found 'bicep'"),
            ("examples.forms", "[xml]", "examples.forms needs bicep, json or bicepparam, found 'xml'"),
            ("readme.sections", "all", "readme.sections needs a list of sections, found 'all'"),
            ("readme.sections", "[output]", f"readme.sections needs {sections}, found 'output' (did you mean 'outputs'?)"),
            ("readme.sections", "[outputs, outputs]", "the section outputs is here twice"),
            ("readme.sections", "[{title: x}]", "expected the name of the section, found what belongs to it alone"),
            ("readme.sections", "[{name: outputs, titel: x}]", "expected name, title, before or after, found 'titel'"),
            ("readme.sections", "[{name: title, title: x}]", "the section title has no heading"),
            ("readme.sections", "[{name: title, before: /x}]", "before needs a file, from the module's folder on, found '/x'"),
            ("readme.title-type", "yes", "readme.title-type needs true or false, found 'yes'"),
            ("readme.banners", "a.md", "readme.banners needs a list of file names, found 'a.md'"),
            ("readme.telemetry-parameter", "[]", "readme.telemetry-parameter needs a name or none, found a list"),
            ("readme.own-sections", "delete", "readme.own-sections needs keep or remove, found 'delete'"),
            ("readme.escape-bars", "no", "readme.escape-bars needs true or false, found 'no'"),
            ("readme.anchors", "bitbucket", "readme.anchors needs avm, github, gitlab or azure-devops, found 'bitbucket'"),
            ("readme.mode", "replace", "readme.mode needs whole or inject, found 'replace'"),
            ("readme.heading-level", "5", "readme.heading-level needs 2, 3 or 4, found '5' (did you mean '2'?)"),
            ("readme.words", "x", "readme.words needs a mapping of words of a README, found 'x'"),
            ("readme.words", "{Requird: x}", "'Requird' is no word of a README (did you mean 'Required'?)"),
            ("readme.words", "{Required: 'a|b'}", "readme.words.Required needs a text without | and `, found 'a|b'"),
            ("readme.words", "{Required: x, Type: x}", "'x' is the word for 'Required' already"),
            ("readme.words", "{Required: Type}", "'Type' is a word of a README itself, so it needs another one for it"),
            ("readme.signatures", "1", "readme.signatures needs true or false, found '1'"),
        ):
            with self.subTest(f"{key}: {value}"):
                *groups, name = key.split(".")
                text = "".join(f"{group}:\n  " for group in groups) + f"{name}: {value}\n"
                self.settings(text)
                done = self.assert_runs("generate", "modules/store", code=2)
                line = len(groups) + 1
                self.assertRegex(done.stderr.splitlines()[0], rf"^\.avmdoc\.yml:{line}:\d+: error: {re.escape(message)}$")
                if key not in ("root", "reference", "readme.banners") and "nam}" not in value and "Type" not in value and not value.startswith("['") and "title" not in value:
                    with self.assertRaises(jsonschema.ValidationError):
                        jsonschema.validate(yaml.safe_load(text.replace("yes", "'yes'").replace(": no", ": 'no'")), SCHEMA_OF_SETTINGS)


class Commands(Settings):
    def test_config_names_the_places(self):
        self.settings("extends: base.yml\nparameters:\n  order: source\n")
        self.settings("version: 1.0.0\n", "base.yml")
        text = self.assert_runs("config", "modules/store").stdout
        self.assertTrue(text.startswith("# modules/store\nprofile: bicep\n"))
        self.assertIn("\nversion: '1.0.0'  # base.yml:1\n", text)
        self.assertIn("\nparameters:\n  requirement-types: prefix-or-type\n  order: source  # .avmdoc.yml:3\n", text)

    def test_what_config_prints_is_a_settings_file_of_the_same_meaning(self):
        for text in ["", "profile: avm\n", *EXAMPLES]:
            with self.subTest(text):
                self.settings("", "settings/company.yml")
                self.settings(text.replace("../settings", "settings"))
                printed = self.assert_runs("config", ".").stdout
                jsonschema.validate(yaml.safe_load(re.sub(r"^root: .*", "root: modules", printed, flags=re.MULTILINE)), SCHEMA_OF_SETTINGS)
                self.settings(re.sub(r"^root: .*", "", printed, flags=re.MULTILINE))
                again = self.assert_runs("config", ".").stdout
                without = lambda lines: [re.sub(r"  # .*", "", line) for line in lines.splitlines() if not line.startswith("root")]
                self.assertEqual(without(again), without(printed))

    def test_config_prints_each_key_of_the_schema(self):
        printed = yaml.safe_load(self.assert_runs("config", ".").stdout)
        flat = {f"{group}.{key}" for group, keys in printed.items() if isinstance(keys, dict) for key in keys}
        flat |= {key for key, value in printed.items() if not isinstance(value, dict)}
        self.assertEqual(flat | {"extends"}, set(keys_of_schema(SCHEMA_OF_SETTINGS)))

    def test_config_of_a_wrong_file_fails(self):
        self.settings("nonsense: 1\n")
        self.assertIn(".avmdoc.yml:1:1: error: unknown key", self.assert_runs("config", code=2).stderr)

    def test_examples_of_the_docs(self):
        self.assertGreaterEqual(len(EXAMPLES), 5)
        self.settings("", "settings/company.yml")
        for example in EXAMPLES:
            with self.subTest(example):
                jsonschema.validate(yaml.safe_load(example), SCHEMA_OF_SETTINGS)
                self.settings(example, "modules/.avmdoc.yml")
                self.assert_runs("config", "modules")

    def test_docs_name_each_key(self):
        text = (ROOT / "docs/configuration.md").read_text()
        for key in keys_of_schema(SCHEMA_OF_SETTINGS):
            self.assertIn(f"`{key}", text)

    def test_init(self):
        self.write("bicepconfig.json", '{"moduleAliases": {"br": {"contoso": {"registry": "contoso.azurecr.io"}}}} // ours\n')
        done = self.assert_runs("init", stdout="", stderr="wrote .avmdoc.yml for 1 module\n")
        text = (self.root / ".avmdoc.yml").read_text()
        jsonschema.validate(yaml.safe_load(text), SCHEMA_OF_SETTINGS)
        self.assertEqual(yaml.safe_load(text), {"profile": "bicep", "root": "modules", "reference": "br/contoso:{path}:{version}"})
        self.assertIn("module store 'br/contoso:store:<version>'", self.rendered())
        self.assertIn("there are settings already", self.assert_runs("init", code=2).stderr)

    def test_init_in_a_registry_of_avm(self):
        self.store("avm/res/a/b")
        self.assert_runs("init", "--stdout", "avm", stdout="# Settings of avmdoc; 'avmdoc config' prints all that hold.\nprofile: avm\n")

    def test_init_beside_modules_of_avm(self):
        self.store("avm/res/a/b")
        done = self.assert_runs("init", stderr="wrote .avmdoc.yml for 2 modules\n")
        text = (self.root / ".avmdoc.yml").read_text()
        self.assertIsNone(yaml.safe_load(text))
        self.assertIn("# Without a profile here, ", text)
        self.assertIn("note: 1 module is outside of avm", self.assert_runs("generate", "-r", ".", code=2).stderr)

    def test_init_without_modules(self):
        (self.root / "empty").mkdir()
        self.assertIn("empty: error: there is no module", self.assert_runs("init", "empty", code=2).stderr)


