"""The hooks by the real pre-commit, and the action's script as it stands in action.yml."""
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import unittest

from check_workspace import EVERYTHING, PROJECT, CheckWorkspace
from workspace import AVMDOC, limits

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

    def pre_commit(self, hook, *arguments):
        self.write(".pre-commit-config.yaml", f"repos:\n- repo: {self.hooks}\n  rev: {self.revision}\n  hooks:\n  - id: {hook}\n")
        self.git("add", "-A")
        environment = {**self.environment, "PRE_COMMIT_HOME": str(self.tools / "cache")}
        done = subprocess.run(
            ["pre-commit", "run", "--verbose", *arguments], cwd=self.root, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=120
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

    def test_drift_that_is_committed(self):
        self.edit(README, "| Tags. |", "| Marks. |")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "drift")
        self.write("avm/ptn/check/other/version.json", "{}")
        self.git("add", "-A")
        code, output = self.pre_commit("avmdoc-check")
        self.assertEqual(code, 0, output)
        for arguments in (("--from-ref", "HEAD~1", "--to-ref", "HEAD"), ("--all-files",)):
            with self.subTest(arguments):
                code, output = self.pre_commit("avmdoc-check", *arguments)
                self.assertEqual(code, 1, output)
                self.assertIn("parameter tags: row in the table edited by hand", output)

    def test_all_files_generates_all(self):
        right = (self.root / README).read_bytes()
        self.edit(README, "| Tags. |", "| Marks. |")
        self.git("commit", "-q", "-a", "-m", "drift")
        code, output = self.pre_commit("avmdoc-generate")
        self.assertEqual(code, 0, output)
        code, output = self.pre_commit("avmdoc-generate", "--all-files")
        self.assertEqual(code, 1, output)
        self.assertEqual((self.root / README).read_bytes(), right)

    def test_a_deleted_file_counts(self):
        self.git("rm", "-q", f"{EVERYTHING}/tests/e2e/max/main.test.bicep")
        code, output = self.pre_commit("avmdoc-check")
        self.assertEqual(code, 1, output)
        self.assertIn("README.md", output)

    def test_a_stale_template_fails_the_generating_hook_where_the_source_cannot_be_read(self):
        readme = (self.root / README).read_bytes()
        self.edit(f"{EVERYTHING}/main.bicep", "Optional. Tags.", "Optional. Marks.")
        code, output = self.pre_commit("avmdoc-generate")
        self.assertEqual(code, 1, output)
        self.assertIn("is not in the module cache; run: bicep restore main.bicep", output)
        self.assertEqual((self.root / README).read_bytes(), readme)

    def test_generate(self):
        right = (self.root / README).read_bytes()
        self.edit(README, "| Tags. |", "| Marks. |")
        code, output = self.pre_commit("avmdoc-generate")
        self.assertEqual(code, 1, output)
        self.assertEqual((self.root / README).read_bytes(), right)
        self.edit(f"{EVERYTHING}/version.json", "0.1", "0.2")
        code, output = self.pre_commit("avmdoc-generate")
        self.assertEqual(code, 0, output)


class Step(WithAvmdoc):
    """The steps of the composite action, with the environment that a runner gives them."""

    def script(self, name):
        text = (PROJECT / "action.yml").read_text(encoding="utf-8")
        step = re.search(rf"- name: {name}\n.*?      run: \|\n(.*?)(?=\n\n    - name:|\Z)", text, re.S).group(1)
        return re.sub(r"^ {8}", "", step, flags=re.M)

    def run_step(self, name, environment):
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", self.script(name)],
            cwd=self.root, env={**self.environment, "RUNNER_TEMP": str(self.tools), **environment}, capture_output=True,
            preexec_fn=limits(20, 1024),
        )
        return done.returncode, done.stdout.decode()


