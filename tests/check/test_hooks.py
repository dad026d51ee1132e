"""The hooks by the real pre-commit, and the action's script as it stands in action.yml."""
import os
import pathlib
import re
import shutil
import subprocess
import unittest

from check_workspace import EVERYTHING, PROJECT, CheckWorkspace
from workspace import AVMDOC

README = f"{EVERYTHING}/README.md"


class WithAvmdoc(CheckWorkspace):
    def setUp(self):
        super().setUp()
        tools = self.root.with_name(self.root.name + "-tools")
        tools.mkdir()
        self.addCleanup(shutil.rmtree, tools)
        (tools / "avmdoc").symlink_to(pathlib.Path(AVMDOC).resolve())
        self.tools = tools
        self.environment = {
            **os.environ,
            "PATH": f"{tools}:{os.environ['PATH']}",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "A",
            "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@example.org",
        }


class PreCommit(WithAvmdoc):
    def setUp(self):
        if shutil.which("pre-commit") is None:
            self.skipTest("pre-commit is not installed; the hooks are not run")
        super().setUp()
        self.git("init", "-q")
        self.fixture()
        hooks = self.root.with_name(self.root.name + "-hooks")
        hooks.mkdir()
        self.addCleanup(shutil.rmtree, hooks)
        shutil.copy(PROJECT / ".pre-commit-hooks.yaml", hooks)
        self.run_git(hooks, "init", "-q")
        self.run_git(hooks, "add", "-A")
        self.run_git(hooks, "commit", "-q", "-m", "x")
        revision = self.run_git(hooks, "rev-parse", "HEAD").strip()
        self.hooks, self.revision = hooks, revision
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")

    def run_git(self, folder, *arguments):
        done = subprocess.run(["git", *arguments], cwd=folder, env=self.environment, capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.decode()

    def pre_commit(self, hook):
        self.write(".pre-commit-config.yaml", f"repos:\n- repo: {self.hooks}\n  rev: {self.revision}\n  hooks:\n  - id: {hook}\n")
        self.git("add", "-A")
        environment = {**self.environment, "PRE_COMMIT_HOME": str(self.tools / "cache")}
        done = subprocess.run(
            ["pre-commit", "run", "--verbose"], cwd=self.root, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=120
        )
        return done.returncode, (done.stdout + done.stderr).decode()

    def test_check(self):
        self.edit(README, "| Tags. |", "| Marks. |")
        code, output = self.pre_commit("avmdoc-check")
        self.assertEqual(code, 1, output)
        self.assertIn("parameter tags: row in the table edited by hand", output)
        self.assert_runs("generate", "-q", EVERYTHING)
        self.edit(f"{EVERYTHING}/version.json", "0.1", "0.2")
        code, output = self.pre_commit("avmdoc-check")
        self.assertEqual(code, 0, output)
        self.assertIn("Passed", output)

    def test_generate(self):
        right = (self.root / README).read_bytes()
        self.edit(README, "| Tags. |", "| Marks. |")
        code, output = self.pre_commit("avmdoc-generate")
        self.assertEqual(code, 1, output)
        self.assertIn("files were modified by this hook", output)
        self.assertEqual((self.root / README).read_bytes(), right)
        self.edit(f"{EVERYTHING}/version.json", "0.1", "0.2")
        code, output = self.pre_commit("avmdoc-generate")
        self.assertEqual(code, 0, output)


class Action(WithAvmdoc):
    """The last step of the composite action, with the environment that a runner gives it."""

    def run_check(self, **inputs):
        text = (PROJECT / "action.yml").read_text(encoding="utf-8")
        script = re.search(r"- name: Check\n.*?      run: \|\n(.*)\Z", text, re.S).group(1)
        script = re.sub(r"^ {8}", "", script, flags=re.M)
        summary = self.tools / "summary.md"
        environment = {
            **self.environment,
            "PATHS": "avm",
            "CHANGED_SINCE": "",
            "LINKS": "keep",
            "SARIF": "",
            "RUNNER_TEMP": str(self.tools),
            "GITHUB_STEP_SUMMARY": str(summary),
            **inputs,
        }
        done = subprocess.run(["bash", "-e", "-c", script], cwd=self.root, env=environment, capture_output=True)
        return done.returncode, done.stdout.decode(), summary.read_text(encoding="utf-8") if summary.exists() else ""

    def test_drift(self):
        self.git("init", "-q")
        self.fixture()
        self.edit(README, "| Tags. |", "| Marks. |")
        code, output, summary = self.run_check(SARIF="out.sarif", PATHS="avm/ptn\n\n")
        self.assertEqual(code, 1)
        self.assertIn(f"::error file={EVERYTHING}/README.md,line=208,col=1,title=", output)
        self.assertIn("README drifted", summary)
        self.assertTrue((self.root / "out.sarif").exists())

    def test_clean(self):
        self.git("init", "-q")
        self.fixture()
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")
        code, _, summary = self.run_check(CHANGED_SINCE="HEAD")
        self.assertEqual(code, 0)
        self.assertIn("All READMEs are up to date.", summary)

    def test_inputs_are_no_commands(self):
        self.git("init", "-q")
        self.fixture()
        code, _, _ = self.run_check(PATHS='$(touch owned)\n"; touch owned; "\n--output=text=owned')
        self.assertEqual(code, 2)
        self.assertFalse((self.root / "owned").exists())


if __name__ == "__main__":
    unittest.main()
