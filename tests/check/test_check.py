"""Exit codes, line endings, stale templates, --build and check after generate."""
import json
import os
import pathlib
import shutil
import subprocess
import unittest

from check_workspace import EVERYTHING, SHARED, CheckWorkspace
from workspace import AVMDOC, template

README = f"{EVERYTHING}/README.md"


class ManyModules(CheckWorkspace):
    def test_the_number_of_jobs_changes_nothing(self):
        """More modules than wait at once, some of them large, some with drift and some broken."""
        for number in range(1200):
            padding = 600_000 if number % 400 == 7 else 1
            self.write(f"avm/ptn/a/m{number}/main.json",
                       template(name=f"M{number}", variables={"padding": "x" * padding}))
        self.assert_runs("generate", "-q", "-r", "avm")
        for number in range(0, 1200, 100):
            self.edit(f"avm/ptn/a/m{number}/README.md", f"# M{number} ", "# Another ")
            self.write(f"avm/ptn/a/m{number + 1}/main.json", "no JSON")
        runs = [self.assert_runs("check", "-r", "-j", jobs, "avm", code=2).stdout for jobs in (1, 2, 5, 64)]
        self.assertTrue(runs[0].endswith("1200 modules: 1176 clean, 12 drift, 0 stale, 12 failed\n"), runs[0])
        for run in runs[1:]:
            self.assertEqual(run, runs[0])


class ExitCodes(CheckWorkspace):
    def test_clean(self):
        self.fixture()
        self.assert_runs("check", "-r", "avm", stdout="2 modules: 2 clean, 0 drift, 0 stale, 0 failed\n", stderr="")
        self.assert_runs("check", "-q", "-r", "avm", stdout="", stderr="")

    def test_drift(self):
        self.fixture()
        self.edit(README, "| Tags. |", "| Marks. |")
        done = self.assert_runs("check", EVERYTHING, code=1)
        self.assertIn("parameter tags: row in the table edited by hand", done.stdout)
        self.assertIn(f"avmdoc generate {EVERYTHING}\n", done.stdout)

    def test_failure_takes_precedence_and_both_are_reported(self):
        module = self.fixture()
        self.edit(README, "| `name` | string | The name. |\n", "")
        (module / "part" / "main.json").write_text("{")
        done = self.assert_runs("check", "-r", "avm", code=2)
        self.assertIn("output name is missing from the README", done.stdout)
        self.assertIn("not valid JSON", done.stdout)
        self.assertIn("2 modules: 0 clean, 1 drift, 0 stale, 1 failed", done.stdout)

    def test_path_without_a_module(self):
        self.fixture()
        done = self.assert_runs("check", "nowhere", "-r", "avm", code=2)
        self.assertIn("there is no such file or folder", done.stdout)

    def test_wrong_usage(self):
        for arguments, message in {
            ("--format", "xml"): "unknown format 'xml'; expected one of text, diff, patch, json, sarif, github, markdown, junit",
            ("--format", "jsn"): "unknown format 'jsn' (did you mean 'json'?)",
            ("--output", "json"): "--output needs FORMAT=FILE, not 'json'",
            ("--output", "json="): "--output needs FORMAT=FILE, not 'json='",
        }.items():
            done = self.assert_runs("check", *arguments, code=2, stdout="")
            self.assertIn(message, done.stderr)

    def test_nothing_is_written(self):
        self.fixture()
        self.edit(README, "| Tags. |", "| Marks. |")
        before = {path: path.stat().st_mtime_ns for path in self.root.rglob("*")}
        self.assert_runs("check", "-r", "avm", code=1)
        self.assertEqual(before, {path: path.stat().st_mtime_ns for path in self.root.rglob("*")})

    def test_missing_readme(self):
        module = self.fixture()
        (module / "README.md").unlink()
        self.assertEqual(self.sentences(EVERYTHING), ["README.md is missing"])