class Action(Step):
    def run_check(self, **inputs):
        summary = self.tools / "summary.md"
        inputs = {"PATHS": "avm", "CHANGED_SINCE": "", "LINKS": "keep", "SARIF": "", **inputs}
        code, output = self.run_step("Check", {"GITHUB_STEP_SUMMARY": str(summary), **inputs})
        return code, output, summary.read_text(encoding="utf-8") if summary.exists() else ""

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

    def test_a_gate_is_green_although_other_modules_drifted(self):
        self.git("init", "-q", "-b", "main")
        self.fixture()
        self.module("avm/ptn/check/other", readme="old\n")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")
        self.git("update-ref", "refs/remotes/origin/main", "HEAD")
        self.write(f"{EVERYTHING}/version.json", '{ "version": "0.2" }\n')
        code, output, _ = self.run_check(CHANGED_SINCE="origin/main")
        self.assertEqual(code, 0, output)
        self.write("avm/ptn/check/other/version.json", '{ "version": "0.2" }\n')
        code, output, _ = self.run_check(CHANGED_SINCE="origin/main")
        self.assertEqual(code, 1, output)

    def test_without_a_base_branch_all_modules_are_checked(self):
        self.git("init", "-q")
        self.fixture()
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")
        for reference in ("", "origin/"):
            code, output, _ = self.run_check(CHANGED_SINCE=reference)
            self.assertEqual(code, 0, output)
            self.assertIn("2 modules: 2 clean", output)

    def test_a_failure_before_the_check_is_annotated(self):
        self.git("init", "-q")
        self.fixture()
        (self.tools / "summary.md").write_text("of another step\n")
        code, output, summary = self.run_check(CHANGED_SINCE="origin/nothing", LINKS="keep")
        self.assertEqual(code, 2)
        self.assertIn("::error", output)
        self.assertIn("origin/nothing", output)
        code, output, summary = self.run_check(LINKS="100% keep")
        self.assertEqual(code, 2)
        self.assertRegex(output, "::error title=avmdoc::avmdoc: error: --links needs .*100%25 keep'.*%0ASee 'avmdoc check --help'.")
        self.assertEqual(summary.count("of another step\n"), 1)

    def test_inputs_are_not_run_as_commands(self):
        self.git("init", "-q")
        self.fixture()
        code, _, _ = self.run_check(PATHS='$(touch owned)\n"; touch owned; "\n--output=text=owned')
        self.assertEqual(code, 2)
        self.assertFalse((self.root / "owned").exists())


