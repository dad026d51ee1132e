"""--changed-since: why a module is chosen, and that none is ever missed."""
import os
import random
import shutil
import unittest

from check_workspace import CheckWorkspace
from workspace import template

TEST = """targetScope = 'subscription'
module testDeployment '../../../main.bicep' = {
  name: 'test'
  params: {
    name: '%s'
  }
}
"""
PARAMETERS = {"name": {"type": "string", "metadata": {"description": "Required. The name."}}}


class Repository(CheckWorkspace):
    def setUp(self):
        super().setUp()
        self.git("init", "-q", "-b", "main")

    def add_module(self, path, source="", test=None, **parts):
        self.module(path, parameters=PARAMETERS, **parts)
        self.write(f"{path}/main.bicep", f"metadata name = 'Module'\nparam name string\n{source}")
        if test:
            self.write(f"{path}/tests/e2e/{test}/main.test.bicep", TEST % test)

    def commit(self):
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x")

    def chosen(self, reference="HEAD", code=None):
        report = self.check_json("-r", "--changed-since", reference, "avm", code=code)
        return {module["folder"] for module in report["modules"]}

    def registry(self):
        """Modules that include each other in all the ways that a README depends on."""
        self.add_module("avm/res/a/leaf", test="defaults")
        self.add_module("avm/res/a/middle", source="module l '../leaf/main.bicep' = {\n  name: 'l'\n}\n")
        self.add_module("avm/res/a/top", source="module m '../middle/main.bicep' = {\n  name: 'm'\n}\n", test="defaults")
        self.add_module("avm/res/a/typed", source="import { t } from '../../b/shared/types.bicep'\n")
        self.add_module("avm/res/a/top/child", test="defaults")
        self.add_module("avm/res/c/multi")
        for scope in ("rg-scope", "sub-scope"):
            self.add_module(f"avm/res/c/multi/{scope}")
            self.write(f"avm/res/c/multi/tests/e2e/{scope}.defaults/main.test.bicep", TEST % scope)
        self.add_module("avm/res/d/kind", source="module r 'br/public:avm/res/x/y:1.0.0' = {\n  name: 'r'\n}\n")
        self.add_module("avm/res/d/kind--variant")
        self.add_module("avm/ptn/e/pattern", source="module m 'modules/inner.bicep' = {\n  name: 'i'\n}\n", test="max")
        self.write("avm/ptn/e/pattern/modules/inner.bicep", "module t '../../../../res/a/top/main.bicep' = {\n  name: 't'\n}\n")
        self.write("avm/res/b/shared/types.bicep", "@export()\ntype t = string\n")
        self.write("other/file.txt", "x")
        self.assert_runs("generate", "-q", "--stale", "write", "-r", "avm")
        self.commit()


class Selection(Repository):
    """What the commands do with the modules that were chosen."""

    def setUp(self):
        super().setUp()
        for name in ("first", "second"):
            self.module(f"avm/res/my/{name}", name=name)
            self.write(f"avm/res/my/{name}/main.bicep", f"metadata name = '{name}'\nmetadata description = 'This is {name}.'\n")
        self.assert_runs("generate", "-q", "-r", "avm")
        self.commit()

    def test_generate_writes_only_what_a_change_concerns(self):
        for name in ("first", "second"):
            self.write(f"avm/res/my/{name}/README.md", "old\n")
        self.commit()
        self.write("avm/res/my/first/ORPHANED.md", "x\n")
        done = self.assert_runs("generate", "-r", "--changed-since", "HEAD", "avm")
        self.assertIn("1 module: 1 written, ", done.stderr)
        self.assertEqual(self.readme("avm/res/my/second"), b"old\n")
        self.assertTrue(self.readme("avm/res/my/first").startswith(b"# "))

    def test_nothing_changed_is_said(self):
        for command in ("check", "generate"):
            done = self.assert_runs(command, "-r", "--changed-since", "HEAD", "avm")
            self.assertEqual(done.stderr, "note: no module here depends on a file that changed since HEAD\n")
            self.assertEqual(self.assert_runs(command, "-q", "-r", "--changed-since", "HEAD", "avm").stderr, "")

    def test_a_hook_gets_files(self):
        self.write("avm/res/my/first/README.md", "old\n")
        self.commit()
        self.assert_runs("check", "-q", "--hook")
        self.assert_runs("check", "-q", "--hook", "avm/res/my/second/main.bicep")
        done = self.assert_runs("check", "--hook", "avm/res/my/second/main.bicep", "avm/res/my/first/main.bicep", code=1)
        self.assertIn("avm/res/my/first: drift", done.stdout)
        self.assert_runs("check", "-q", "--hook", code=1, env={"PRE_COMMIT_FROM_REF": "HEAD~1"})
        done = self.assert_runs("check", "--hook", "--changed-since", "HEAD", code=2)
        self.assertIn("--hook and --changed-since exclude each other", done.stderr)


