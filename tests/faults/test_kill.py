"""Killed runs: every README is the complete old or new one, and the next run removes leftover
files."""
import fcntl
import os
import random
import signal
import subprocess
import time
import unittest

from machine import AVMDOC, TIMEOUT, FaultWorkspace, default_signals, template

MOMENTS = 500
MODULES = [f"avm/ptn/kill/m{number:02}" for number in range(6)]
OLD = b"# The old README\n" * 3000


class Killed(FaultWorkspace):
    """AVMDOC_SEED repeats the moments of an earlier run as far as timing allows."""

    def setUp(self):
        super().setUp()
        for path in MODULES:
            parts = template(name=path, parameters={})
            # Large enough for a kill to hit while a file is being written.
            parts["metadata"]["description"] = f"{path} " * 3_000
            self.write(f"{path}/main.json", parts)
        self.assert_runs("generate", "-q", "-r", "avm")
        self.new = {path: self.readme(path) for path in MODULES}

    def make_old(self):
        for path in MODULES:
            (self.root / path / "README.md").write_bytes(OLD)

    def start(self):
        return subprocess.Popen(
            [AVMDOC, "generate", "-q", "-r", "avm"],
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=default_signals,
        )

    def duration(self):
        times = []
        for _ in range(5):
            self.make_old()
            process = self.start()
            begin = time.perf_counter()
            process.wait(TIMEOUT)
            times.append(time.perf_counter() - begin)
        return min(times)

    def count_new(self):
        count = 0
        for path in MODULES:
            text = self.readme(path)
            self.assertIn(text, (OLD, self.new[path]), f"{path}/README.md is neither the old nor the new one")
            count += text != OLD
        return count

    def test_at_500_random_moments(self):
        seed = int(os.environ.get("AVMDOC_SEED", random.randrange(2**32)))
        chance = random.Random(seed)
        duration = self.duration()
        print(f"AVMDOC_SEED={seed}, a whole run takes at least {duration * 1000:.1f} ms", flush=True)
        runs = killed = between = left = 0
        while killed < MOMENTS:
            self.make_old()
            runs += 1
            sent = chance.choice((signal.SIGKILL, signal.SIGINT))
            process = self.start()
            time.sleep(chance.uniform(0, duration))
            process.send_signal(sent)
            self.assertIn(process.wait(TIMEOUT), (0, -sent))
            killed += process.returncode != 0
            between += 0 < self.count_new() < len(MODULES)
            left += len(self.leftovers())
            if runs % 10 == 0:
                self.assert_runs("generate", "-q", "-r", "avm", stderr="")
                self.assertEqual(self.leftovers(), [])
                self.assertEqual(self.count_new(), len(MODULES))
            self.assertLess(runs, 10 * MOMENTS, "most runs end before they are killed")
        print(f"{killed} of {runs} runs were killed, {between} of them with some READMEs written; "
              f"{left} temporary files were left behind and removed", flush=True)
        self.assertGreater(between, 0, "no run was killed while it wrote")


class Leftovers(FaultWorkspace):
    NAME = ".README.md.avmdoc-4711-0.tmp"

    def setUp(self):
        super().setUp()
        self.folder = self.module("avm/ptn/a/b")
        self.module("avm/ptn/a/b/c")
        self.assert_runs("generate", "-q", "-r", "avm")

    def test_they_are_removed_if_the_readme_is_up_to_date(self):
        for arguments in (["-r", "avm"], ["avm/ptn/a/b"], ["avm/ptn/a/b/main.json"], ["-r", "avm/ptn/a/b"]):
            with self.subTest(arguments):
                self.write(f"avm/ptn/a/b/{self.NAME}", "# Half")
                done = self.assert_runs("generate", *arguments)
                self.assertIn(" 0 written", done.stderr)
                self.assertEqual(self.leftovers(), [])

    def test_they_are_removed_if_the_module_fails(self):
        self.write("avm/ptn/a/b/main.json", "[]")
        self.write(f"avm/ptn/a/b/{self.NAME}", "# Half")
        self.assert_runs("generate", "-r", "avm", code=2)
        self.assertEqual(self.leftovers(), [])

    def test_that_of_a_running_process_is_kept(self):
        file = self.write(f"avm/ptn/a/b/{self.NAME}", "# Half")
        with open(file, "r+b") as writer:
            fcntl.flock(writer, fcntl.LOCK_EX)
            self.assert_runs("generate", "-r", "avm")
            self.assertEqual(file.read_bytes(), b"# Half")
        self.assert_runs("generate", "-r", "avm")
        self.assertEqual(self.leftovers(), [])

    def test_only_generate_removes_them(self):
        file = self.write(f"avm/ptn/a/b/{self.NAME}", "# Half")
        self.run_avmdoc("check", "-q", "-r", "avm")
        self.assert_runs("generate", "--stdout", "avm/ptn/a/b")
        self.assert_runs("model", "avm/ptn/a/b")
        self.assertTrue(file.exists())

    def test_files_with_other_names_are_kept(self):
        names = ["README.md.avmdoc-1-2.tmp", ".README.md.avmdoc-1-2.tmp.md", ".README.md.avmdoc-1.tmp",
                 ".README.md.avmdoc-1-x.tmp", ".README.md.avmdoc--1.tmp", ".README.md.tmp", ".avmdoc-1-2.tmp"]
        for name in names:
            self.write(f"avm/ptn/a/b/{name}", "mine")
        folder = self.root / "avm/ptn/a/b/.folder.avmdoc-1-2.tmp"
        folder.mkdir()
        mine = self.write("elsewhere/mine", "mine")
        (self.root / f"avm/ptn/a/b/{self.NAME}").symlink_to(mine)
        self.assert_runs("generate", "-r", "avm")
        self.assert_runs("generate", "avm/ptn/a/b")
        for name in names:
            self.assertEqual((self.root / "avm/ptn/a/b" / name).read_bytes(), b"mine")
        self.assertTrue(folder.is_dir())
        self.assertEqual(mine.read_bytes(), b"mine")


if __name__ == "__main__":
    unittest.main()