class LineEndings(CheckWorkspace):
    def test_crlf_alone_is_a_note(self):
        module = self.fixture()
        text = (module / "README.md").read_bytes()
        for content, what in (
            (text.replace(b"\n", b"\r\n"), "CRLF line endings"),
            (b"\xef\xbb\xbf" + text, "a byte order mark"),
        ):
            self.write(README, content)
            done = self.assert_runs("check", EVERYTHING)
            self.assertIn("note: 1 README has CRLF line endings or a byte order mark", done.stderr)
            self.assertEqual(
                self.sentences("--strict-eol", EVERYTHING), [f"README.md has {what}; expected LF line endings alone"]
            )

    def test_a_patch_keeps_crlf(self):
        module = self.fixture()
        right = (module / "README.md").read_bytes().replace(b"\n", b"\r\n")
        self.write(README, right.replace(b"| Tags. |", b"| Marks. |"))
        self.git("init", "-q")
        self.assert_runs("check", "--output", "patch=fix.patch", EVERYTHING, code=1)
        self.git("apply", "fix.patch")
        self.assertEqual((module / "README.md").read_bytes(), right)


class Stale(CheckWorkspace):
    def assert_stale(self, *words):
        sentences = self.sentences(EVERYTHING)
        begin, end = "main.json is out of date: ", "; run: bicep build main.bicep"
        for sentence in sentences:
            self.assertTrue(sentence.startswith(begin) and sentence.endswith(end), sentence)
        told = ", ".join(sentence[len(begin) : -len(end)] for sentence in sentences)
        for word in words:
            self.assertIn(word, told)

    def test_each_kind_of_difference(self):
        edits = [
            ("param count int = 3", "param count int = 4", "parameter count has another default"),
            ("param count int = 3", "param count string = 'a'", "parameter count has another type"),
            ("param tags object?", "param tags object", "parameter tags is still nullable"),
            ("param name string", "param name string?", "parameter name is not yet nullable"),
            ("param zones int[]", "param zones string[]", "parameter zones has another type"),
            ("  3\n])", "  4\n])", "parameter zones has other allowed values"),
            ("@minValue(1)\n", "", "parameter count still has a minValue"),
            ("@maxValue(10)", "@maxValue(11)", "parameter count has another maxValue"),
            ("example: '{ a: 1 }'", "example: '{ a: 2 }'", "parameter tags has other metadata"),
            ("'Optional. The zones.'", "'Optional. Zones.'", "parameter zones has another description"),
            ("@description('Optional. Tags.')\n", "@secure()\n@description('Optional. Tags.')\n", "parameter tags is not yet secure"),
            ("param name string", "param label string", "parameter label is missing, parameter name is still there"),
            ("network networkType?", "network fileType?", "parameter network has another type"),
            ("  subnets: string[]?", "  nets: string[]?", "type networkType.nets is missing, type networkType.subnets is still there"),
            ("kind: 'queue'", "kind: 'row'", "type queueType.kind has other allowed values"),
            ("func greet(", "func salute(", "function salute is missing, function greet is still there"),
            ("'Says hello.'", "'Says hi.'", "function greet has another description"),
            ("output name string", "output label string", "output label is missing, output name is still there"),
            ("output name string", "output name int", "output name has another type"),
            ("accounts@2024-01-01", "accounts@2025-06-01", "Accounts has the API version 2024-01-01 and not yet 2025-06-01"),
            ("Storage/storageAccounts@", "Storage/other@", "resource store is of the type Microsoft.Storage/storageAccounts and not yet"),
            ("resource lock ", "resource bolt ", "resource bolt is missing, resource lock is still there"),
            ("module part ", "module piece ", "module piece is missing, resource part is still there"),
            ("metadata name = 'Everything'", "metadata name = 'All'", "metadata name has another value"),
            ("metadata name = 'Everything'\n", "", "metadata name is still there"),
            ("metadata name", "targetScope = 'subscription'\nmetadata name", "the target scope is still resourceGroup"),
        ]
        module = self.fixture()
        source = (module / "main.bicep").read_text()
        for old, new, words in edits:
            with self.subTest(new):
                self.write(f"{EVERYTHING}/main.bicep", source)
                if "accounts@" in old:
                    old, new = old.replace("accounts", "Accounts"), new.replace("accounts", "Accounts")
                self.edit(f"{EVERYTHING}/main.bicep", old, new)
                self.assert_stale(words)

    def test_an_included_file(self):
        self.fixture()
        self.edit(f"{EVERYTHING}/part/main.bicep", "Required. The name.", "Required. Its name.")
        self.assert_stale("parameter name has another description")

    def test_expressions(self):
        self.fixture()
        self.edit(f"{EVERYTHING}/main.bicep", "= resourceGroup().location", "= deployment().location")
        self.assert_stale("parameter location has another default")

    def test_what_the_source_does_not_determine(self):
        self.fixture()
        self.edit(f"{EVERYTHING}/main.bicep", "= resourceGroup().location", "= loadTextContent('location.txt')")
        self.assert_runs("check", EVERYTHING)

    def test_multi_line_descriptions(self):
        module = self.fixture()
        template = json.loads((module / "main.json").read_text())
        template["parameters"]["name"]["metadata"]["description"] = "Required. The name.\nOf all.\n  Deeper."
        self.write(f"{EVERYTHING}/main.json", template)
        self.edit(f"{EVERYTHING}/main.bicep", "'Required. The name.'", "'''Required. The name.\n  Of all.\n    Deeper.'''")
        self.assertNotIn("template-stale", [d["kind"] for d in self.check_json(EVERYTHING)["modules"][0]["drifts"]])