class Reasons(Repository):
    def assert_chosen(self, *folders):
        self.assertEqual(self.chosen(), set(folders))

    def test_nothing_changed(self):
        self.registry()
        self.assert_chosen()
        self.write("other/file.txt", "y")
        self.assert_chosen()

    def test_own_files_wherever_they_are_in_git(self):
        self.registry()
        self.write("avm/res/a/typed/ORPHANED.md", "x\n")  # untracked
        self.assert_chosen("avm/res/a/typed")
        self.git("add", "-A")  # staged
        self.assert_chosen("avm/res/a/typed")
        self.commit()
        self.assert_chosen()
        self.assertEqual(self.chosen("HEAD~1"), {"avm/res/a/typed"})
        (self.root / "avm/res/a/typed/ORPHANED.md").unlink()  # deleted
        self.assert_chosen("avm/res/a/typed")

    def test_included_modules(self):
        self.registry()
        self.edit("avm/res/a/leaf/main.bicep", "Module", "Leaf")
        self.assert_chosen("avm/res/a/leaf", "avm/res/a/middle", "avm/res/a/top", "avm/ptn/e/pattern")
        done = self.run_avmdoc("check", "-r", "-v", "--changed-since", "HEAD", "avm")
        self.assertIn(
            "avm/res/a/top: the included avm/res/a/leaf/main.bicep changed (included by avm/res/a/middle/main.bicep)",
            done.stderr,
        )

    def test_local_imports(self):
        self.registry()
        self.write("avm/res/b/shared/types.bicep", "@export()\ntype t = int\n")
        self.assert_chosen("avm/res/a/typed")

    def test_parent_and_scoped_children(self):
        self.registry()
        self.edit("avm/res/a/top/child/main.bicep", "Module", "Child")
        self.assert_chosen("avm/res/a/top", "avm/res/a/top/child")
        self.git("checkout", "-q", ".")
        self.edit("avm/res/c/multi/tests/e2e/rg-scope.defaults/main.test.bicep", "'test'", "'other'")
        self.assert_chosen("avm/res/c/multi", "avm/res/c/multi/rg-scope", "avm/res/c/multi/sub-scope")

    def test_examples_of_a_child_beside_its_parent(self):
        self.write("plain/.avmdoc.yml", "examples:\n  reassign: [{files: ['tests/box*/**'], to: box}]\n")
        for folder in ("plain/store", "plain/store/box", "plain/store/lid"):
            self.write(f"{folder}/main.bicep", "param name string\n")
        self.write("plain/store/tests/box-small/main.test.bicep", "module it '../../box/main.bicep' = {\n  params: {\n    name: 'a'\n  }\n}\n")
        self.assert_runs("generate", "-q", "-r", "plain")
        self.commit()
        self.write("plain/store/tests/box-small/main.test.bicep", "module it '../../box/main.bicep' = {\n  params: {\n    name: 'b'\n  }\n}\n")
        report = self.check_json("-r", "--changed-since", "HEAD", "plain", code=1)
        self.assertEqual({module["folder"]: module["state"] for module in report["modules"]},
                         {"plain/store": "clean", "plain/store/box": "drift"})

    def test_settings_of_the_bicep_configuration(self):
        self.registry()
        self.write("plain/store/main.bicep", "param name string\n")
        self.write("bicepconfig.json", "{}\n")
        self.assert_runs("generate", "-q", "-r", "plain")
        self.commit()
        self.write("bicepconfig.json", '{"documentation": {"output": {"file": "ABOUT.md"}}}\n')
        report = self.check_json("-r", "--changed-since", "HEAD", ".", code=1)
        self.assertEqual([module["folder"] for module in report["modules"]], ["plain/store"])

    def test_a_variant_depends_on_its_base(self):
        self.registry()
        self.edit("avm/res/d/kind/main.bicep", "1.0.0", "2.0.0")
        self.assert_chosen("avm/res/d/kind", "avm/res/d/kind--variant")

    def test_merge_base(self):
        self.registry()
        self.git("checkout", "-q", "-b", "topic")
        self.edit("avm/res/a/typed/main.bicep", "Module", "Topic")
        self.commit()
        self.git("checkout", "-q", "main")
        self.edit("avm/res/d/kind/main.bicep", "Module", "Main")
        self.commit()
        self.git("checkout", "-q", "topic")
        self.assertEqual(self.chosen("main"), {"avm/res/a/typed"})

    def test_errors(self):
        self.registry()
        for reference, message in {
            "no-such-branch": "git does not know 'no-such-branch' here; fetch it first",
            "--output=x": "--changed-since needs a branch, tag or commit, not '--output=x'",
        }.items():
            done = self.assert_runs("check", "-r", f"--changed-since={reference}", "avm", code=2)
            self.assertIn(message, done.stderr)
        self.git("checkout", "-q", "--orphan", "alone")
        self.write("other/file.txt", "z")
        self.commit()
        done = self.assert_runs("check", "-r", "--changed-since", "main", "avm", code=2)
        self.assertIn("have no common commit here", done.stderr)
        shutil.rmtree(self.root / ".git")
        done = self.assert_runs("check", "-r", "--changed-since", "main", "avm", code=2)
        self.assertIn("needs a git repository", done.stderr)


