"""Workspaces with the module that has one of everything."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
SHARED = pathlib.Path(os.environ.get("AVMDOC_SHARED", PROJECT.parent / "shared"))
sys.path.insert(0, str(HERE.parent / "cli"))

from workspace import Workspace  # noqa: E402

EVERYTHING = "avm/ptn/check/everything"


class CheckWorkspace(Workspace):
    def fixture(self):
        shutil.copytree(HERE / "fixture" / "avm", self.root / "avm")
        self.assert_runs("generate", "-q", "-r", "avm")
        return self.root / EVERYTHING

    def git(self, *arguments):
        environment = {
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "A",
            "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@example.org",
        }
        done = subprocess.run(["git", *arguments], cwd=self.root, env=environment, capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return done.stdout.decode()

    def edit(self, path, old, new):
        text = (self.root / path).read_bytes().decode("utf-8")
        self.assertIn(old, text)
        self.write(path, text.replace(old, new, 1))

    def check_json(self, *arguments, code=None):
        done = self.run_avmdoc("check", "--format", "json", *arguments)
        if code is not None:
            self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return json.loads(done.stdout)

    def sentences(self, *arguments, code=1):
        report = self.check_json(*arguments, code=code)
        return [drift["sentence"] for module in report["modules"] for drift in module["drifts"]]
