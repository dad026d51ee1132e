"""git as --changed-since runs it: nothing that the configuration names is started, and what stops it is told."""
import os
import shutil
import subprocess

from check_workspace import CheckWorkspace
from workspace import limits

MODULE = "avm/ptn/a/b"


class Repository(CheckWorkspace):
    def setUp(self):
        super().setUp()
        self.git("init", "-q", "-b", "main")
        self.module(MODULE)
        self.module("avm/ptn/a/c")
        self.assert_runs("generate", "-q", "-r", "avm")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")

    def run_avmdoc(self, *arguments, **options):
        """With limits, which git has, too."""
        return super().run_avmdoc(*arguments, preexec_fn=limits(5, 1024), **options)

    def program(self, name="canary.sh"):
        """Its command leaves a file behind."""
        script = self.root / ".git" / name
        script.write_text(f"#!/bin/sh\ntouch '{self.root}/ran'\n")
        script.chmod(0o755)
        return str(script)

    def changed(self, *arguments, code=None, paths=("avm",)):
        report = self.check_json("-r", "--changed-since", "HEAD", *arguments, *paths, code=code)
        return {module["folder"] for module in report["modules"]}

    def assert_starts_nothing(self):
        """Not even for files that git must look into, since their sizes and times do not tell."""
        source = self.root / MODULE / "main.bicep"
        text = source.read_text()
        for name in ("ran",):
            (self.root / name).unlink(missing_ok=True)
        source.write_text(text.replace("Module", "Modulf"))
        index = os.stat(self.root / ".git/index").st_mtime_ns
        os.utime(source, ns=(index, index))
        self.assertEqual(self.changed(), {MODULE})
        self.assertFalse((self.root / "ran").exists())
        source.write_text(text)

    def control(self, *command):
        """That the trap works: git itself falls into it."""
        self.git(*command)
        self.assertTrue((self.root / "ran").exists(), f"git {' '.join(command)} starts nothing; the test is void")
        (self.root / "ran").unlink()

    def touch_sources(self):
        for path in self.root.glob("avm/**/main.bicep"):
            os.utime(path, (1, 1))


class Programs(Repository):
    def test_filters(self):
        program = self.program()
        for name in ("evil", "with.dot", "with blank"):
            for kind in ("clean", "process"):
                self.git("config", f"filter.{name}.{kind}", program if kind == "clean" else f"{program} --process")
            self.git("config", f"filter.{name}.required", "true")
            (self.root / ".git/info/attributes").unlink(missing_ok=True)
            self.write(".gitattributes", f"*.bicep filter=\"{name}\"\n" if " " in name else f"*.bicep filter={name}\n")
            self.assert_starts_nothing()
        self.git("config", "--remove-section", "filter.evil")
        self.git("config", "filter.evil.clean", program)
        self.write(".gitattributes", "*.bicep filter=evil\n")
        self.touch_sources()
        self.control("diff", "--name-only", "HEAD")
        self.touch_sources()
        self.changed()
        self.assertFalse((self.root / "ran").exists())

    def test_a_filter_that_cannot_be_switched_off(self):
        self.git("config", "filter.a=b.clean", self.program())
        done = self.run_avmdoc("check", "-r", "--changed-since", "HEAD", "avm")
        self.assertEqual(done.returncode, 2)
        self.assertIn("the git filter 'filter.a=b' cannot be switched off; expected a name without '='", done.stderr)

    def test_the_monitor_of_files(self):
        self.git("config", "core.fsmonitor", self.program())
        self.control("diff", "--name-only", "HEAD")
        self.assert_starts_nothing()

    def test_hooks(self):
        self.git("config", "core.hooksPath", str(self.root / ".git"))
        self.program("post-index-change")
        self.touch_sources()
        self.control("status")
        self.touch_sources()
        self.changed()
        self.assertFalse((self.root / "ran").exists())

    def test_each_call_has_every_switch(self):
        """Some protect twice from the same program, so that a test of what runs does not notice when one is lost."""
        tools = self.root / ".git/tools"
        tools.mkdir()
        (tools / "git").write_text(f"""#!/bin/sh
printf '%s\\n' "$*" "$GIT_NO_LAZY_FETCH $GIT_ALLOW_PROTOCOL $GIT_TERMINAL_PROMPT $GIT_OPTIONAL_LOCKS" >>'{self.root}/.git/calls'
exec '{shutil.which("git")}' "$@"
""")
        (tools / "git").chmod(0o755)
        environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}
        self.assert_runs("check", "-q", "-r", "--changed-since", "HEAD", "avm", env=environment)
        calls = (self.root / ".git/calls").read_text().splitlines()
        self.assertGreater(len(calls), 4)
        for arguments, variables in zip(calls[::2], calls[1::2]):
            self.assertEqual(variables, "1 none 0 0")
            for setting in ("core.fsmonitor=false", "core.hooksPath=/dev/null", "core.attributesFile=/dev/null", "protocol.allow=never"):
                self.assertIn(f"-c {setting} ", arguments)

    def test_drivers_of_diffs(self):
        self.git("config", "diff.evil.command", self.program())
        self.git("config", "diff.evil.textconv", self.program())
        self.git("config", "diff.external", self.program())
        self.write(".gitattributes", "*.bicep diff=evil\n")
        self.assert_starts_nothing()

    def test_submodules(self):
        """Their configuration is not this repository's."""
        self.git("init", "-q", "sub")
        (self.root / "sub/file").write_text("x")
        self.git("-C", "sub", "add", "file")
        self.git("-C", "sub", "commit", "-q", "-m", "x")
        self.git("add", "sub")
        self.git("commit", "-q", "-m", "sub")
        self.git("-C", "sub", "config", "core.fsmonitor", self.program())
        self.control("diff", "--name-only", "HEAD")
        self.changed()
        self.assertFalse((self.root / "ran").exists())

    def test_a_partial_clone_is_not_completed(self):
        """The remote is of this machine, and its configuration names the program that serves it."""
        self.git("config", "uploadpack.allowFilter", "true")
        clone = self.root / "clone"
        self.git("clone", "-q", "--no-checkout", "--filter=tree:0", f"file://{self.root}", str(clone))
        self.git("-C", str(clone), "config", "remote.origin.uploadpack", self.program())
        self.git("-C", str(clone), "config", "protocol.file.allow", "always")
        shutil.copytree(self.root / "avm", clone / "avm")
        done = self.run_avmdoc("check", "-r", "--changed-since", "HEAD", "avm", cwd=clone)
        self.assertFalse((self.root / "ran").exists())
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertIn("the clone lacks objects, and nothing is fetched for it: clone without --filter", done.stderr)
        subprocess.run(["git", "diff", "--name-only", "HEAD"], cwd=clone, capture_output=True, timeout=20)
        self.assertTrue((self.root / "ran").exists(), "git itself fetches nothing; the test is void")


