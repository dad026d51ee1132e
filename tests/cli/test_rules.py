"""The rule sets: what decides which one a module follows, and what each of them does."""
import json
import unittest

from workspace import Workspace

TYPE = "Microsoft.KeyVault/vaults/secrets"
MODULE = "avm/res/key-vault/vault/secret"


def resource(kind):
    return {"type": kind, "apiVersion": "2024-11-01", "name": "x", "properties": {}}


class Rules(Workspace):
    def metadata(self, path, **others):
        return self.write(f"{path}/metadata.json", {"canonicalType": "helper", **others})

    def model(self, path, *arguments):
        done = self.assert_runs("model", *arguments, path)
        return json.loads(done.stdout), done.stderr

    def rules(self, path, *arguments):
        return self.model(path, *arguments)[0]["rules"]

    def test_a_metadata_file_makes_a_family_current(self):
        for path in (MODULE, "avm/res/key-vault/vault", "avm/res/key-vault/other"):
            self.module(path)
        self.assertEqual(self.rules(MODULE), "2026-08")
        self.metadata("avm/res/key-vault/vault")
        self.assertEqual(self.rules(MODULE), "current")
        self.assertEqual(self.rules("avm/res/key-vault/vault"), "current")
        self.assertEqual(self.rules("avm/res/key-vault/other"), "2026-08")

    def test_a_metadata_file_above_all_modules_says_nothing(self):
        self.module("avm/res/key-vault/other")
        self.metadata("avm/res/key-vault")
        self.assertEqual(self.rules("avm/res/key-vault/other"), "2026-08")

    def test_the_option_decides(self):
        self.module(MODULE)
        self.assertEqual(self.rules(MODULE, "--rules", "current"), "current")
        self.metadata(MODULE)
        self.assertEqual(self.rules(MODULE, "--rules", "2026-08"), "2026-08")
        self.assertEqual(self.rules(MODULE, "--rules=auto"), "current")

    def test_an_unknown_rule_set_is_wrong_usage(self):
        done = self.assert_runs("generate", "--rules", "curent", code=2)
        self.assertIn("--rules needs 'auto', '2026-08' or 'current', not 'curent'", done.stderr)

    def title(self, path, *arguments, resources=(), **metadata):
        self.module(path, resources=[resource(kind) for kind in resources])
        if metadata:
            self.metadata(path, **metadata)
        return self.model(path, "--rules", "current", *arguments)[0]["titleType"]

    def test_the_folder_names_the_deployed_type(self):
        others = ["Microsoft.Authorization/locks", "Microsoft.KeyVault/vaults"]
        self.assertEqual(self.title(MODULE, resources=[TYPE, *others]), TYPE)
        policy = "Microsoft.Storage/storageAccounts/managementPolicies"
        self.assertEqual(
            self.title("avm/res/storage/storage-account/management-policy", resources=[policy, *others]), policy
        )

    def test_a_type_that_is_not_unique_does_not_decide(self):
        two = [TYPE, "Microsoft.Other/things/secrets"]
        self.assertEqual(self.title(MODULE, resources=two, canonicalType="Microsoft.Other/things"), "Microsoft.Other/things")

    def test_an_invalid_canonical_type_is_ignored(self):
        for canonical in ("helper", "key-vault/secret", "", "Microsoft.KeyVault/"):
            self.assertEqual(self.title(MODULE, resources=["Microsoft.A/b", "Microsoft.C/d"], canonicalType=canonical), TYPE)

    def test_a_pattern_keeps_its_title(self):
        self.assertEqual(self.title("avm/ptn/some/thing", canonicalType="Microsoft.A/b"), "Some/Thing")

    def test_a_broken_metadata_file_is_an_error_with_its_place(self):
        self.module(MODULE, readme="# Old\n")
        self.write(f"{MODULE}/metadata.json", '{\n  "canonicalType": ,\n}\n')
        done = self.run_avmdoc("generate", MODULE)
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, rf"{MODULE}/metadata\.json:2:\d+: error: not valid JSON")
        self.assertEqual(self.readme(MODULE), b"# Old\n")

    def test_disagreements_are_warnings(self):
        self.module(MODULE, name="Secrets")
        self.write(
            f"{MODULE}/main.bicep",
            "metadata name = 'Secrets'\n\nresource avmTelemetry 'Microsoft.Resources/deployments@2024-03-01' = if (true) {\n"
            "  name: '46d3xbcp.res.keyvault-secret.${substring(x, 0, 4)}'\n}\n",
        )
        self.metadata(
            MODULE, moduleDisplayName="Secret", moduleDescription="This is Secrets.", telemetryIdPrefix="46d3xbcp.res.kv-secret"
        )
        done = self.run_avmdoc("generate", "--stale", "write", MODULE)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stderr, r"metadata\.json:3:\d+: warning: moduleDisplayName is 'Secret', but .* is 'Secrets'")
        self.assertRegex(done.stderr, r"main\.bicep:4:9: warning: the name of the telemetry deployment")
        self.assertNotIn("moduleDescription", done.stderr)
        self.assertEqual(self.model(MODULE)[0]["metadataFile"]["moduleDisplayName"], "Secret")

    def test_orphaned_is_a_banner_of_2026_08_alone(self):
        self.module(MODULE)
        self.write(f"{MODULE}/ORPHANED.md", "Nobody cares.\n")
        self.write(f"{MODULE}/DEPRECATED.md", "Gone.\n")
        banners = lambda rules: [one["file"] for one in self.model(MODULE, "--rules", rules)[0]["banners"]]  # noqa: E731
        self.assertEqual(banners("2026-08"), ["DEPRECATED.md", "ORPHANED.md"])
        self.assertEqual(banners("current"), ["DEPRECATED.md"])

    def test_tests_are_compared_with_the_parameters(self):
        required = {"name": {"type": "string", "metadata": {"description": "Required. The name."}}}
        self.module(MODULE, parameters=required)
        self.write(
            f"{MODULE}/tests/e2e/defaults/main.test.bicep",
            "module testDeployment '../../../main.bicep' = {\n  name: 'x'\n  params: {\n    nam: 'y'\n  }\n}\n",
        )
        done = self.assert_runs("generate", "--rules", "current", MODULE)
        self.assertIn("main.test.bicep:4:5: warning: the module has no parameter 'nam'", done.stderr)
        self.assertIn("main.test.bicep:3:11: warning: the required parameter 'name' is not passed", done.stderr)
        self.assertNotIn("warning", self.assert_runs("generate", "--rules", "2026-08", MODULE).stderr)


