"""What the release build does against flaws in memory, seen in the program itself."""
import os
import re
import shutil
import subprocess
import unittest

AVMDOC = os.environ["AVMDOC"]


def read_elf() -> str:
    if not shutil.which("readelf"):
        raise unittest.SkipTest("there is no readelf to look into the program with")
    done = subprocess.run(
        ["readelf", "-W", "-h", "-l", "-d", "--dyn-syms", AVMDOC],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise unittest.SkipTest("the program is no ELF file")
    if re.search(r"__(asan|tsan)_init", done.stdout):
        raise unittest.SkipTest("sanitizers take the place of hardening in this build")
    return done.stdout


class Hardening(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.elf = read_elf()

    def test_it_may_be_loaded_anywhere(self):
        self.assertRegex(self.elf, r"Type:\s+DYN")

    def test_addresses_of_functions_are_read_only_once_it_runs(self):
        self.assertRegex(self.elf, r"GNU_RELRO")
        self.assertRegex(self.elf, r"\(FLAGS_1\).*NOW|BIND_NOW")

    def test_nothing_on_the_stack_or_in_any_writable_part_is_run(self):
        parts = re.findall(r"^\s+(LOAD|GNU_STACK)\s.*\s([R ][W ][E ])\s+0x[0-9a-f]+$", self.elf, re.M)
        self.assertIn("GNU_STACK", [kind for kind, _ in parts])
        self.assertEqual([part for part in parts if "W" in part[1] and "E" in part[1]], [])

    def test_a_stack_that_was_written_over_is_noticed(self):
        self.assertIn("__stack_chk_fail", self.elf)

    def test_copies_know_the_size_of_their_target(self):
        checked = set(re.findall(r"\b__(\w+)_chk@", self.elf))
        self.assertTrue(checked, "no function that _FORTIFY_SOURCE puts in place of another")


if __name__ == "__main__":
    unittest.main()