class Messages(Repository):
    def assert_fails(self, message, reference="HEAD", **options):
        done = self.run_avmdoc("check", "-r", "--changed-since", reference, "avm", **options)
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertRegex(done.stderr, message)

    def test_a_checkout_of_another_owner(self):
        if os.geteuid() != 0:
            self.skipTest("only root gives files away")
        for path in (self.root, self.root / ".git"):
            os.chown(path, 12345, 12345)
        self.assert_fails(r"git failed: fatal: detected dubious ownership .*; to trust the repository, run: "
                          rf"git config --global --add safe\.directory {self.root}\n", env={"HOME": "/nowhere"})

    def test_a_damaged_repository(self):
        (self.root / ".git/HEAD").unlink()
        self.assert_fails(r"git failed: fatal: not a git repository.*; its \.git is damaged: clone the repository again\n")

    def test_a_repository_without_a_commit(self):
        shutil.rmtree(self.root / ".git")
        self.git("init", "-q")
        self.assert_fails(r"git does not know 'main~1': this repository has no commit yet\n", reference="main~1")
        for add in ((), ("-A",)):
            if add:
                self.git("add", *add)
            done = self.run_avmdoc("check", "-r", "--changed-since", "HEAD", "avm")
            self.assertRegex(done.stdout + done.stderr, "(?m)^[1-9][0-9]* modules?: ")

    def test_a_repository_in_another(self):
        """The one that the modules are in counts."""
        inner = self.root / "inner"
        shutil.copytree(self.root / "avm", inner / "avm")
        self.git("init", "-q", "inner")
        done = self.run_avmdoc("check", "-r", "--changed-since", "main~1", "inner/avm")
        self.assertEqual(done.returncode, 2)
        self.assertIn("inner: error: git does not know 'main~1': this repository has no commit yet", done.stderr)
        (inner / ".git/HEAD").unlink()
        done = self.run_avmdoc("check", "-r", "--changed-since", "HEAD", "inner/avm")
        self.assertEqual(done.returncode, 2)
        self.assertIn("inner: error: git failed: fatal: not a git repository", done.stderr)

    def test_an_unknown_reference(self):
        done = self.run_avmdoc("check", "-r", "--changed-since", "nowhere", "avm")
        self.assertEqual(done.returncode, 2)
        self.assertIn("git does not know 'nowhere' here; fetch it first", done.stderr)


class Links(Repository):
    def test_paths_through_symbolic_links(self):
        self.write("avm/ptn/a/c/version.json", "{}")
        (self.root / "link").symlink_to("avm")
        around = self.root.parent / f"{self.root.name}-link"
        around.symlink_to(self.root)
        self.addCleanup(around.unlink)
        # A folder called otherwise has no names of modules.
        for path, cwd in (("avm", self.root), ("avm", around), (f"{around}/avm", "/"), (str(self.root / "avm"), "/")):
            report = self.run_avmdoc("check", "-r", "--changed-since", "HEAD", "--format", "github", path, cwd=cwd)
            self.assertRegex(report.stdout, r"(?m)^1 module: ", path)
        done = self.run_avmdoc("check", "-r", "--changed-since", "HEAD", "--format", "github", "link")
        self.assertRegex(done.stdout, r"(?m)^1 module: ")

    def test_included_files_behind_a_link(self):
        self.write("avm/ptn/a/c/main.bicep", "metadata name = 'Module'\nmodule i '../b/inner.bicep' = {\n  name: 'i'\n}\n")
        self.write("avm/ptn/a/b/inner.bicep", "")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "y")
        self.write("avm/ptn/a/b/inner.bicep", "// changed\n")
        around = self.root.parent / f"{self.root.name}-link"
        around.symlink_to(self.root)
        self.addCleanup(around.unlink)
        done = self.run_avmdoc("check", "-r", "--changed-since", "HEAD", f"{around}/avm", cwd="/")
        self.assertRegex(done.stdout, r"(?m)^2 modules: ")


if __name__ == "__main__":
    import unittest

    unittest.main()