class Notes(Workspace):
    def with_notes(self, notes):
        self.module(MODULE)
        self.assert_runs("generate", "-q", MODULE)
        readme = self.readme(MODULE).decode() + f"\n## Notes\n{notes}"
        self.write(f"{MODULE}/README.md", readme)
        self.assert_runs("generate", "-q", "--rules", "2026-08", MODULE)
        return self.readme(MODULE)

    def sidecar(self):
        return (self.root / MODULE / "README.notes.md").read_bytes()

    def test_extract_and_generate_give_the_same_readme(self):
        for notes in ("\nOne.\n\n### Two\n\n- three\n", "\n\nTwo blank lines.\n\n\n", "\n```bicep\n  x\n```\n"):
            with self.subTest(notes):
                before = self.with_notes(notes)
                self.assert_runs("notes", "extract", "-q", MODULE)
                self.assert_runs("generate", "-q", "--rules", "current", MODULE, stderr="")
                self.assertEqual(self.readme(MODULE), before)
                (self.root / MODULE / "README.notes.md").unlink()
                (self.root / MODULE / "README.md").unlink()

    def test_extract_writes_the_text_below_the_heading(self):
        self.with_notes("\nOne.\n\nTwo.\n\n\n")
        done = self.assert_runs("notes", "extract", "--recurse", "avm")
        self.assertEqual(self.sidecar(), b"One.\n\nTwo.\n")
        self.assertIn("1 module: 1 written, 0 unchanged, 0 failed", done.stderr)
        done = self.assert_runs("notes", "extract", MODULE)
        self.assertIn("1 module: 0 written, 1 unchanged, 0 failed", done.stderr)

    def test_extract_does_not_touch_another_file(self):
        self.with_notes("\nOne.\n")
        self.write(f"{MODULE}/README.notes.md", "Other.\n")
        done = self.run_avmdoc("notes", "extract", MODULE)
        self.assertEqual(done.returncode, 2)
        self.assertIn("README.notes.md: error: it differs", done.stderr)
        self.assertEqual(self.sidecar(), b"Other.\n")

    def test_a_module_without_notes_gets_no_file(self):
        self.module(MODULE)
        self.assert_runs("generate", "-q", MODULE)
        self.assert_runs("notes", "extract", MODULE)
        self.assertFalse((self.root / MODULE / "README.notes.md").exists())

    def test_notes_without_the_file_are_kept_with_a_warning(self):
        before = self.with_notes("\nOne.\n")
        done = self.assert_runs("generate", "--rules", "current", MODULE)
        self.assertIn("avmdoc notes extract", done.stderr)
        self.assertEqual(self.readme(MODULE), before)

    def test_the_file_wins(self):
        self.with_notes("\nOne.\n")
        self.write(f"{MODULE}/README.notes.md", "Other.\r\n\r\nMore.\r\n")
        done = self.assert_runs("generate", "-v", "--rules", "current", MODULE)
        self.assertIn("note: its section Notes is replaced by README.notes.md", done.stderr)
        self.assertIn(b"## Notes\n\nOther.\n\nMore.\n", self.readme(MODULE))
        self.assertNotIn(b"One.", self.readme(MODULE))

    def test_2026_08_does_not_read_the_file(self):
        before = self.with_notes("\nOne.\n")
        self.write(f"{MODULE}/README.notes.md", "Other.\n")
        self.assert_runs("generate", "-q", "--rules", "2026-08", MODULE)
        self.assertEqual(self.readme(MODULE), before)

    def test_an_unknown_action_is_wrong_usage(self):
        self.assertIn("unknown action 'extrct'; expected extract", self.run_avmdoc("notes", "extrct").stderr)
        self.assertIn("needs an action", self.run_avmdoc("notes").stderr)


if __name__ == "__main__":
    unittest.main()
