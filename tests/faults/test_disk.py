"""Disk errors: quota, permissions, unreadable or irregular files, links."""
import json
import os
import resource
import shutil
import socket
import unittest

from machine import MODULES, OLD, SANITIZED, FaultWorkspace, Refused, source_of, template



class Quota(Refused):
    def test_a_quota_is_an_error_of_the_module_that_exceeds_it(self):
        """Simulated by a limit on the size of files, which the system enforces at the same place."""
        for path in MODULES:
            self.module(path, readme=OLD.decode())
        large = template()
        large["metadata"]["description"] = "word " * 20_000
        self.write(f"{MODULES[1]}/main.json", large)
        self.write(f"{MODULES[1]}/main.bicep", source_of(large))

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

        done = self.run_avmdoc("generate", "-r", "avm", preexec_fn=limit)
        self.assert_refused(done, "File too large", written=(MODULES[0], MODULES[2]))
        self.assertEqual(self.readme(MODULES[1]), OLD)
        self.assertEqual(self.leftovers(), [])

    def test_no_more_open_files(self):
        for path in MODULES:
            self.module(path, readme=OLD.decode())
        for limit in range(3, 12):

            def few(limit=limit):
                resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))

            # The dynamic loader or a sanitizer may need more than that; then the command does not
            # start at all.
            done = self.run_avmdoc("generate", "-r", "avm", preexec_fn=few)
            self.assertIn(done.returncode, (0, 1, 2, 127) if SANITIZED else (0, 2, 127))
            for path in MODULES:
                text = self.readme(path)
                self.assertTrue(text == OLD or text.endswith(b"\nMine.\n"), text)
            self.assertEqual(self.leftovers(), [])


class ReadOnly(Refused):
    def test_folders(self):
        for path in MODULES:
            folder = self.module(path, readme=OLD.decode())
            folder.chmod(0o555)
            self.addCleanup(folder.chmod, 0o755)
        self.assert_refused(self.run_avmdoc("generate", "-r", "avm", as_owner=True), "Permission denied")

    def test_files(self):
        for path in MODULES:
            folder = self.module(path, readme=OLD.decode())
            if path != MODULES[1]:
                (folder / "README.md").chmod(0o444)
        done = self.run_avmdoc("generate", "-r", "avm", as_owner=True)
        self.assert_refused(done, "Permission denied", written=MODULES[1:2])
        self.assertEqual(self.readme(MODULES[0]), OLD)

    def test_a_folder_that_cannot_be_listed_is_an_error_of_its_own(self):
        for path in MODULES:
            self.module(path)
        closed = self.root / MODULES[1]
        closed.chmod(0)
        self.addCleanup(closed.chmod, 0o755)
        message = f"{MODULES[1]}: error: cannot list the folder: Permission denied\n"
        self.assert_runs("generate", "-r", "avm", code=2, as_owner=True,
                         stderr=message + "2 modules: 2 written, 0 unchanged, 0 failed\n")
        done = self.assert_runs("check", "-r", "--format", "json", "avm", code=2, as_owner=True)
        report = json.loads(done.stdout)
        self.assertEqual([error["code"] for error in report["errors"]], ["unreadable-folder"])
        self.assertEqual(len(report["modules"]), 2)

    def test_a_folder_of_tests_that_cannot_be_listed_fails_its_module(self):
        for path in MODULES:
            self.module(path)
        self.write(f"{MODULES[1]}/tests/e2e/defaults/main.test.bicep", "")
        closed = self.root / MODULES[1] / "tests/e2e"
        closed.chmod(0)
        self.addCleanup(closed.chmod, 0o755)
        message = f"{MODULES[1]}/tests/e2e: error: cannot list the folder: Permission denied\n"
        self.assert_runs("generate", "-r", "avm", code=2, as_owner=True,
                         stderr=message + "3 modules: 2 written, 0 unchanged, 1 failed\n")

    def test_files_that_cannot_be_read(self):
        for name in ("main.json", "README.md", "DEPRECATED.md", "tests/e2e/x/main.test.bicep", "tests/e2e/x/.e2eignore", "main.bicep"):
            with self.subTest(name):
                folder = self.module(MODULES[0], readme=OLD.decode())
                self.write(f"{MODULES[0]}/tests/e2e/x/main.test.bicep", "param x string\n")
                file = folder / name
                file.touch()
                file.chmod(0)
                done = self.assert_runs("generate", "-r", "avm", code=2, as_owner=True)
                self.assertIn(f"{MODULES[0]}/{name}: error: cannot read the file: Permission denied\n", done.stderr)
                file.chmod(0o644)
                self.assertEqual(self.readme(MODULES[0]), OLD)
                if name != "main.json":
                    file.unlink()


