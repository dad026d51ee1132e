"""Set-ModuleReadMe of packaging/powershell under real PowerShell, and the registry's own tests with it.

AVMDOC_PWSH names PowerShell 7. The tests of the registry also need AVMDOC_REGISTRY, a checkout of it
with its git history, AVMDOC_BICEP, and AVMDOC_SHARED, whose tools run them with Pester offline.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "cli"))

from workspace import AVMDOC, Workspace  # noqa: E402

PWSH = os.environ.get("AVMDOC_PWSH", "")
REGISTRY = os.environ.get("AVMDOC_REGISTRY", "")
BICEP = os.environ.get("AVMDOC_BICEP", "")
RUN_PESTER = pathlib.Path(os.environ.get("AVMDOC_SHARED", PROJECT.parent / "shared")) / "tools/reference/run-pester.ps1"
DROP_IN = PROJECT / "packaging/powershell/Avmdoc/Set-ModuleReadMe.ps1"
PLACE = "utilities/pipelines/sharedScripts/Set-ModuleReadMe.ps1"
PARAMETERS = {
    "name": {"type": "string", "metadata": {"description": "Required. The name."}},
    "enableTelemetry": {"type": "bool", "defaultValue": True, "metadata": {"description": "Optional. Telemetry."}},
}


def environment(**more):
    return {**os.environ, "AVMDOC": str(pathlib.Path(AVMDOC).resolve()), "POWERSHELL_TELEMETRY_OPTOUT": "1", "NO_COLOR": "1", **more}


@unittest.skipUnless(PWSH, "AVMDOC_PWSH names no PowerShell; the drop-in is not run")
class DropIn(Workspace):
    def setUp(self):
        super().setUp()
        self.folder = self.module("avm/res/my/store", name="Store", parameters=PARAMETERS)
        with open(self.folder / "main.bicep", "a") as source:
            source.write("import { t } from 'br/public:avm/utl/types/own:1.0.0'\n")
        self.expected = self.assert_runs("generate", "--stdout", self.folder).stdout
        done = subprocess.run(
            [PWSH, "-NoProfile", "-NonInteractive", "-File", str(HERE / "drop_in.ps1"), "-Drop", str(DROP_IN), "-Module", str(self.folder)],
            cwd=self.root, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, timeout=900,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        printed = done.stdout.decode().splitlines()
        # What PowerShell's host prints for -WhatIf is in no stream that could be caught.
        self.what_if = [line for line in printed if not line.startswith("{")]
        lines = [json.loads(line) for line in printed if line.startswith("{")]
        self.found = {line["name"]: (line["output"], line["readme"]) for line in lines}

    def with_notes(self, notes):
        return self.expected.replace("## Data Collection", f"## Notes\n\n{notes}\n\n## Data Collection").replace(
            "- [Data Collection]", "- [Notes](#Notes)\n- [Data Collection]"
        )

    def assert_threw(self, name, *words):
        output, _ = self.found[name]
        self.assertTrue(output.startswith("threw: "), (name, output))
        for word in words:
            self.assertIn(word, output)

    def test_all(self):
        found = self.found
        self.assertIn("br/public:avm/utl/types/own:1.0.0", self.expected)
        self.assertEqual(found["pass through"][0].rstrip("\n"), self.expected.rstrip("\n"))
        self.assertIsNone(found["pass through"][1])
        self.assertEqual(found["create"][1], self.expected)
        self.assertRegex(found["create"][0], r"File \[.*README\.md\] created")
        self.assertIsNone(found["what if"][1])
        self.assertNotIn("created", found["what if"][0])
        (what_if,) = self.what_if
        self.assertRegex(what_if, r'^What if: .*"Create" on target "File in path \[.*README\.md\]"')
        self.assertEqual(found["overwrite keeps notes"][1], self.with_notes("Grüße 🎉"))
        self.assertRegex(found["overwrite keeps notes"][0], r"File \[.*README\.md\] updated")
        self.assertEqual(found["template"][1], self.expected.replace("This is Store.", "Another description – €."))
        rows = re.findall(r"^\| `(.*)` \| (?:Local|Remote) reference \|$", found["references"][1], re.M)
        self.assertEqual(rows, ["avm/res/my/part", "br/public:a:1", "br/public:b:1"])
        self.assertNotIn("Cross-referenced", found["no references"][1])
        self.assertIn("| `br/public:refreshed-True` | Remote reference |", found["references of a function"][1])
        self.assertTrue(found["notice"][1].endswith("## Data Collection\n\nLine one.\nLine two.\n"), found["notice"][1])
        self.assertEqual(found["no notice"][1], self.expected)
        self.assertIsNone(found["another place"][1])
        self.assertIn(self.with_notes("Over there."), found["another place"][0])
        self.assertEqual(found["all sections"][1], self.expected)

    def test_errors(self):
        self.assert_threw("some sections", "-SectionsToRefresh must name all sections", "Not named: Resource Types, Usage examples")
        self.assert_threw("no template", "gone.json")
        self.assert_threw("a folder", "is no valid file path")
        self.assert_threw("an empty template", "Failed to compile")
        self.assert_threw("a broken template", "avmdoc failed for", "error: ")
        self.assertEqual(self.found["a broken template"][1], "old\n")
        self.assert_threw("no avmdoc", "AVMDOC names [/nowhere/avmdoc], which is no program")


@unittest.skipUnless(PWSH and BICEP and REGISTRY and RUN_PESTER.exists(),
                     "AVMDOC_PWSH, AVMDOC_BICEP, AVMDOC_REGISTRY or the tools in AVMDOC_SHARED are missing; the registry's own tests are not run")
class Registry(Workspace):
    MODULES = ("avm/res/network/public-ip-prefix", "avm/utl/types/avm-common-types")

    def setUp(self):
        super().setUp()
        self.checkout = self.root / "registry"
        subprocess.run(["git", "clone", "-q", "--shared", REGISTRY, self.checkout], check=True, capture_output=True)

    def use_drop_in(self):
        shutil.copy(DROP_IN, self.checkout / PLACE)

    def pwsh(self, *arguments):
        done = subprocess.run(
            [PWSH, "-NoProfile", "-NonInteractive", *map(str, arguments)], cwd=self.checkout, stdin=subprocess.DEVNULL, capture_output=True,
            env=environment(PATH=f"{pathlib.Path(BICEP).parent}:{os.environ['PATH']}", TMPDIR=str(self.root)), timeout=3600,
        )
        return done.stdout.decode() + done.stderr.decode()

    def compliance(self):
        peers = pathlib.Path(BICEP).parent
        output = self.pwsh("-File", RUN_PESTER, "-Repo", self.checkout, "-Peers", peers, "-Modules", ",".join(self.MODULES))
        results = re.findall(r"(?m)^(Passed|Failed) +[\d,.]+ms \[(\S+)\] `?Set-ModuleReadMe`? script", output)
        self.assertEqual(len(results), len(self.MODULES), output)
        return {name: result for result, name in results}

    def test_readme_content_tests(self):
        """Seeded faults fail with the drop-in where they fail with the reference."""
        faulty = self.checkout / self.MODULES[0] / "README.md"
        right = faulty.read_bytes()
        for name in ("the reference", "the drop-in"):
            if name == "the drop-in":
                self.use_drop_in()
            with self.subTest("right", by=name):
                self.assertEqual(set(self.compliance().values()), {"Passed"})
            faulty.write_bytes(right.replace(b"| string |", b"| text |", 1))
            with self.subTest("fault", by=name):
                results = self.compliance()
                self.assertEqual([name for name, result in results.items() if result == "Failed"], ["network/public-ip-prefix"])
            faulty.write_bytes(right)

    def test_set_module_readme_tests(self):
        self.use_drop_in()
        psd1 = (pathlib.Path(BICEP).parent / "Pester.psd1").read_text().strip()
        script = (
            f"Import-Module '{psd1}'; $c = New-PesterConfiguration; $c.Run.PassThru = $true; "
            f"$c.Run.Path = '{self.checkout}/utilities/tests/pipelines/Set-ModuleReadme.Tests.ps1'; "
            "$r = Invoke-Pester -Configuration $c; \"passed $($r.PassedCount) failed $($r.FailedCount)\""
        )
        output = self.pwsh("-Command", script)
        self.assertIn("passed 4 failed 0", output)


if __name__ == "__main__":
    unittest.main()
