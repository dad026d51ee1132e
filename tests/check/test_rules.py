"""READMEs that were written by other rules than the module follows."""
import unittest

from check_workspace import CheckWorkspace

MODULE = "avm/res/key-vault/vault"


class OtherRules(CheckWorkspace):
    def orphaned(self):
        self.module(MODULE, outputs={"id": {"type": "string", "metadata": {"description": "The ID."}, "value": ""}})
        with (self.root / MODULE / "main.bicep").open("a") as source:
            source.write("\n@description('The ID.')\noutput id string = ''\n")
        self.write(f"{MODULE}/ORPHANED.md", "No owner.\n")
        self.assert_runs("generate", "-q", "--rules", "2026-08", MODULE)
        self.write(f"{MODULE}/metadata.json", {"canonicalType": "helper"})

    def test_the_old_rules_are_one_sentence(self):
        self.orphaned()
        self.assertEqual(
            self.sentences(MODULE), ["README.md was written by the rules of 2026-08; the module follows current"]
        )
        self.assertEqual(self.check_json(MODULE)["modules"][0]["drifts"][0]["kind"], "other-rules")

    def test_what_differs_besides_follows(self):
        self.orphaned()
        self.edit(f"{MODULE}/README.md", "| The ID. |", "| The id. |")
        sentences = self.sentences(MODULE)
        self.assertEqual(len(sentences), 2, sentences)
        self.assertIn("rules of 2026-08", sentences[0])
        self.assertIn("output id", sentences[1])

    def test_missing_parts_are_not_a_sign_of_other_rules(self):
        self.orphaned()
        self.assert_runs("generate", "-q", MODULE)
        self.assertEqual(self.sentences("--rules", "2026-08", MODULE), ["banner is missing from the README"])

    def test_notes_are_not_a_sign_of_other_rules(self):
        self.orphaned()
        self.write(f"{MODULE}/README.notes.md", "First.\n")
        self.assert_runs("generate", "-q", MODULE)
        self.write(f"{MODULE}/README.notes.md", "Second.\n")
        (sentence,) = self.sentences(MODULE)
        self.assertIn("Notes", sentence)

    def test_the_other_way_round(self):
        self.module(MODULE, parameters={"sku": {"type": "string", "metadata": {"description": "Required. The SKU."}}})
        self.write(
            f"{MODULE}/tests/e2e/max/main.test.bicep",
            "module testDeployment '../../../main.bicep' = {\n  params: {\n    sku: '20_04' // as in 20.04 a.b\n  }\n}\n",
        )
        self.assert_runs("generate", "-q", "--rules", "current", MODULE)
        self.assertEqual(
            self.sentences("--rules", "2026-08", MODULE),
            ["README.md was written by the rules of current; the module follows 2026-08"],
        )

    def test_generate_makes_it_right(self):
        self.orphaned()
        self.assert_runs("generate", "-q", MODULE)
        self.assert_runs("check", "-q", MODULE)


if __name__ == "__main__":
    unittest.main()