class NoFiles(FaultWorkspace):
    """Each file that is read is replaced by something that is not a regular file."""

    NAMES = ("main.json", "main.bicep", "README.md", "tests/e2e/x/main.test.bicep")
    # A folder is not a test.
    NO_TEST = ("folder", "tests/e2e/x/main.test.bicep")
    # A README that is a broken link counts as missing.
    MISSING = ("link to nowhere", "README.md")
    # These count only when they are files.
    PASSED_BY = ("DEPRECATED.md", "version.json", "tests/e2e/x/.e2eignore", "other.bicep")

    def kinds(self):
        def unix_socket(file):
            with socket.socket(socket.AF_UNIX) as server:
                before = os.getcwd()
                os.chdir(file.parent)  # socket paths must be short
                try:
                    server.bind(file.name)
                finally:
                    os.chdir(before)

        def device(file):
            os.mknod(file, 0o666 | 0o020000, os.makedev(1, 5))  # an endless source of NUL

        def circle(file):
            file.symlink_to(file.name)

        def circle_of_two(file):
            file.symlink_to(file.name + ".other")
            file.with_name(file.name + ".other").symlink_to(file.name)

        def broken(file):
            file.symlink_to("nowhere")

        def folder(file):
            file.mkdir()

        yield "pipe", os.mkfifo
        yield "socket", unix_socket
        yield "link in a circle", circle
        yield "links in a circle", circle_of_two
        yield "link to nowhere", broken
        yield "folder", folder
        try:
            device(self.root / "device")
            (self.root / "device").unlink()
            yield "device", device
        except PermissionError:
            print("a device: skipped, as it takes root to make one", flush=True)

    def test_each_file_replaced(self):
        self.module(MODULES[1])
        self.assert_runs("generate", "-q", MODULES[1])
        for kind, make in self.kinds():
            for name in self.NAMES + self.PASSED_BY:
                if (self.root / MODULES[0]).exists():
                    shutil.rmtree(self.root / MODULES[0])
                with self.subTest(kind=kind, name=name):
                    folder = self.module(MODULES[0])
                    self.write(f"{MODULES[0]}/tests/e2e/x/main.test.bicep", "param x string\n")
                    file = folder / name
                    file.unlink(missing_ok=True)
                    make(file)
                    done = self.run_avmdoc("generate", "-r", "avm")
                    checked = self.run_avmdoc("check", "-q", "-r", "avm")
                    if (kind, name) == self.NO_TEST:
                        self.assertEqual((done.returncode, checked.returncode), (0, 0), done.stderr + checked.stdout)
                    elif (kind, name) == self.MISSING:
                        self.assertNotEqual(checked.returncode, 0)
                    elif name in self.NAMES:
                        self.assertEqual((done.returncode, checked.returncode), (2, 2), done.stderr + checked.stdout)
                        self.assertRegex(done.stderr, rf"^{MODULES[0]}/{name}: error: ")
                    else:
                        self.assertEqual(done.returncode, 0, done.stderr)
                        self.assertNotEqual(checked.returncode, 2, checked.stdout)
                    self.assertTrue(os.path.lexists(file))
                    self.assertEqual(self.leftovers(), [])

    def test_circular_links_of_folders(self):
        folder = self.module(MODULES[0])
        test = self.write(f"{MODULES[0]}/tests/e2e/x/main.test.bicep", "param x string\n")
        (folder / "self").symlink_to(".")
        (folder / "tests/up").symlink_to("../..")
        (test.parent / "round").symlink_to(test.parent)
        (self.root / "avm/all").symlink_to(self.root)
        self.assert_runs("generate", "-r", stderr="1 module: 1 written, 0 unchanged, 0 failed\n")
        self.assertEqual(self.readme(MODULES[0]).count(b"### Example"), 1)

    def test_settings(self):
        self.module(MODULES[0])
        os.mkfifo(self.root / "pipe")
        for option in ("--catalog", "--notice"):
            for file, reason in (("pipe", "it is not a regular file"), ("avm", "it is a folder"), ("/dev/zero", "it is not a regular file")):
                self.assert_runs("generate", "-r", "avm", option, file, code=2,
                                 stderr=f"{file}: error: cannot read the file: {reason}\n")


