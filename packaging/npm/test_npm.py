"""The npm packages: packed, installed into an empty folder without a network, and run."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ["AVMDOC_BINARY"])
VERSION = os.environ["AVMDOC_VERSION"]
MODULE = "avm/res/notification-hubs/namespace"


class Npm(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="avmdoc-npm-"))
        self.addCleanup(shutil.rmtree, self.root)
        (self.root / "dist").mkdir()
        shutil.copy(BINARY, self.root / "dist/avmdoc-linux-x64")
        self.run_command("node", ROOT / "packaging/npm/pack.mjs", "dist", "packages")
        (self.root / "project").mkdir()
        shutil.copytree(ROOT / "golden/example/avm", self.root / "project/avm")

    def run_command(self, *command, cwd=".", code=0):
        done = subprocess.run(
            [str(part) for part in command], cwd=self.root / cwd, capture_output=True, text=True, timeout=120,
            env={**os.environ, "HOME": str(self.root), "PRE_COMMIT_HOME": str(self.root / "pre-commit"),
                 "npm_config_cache": str(self.root / "cache"), "npm_config_offline": "true"},
        )
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def install(self, *packages):
        paths = [f"../packages/{name}-{VERSION}.tgz" for name in packages]
        self.run_command("npm", "install", "--offline", "--no-audit", "--no-fund", *paths, cwd="project")

    def test_run_from_an_empty_folder(self):
        self.install("avmdoc-linux-x64", "avmdoc")
        done = self.run_command("npx", "--offline", "avmdoc", "--version", cwd="project")
        self.assertEqual(done.stdout, f"avmdoc {VERSION}\n")
        self.run_command("npx", "--offline", "avmdoc", "check", "-q", "-r", "avm", cwd="project")
        readme = self.root / "project" / MODULE / "README.md"
        right = readme.read_bytes()
        readme.write_bytes(right + b"\nMore\n")
        done = self.run_command("npx", "--offline", "avmdoc", "check", "-r", "avm", cwd="project", code=1)
        self.assertIn("README.md", done.stdout)
        self.run_command("npx", "--offline", "avmdoc", "generate", "-r", "avm", cwd="project")
        self.assertEqual(readme.read_bytes(), right)

    def test_pre_commit_installs_it(self):
        if not shutil.which("pre-commit"):
            self.skipTest("pre-commit is not installed; the hook is not run")
        text = (ROOT / "docs/install.md").read_text(encoding="utf-8")
        config = re.search(r"```yaml\n(repos:\n.*?language: node.*?)```", text, re.S)[1]
        packages = [str(self.root / f"packages/{name}-{VERSION}.tgz") for name in ("avmdoc-linux-x64", "avmdoc")]
        # Packages that are not published yet come from their tarballs.
        self.assertIn(f'["avmdoc@{VERSION}"]', config)
        config = config.replace(f'["avmdoc@{VERSION}"]', json.dumps(packages))
        (self.root / "project/.pre-commit-config.yaml").write_text(config, encoding="utf-8")
        self.run_command("git", "init", "-q", cwd="project")
        self.run_command("git", "add", "-A", cwd="project")
        self.run_command("pre-commit", "run", "--all-files", cwd="project")
        readme = self.root / "project" / MODULE / "README.md"
        readme.write_bytes(readme.read_bytes() + b"\nMore\n")
        self.run_command("git", "add", "-A", cwd="project")
        done = self.run_command("pre-commit", "run", "--all-files", cwd="project", code=1)
        self.assertIn("README.md", done.stdout)

    def test_without_a_binary_for_the_system(self):
        self.install("avmdoc")
        done = self.run_command("npx", "--offline", "avmdoc", "--version", cwd="project", code=2)
        self.assertIn("@avmdoc/linux-x64 is not installed", done.stderr)


if __name__ == "__main__":
    if not shutil.which("npm"):
        print("SKIPPED: there is no npm to install the packages with")
        sys.exit(77)
    unittest.main()
