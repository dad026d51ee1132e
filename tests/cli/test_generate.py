"""What `avmdoc generate` does with modules that work."""
import json
import os
import select
import signal
import subprocess
import time
import unittest

from workspace import AVMDOC, TIMEOUT, Workspace, open_terminal, template

ONE_WRITTEN = "1 module: 1 written, 0 unchanged, 0 failed\n"
ONE_UNCHANGED = "1 module: 0 written, 1 unchanged, 0 failed\n"
HINT = "See 'avmdoc generate --help'.\n"
LONG_AGO = 1_000_000_000


class Paths(Workspace):
    def test_a_module_by_folder_source_or_template(self):
        self.module("avm/ptn/a/b")
        for path in ("avm/ptn/a/b", "avm/ptn/a/b/", "./avm/ptn/../ptn/a/b", "avm/ptn/a/b/main.bicep",
                     "avm/ptn/a/b/main.json", self.root / "avm/ptn/a/b"):
            with self.subTest(path):
                self.assert_runs("generate", path, stderr=ONE_WRITTEN, stdout="")
                self.assertTrue(self.readme("avm/ptn/a/b").startswith(b"# Module `["))
                (self.root / "avm/ptn/a/b/README.md").unlink()

    def test_the_current_folder_by_default(self):
        folder = self.module("avm/ptn/a/b")
        below = self.write("avm/ptn/a/b/tests/e2e/x/main.test.bicep", "").parent
        self.assert_runs("generate", cwd=folder, stderr=ONE_WRITTEN)
        self.assert_runs("generate", ".", cwd=folder, stderr=ONE_UNCHANGED)
        self.assert_runs("generate", "..", "-r", cwd=folder, stderr=ONE_UNCHANGED)
        self.assert_runs("generate", "main.bicep", cwd=folder, stderr=ONE_UNCHANGED)
        self.assert_runs("generate", "../../..", cwd=below, stderr=ONE_UNCHANGED)

    def test_a_folder_of_many(self):
        for path in ("avm/ptn/a/b", "avm/ptn/a/b/c", "avm/utl/x"):
            self.module(path)
        self.module(".hidden/avm/ptn/a/b")
        self.assert_runs("generate", "-r", "avm", stderr="3 modules: 3 written, 0 unchanged, 0 failed\n")
        self.assert_runs("generate", "--recurse", stderr="3 modules: 0 written, 3 unchanged, 0 failed\n")
        self.assert_runs("generate", "avm/ptn/a/b", stderr=ONE_UNCHANGED)

    def test_several_paths_and_each_module_once(self):
        self.module("avm/ptn/a/b")
        self.module("avm/ptn/a/c")
        self.assert_runs("generate", "avm/ptn/a/c", "avm/ptn/a/b", "avm/ptn/a/b/main.json", "avm/ptn/a/c/",
                         stderr="2 modules: 2 written, 0 unchanged, 0 failed\n")
        self.assert_runs("generate", "-r", "avm", "avm/ptn", "avm/ptn/a/b",
                         stderr="2 modules: 0 written, 2 unchanged, 0 failed\n")

    def test_excluded_modules(self):
        for path in ("avm/res/a/b", "avm/res/a/b/child", "avm/ptn/c/d"):
            self.module(path)
        excluded = ["--exclude=^avm/ptn/", "--exclude", "/child$"]
        self.assert_runs("generate", "-r", *excluded, stderr="1 module: 1 written, 0 unchanged, 0 failed\n")
        self.assertTrue((self.root / "avm/res/a/b/README.md").exists())
        # Paths are those from the current folder, as the messages show them.
        self.assert_runs(
            "generate", "-r", "--exclude=^avm", cwd=self.root / "avm", stderr="3 modules: 2 written, 1 unchanged, 0 failed\n"
        )

    def test_excluded_modules_beyond_ascii(self):
        for path in ("avm/res/a/ü", "avm/res/a/üü"):
            self.module(path)
        # A character is one, whatever its bytes.
        self.assert_runs("generate", "-r", "--exclude=/.$", stderr=ONE_WRITTEN)
        self.assertTrue((self.root / "avm/res/a/üü/README.md").exists())

    def test_an_expression_that_takes_too_long(self):
        self.module("avm/res/a/" + "a" * 60)
        done = self.run_avmdoc("generate", "-r", "--exclude=(a+a+)+b")
        self.assertEqual(done.returncode, 2)
        self.assertIn("the regular expression '(a+a+)+b' is too complex for avm/res/a/aaa", done.stderr)

    def test_unusual_names_of_folders(self):
        names = ["a,b", "with blank", "-dash", "ünï", "percent%20", "new\nline", "quote'\"", "100%s"]
        for name in names:
            self.module(f"avm/ptn/{name}/m")
        for name in names:
            with self.subTest(name):
                self.assert_runs("generate", "--", f"avm/ptn/{name}/m", stderr=ONE_WRITTEN)
        self.assert_runs("generate", "-r", stderr=f"{len(names)} modules: 0 written, {len(names)} unchanged, 0 failed\n")

    def test_a_name_that_is_not_utf8(self):
        folder = os.fsdecode(b"avm/ptn/\xff\xfe/m")
        self.module(folder)
        done = self.assert_runs("generate", "-rv")
        self.assertIn("avm/ptn/\\xff\\xfe/m/README.md: note: written\n", done.stderr)

    def test_a_link_to_a_module_is_called_after_the_link(self):
        self.module("elsewhere/real", name="Linked")
        (self.root / "avm/ptn/a").mkdir(parents=True)
        (self.root / "avm/ptn/a/b").symlink_to(self.root / "elsewhere/real")
        self.assert_runs("generate", "avm/ptn/a/b", stderr=ONE_WRITTEN)
        self.assertIn(b"# Linked `[", self.readme("elsewhere/real"))
        # Walking does not follow it: a circle of links would never end.
        done = self.assert_runs("generate", "-r", "avm", code=2)
        self.assertIn("there is no module here or below", done.stderr)