class NeverMisses(Repository):
    """For random commits, the READMEs that differ are among those of the modules chosen."""

    def change(self, rng):
        modules = sorted(path.parent.relative_to(self.root) for path in self.root.glob("avm/**/main.bicep"))
        module = rng.choice(modules)
        what = rng.choice(["name", "reference", "local", "test", "marker", "version", "remove", "json", "types", "rename"])
        source = self.root / module / "main.bicep"
        if what == "name":
            self.write(module / "main.json", template(name=f"Name {rng.random()}", parameters=PARAMETERS))
        elif what == "reference":
            with source.open("a") as file:
                file.write(f"module r{rng.randrange(10**6)} 'br/public:avm/res/x/y:{rng.randrange(9)}.0.0' = {{\n  name: 'r'\n}}\n")
        elif what == "local":
            other = rng.choice(modules)
            path = os.path.relpath(other, module)
            with source.open("a") as file:
                file.write(f"module l{rng.randrange(10**6)} '{path}/main.bicep' = {{\n  name: 'l'\n}}\n")
        elif what == "test":
            self.write(module / f"tests/e2e/t{rng.randrange(3)}/main.test.bicep", TEST % rng.random())
        elif what == "marker":
            self.write(module / rng.choice(["ORPHANED.md", "DEPRECATED.md"]), f"{rng.random()}\n")
        elif what == "version":
            self.write(module / "version.json", "{}")
        elif what == "json":
            (self.root / module / "main.json").write_text('{"$schema": "' + template()["$schema"] + '", "resources": []}')
        elif what == "types":
            self.write("avm/res/b/shared/types.bicep", f"@export()\ntype t = '{rng.random()}'\n")
        elif what == "remove":
            files = sorted(p for p in (self.root / module).rglob("*") if p.is_file() and p.name in ("main.test.bicep", "ORPHANED.md", "version.json"))
            if files:
                rng.choice(files).unlink()
        elif what == "rename" and len(modules) > 8:
            shutil.move(self.root / module, self.root / f"{module}{rng.randrange(10)}")

    def readmes(self):
        self.run_avmdoc("generate", "-q", "--stale", "write", "-r", "avm")
        return {path.parent.relative_to(self.root).as_posix(): path.read_bytes() for path in self.root.glob("avm/**/README.md")}

    def test_random_commits(self):
        rng = random.Random(20260102)
        self.registry()
        differing = 0
        for step in range(40):
            self.readmes()
            self.commit()
            before = {path.parent.relative_to(self.root).as_posix(): path.read_bytes() for path in self.root.glob("avm/**/README.md")}
            for _ in range(rng.randint(1, 3)):
                self.change(rng)
            state = rng.choice(["committed", "staged", "unstaged"])
            reference = "HEAD"
            if state != "unstaged":
                self.git("add", "-A")
            if state == "committed":
                self.commit()
                reference = "HEAD~1"
            chosen = self.chosen(reference)
            # As generate would write them now.
            now = self.readmes()
            different = {folder for folder in now if now[folder] != before.get(folder)}
            differing += len(different)
            self.assertLessEqual(different, chosen, f"step {step}, {state}")
        self.assertGreater(differing, 40)


if __name__ == "__main__":
    unittest.main()
