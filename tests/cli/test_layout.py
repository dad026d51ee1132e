"""READMEs by a template of one's own."""
from workspace import Workspace

LAYOUT = """\
# {{name}} ({{identity.full}})
{{! our own order }}
{{#parameters}}
* {{name}}{{#required}} (must be given){{/required}}: {{{description}}}
{{/parameters}}
{{^outputs}}
Nothing comes out.
{{/outputs}}
{{#sections.usage-examples}}
{{sections.usage-examples}}
{{/sections.usage-examples}}
{{sections.outputs}}
"""


class Layouts(Workspace):
    def setUp(self):
        super().setUp()
        self.module("avm/ptn/a/b", parameters={
            "x": {"type": "string", "metadata": {"description": "Required. A <b> & \"c\"."}},
            "y": {"type": "int", "defaultValue": 1, "metadata": {"description": "Optional. D."}},
        })
        self.write("layout.mustache", LAYOUT)

    def test_a_readme_by_a_layout(self):
        self.assert_runs("generate", "--layout", "layout.mustache", "avm/ptn/a/b", stderr="1 module: 1 written, 0 unchanged, 0 failed\n")
        self.assertEqual(self.readme("avm/ptn/a/b").decode(), """\
# Module (avm/ptn/a/b)

* x (must be given): A <b> & "c".
* y: D.
Nothing comes out.

## Outputs

_None_
""")
        self.assert_runs("generate", "--layout", "layout.mustache", "avm/ptn/a/b", stderr="1 module: 0 written, 1 unchanged, 0 failed\n")

    def test_nothing_of_the_readme_before_is_taken_for_text_of_people(self):
        self.write("modules/store/main.bicep", "param size int\n")
        self.write("plain.mustache", "# {{name}}\n\n{{description}}\n\n{{#parameters}}\n* {{name}}\n{{/parameters}}\n")
        for _ in range(3):
            self.assert_runs("generate", "-q", "--layout", "plain.mustache", "modules/store", stderr="")
        self.assertEqual(self.readme("modules/store").decode(), "# Store\n\n\n\n* size\n")
        self.assert_runs("check", "--layout", "plain.mustache", "modules/store")

    def test_check(self):
        done = self.assert_runs("check", "--layout", "layout.mustache", "avm/ptn/a/b", code=1)
        self.assertIn("avm/ptn/a/b/README.md:1:1: README.md is missing", done.stdout)
        self.assert_runs("generate", "-q", "--layout", "layout.mustache", "avm/ptn/a/b")
        self.assert_runs("check", "--layout", "layout.mustache", "avm/ptn/a/b")
        self.write("avm/ptn/a/b/README.md", self.readme("avm/ptn/a/b").decode().replace("* y", "* z").replace("\n", "\r\n"))
        done = self.assert_runs("check", "--layout", "layout.mustache", "avm/ptn/a/b", code=1)
        self.assertIn("avm/ptn/a/b/README.md:4:1: README.md is not what the layout gives\n", done.stdout)
        self.assertIn("-* z: D.\n+* y: D.\n", done.stdout)
        self.assertIn("avmdoc generate --layout layout.mustache avm/ptn/a/b\n", done.stdout)

    def test_what_is_wrong_with_a_layout_has_its_place(self):
        for text, message in (
            ("a\n  {{#b}}\nc\n", "2:3: error: not a Mustache template: Unclosed section \"b\""),
            ("a\n{{/b}}\n", "2:1: error: not a Mustache template: Unopened section \"b\""),
            ("a {{b\n", "1:3: error: not a Mustache template: Unclosed tag"),
        ):
            with self.subTest(text):
                self.write("layout.mustache", text)
                self.assert_runs("generate", "--layout", "layout.mustache", "avm/ptn/a/b", code=2,
                                 stderr=f"layout.mustache:{message}\n")
        self.assertIn("layout.none", self.assert_runs("generate", "--layout", "layout.none", "avm/ptn/a/b", code=2).stderr)
        self.write("layout.mustache", "x" * ((1 << 20) + 1))
        self.assertIn("expected a template of at most", self.assert_runs("generate", "--layout", "layout.mustache", code=2).stderr)