class Identity(Workspace):
    def test_a_module_outside_of_the_layout(self):
        self.module("somewhere/mine")
        self.assert_runs("generate", "somewhere/mine", "--identity", "avm/ptn/my/module", stderr=ONE_WRITTEN)
        self.module("avm/ptn/my/module")
        self.assert_runs("generate", "avm/ptn/my/module", stderr=ONE_WRITTEN)
        self.assertEqual(self.readme("somewhere/mine"), self.readme("avm/ptn/my/module"))

    def test_it_overrides_the_path(self):
        self.module("avm/ptn/a/b")
        self.module("avm/ptn/c/d")
        one = self.assert_runs("generate", "avm/ptn/a/b", "--stdout").stdout
        other = self.assert_runs("generate", "avm/ptn/a/b", "--stdout", "--identity", "avm/ptn/c/d").stdout
        self.assertNotEqual(one, other)
        self.assertEqual(other, self.assert_runs("generate", "avm/ptn/c/d", "--stdout").stdout)

    def test_it_names_one_module_only(self):
        self.module("x/a")
        self.module("x/b")
        self.assert_runs("generate", "-r", "x", "--identity", "avm/ptn/a/b", code=2,
                         stderr="avmdoc: error: --identity names one module, but the paths name 2 modules\n" + HINT)
        self.assertFalse((self.root / "x/a/README.md").exists())

    def test_the_innermost_layout_counts(self):
        self.module("avm/res/mirror/avm/ptn/a/b")
        self.module("avm/ptn/a/b")
        self.assert_runs("generate", "-r", stderr="2 modules: 2 written, 0 unchanged, 0 failed\n")
        self.assertEqual(self.readme("avm/res/mirror/avm/ptn/a/b"), self.readme("avm/ptn/a/b"))