class Kept(FaultWorkspace):
    def test_permissions(self):
        folder = self.module(MODULES[0])
        for mode in (0o600, 0o640, 0o644, 0o664, 0o755, 0o6755):
            (folder / "README.md").write_bytes(OLD)
            (folder / "README.md").chmod(mode)
            self.assert_runs("generate", MODULES[0], umask=0o077)
            self.assertEqual((folder / "README.md").stat().st_mode & 0o7777, mode)
            self.assertTrue(self.readme(MODULES[0]).endswith(b"\nMine.\n"))

    def test_a_new_one_follows_the_umask(self):
        folder = self.module(MODULES[0])
        for umask in (0o022, 0o077, 0o002):
            self.assert_runs("generate", MODULES[0], umask=umask)
            self.assertEqual((folder / "README.md").stat().st_mode & 0o7777, 0o666 & ~umask)
            (folder / "README.md").unlink()

    @unittest.skipUnless(os.geteuid() == 0, "it takes root to give a file away")
    def test_owner_and_group(self):
        folder = self.module(MODULES[0], readme=OLD.decode())
        os.chown(folder / "README.md", 12345, 54321)
        (folder / "README.md").chmod(0o4640)
        self.assert_runs("generate", MODULES[0])
        status = (folder / "README.md").stat()
        self.assertEqual((status.st_uid, status.st_gid, status.st_mode & 0o7777), (12345, 54321, 0o4640))

    def test_a_link_is_written_through_inside_the_module(self):
        folder = self.module(MODULES[0])
        (folder / "docs").mkdir()
        for target in ("real.md", "docs/real.md"):
            (folder / target).write_bytes(OLD)
            (folder / target).chmod(0o640)
            (folder / "README.md").symlink_to(target)
            self.assert_runs("generate", MODULES[0], stderr="1 module: 1 written, 0 unchanged, 0 failed\n")
            self.assertEqual(os.readlink(folder / "README.md"), target)
            self.assertTrue((folder / target).read_bytes().endswith(b"\nMine.\n"))
            self.assertEqual((folder / target).stat().st_mode & 0o7777, 0o640)
            (folder / "README.md").unlink()

    def test_a_link_out_of_the_module_is_refused(self):
        folder = self.module(MODULES[0])
        outside = self.write("avm/ptn/disk/outside.md", OLD)
        for target in (outside, "../outside.md"):
            (folder / "README.md").symlink_to(target)
            self.assert_runs("generate", MODULES[0], code=2,
                             stderr=f"{MODULES[0]}/README.md: error: cannot write the file: it is a symbolic link that "
                                    f"leads out of its folder, to {outside}\n1 module: 0 written, 0 unchanged, 1 failed\n")
            self.assertEqual(outside.read_bytes(), OLD)
            (folder / "README.md").unlink()


if __name__ == "__main__":
    unittest.main()
