"""What generate is given in place of a module's own files: --template, --output and --references."""
import json
import unittest

from workspace import Workspace, template

FOLDER = "avm/res/my/store"
IMPORT = "import { t } from 'br/public:avm/utl/types/own:1.0.0'\n"


class Given(Workspace):
    def setUp(self):
        super().setUp()
        self.module(FOLDER, readme="# Old\n\n## Notes\n\nMine.\n", name="Store")
        with open(self.root / FOLDER / "main.bicep", "a") as source:
            source.write(IMPORT)
        self.own = self.assert_runs("generate", "--stdout", FOLDER).stdout
        self.old = self.readme(FOLDER)

    def refused(self, *arguments, message):
        done = self.assert_runs("generate", *arguments, code=2, stdout="")
        self.assertIn(message, done.stderr)
        self.assertEqual(self.readme(FOLDER), self.old)


class Template(Given):
    def setUp(self):
        super().setUp()
        self.other = json.dumps(template(name="Other €"))
        self.expected = self.own.replace("Store", "Other €", 1).replace("This is Store", "This is Other €")

    def test_a_file(self):
        self.write("build/other.json", self.other)
        self.assert_runs("generate", "--stdout", "--stale", "write", "--template", "build/other.json", FOLDER, stdout=self.expected)

    def test_standard_input(self):
        with open(self.write("other.json", self.other), "rb") as file:
            self.assert_runs("generate", "-q", "--stale", "write", "--template", "-", FOLDER, stdin=file)
        self.assertEqual(self.readme(FOLDER).decode(), self.expected)

    def test_a_module_that_is_not_compiled(self):
        (self.root / FOLDER / "main.json").unlink()
        self.write("other.json", self.other)
        self.assert_runs("generate", "--stdout", "--stale", "write", "--template", "other.json", FOLDER, stdout=self.expected)

    def test_wrong_usage(self):
        self.module("avm/res/my/second")
        self.refused("--template", "x.json", "-r", "avm", message="--template makes one README, but the paths name 2 modules")
        self.refused("--template", "x.json", "--build", "--bicep", "true", FOLDER, message="--template and --build exclude each other")
        self.refused("--template", "gone.json", FOLDER, message="gone.json: error: ")
        self.write("broken.json", "{")
        self.refused("--template", "broken.json", FOLDER, message="not valid JSON")


class Output(Given):
    def test_the_readme_at_another_place(self):
        self.write("docs/store.md", "## Notes\n\nOver there.\n")
        self.assert_runs("generate", "-q", "--output", "docs/store.md", FOLDER)
        self.assertEqual((self.root / "docs/store.md").read_text("utf-8"), self.own.replace("Mine.", "Over there."))
        self.assertEqual(self.readme(FOLDER), self.old)
        done = self.assert_runs("generate", "--output", "docs/store.md", FOLDER)
        self.assertIn("0 written, 1 unchanged", done.stderr)

    def test_a_new_one_has_no_notes(self):
        self.write("docs/x", "")
        self.assert_runs("generate", "-q", "--output", "docs/store.md", FOLDER)
        self.assertNotIn("Notes", (self.root / "docs/store.md").read_text("utf-8"))

    def test_its_notes_on_standard_output(self):
        self.write("docs/store.md", "## Notes\n\nOver there.\n")
        self.assert_runs("generate", "--stdout", "--output", "docs/store.md", FOLDER, stdout=self.own.replace("Mine.", "Over there."))
        self.assertEqual((self.root / "docs/store.md").read_text("utf-8"), "## Notes\n\nOver there.\n")

    def test_wrong_usage(self):
        self.module("avm/res/my/second")
        self.refused("--output", "x.md", "-r", "avm", message="--output writes one README, but the paths name 2 modules")
        self.refused("--output", "gone/x.md", FOLDER, message="gone/x.md: error: ")
        self.refused("--output", "avm", FOLDER, message="avm: error: it is a folder")


class References(Given):
    def rows(self, text):
        self.write("references.json", text)
        readme = self.assert_runs("generate", "--stdout", "--references", "references.json", FOLDER).stdout
        return [line for line in readme.splitlines() if line.endswith(" reference |")]

    def test_the_forms_that_powershell_writes(self):
        self.assertIn("br/public:avm/utl/types/own:1.0.0", self.own)
        both = ["| `avm/res/my/part` | Local reference |", "| `br/public:a:1` | Remote reference |", "| `br/public:b:1` | Remote reference |"]
        remote = '"remoteReferences": ["br/public:a:1", "br/public:b:1"]'
        self.assertEqual(self.rows('{"my/store": {"localPathReferences": "avm/res/my/part", %s}}' % remote), both)
        self.assertEqual(self.rows('\ufeff{"my/store": {"localPathReferences": ["avm/res/my/part"], %s}}' % remote), both)
        self.assertEqual(self.rows('{"my/store": {"localPathReferences": null, %s, "resourceReferences": 3}}' % remote), both[1:])
        for nothing in ("{}", '{"my/store": null}', '{"my/store": {}}', '{"other": {"localPathReferences": "x"}}'):
            self.assertEqual(self.rows(nothing), [])

    def test_a_variant_is_listed_as_the_module(self):
        self.module("avm/res/my/store--variant")
        self.module("avm/res/my/store/sub-scope")
        self.write("references.json", '{"my/store": {"remoteReferences": "br/public:a:1"}}')
        for folder in ("avm/res/my/store--variant", "avm/res/my/store/sub-scope"):
            done = self.assert_runs("generate", "--stdout", "--references", "references.json", folder)
            self.assertIn("| `br/public:a:1` | Remote reference |", done.stdout)

    def test_files_of_another_form(self):
        for text, words in {
            "{": "not valid JSON",
            "[]": "expected what Get-CrossReferencedModuleList returns",
            '{"my/store": 1e999}': "expected what Get-CrossReferencedModuleList returns",
            '{"my/store": 1}': "expected what Get-CrossReferencedModuleList returns",
            '{"my/store": {"remoteReferences": {}}}': "expected what Get-CrossReferencedModuleList returns",
            '{"my/store": {"remoteReferences": [1]}}': "expected what Get-CrossReferencedModuleList returns",
        }.items():
            self.write("references.json", text)
            self.refused("--references", "references.json", FOLDER, message=f"references.json: error: {words}")


if __name__ == "__main__":
    unittest.main()