class Writing(Workspace):
    def written(self, path="avm/ptn/a/b") -> bytes:
        self.module(path)
        self.assert_runs("generate", path, stderr=ONE_WRITTEN)
        return self.readme(path)

    def test_form_of_the_file(self):
        text = self.written()
        self.assertTrue(text.endswith(b"\n"))
        self.assertFalse(text.endswith(b"\n\n"))
        self.assertNotIn(b"\r", text)
        self.assertFalse(text.startswith(b"\xef\xbb\xbf"))

    def test_what_is_right_is_not_touched(self):
        text = self.written()
        file = self.root / "avm/ptn/a/b/README.md"
        forms = {
            "as written": text,
            "CRLF": text.replace(b"\n", b"\r\n"),
            "byte order mark": b"\xef\xbb\xbf" + text,
            "both": b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"),
            "mixed": text.replace(b"\n", b"\r\n", 2),
        }
        for name, form in forms.items():
            with self.subTest(name):
                file.write_bytes(form)
                os.utime(file, (LONG_AGO, LONG_AGO))
                inode = file.stat().st_ino
                self.assert_runs("generate", "avm/ptn/a/b", stderr=ONE_UNCHANGED)
                self.assertEqual(file.read_bytes(), form)
                self.assertEqual((file.stat().st_mtime, file.stat().st_ino), (LONG_AGO, inode))

    def test_what_is_not_right_is_written(self):
        text = self.written()
        file = self.root / "avm/ptn/a/b/README.md"
        forms = {
            "empty": b"",
            "cut": text[:-1],
            "longer": text + b"\n",
            "longer by CRLF": text + b"\r\n",
            "changed": text.replace(b"Module", b"module", 1),
            "CR only": text.replace(b"\n", b"\r"),
            "a CR more": text.replace(b"\n", b"\r\r\n", 1),
            "a CR at the end": text + b"\r",
            "two byte order marks": b"\xef\xbb\xbf\xef\xbb\xbf" + text,
            "no UTF-8": b"\xff\xfe",
        }
        for name, form in forms.items():
            with self.subTest(name):
                file.write_bytes(form)
                self.assert_runs("generate", "avm/ptn/a/b", stderr=ONE_WRITTEN)
                self.assertEqual(file.read_bytes(), text)

    def test_nothing_is_left_beside_it_and_its_mode_stays(self):
        self.written()
        file = self.root / "avm/ptn/a/b/README.md"
        file.write_text("old")
        file.chmod(0o640)
        self.assert_runs("generate", "avm/ptn/a/b", stderr=ONE_WRITTEN)
        self.assertEqual(file.stat().st_mode & 0o7777, 0o640)
        self.assertEqual({entry.name for entry in file.parent.iterdir()}, {"README.md", "main.bicep", "main.json"})

    def test_a_link_inside_the_module_is_written_through(self):
        folder = self.module("avm/ptn/a/b", readme="old")
        (folder / "README.md").rename(folder / "real.md")
        (folder / "README.md").symlink_to("real.md")
        self.assert_runs("generate", "avm/ptn/a/b", stderr=ONE_WRITTEN)
        self.assertTrue((folder / "README.md").is_symlink())
        self.assertTrue((folder / "real.md").read_bytes().startswith(b"# Module"))

    def test_the_locale_does_not_matter(self):
        text = self.written()
        for locale in ("C", "tr_TR.UTF-8", "de_DE.UTF-8", "nonsense"):
            self.assert_runs("generate", "avm/ptn/a/b", env={"LC_ALL": locale, "LANG": locale}, stderr=ONE_UNCHANGED)
        self.assertEqual(self.readme("avm/ptn/a/b"), text)


class Standard(Workspace):
    def test_output_is_the_readme_and_nothing_is_written(self):
        self.module("avm/ptn/a/b", readme="old")
        done = self.assert_runs("generate", "--stdout", "avm/ptn/a/b", stderr="")
        self.assertEqual(self.readme("avm/ptn/a/b"), b"old")
        self.assert_runs("generate", "avm/ptn/a/b", stderr=ONE_WRITTEN)
        self.assertEqual(self.readme("avm/ptn/a/b"), done.stdout.encode())

    def test_output_takes_one_module(self):
        self.module("avm/ptn/a/b")
        self.module("avm/ptn/a/c")
        self.assert_runs("generate", "--stdout", "-r", code=2, stdout="",
                         stderr="avmdoc: error: --stdout prints one README, but the paths name 2 modules\n" + HINT)
        self.assert_runs("generate", "--stdout", "-r", "avm/ptn/a/b", stderr="")

    def test_output_that_cannot_be_written_is_an_error(self):
        self.module("avm/ptn/a/b")
        with open("/dev/full", "wb") as full:
            done = self.run_avmdoc("generate", "--stdout", "avm/ptn/a/b", stdout=full)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr, "<stdout>: error: cannot write to the standard output\n")


