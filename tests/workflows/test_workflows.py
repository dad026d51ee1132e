"""The workflows: actions are pinned, and each `run:` step works under bash.

What a step needs of the outside (packages, GitHub, npm, long builds) is replaced by a program that
writes down how it was called.
"""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
VERSION = os.environ["AVMDOC_VERSION"]
MODULE = "golden/example/avm/res/notification-hubs/namespace"
REPLACED = ("apt-get", "brew", "curl", "gh", "npm", "node", "cmake")


def load(name):
    return yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text(encoding="utf-8"))


class Pins(unittest.TestCase):
    def test_actions_are_pinned(self):
        pins = {}
        for file in WORKFLOWS:
            for line in file.read_text(encoding="utf-8").splitlines():
                if "uses:" in line:
                    found = re.fullmatch(r" +- uses: ([\w./-]+)@([0-9a-f]{40}) # v\d+\.\d+\.\d+", line)
                    self.assertTrue(found, f"{file.name}: {line}")
                    self.assertEqual(pins.setdefault(found[1], found[2]), found[2])
        self.assertIn("actions/checkout", pins)

    def test_nothing_from_outside_becomes_part_of_a_script(self):
        for file in WORKFLOWS:
            for job in yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].values():
                for step in job["steps"]:
                    self.assertNotIn("${{", step.get("run", ""))

    def test_workflows_may_only_read_unless_a_job_says_more(self):
        for file in WORKFLOWS:
            self.assertEqual(load(file.stem)["permissions"], {"contents": "read"})


