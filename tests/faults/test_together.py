"""Concurrent access: a second avmdoc, and files that change or disappear during a run."""
import json
import os
import random
import shutil
import subprocess
import threading
import unittest

from machine import AVMDOC, TIMEOUT, FaultWorkspace, template

OLD = b"# The old README\n"


def large(name):
    parts = template(name=name)
    parts["metadata"]["description"] = f"{name} " * 20_000
    return json.dumps(parts).encode()


class TwoProcesses(FaultWorkspace):
    MODULES = [f"avm/ptn/two/m{number:02}" for number in range(12)]

    def test_write_the_same_readmes(self):
        for path in self.MODULES:
            self.write(f"{path}/main.json", large(path))
        self.assert_runs("generate", "-q", "--stale", "write", "-r", "avm")
        new = {path: self.readme(path) for path in self.MODULES}
        for _ in range(25):
            for path in self.MODULES:
                (self.root / path / "README.md").write_bytes(OLD)
            runs = [
                subprocess.Popen([AVMDOC, "generate", "-q", "--stale", "write", "-r", "avm"], cwd=self.root, stdin=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE)
                for _ in range(4)
            ]
            for run in runs:
                self.assertEqual(run.communicate(timeout=TIMEOUT)[1], b"")
                self.assertEqual(run.returncode, 0)
            for path in self.MODULES:
                self.assertEqual(self.readme(path), new[path])
            self.assertEqual(self.leftovers(), [])


class Changing(FaultWorkspace):
    """At any moment, the README is the one of some state of the module, or the old one."""

    PATH = "avm/ptn/moving/target"
    ROUNDS = 100

    def setUp(self):
        super().setUp()
        self.seed = int(os.environ.get("AVMDOC_SEED", random.randrange(2**32)))
        print(f"AVMDOC_SEED={self.seed}", flush=True)
        self.chance = random.Random(self.seed)
        self.folder = self.module(self.PATH)
        self.file = self.folder / "main.json"
        self.stop = threading.Event()

    def made_of(self, text):
        self.file.write_bytes(text)
        self.assert_runs("generate", "-q", "--stale", "write", self.PATH)
        made = self.readme(self.PATH)
        (self.folder / "README.md").unlink()
        return made

    def meanwhile(self, change):
        def keep_changing():
            while not self.stop.is_set():
                change()

        self.thread = threading.Thread(target=keep_changing)
        self.addCleanup(self.halt)
        self.thread.start()

    def halt(self):
        self.stop.set()
        self.thread.join()

    def outcomes(self, whole, reasons, failures=(OLD,)):
        """Runs many times; returns the numbers of successes and failures."""
        done = failed = 0
        readme = self.folder / "README.md"
        for _ in range(self.ROUNDS):
            readme.write_bytes(OLD)
            run = self.run_avmdoc("generate", "-q", "--stale", "write", "-r", "avm")
            if run.returncode == 0:
                self.assertIn(readme.read_bytes(), whole)
                done += 1
            else:
                self.assertEqual(run.returncode, 2, run.stderr)
                self.assertRegex(run.stderr, reasons)
                self.assertIn(readme.read_bytes(), failures)
                failed += 1
        self.halt()
        self.assertEqual(self.leftovers(), [])
        print(f"{done} written, {failed} failed")
        return done, failed

    def test_main_json_replaced_as_a_whole(self):
        texts = [large("One"), large("Two")]
        whole = [self.made_of(text) for text in texts]
        other = self.folder / "other"

        def change():
            other.write_bytes(self.chance.choice(texts))
            other.replace(self.file)

        self.meanwhile(change)
        self.assertEqual(self.outcomes(whole, "^$"), (self.ROUNDS, 0))

    def test_main_json_written_in_place(self):
        texts = [large("One"), large("Two")]
        whole = [self.made_of(text) for text in texts]

        def change():
            with open(self.file, "wb", buffering=0) as file:
                text = self.chance.choice(texts)
                for begin in range(0, len(text), 50_000):
                    file.write(text[begin : begin + 50_000])

        self.meanwhile(change)
        # A mix of both states may be valid JSON, too, if the system shows one to a reader.
        self.outcomes(Mixed(whole), r"^avm/ptn/moving/target/main\.json:\d+:\d+: error: (not valid JSON|the file is empty)")

    def test_main_json_that_comes_and_goes(self):
        self.file.unlink()
        self.run_avmdoc("generate", "-q", self.PATH)
        whole = [(self.folder / "README.md").read_bytes(), self.made_of(large("One"))]
        self.file.write_bytes(large("One"))
        away = self.folder / "away"

        def change():
            self.file.rename(away)
            away.rename(self.file)

        self.meanwhile(change)
        self.outcomes(whole, r"^avm/ptn/moving/target/main\.json: error: (there is no compiled template|cannot read the file: No such)")

    def test_tests_that_come_and_go(self):
        text = self.file.read_bytes()
        whole = [self.made_of(text)]
        tests = self.folder / "tests"
        self.write(f"{self.PATH}/tests/e2e/x/main.test.bicep", "param x string\n")
        whole.append(self.made_of(text))
        shutil.rmtree(tests / "e2e/x")
        (tests / "e2e/x").mkdir()
        # The folder may be seen without its file, or the other way round.
        parts = [set(made.split(b"\n")) for made in (*whole, self.made_of(text))]
        self.write(f"{self.PATH}/tests/e2e/x/main.test.bicep", "param x string\n")
        away = self.root / "away"

        def change():
            tests.rename(away)
            away.rename(tests)

        self.meanwhile(change)
        mixed = Mixed(whole, set.union(*parts))
        # A folder that the search for modules misses does not stop this one.
        self.outcomes(mixed, r"^avm/ptn/moving/target/tests\b.*: error: cannot (list the folder|read the file): No such",
                      failures=Mixed([*whole, OLD], {*mixed.lines, *OLD.splitlines()}))

    def test_a_readme_that_comes_and_goes(self):
        whole = [self.made_of(self.file.read_bytes())]
        readme = self.folder / "README.md"
        other = self.folder / "other.md"

        def change():
            try:
                readme.rename(other)
                other.rename(readme)
            except FileNotFoundError:
                pass

        self.meanwhile(change)
        for _ in range(self.ROUNDS):
            done = self.run_avmdoc("generate", "-q", "--stale", "write", self.PATH)
            self.assertIn(done.returncode, (0, 2))
            if done.returncode == 2:
                self.assertRegex(done.stderr, r"README\.md: error: cannot (read|write) the file: No such")
        self.halt()
        for file in (readme, other):
            if file.exists():
                self.assertEqual(file.read_bytes(), whole[0])
        self.assertEqual(self.leftovers(), [])


class Mixed:
    """READMEs that start with a title, end with a line break and have only these words."""

    def __init__(self, whole, lines=None):
        self.lines = lines or set(b"\n".join(whole).split(b"\n"))
        self.words = {word for line in self.lines for word in line.split()}

    def __contains__(self, text):
        return text.startswith(b"# ") and text.endswith(b"\n") and set(text.split()) <= self.words


if __name__ == "__main__":
    unittest.main()