class Build(CheckWorkspace):
    def bicep(self, script):
        tool = self.write("bin/bicep", "#!/bin/sh\n" + script)
        tool.chmod(0o755)
        return {**self.NO_COMPILER, "PATH": f"{self.root}/bin:{os.environ['PATH']}"}

    # Neither named nor installed.
    NO_COMPILER = {"AVMDOC_BICEP": "", "AZURE_CONFIG_DIR": "", "LOCALAPPDATA": "", "HOME": "/nowhere", "PATH": "/nowhere"}

    def test_without_the_compiler_it_fails(self):
        module = self.fixture()
        before = (module / "README.md").read_bytes()
        for command in ("check", "generate"):
            done = self.assert_runs(command, "--build", EVERYTHING, code=2, stdout="", env=self.NO_COMPILER)
            self.assertIn("error: --build needs the Bicep CLI, which is neither on the PATH nor where", done.stderr)
        self.assertEqual((module / "README.md").read_bytes(), before)

    def test_where_the_compiler_is_searched(self):
        self.fixture()
        report = f'[ "$1" = --version ] || {{ echo "ran $0" >&2; exit 1; }}\n'
        ways = {
            "home/.azure/bin/bicep": {},
            "home/.bicep/bicep": {},
            "azure/bin/bicep": {"AZURE_CONFIG_DIR": f"{self.root}/azure"},
            "programs/Programs/Bicep CLI/bicep.exe": {"LOCALAPPDATA": f"{self.root}/programs"},
            "home/.vscode/extensions/ms-azuretools.vscode-bicep-0.40.2/bin/bicep": {},
            "home/.vscode-server/extensions/ms-azuretools.vscode-bicep-0.40.2/bicepLanguageServer/bicep": {},
            "path/bicep": {"PATH": f"{self.root}/path"},
            "named/by variable": {"AVMDOC_BICEP": f"{self.root}/named/by variable"},
        }
        for place, variables in ways.items():
            with self.subTest(place):
                tool = self.write(place, "#!/bin/sh\n" + report)
                tool.chmod(0o755)
                env = {**self.NO_COMPILER, "HOME": f"{self.root}/home", **variables}
                for command in ("check", "generate"):
                    done = self.run_avmdoc(command, "--build", EVERYTHING, env=env)
                    self.assertEqual(done.returncode, 2)
                    self.assertIn(f"error: ran {place}\n", done.stdout + done.stderr)
                tool.unlink()

    def test_the_named_compiler_wins(self):
        self.fixture()
        for name in ("one", "two", "three"):
            self.write(f"{name}/bicep", f'#!/bin/sh\n[ "$1" = --version ] || {{ echo "{name} ran" >&2; exit 1; }}\n').chmod(0o755)
        env = {**self.NO_COMPILER, "PATH": f"{self.root}/one"}
        done = self.assert_runs("check", "--build", EVERYTHING, code=2, env=env)
        self.assertIn("error: one ran", done.stdout)
        env["AVMDOC_BICEP"] = f"{self.root}/two/bicep"
        done = self.assert_runs("check", "--build", EVERYTHING, code=2, env=env)
        self.assertIn("error: two ran", done.stdout)
        done = self.assert_runs("check", "--build", "--bicep", "three/bicep", EVERYTHING, code=2, env=env)
        self.assertIn("error: three ran", done.stdout)

    def test_a_compiler_that_is_named_must_run(self):
        self.fixture()
        env = self.bicep("exit 0\n")
        self.write("broken", "#!/bin/sh\nexit 1\n").chmod(0o755)
        for named in ("nowhere", "broken"):
            path = f"{self.root}/{named}"
            done = self.assert_runs("check", "--build", "--bicep", path, EVERYTHING, code=2, env=env)
            self.assertIn(f"error: --bicep needs a Bicep CLI, but '{path} --version' does not run", done.stderr)
            done = self.assert_runs("generate", "--build", EVERYTHING, code=2, env={**env, "AVMDOC_BICEP": path})
            self.assertIn(f"error: AVMDOC_BICEP needs a Bicep CLI, but '{path} --version' does not run", done.stderr)

    def test_the_option_alone_does_nothing(self):
        for command in ("check", "generate"):
            done = self.assert_runs(command, "--bicep", "bicep", code=2)
            self.assertIn("--bicep needs --build", done.stderr)

    def test_check_compares_with_what_is_built_and_writes_nothing(self):
        module = self.fixture()
        built = (module / "main.json").read_text().replace("Optional. Tags.", "Optional. Marks.")
        self.write("built.json", built)
        path = self.bicep(f'[ "$1" = --version ] || cat "{self.root}/built.json"\n')
        before = (module / "main.json").read_bytes()
        done = self.assert_runs("check", "--build", EVERYTHING, code=1, env=path)
        self.assertIn("parameter tags: description differs: Tags. (README) → Marks. (module)", done.stdout)
        self.assertEqual((module / "main.json").read_bytes(), before)
        self.assert_runs("check", EVERYTHING)

    def test_generate_builds_first(self):
        module = self.fixture()
        built = (module / "main.json").read_text().replace("Optional. Tags.", "Optional. Marks.")
        self.write("built.json", built)
        self.edit(f"{EVERYTHING}/main.bicep", "Optional. Tags.", "Optional. Marks.")
        path = self.bicep(f'[ "$1" = --version ] || cp "{self.root}/built.json" "$(dirname "$2")/main.json"\n')
        self.assert_runs("generate", "-q", "--build", EVERYTHING, env=path)
        self.assertIn("| Marks. |", (module / "README.md").read_text())

    def test_errors_of_the_compiler_are_failures(self):
        self.fixture()
        path = self.bicep('[ "$1" = --version ] || { echo "it is full" >&2; exit 1; }\n')
        done = self.assert_runs("check", "--build", EVERYTHING, code=2, env=path)
        self.assertIn(f"  {EVERYTHING}/main.bicep: error: it is full\n", done.stdout)

    def test_a_compiler_that_fails_without_a_word(self):
        self.fixture()
        path = self.bicep('[ "$1" = --version ] || exit 3\n')
        done = self.assert_runs("check", "--build", EVERYTHING, code=2, env=path)
        self.assertIn(f"  {EVERYTHING}/main.bicep: error: bicep build failed with exit code 3\n", done.stdout)
        path = self.bicep('[ "$1" = --version ] || kill -9 $$\n')
        done = self.assert_runs("check", "--build", EVERYTHING, code=2, env=path)
        self.assertIn(f"  {EVERYTHING}/main.bicep: error: bicep build ended by a signal\n", done.stdout)

    def test_a_diagnostic_for_each_line(self):
        self.fixture()
        source = self.root / EVERYTHING / "main.bicep"
        part = self.root / EVERYTHING / "part/main.bicep"
        output = (
            f'{source}(3,7) : Warning no-unused-params: Parameter "a" is never used. [https://aka.ms/x#no-unused-params]\n'
            f'{source}(6,19) : Error BCP057: The name "nope" does not exist : here (1,2) [it says]. [https://aka.ms/x#BCP057]\r\n'
            f"{part}(8,10) : Error BCP091: An error occurred reading file. Could not find file '{self.root}/{EVERYTHING}/a.bicep'. [https://aka.ms/x]\n"
            "and a second line\n"
            f"{source}(9,3) : Error secure-secrets: No secret. [https://aka.ms/x]\n"
            f"{source}(10) : Info some-hint: Consider it.\n"
        )
        self.write("output", output)
        path = self.bicep(f'[ "$1" = --version ] || {{ cat "{self.root}/output" >&2; exit 1; }}\n')
        errors = [
            f'{EVERYTHING}/main.bicep:6:19: error BCP057: The name "nope" does not exist : here (1,2) [it says].',
            f"{EVERYTHING}/part/main.bicep:8:10: error BCP091: An error occurred reading file. "
            f"Could not find file '{EVERYTHING}/a.bicep'. and a second line",
            f"{EVERYTHING}/main.bicep:9:3: error: No secret. (secure-secrets)",
        ]
        warning = f'{EVERYTHING}/main.bicep:3:7: warning: Parameter "a" is never used. (no-unused-params)'
        note = f"{EVERYTHING}/main.bicep:10: note: Consider it. (some-hint)"
        done = self.assert_runs("check", "--build", EVERYTHING, code=2, env=path)
        self.assertIn("".join(f"  {line}\n" for line in errors), done.stdout)
        self.assertEqual(done.stderr, warning + "\n")
        done = self.assert_runs("generate", "--build", "-v", EVERYTHING, code=2, env=path)
        self.assertEqual(done.stderr.splitlines()[:-1], [*errors, warning, note])
        done = self.assert_runs("check", "--build", "-q", "--format", "github", EVERYTHING, code=2, env=path)
        self.assertIn(f"::error file={EVERYTHING}/part/main.bicep,line=8,col=10,title=avm/ptn/check/everything%3A BCP091::", done.stdout)

    def test_the_real_compiler(self):
        bicep = os.environ.get("AVMDOC_BICEP")
        if not bicep:
            self.skipTest("AVMDOC_BICEP names no Bicep CLI; the real compiler's errors are not read")
        module = self.module("avm/res/my/store")
        self.write("avm/res/my/store/main.bicep", "param unused string\nparam name int = 'a'\noutput x string = nope\nmodule m './gone.bicep' = { name: 'x' }\n")
        done = self.assert_runs("check", "--build", module, code=2, timeout=600)
        self.assertIn('  avm/res/my/store/main.bicep:2:18: error BCP033: Expected a value of type "int"', done.stdout)
        self.assertIn('  avm/res/my/store/main.bicep:3:19: error BCP057: The name "nope" does not exist in the current context.\n', done.stdout)
        self.assertIn("Could not find file 'avm/res/my/store/gone.bicep'.\n", done.stdout)
        self.assertIn("main.bicep:1:7: warning: Parameter", done.stderr)
        self.assertNotIn(str(self.root), done.stdout + done.stderr)


