"""A full or read-only disk: a tmpfs mounted only for the test. Users other than root need user
namespaces for it."""
import json
import os
import unittest

from machine import AVMDOC, MODULES, OLD, Refused, SmallDisk, template


class SmallDisks(Refused):
    def disk(self, options):
        disk = SmallDisk(self, options)
        for path in MODULES:
            (disk.path / path).mkdir(parents=True)
            (disk.path / path / "main.json").write_text(json.dumps(template(name=path)))
            (disk.path / path / "README.md").write_bytes(OLD)
        return disk

    def assert_untouched(self, disk):
        for path in MODULES:
            self.assertEqual((disk.path / path / "README.md").read_bytes(), OLD)
            self.assertEqual(sorted(os.listdir(disk.path / path)), ["README.md", "main.json"])

    def test_full(self):
        disk = self.disk("size=128k")
        disk.fill()
        self.assert_refused(disk.run(AVMDOC, "generate", "-r", "avm"), "No space left on device")
        self.assert_untouched(disk)
        (disk.path / "filler").unlink()
        done = disk.run(AVMDOC, "generate", "-r", "avm")
        self.assertEqual(done.stderr, "3 modules: 3 written, 0 unchanged, 0 failed\n")

    def test_full_in_the_middle_of_a_file(self):
        disk = self.disk("size=128k")
        for path in MODULES:
            text = template(name=path)
            text["metadata"]["description"] = "word " * 2000
            (disk.path / path / "main.json").write_text(json.dumps(text))
        disk.fill()
        os.truncate(disk.path / "filler", (disk.path / "filler").stat().st_size - 4096)
        self.assert_refused(disk.run(AVMDOC, "generate", "-r", "avm"), "No space left on device")
        self.assert_untouched(disk)

    def test_no_more_inodes(self):
        disk = self.disk("size=1m,nr_inodes=24")
        count = 0
        try:
            while True:
                (disk.path / f"file{count}").touch(exist_ok=False)
                count += 1
        except OSError:
            pass
        self.assert_refused(disk.run(AVMDOC, "generate", "-r", "avm"), "No space left on device")
        self.assert_untouched(disk)

    def test_read_only(self):
        disk = self.disk("size=128k")
        done = disk.run("mount", "-o", "remount,bind,ro", str(disk.folder), cwd="/")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_refused(disk.run(AVMDOC, "generate", "-r", "avm"), "Read-only file system")
        self.assert_untouched(disk)

    def test_a_report_on_a_full_disk(self):
        disk = self.disk("size=128k")
        (disk.path / "report.json").write_text("old")
        disk.fill()
        done = disk.run(AVMDOC, "check", "-q", "-r", "--output", "json=report.json", "avm")
        self.assertEqual(done.returncode, 2)
        self.assertIn("report.json: error: cannot write the file: No space left on device", done.stderr)
        self.assertEqual((disk.path / "report.json").read_text(), "old")
        self.assertEqual(sorted(os.listdir(disk.path)), ["avm", "filler", "report.json"])


if __name__ == "__main__":
    unittest.main()