class Messages(Workspace):
    def test_quiet(self):
        self.module("avm/ptn/a/b")
        self.assert_runs("generate", "-q", "avm/ptn/a/b", stderr="", stdout="")
        done = self.assert_runs("generate", "--quiet", "nowhere", code=2)
        self.assertEqual(done.stderr, "nowhere: error: there is no such file or folder\n")

    def test_verbose_in_the_order_of_the_modules(self):
        names = [f"avm/ptn/a/m{i:02}" for i in range(40)]
        for name in names:
            self.module(name)
        self.assert_runs("generate", names[7])
        lines = [f"{n}/README.md: note: {'unchanged' if n == names[7] else 'written'}\n" for n in names]
        summary = "40 modules: 39 written, 1 unchanged, 0 failed\n"
        self.assert_runs("generate", "-rv", "--jobs", 8, stderr="".join(lines) + summary)

    def test_the_number_of_jobs_changes_nothing(self):
        for i in range(30):
            self.module(f"avm/ptn/a/m{i}", name=f"M{i}")
            if i % 3 == 0:
                self.write(f"avm/ptn/a/m{i}/main.json", "no JSON")
        runs = []
        for jobs in ("-j1", "-j2", "-j3", "-j64"):
            for file in self.root.rglob("README.md"):
                file.unlink()
            done = self.assert_runs("generate", "-rv", jobs, code=2)
            runs.append((done.stderr, {str(f): f.read_bytes() for f in self.root.rglob("README.md")}))
        self.assertEqual(len(runs[0][1]), 20)
        self.assertTrue(runs[0][0].endswith("30 modules: 20 written, 0 unchanged, 10 failed\n"))
        for run in runs[1:]:
            self.assertEqual(run, runs[0])

    def test_files_are_named_from_the_current_folder(self):
        self.write("avm/ptn/a/b/main.json", "no JSON")
        for cwd, name in (("", "avm/ptn/a/b/main.json:"), ("avm/ptn/a/b", "main.json:"),
                          ("avm/ptn/a", "b/main.json:")):
            done = self.assert_runs("generate", "-r", self.root / "avm", code=2, cwd=self.root / cwd)
            self.assertTrue(done.stderr.startswith(name), done.stderr)
        elsewhere = self.write("other/x", "").parent
        done = self.assert_runs("generate", "-r", "../avm", code=2, cwd=elsewhere)
        self.assertTrue(done.stderr.startswith(f"{self.root}/avm/ptn/a/b/main.json:"), done.stderr)


class Inputs(Workspace):
    def test_a_catalog_of_ones_own(self):
        self.module("avm/res/a/b")
        self.write("catalog.json", json.dumps({"Microsoft.A": {"bs": ["2024-01-01"]}}))
        done = self.assert_runs("generate", "--stdout", "avm/res/a/b", "--catalog", "catalog.json")
        self.assertIn("`[Microsoft.A/bs]`", done.stdout.splitlines()[0])
        done = self.assert_runs("generate", "--stdout", "avm/res/a/b")
        self.assertNotIn("Microsoft.A/bs", done.stdout)

    def test_a_file_that_is_not_a_catalog(self):
        self.module("avm/ptn/a/b", readme="old")
        self.write("broken.json", "[")
        for file in ("broken.json", "nowhere.json", "avm"):
            with self.subTest(file):
                done = self.assert_runs("generate", "avm/ptn/a/b", "--catalog", file, code=2)
                self.assertTrue(done.stderr.startswith(file), done.stderr)
                self.assertEqual(self.readme("avm/ptn/a/b"), b"old")

    def test_a_notice_of_ones_own(self):
        telemetry = {"enableTelemetry": {"type": "bool", "defaultValue": True,
                                         "metadata": {"description": "Optional. Telemetry."}}}
        self.module("avm/ptn/a/b", parameters=telemetry)
        builtin = self.assert_runs("generate", "--stdout", "avm/ptn/a/b").stdout
        self.assertIn("## Data Collection\n", builtin)
        for notice in ("We count.\n\nTwice.", "\ufeffWe count.\r\n\r\nTwice.\r\n\r\n"):
            self.write("notice.md", notice)
            done = self.assert_runs("generate", "--stdout", "avm/ptn/a/b", "--notice", "notice.md")
            self.assertTrue(done.stdout.endswith("\n## Data Collection\n\nWe count.\n\nTwice.\n"), done.stdout)
        self.write("notice.md", "\n \n")
        self.assert_runs("generate", "--stdout", "avm/ptn/a/b", "--notice", "notice.md", code=2,
                         stderr="notice.md: error: the notice is empty; expected its text\n")

    def test_the_policy_of_links(self):
        versioned = "https://learn.microsoft.com/en-us/azure/templates/Microsoft.A/2024-01-01/bs"
        plain = "https://learn.microsoft.com/en-us/azure/templates/Microsoft.A/bs"
        self.write("catalog.json", json.dumps({"Microsoft.A": {"bs": ["2024-01-01"]}}))
        self.write("avm/res/a/b/main.json", template(
            resources=[{"type": "Microsoft.A/bs", "apiVersion": "2024-01-01", "name": "x"}]))
        for policy, kept in (("catalog", False), ("keep", True), (None, True)):
            self.assert_runs("generate", "avm/res/a/b", "--catalog", "catalog.json", "--links", "catalog")
            text = self.readme("avm/res/a/b").decode()
            self.assertIn(f"]({versioned})", text)
            self.write("avm/res/a/b/README.md", text.replace(versioned, plain))
            options = ["--links", policy] if policy else []
            done = self.assert_runs("generate", "--stdout", "avm/res/a/b", "--catalog", "catalog.json", *options)
            self.assertEqual(f"]({plain})" in done.stdout, kept)
            self.assertEqual(f"]({versioned})" in done.stdout, not kept)