class Steps(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="avmdoc-workflow-")).resolve()
        self.addCleanup(shutil.rmtree, self.root)
        self.calls = self.root / "calls"
        self.calls.touch()
        (self.root / "bin").mkdir()
        self.checkout = self.root / "checkout"
        shutil.copytree(ROOT / "golden/example", self.checkout / "golden/example")
        for file in ("CMakeLists.txt", "CHANGELOG.md"):
            shutil.copy(ROOT / file, self.checkout / file)
        for name in REPLACED:
            self.replace(self.root / "bin" / name)
        self.replace(self.checkout / "dev")

    def replace(self, file):
        file.write_text(f'#!/bin/sh\necho "{file.name} $*" >>"{self.calls}"\n', encoding="utf-8")
        file.chmod(0o755)

    def run_step(self, workflow, job, name, code=0, **environment):
        steps = load(workflow)["jobs"][job]["steps"]
        (step,) = [step for step in steps if step.get("name") == name]
        self.assertLessEqual(set(environment) - {"CALLS"}, set(step.get("env", {})), "what the step does not get")
        # As GitHub runs a step with `shell: bash`.
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.checkout, capture_output=True, text=True, timeout=60,
            env={"PATH": f"{self.root}/bin:{os.environ['PATH']}", "HOME": str(self.root), **environment},
        )
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def called(self):
        return self.calls.read_text(encoding="utf-8").splitlines()

    def test_every_step_is_run_here(self):
        run = pathlib.Path(__file__).read_text(encoding="utf-8")
        for file in WORKFLOWS:
            for job, parts in load(file.stem)["jobs"].items():
                for step in parts["steps"]:
                    if "run" in step:
                        self.assertIn(f'("{file.stem}", "{job}", "{step["name"]}"', run)

    def test_linux(self):
        self.run_step("test", "linux", "Git, for the checkout and for the tests")
        tasks = load("test")["jobs"]["linux"]["strategy"]["matrix"]["task"]
        for task in tasks:
            self.run_step("test", "linux", "Run the task", TASK=task)
        self.assertEqual(self.called()[-len(tasks):], [f"dev {task}" for task in tasks])
        known = (ROOT / "dev").read_text(encoding="utf-8")
        for task in tasks:
            self.assertTrue(re.search(rf"(?m)^  {task}\)", known), f"./dev has no task {task}")

    def test_binaries(self):
        self.run_step("test", "binaries", "Build and test the binaries, the one for Windows under wine")
        self.assertEqual(self.called(), ["apt-get update -q", "dev release --test"])

    def windows(self, code=0):
        subprocess.run(["git", "init", "-q"], cwd=self.checkout, check=True)
        subprocess.run(["git", "add", "-A"], cwd=self.checkout, check=True)
        (self.checkout / "dist").mkdir()
        program = self.checkout / "dist/avmdoc-windows-x64.exe"
        # Where the step is tried, a backslash is no separator.
        program.write_text(f'#!/bin/bash\nexec "{os.environ["AVMDOC"]}" "${{@//\\\\//}}"\n', encoding="utf-8")
        program.chmod(0o755)
        return self.run_step("test", "windows", "Document the bundled example and compare", code=code)

    def test_windows(self):
        self.assertIn(f"avmdoc {VERSION}", self.windows().stdout)

    def test_windows_with_another_readme(self):
        readme = self.checkout / MODULE / "README.md"
        readme.write_bytes(readme.read_bytes() + b"more\n")
        self.assertIn("-more", self.windows(code=1).stdout)

    def serve_mustache(self, ending):
        """curl gives the header that the command is built with here, which Debian has of that release."""
        header = pathlib.Path(os.environ["AVMDOC_MUSTACHE_HEADERS"]) / "kainjow/mustache.hpp"
        (self.root / "bin/curl").write_text(
            f'#!/bin/sh\nfile=build/include/kainjow/mustache.hpp\nmkdir -p "${{file%/*}}"\n'
            f'{{ cat "{header}"; printf "{ending}"; }} >$file\n',
            encoding="utf-8",
        )

    def test_macos_with_another_header(self):
        self.serve_mustache("more")
        self.assertIn("FAILED", self.run_step("test", "macos", "Build", code=1).stdout)
        self.assertNotIn("cmake --preset macos", self.called())

    def test_macos(self):
        self.serve_mustache("")
        self.run_step("test", "macos", "Build")
        self.assertIn("cmake --preset macos", self.called())
        presets = json.loads((ROOT / "CMakePresets.json").read_text(encoding="utf-8"))
        self.assertIn("macos", [preset["name"] for preset in presets["buildPresets"]])
        (self.checkout / "tests").mkdir()
        shutil.copytree(ROOT / "tests/golden", self.checkout / "tests/golden")
        (self.checkout / "build/macos/cli").mkdir(parents=True)
        (self.checkout / "build/macos/cli/avmdoc").symlink_to(os.environ["AVMDOC"])
        self.assertIn("as expected", self.run_step("test", "macos", "Compare with the goldens").stdout)

    def test_the_tag(self):
        step = ("release", "build", "Compare the tag with the version")
        changes = self.checkout / "CHANGELOG.md"
        done = self.run_step(*step, TAG="v99.0.0", code=1)
        self.assertEqual(done.stdout, f"::error file=CMakeLists.txt::the tag is v99.0.0, but the version is {VERSION}\n")
        changes.write_text("## [Unreleased]\n", encoding="utf-8")
        self.assertIn(f"there is no section [{VERSION}]", self.run_step(*step, TAG=f"v{VERSION}", code=1).stdout)
        changes.write_text(f"## [{VERSION}] - 2026-12-01\n", encoding="utf-8")
        self.run_step("release", "build", "Compare the tag with the version", TAG=f"v{VERSION}")

    def test_build(self):
        self.run_step("release", "build", "Build and test")
        self.assertEqual(self.called()[-2:], ["dev release --test", "node packaging/npm/pack.mjs build/dist build/npm"])

    def test_checksums(self):
        dist = self.checkout / "build/dist"
        dist.mkdir(parents=True)
        (dist / "avmdoc-linux-x64").write_bytes(b"binary")
        (dist / "SHA256SUMS").write_text(f"{hashlib.sha256(b'binary').hexdigest()}  avmdoc-linux-x64\n", encoding="utf-8")
        self.run_step("release", "publish", "Check what was downloaded")
        (dist / "avmdoc-linux-x64").write_bytes(b"another")
        self.run_step("release", "publish", "Check what was downloaded", code=1)

    def test_publishing(self):
        for file in ("dist/avmdoc-linux-x64", "dist/SHA256SUMS", f"npm/avmdoc-{VERSION}.tgz", f"npm/avmdoc-linux-x64-{VERSION}.tgz"):
            (self.checkout / "build" / file).parent.mkdir(parents=True, exist_ok=True)
            (self.checkout / "build" / file).touch()
        (self.checkout / "CHANGELOG.md").write_text(
            f"# Changelog\n\n## [Unreleased]\n\nlater\n\n## [{VERSION}] - 2026-12-01\n\n### Added\n\n- One.\n\n## [0.0.9]\n\nearlier\n",
            encoding="utf-8",
        )
        self.run_step("release", "publish", "Make the release on GitHub", TAG=f"v{VERSION}", GH_TOKEN="none")
        self.assertEqual((self.checkout / "notes.md").read_text(encoding="utf-8").strip(), "### Added\n\n- One.")
        self.run_step("release", "publish", "Publish the npm packages, the one that needs the others last", TAG=f"v{VERSION}")
        self.assertEqual(
            self.called(),
            [
                f"gh release create v{VERSION} --verify-tag --title v{VERSION} --notes-file notes.md "
                "build/dist/SHA256SUMS build/dist/avmdoc-linux-x64",
                f"npm publish --provenance --access public ./build/npm/avmdoc-linux-x64-{VERSION}.tgz",
                f"npm publish --provenance --access public ./build/npm/avmdoc-{VERSION}.tgz",
            ],
        )


if __name__ == "__main__":
    unittest.main()
