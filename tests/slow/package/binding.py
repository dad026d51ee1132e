"""What the Python binding gives, against the registry that is the argument."""
import json
import os
import pathlib
import sys
import threading
import unittest

import jsonschema

sys.path.insert(0, os.getcwd())
import avmdoc

SCHEMAS = pathlib.Path(__file__).resolve().parents[3] / "schemas"

FOLDER = pathlib.Path(sys.argv.pop(1))
NAME = "avm/res/notification-hubs/namespace"


def memory_files() -> dict:
    return {str(path.relative_to(FOLDER)): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}


class Binding(unittest.TestCase):
    def test_the_disk_and_the_memory_give_the_same(self):
        disk = avmdoc.Registry().module(FOLDER / NAME)
        memory = avmdoc.Registry(memory_files()).module(NAME)
        self.assertEqual(disk.readme(), memory.readme())
        self.assertEqual(disk.model(), memory.model())
        self.assertEqual(memory.model()["identity"]["full"], NAME)

    def test_an_unsaved_buffer(self):
        buffer = {str(FOLDER / NAME / "ORPHANED.md"): "Nobody cares."}
        module = avmdoc.Registry(buffer, over_disk=True).module(FOLDER / NAME)
        self.assertEqual(module.section("banners"), "> Nobody cares.\n")

    def test_sections_are_in_the_readme(self):
        module = avmdoc.Registry().module(FOLDER / NAME)
        readme = module.readme()
        at = 0
        for name in avmdoc.section_names():
            section = module.section(name)
            at = readme.index(section.strip("\n"), at)
        self.assertEqual(readme[at:].strip("\n"), module.section("data-collection").strip("\n") or readme[at:].strip("\n"))

    def test_find(self):
        self.assertEqual(avmdoc.Registry(memory_files()).find("avm"), [{"path": NAME, "identity": NAME}])

    def test_errors(self):
        registry = avmdoc.Registry(memory_files())
        with self.assertRaisesRegex(avmdoc.Error, "main.json") as caught:
            registry.module("avm/res/none")
        self.assertEqual(caught.exception.diagnostics[0]["code"], "template-missing")
        module = registry.module(NAME)
        module.close()
        with self.assertRaisesRegex(avmdoc.Error, "module is not open"):
            module.readme()

    def test_check(self):
        files = memory_files()
        readme = f"{NAME}/README.md"
        files[readme] = avmdoc.Registry(files).module(NAME).readme()
        self.assertEqual(avmdoc.Registry(files).check(NAME, readme_only=True)["state"], "clean")
        files[readme] += "More."
        result = avmdoc.Registry(files).check(NAME, readme_only=True)
        self.assertEqual((result["state"], result["readme"], result["path"]), ("drift", "differs", "README.md"))
        self.assertIn("-More.", result["diff"])
        schema = json.loads((SCHEMAS / "check-result.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(schema).validate(result)

    def test_parse(self):
        tree, diagnostics = avmdoc.parse("param a string\nparam\n", "a.bicep")
        self.assertEqual(tree["kind"], "file")
        self.assertEqual([(found["file"], found["line"]) for found in diagnostics], [("a.bicep", 2)])

    def test_threads(self):
        registry = avmdoc.Registry()
        expected = registry.module(FOLDER / NAME).readme()
        got = []
        threads = [threading.Thread(target=lambda: got.append(registry.module(FOLDER / NAME).readme())) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(got, [expected] * 8)


if __name__ == "__main__":
    unittest.main()