class Snippets(WithAvmdoc):
    """The scripts that docs/check.md shows for other systems."""

    def run_script(self, script, **environment):
        done = subprocess.run(["bash", "-c", script], cwd=self.root, env={**self.environment, **environment}, capture_output=True)
        return done.returncode, (done.stdout + done.stderr).decode()

    def shown(self, pattern):
        text = (PROJECT / "docs/check.md").read_text(encoding="utf-8")
        return re.search(pattern, text, re.S).group(1)

    def test_azure_devops(self):
        self.git("init", "-q", "-b", "main")
        self.fixture()
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")
        self.git("update-ref", "refs/remotes/origin/main", "HEAD")
        # YAML folds the lines of one script.
        check = " ".join(self.shown(r"- script: >-\n(.*?)\n  - task:").split())
        show = self.shown(r"- script: \|\n(.*?)\n    condition:")
        self.assertEqual(self.run_script(show), (0, ""))
        for target, words in (("", "2 modules: 2 clean"), ("main", "0 modules:"), ("refs/heads/main", "0 modules:")):
            with self.subTest(target):
                code, output = self.run_script(check, SYSTEM_PULLREQUEST_TARGETBRANCH=target)
                self.assertEqual(code, 0, output)
                self.assertIn(words, output)
        self.assertEqual(self.run_script(show), (0, f"##vso[task.uploadsummary]{self.root}/avmdoc.md\n"))

    def test_gitlab(self):
        self.git("init", "-q", "-b", "main")
        self.fixture()
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")
        self.git("remote", "add", "origin", str(self.root))
        steps = self.shown(r"\nreadme:\n  script:\n(.*?)\n  variables:")
        script = "set -e\n" + re.sub(r"^    - ", "", steps, flags=re.M)
        code, output = self.run_script(script, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main")
        self.assertEqual(code, 0, output)
        self.assertTrue((self.root / "avmdoc.xml").exists())


class Download(Step):
    """A release is a folder here: curl takes it for a server."""

    def setUp(self):
        super().setUp()
        if shutil.which("curl") is None:
            self.skipTest("curl is not installed; the download of a release is not tried")
        release = self.tools / "someone/avmdoc/releases/download/v1.2.3"
        release.mkdir(parents=True)
        self.release = release
        self.names = {"Linux-X64": "avmdoc-linux-x64", "Linux-ARM64": "avmdoc-linux-arm64", "Windows-X64": "avmdoc-windows-x64.exe"}
        for name in self.names.values():
            (release / name).write_text(f"#!/bin/sh\necho {name}\n")
        self.write_sums("  ")

    def write_sums(self, separator):
        lines = [hashlib.sha256(file.read_bytes()).hexdigest() + separator + file.name for file in sorted(self.release.glob("avmdoc-*"))]
        (self.release / "SHA256SUMS").write_text("\n".join(lines) + "\n")

    def get(self, version="v1.2.3", system="Linux-X64", **environment):
        path = self.tools / "path"
        path.unlink(missing_ok=True)
        code, output = self.run_step("Get avmdoc", {
            "VERSION": version, "REF": "main", "ACTION": str(PROJECT), "REPOSITORY": "someone/avmdoc",
            "GITHUB_SERVER_URL": f"file://{self.tools}", "GITHUB_PATH": str(path),
            "RUNNER_OS": system.split("-")[0], "RUNNER_ARCH": system.split("-")[1], **environment,
        })
        return code, output, pathlib.Path(path.read_text().strip()) if path.exists() else None

    def test_the_program_of_the_runner(self):
        for separator in ("  ", " *"):
            self.write_sums(separator)
            for system, name in self.names.items():
                code, output, folder = self.get(system=system)
                self.assertEqual(code, 0, output)
                program = folder / ("avmdoc.exe" if "Windows" in system else "avmdoc")
                self.assertEqual(subprocess.run([program], capture_output=True).stdout.decode().strip(), name)

    def test_the_release_that_the_action_is_used_at(self):
        code, output, folder = self.get(version="", REF="v1.2.3")
        self.assertEqual(code, 0, output)
        self.assertTrue((folder / "avmdoc").exists())

    def assert_refused(self, words, **how):
        code, output, folder = self.get(**how)
        self.assertEqual((code, folder), (2, None), output)
        self.assertRegex(output, f"(?m)^::error title=avmdoc::.*{words}")

    def test_another_program_is_refused(self):
        (self.release / "avmdoc-linux-x64").write_text("#!/bin/sh\necho evil\n")
        self.assert_refused("the checksum of avmdoc-linux-x64 is [0-9a-f]{64}, but SHA256SUMS of v1.2.3 says '[0-9a-f]{64}'")

    def test_a_program_without_a_checksum_is_refused(self):
        (self.release / "SHA256SUMS").write_text("0000  avmdoc-linux-x64.txt\n")
        self.assert_refused("says ''")
        (self.release / "SHA256SUMS").unlink()
        self.assert_refused("SHA256SUMS of v1.2.3 could not be downloaded")

    def test_what_is_not_released(self):
        self.assert_refused("no released avmdoc for macOS on X64", system="macOS-X64")
        self.assert_refused("avmdoc-linux-x64 of v9.9.9 could not be downloaded", version="v9.9.9")
        self.assert_refused("neither a release such as v0.1.0, source nor path", version="latest")

    def test_its_own_source(self):
        action = self.tools / "action"
        action.mkdir()
        task = action / "dev"
        task.write_text('#!/bin/sh\n[ "$1" = install ] && mkdir -p "$2/bin" && echo "echo built" >"$2/bin/avmdoc"\n')
        task.chmod(0o755)
        (self.tools / "apt-get").symlink_to("/bin/true")
        for version in ("", "source"):
            code, output, folder = self.get(version=version, ACTION=str(action))
            self.assertEqual(code, 0, output)
            self.assertTrue((folder / "avmdoc").exists())
        task.write_text("#!/bin/sh\nexit 1\n")
        self.assert_refused("avmdoc could not be built", version="source", ACTION=str(action))

    def test_the_one_on_the_path(self):
        code, output, _ = self.get(version="path")
        self.assertEqual(code, 0)
        self.assertRegex(output, "^avmdoc [0-9]")
        self.assert_refused("avmdoc is not on the PATH", version="path", PATH="/usr/bin:/bin")


if __name__ == "__main__":
    unittest.main()