class Terminal(Workspace):
    def run_on_terminal(self, *arguments, meanwhile=None, **environment):
        """Runs the command with its standard error on a terminal, and gives what it shows."""
        main, other = open_terminal()
        process = subprocess.Popen(
            [AVMDOC, *arguments],
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            stderr=other,
            env={**os.environ, "TERM": "xterm", **environment},
        )
        os.close(other)
        if meanwhile:
            meanwhile(process)
        shown = b""
        while select.select([main], [], [], TIMEOUT)[0]:
            try:
                part = os.read(main, 65536)
            except OSError:  # how Linux says that nobody holds the other end any more
                break
            if not part:
                break
            shown += part
        os.close(main)
        process.wait(TIMEOUT)
        return shown.replace(b"\r\n", b"\n").decode("utf-8")

    def test_colour_on_a_terminal(self):
        self.assertEqual(self.run_on_terminal("generate", "nowhere"),
                         "nowhere: \x1b[1;31merror:\x1b[0m there is no such file or folder\n")

    def test_no_color(self):
        plain = "nowhere: error: there is no such file or folder\n"
        self.assertEqual(self.run_on_terminal("generate", "nowhere", NO_COLOR="1"), plain)
        self.assertEqual(self.run_on_terminal("generate", "nowhere", TERM="dumb"), plain)

    def test_a_short_run_shows_no_progress(self):
        self.module("avm/ptn/a/b")
        self.module("avm/ptn/a/c")
        self.assertEqual(self.run_on_terminal("generate", "-r"), "2 modules: 2 written, 0 unchanged, 0 failed\n")

    def test_a_long_run_shows_progress_and_takes_it_away(self):
        count = 1500
        for i in range(count):
            self.module(f"avm/ptn/m/{i:04}")

        def hold(process):
            while process.poll() is None and not (self.root / "avm/ptn/m/0000/README.md").exists():
                time.sleep(0.001)
            process.send_signal(signal.SIGSTOP)
            time.sleep(0.7)
            process.send_signal(signal.SIGCONT)

        summary = f"{count} modules: {count} written, 0 unchanged, 0 failed\n"
        shown = self.run_on_terminal("generate", "-r", "-j1", meanwhile=hold)
        self.assertRegex(shown, rf"^(\d+ of {count} modules\r\x1b\[K)+{summary}$")
        for file in self.root.rglob("README.md"):
            file.unlink()
        self.assertEqual(self.run_on_terminal("generate", "-rq", "-j1", meanwhile=hold), "")


if __name__ == "__main__":
    unittest.main()
