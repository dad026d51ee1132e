"""Edits by hand: each is one sentence about what was edited."""
import re
import unittest

from check_workspace import EVERYTHING, CheckWorkspace

README = f"{EVERYTHING}/README.md"


class Edits(CheckWorkspace):
    def setUp(self):
        super().setUp()
        self.fixture()

    def sentences_after(self, old, new):
        text = (self.root / README).read_bytes().decode("utf-8")
        edited = re.sub(old, new, text, count=1, flags=re.DOTALL)
        self.assertNotEqual(edited, text)
        self.write(README, edited)
        return self.sentences("-r", "avm")

    def test_the_heading_of_a_parameter_is_lost(self):
        self.assertEqual(
            self.sentences_after("### Parameter: `source`\n\n", ""),
            ["parameter source: its own section is missing from the README"],
        )

    def test_the_heading_of_a_parameter_with_properties_is_lost(self):
        self.assertEqual(
            self.sentences_after("### Parameter: `network`\n\n", ""),
            ["parameter network: its own section is missing from the README"],
        )

    def test_the_heading_of_a_property_is_lost(self):
        self.assertEqual(
            self.sentences_after("### Parameter: `network.subnets`\n\n", ""),
            ["parameter network.subnets: its own section is missing from the README"],
        )

    def test_the_section_of_a_parameter_is_lost(self):
        self.assertEqual(
            self.sentences_after("### Parameter: `network.subnets`\n.*?(?=### )", ""),
            ["parameter network.subnets: its own section is missing from the README"],
        )

    def test_a_row_is_lost(self):
        self.assertEqual(
            self.sentences_after(r"\| \[`tags`\][^\n]*\n", ""),
            ["parameter tags: row in the table is missing from the README"],
        )

    def test_an_example_is_lost_and_its_link_is_not(self):
        self.assertEqual(
            self.sentences_after("### Example 1: .*?(?=### Example 2)", ""),
            ["example 1 (defaults) is missing from the README"],
        )

    def test_the_last_example_is_lost_and_its_link_is_not(self):
        self.assertEqual(
            self.sentences_after("### Example 2: .*?(?=## Parameters)", ""),
            ["example 2 (max) is missing from the README"],
        )

    def test_the_link_to_an_example_is_lost(self):
        self.assertEqual(
            self.sentences_after(r"- \[Using only defaults\][^\n]*\n", ""),
            ["example 1 (defaults): link to it is missing from the README"],
        )

    def test_a_test_that_passes_a_parameter_less(self):
        """The README has a comma more, too, in its JSON form."""
        self.edit(f"{EVERYTHING}/tests/e2e/max/main.test.bicep", "    count: 5\n", "")
        self.assertEqual(self.sentences("-r", "avm"), ["example 2 (max): parameter count is no longer in the test"])

    def test_a_test_that_passes_a_parameter_more(self):
        self.edit(f"{EVERYTHING}/tests/e2e/max/main.test.bicep", "    count: 5\n", "    count: 5\n    location: 'x'\n")
        self.assertEqual(self.sentences("-r", "avm"), ["example 2 (max): parameter location is missing from the README"])


if __name__ == "__main__":
    unittest.main()
