"""Warnings of descriptions that the page does not show as they are written."""
import unittest

from workspace import Workspace

MODULE = "avm/ptn/a/b"
HTML = "is taken for HTML, so the page does not show it; put it in backticks"
CELL = "the '|' ends the cell of the table that the description goes to; write '\\|'"


class Markup(Workspace):
    def warnings(self, text, *options, kind="parameters"):
        described = {"type": "string", "metadata": {"description": text}}
        self.module(MODULE, **{kind: {"p": described}})
        lines = self.generated(*options).splitlines()
        return [line.partition(": warning: ")[2].partition(" [/")[0] for line in lines if " [/" in line]

    def generated(self, *options):
        """What is said of a module whose source does not matter here."""
        return self.assert_runs("generate", "--stale", "write", *options, MODULE).stderr

    def test_what_breaks_the_page(self):
        for text, problem in {
            "Required. A <keyVaultName>_<keyName>.": f"'<keyVaultName>' {HTML}",
            "Required. <script>alert(1)</script>": f"'<script>' {HTML}",
            "Required. <div class='a'>": f"'<div class='a'>' {HTML}",
            "Required. </details>": f"'</details>' {HTML}",
            "Required. A <!-- B": f"'<!--' {HTML}",
            "Required. One of a | b.": CELL,
            "Required. One of `a | b`.": CELL,
            "Required. A.\n# Heading\nB.": "the line '# Heading' becomes a heading of the page; write '\\#', or leave the mark out",
        }.items():
            with self.subTest(text):
                self.assertEqual(self.warnings(text), [problem])
                self.assertEqual(self.warnings(text, "-q"), [])

    def test_what_is_well(self):
        for text in ("A `<name>` and ``<a `b` c>``.", "A<br>B <b>c</b><p>d</p><ul><li>e</li></ul>", "a \\| b", "1 < 2 > 0", "<https://example.org>",
                     "<me@example.org>", "\\<name>", "C# and #1", "#1 in a line", "a <b", "x<y, z>w", "a << b >> c", "<", "`"):
            with self.subTest(text):
                self.assertEqual(self.warnings("Required. " + text), [])

    def test_outputs_and_the_module(self):
        self.assertEqual(self.warnings("The <id>.", kind="outputs"), [f"'<id>' {HTML}"])
        self.assertEqual(self.warnings("a | b", kind="outputs"), [CELL])
        self.module(MODULE)
        self.write(f"{MODULE}/main.bicep", "metadata name = 'Module'\nmetadata description = 'A <tag>, a | b'\n")
        text = (self.root / MODULE / "main.json").read_text().replace("This is Module.", "A <tag>, a | b")
        self.write(f"{MODULE}/main.json", text)
        self.assertIn(f"{MODULE}/main.bicep:2:10: warning: '<tag>' {HTML} [/metadata/description]\n", self.generated())

    def test_the_place_is_that_of_the_source(self):
        parameters = {"p": {"type": "string", "metadata": {"description": "Required. a | b"}}}
        self.module(MODULE, parameters=parameters)
        self.write(f"{MODULE}/main.bicep", "metadata name = 'Module'\n@description('Required. a | b')\nparam p string\n")
        self.assertIn(f"{MODULE}/main.bicep:3:7: warning: {CELL} [/parameters/p]\n", self.generated())

    def test_a_type_that_is_used_twice_is_reported_once(self):
        item = {"type": "object", "properties": {"p": {"type": "string", "metadata": {"description": "Required. a | b"}}}}
        used = {"$ref": "#/definitions/t", "metadata": {"description": "Required. A."}}
        self.module(MODULE, definitions={"t": item}, parameters={"a": used, "b": used})
        self.assertEqual(self.generated().count(CELL), 1)


if __name__ == "__main__":
    unittest.main()