class AfterGenerate(CheckWorkspace):
    """Check after generate is clean, everywhere; an old main.json stays one."""

    def assert_current(self, source: pathlib.Path):
        shutil.copytree(source / "avm", self.root / "avm", symlinks=True)
        subprocess.run([AVMDOC, "generate", "-q", "--stale", "write", "-r", str(self.root / "avm")], capture_output=True)
        done = subprocess.run([AVMDOC, "check", "-q", "--format", "json", "-r", str(self.root / "avm")], capture_output=True)
        report = json.loads(done.stdout)
        self.assertGreater(len(report["modules"]), 0)
        for module in report["modules"]:
            with self.subTest(module["name"]):
                if module["state"] == "failed":
                    self.assertTrue(module["diagnostics"])
                    continue
                self.assertEqual(module["readme"], "current")
                self.assertLessEqual({drift["kind"] for drift in module["drifts"]}, {"template-stale"})

    def test_shared_cases(self):
        if not (SHARED / "cases/input/avm").is_dir():
            self.skipTest(f"there is no {SHARED}/cases/input")
        self.assert_current(SHARED / "cases/input")

    def test_registry(self):
        registry = os.environ.get("AVMDOC_REGISTRY") or SHARED / "registry"
        if not (pathlib.Path(registry) / "avm").is_dir():
            self.skipTest(f"there is no {registry}/avm")
        self.assert_current(pathlib.Path(registry))


class Registry(CheckWorkspace):
    """The checkout of the real registry at 9f9ea1a: AVMDOC_REGISTRY."""

    DRIFTED = {
        "avm/ptn/app/container-job-toolkit": "resource type",
        "avm/res/azure-stack-hci/network-interface": "parameter macAddress is missing",
        "avm/res/azure-stack-hci/virtual-hard-disk": "parameter blockSizeBytes is missing",
        "avm/res/compute/virtual-machine": "example 3 (linux.max): parameter diskControllerType is no longer in the test",
        "avm/res/hybrid-container-service/provisioned-cluster-instance": "example 1 (defaults): note that its deployment is skipped is no longer in the module",
    }
    STALE = {
        "avm/res/azure-stack-hci/network-interface": "parameter macAddress is missing",
        "avm/res/azure-stack-hci/virtual-hard-disk": "parameter blockSizeBytes is missing",
        # Its child was published with a later API version, and the parent was not built again.
        "avm/res/service-fabric/cluster": "API version",
    }

    def setUp(self):
        super().setUp()
        self.registry = os.environ.get("AVMDOC_REGISTRY", "")
        if not self.registry:
            self.skipTest("AVMDOC_REGISTRY names no checkout of the registry")

    def findings(self, links):
        report = self.check_json("-q", "-r", "--links", links, f"{self.registry}/avm", code=1)
        drifted = {m["name"]: [d["sentence"] for d in m["drifts"]] for m in report["modules"] if m["readme"] != "current"}
        stale = {m["name"]: [d["sentence"] for d in m["drifts"]] for m in report["modules"] if m["state"] == "stale"}
        return drifted, stale

    def test_keep(self):
        drifted, stale = self.findings("keep")
        self.assertEqual(set(drifted), set(self.DRIFTED))
        self.assertEqual(set(stale), set(self.STALE))
        for name, words in self.DRIFTED.items():
            self.assertTrue(any(words in sentence for sentence in drifted[name]), drifted[name])
        for name, words in self.STALE.items():
            self.assertTrue(any(words in sentence for sentence in stale[name]), stale[name])

    def test_catalog(self):
        drifted, _ = self.findings("catalog")
        self.assertEqual(set(drifted), {*self.DRIFTED, "avm/res/dev-test-lab/lab"})
        self.assertEqual(
            drifted["avm/res/dev-test-lab/lab"],
            ["Microsoft.DevTestLab/labs: references of API version 2018-10-15-preview differ"],
        )


if __name__ == "__main__":
    unittest.main()
