"""Entry files of any name, where their READMEs go, and READMEs that are written between markers."""
import subprocess

from workspace import Workspace

BEGIN = "<!-- avmdoc:begin -->"
END = "<!-- avmdoc:end -->"


def source(name="Store", parameter="size"):
    return (f"metadata name = '{name}'\nmetadata description = 'This is {name}.'\n\n"
            f"@description('How much.')\nparam {parameter} int\n\noutput {parameter} int = {parameter}\n")


class Entries(Workspace):
    def setUp(self):
        super().setUp()
        subprocess.run(["git", "init", "-q", str(self.root)], check=True)

    def found(self, *arguments):
        self.assert_runs("generate", "-q", *arguments)
        return sorted(str(path.relative_to(self.root)) for path in self.root.rglob("*.md"))


class Names(Entries):
    def test_a_file_that_is_named(self):
        self.write("a/store.bicep", source())
        self.write("a/yard.bicep", source("Yard"))
        self.assertEqual(self.found("a/store.bicep"), ["a/store.md"])
        self.assertTrue(self.readme_text("a/store.md").startswith("# Store\n"))
        self.assertIn("module store './a/store.bicep' = {", self.readme_text("a/store.md"))
        self.assert_runs("check", "a/store.bicep")

    def readme_text(self, path):
        return (self.root / path).read_text()

    def test_the_readme_that_is_named(self):
        self.write("a/store.bicep", source())
        self.write("a/yard.bicep", source("Yard"))
        self.assertEqual(self.found("a/store.bicep", "--output", "a/about.md"), ["a/about.md"])

    def test_the_only_file_and_the_one_named_after_its_folder_get_the_usual_readme(self):
        self.write("a/store.bicep", source())
        self.write("my-yard/myYard.bicep", source("Yard"))
        self.write("my-yard/gate.bicep", source("Gate"))
        self.assertEqual(self.found("-r", "."), ["a/README.md", "my-yard/README.md", "my-yard/gate.md"])
        self.assert_runs("check", "-r", ".")

    def test_files_that_others_use_are_their_parts(self):
        self.write("a/store.bicep", source() + "module part 'part.bicep' = {}\nimport * as types from 'deep/types.bicep'\n")
        self.write("a/part.bicep", source("Part"))
        self.write("a/deep/types.bicep", "@export()\ntype t = string\n")
        self.write("b/other.bicep", source() + "module it '../c/used.bicep' = {}\n")
        self.write("c/used.bicep", source())
        self.assertEqual(self.found("-r", "."), ["a/store.md", "b/README.md", "c/README.md"])
        # Whoever names one means it.
        self.assertIn("a/part.md", self.found("a/part.bicep"))

    def test_parts_of_a_main_bicep_tests_and_samples_are_none(self):
        for path in ("a/main.bicep", "a/other.bicep", "a/modules/part.bicep", "b/store.bicep", "b/store.test.bicep",
                     "b/samples/least.bicep", "b/least.sample.bicep", "tests/x.bicep", "samples/y.bicep", ".hidden/z.bicep",
                     "avm/res/a/b/main.bicep", "avm/helpers/c.bicep"):
            self.write(path, source())
        self.write("avm/res/a/b/main.bicep", source().replace("How much.", "Required. How much."))
        self.assertEqual(self.found("-r", "."), ["a/README.md", "avm/res/a/b/README.md", "b/README.md"])

    def test_a_folder_without_recursion_has_its_own_entry_files_alone(self):
        self.write("a/one.bicep", source())
        self.write("a/two.bicep", source())
        self.write("a/b/three.bicep", source())
        self.assertEqual(self.found("a"), ["a/one.md", "a/two.md"])
        (self.root / "c/d").mkdir(parents=True)
        self.write("c/d/e.bicep", source())
        self.assertIn("there is no module here, but 1 module below; use --recurse", self.assert_runs("generate", "c", code=2).stderr)

    def test_a_compiled_file_beside_the_source_is_read(self):
        self.write("a/store.bicep", source())
        self.module("b", name="Compiled")
        compiled = (self.root / "b/main.json").read_text().replace('"metadata": {', '"metadata": {"_generator": {"name": "bicep", "version": "0.41.2.15936"},', 1)
        self.write("a/store.json", compiled)
        self.assert_runs("generate", "-q", "--from", "template", "--stale", "write", "a/store.bicep")
        self.assertTrue(self.readme_text("a/README.md").startswith("# Compiled\n"))
        done = self.assert_runs("check", "a/store.bicep", code=1)
        self.assertIn("store.json is out of date: ", done.stdout)
        self.assertIn("bicep build a/store.bicep\n  avmdoc generate a/store.bicep\n", done.stdout)

    def test_data_of_the_same_name_is_no_template(self):
        self.write("a/store.bicep", source())
        self.write("a/store.json", '{"some": "data"}')
        self.assertEqual(self.found("a"), ["a/README.md"])
        self.assert_runs("check", "a")

    def test_without_its_template(self):
        self.write("a/store.bicep", source())
        self.assertIn("a/store.json: error: there is no compiled template; run: bicep build store.bicep",
                      self.assert_runs("generate", "--from", "template", "a", code=2).stderr)

    def test_examples_that_deploy_another_file_of_the_folder_are_those_of_it(self):
        for name in ("one", "two"):
            self.write(f"a/{name}.bicep", source(name))
            self.write(f"a/examples/{name}.bicep", f"module x '../{name}.bicep' = {{\n  params: {{\n    size: 1\n  }}\n}}\n")
        self.found("-r", ".")
        for name, other in (("One", "Two"), ("Two", "One")):
            text = self.readme_text(f"a/{name.lower()}.md")
            self.assertIn(f"### Example 1: _{name}_", text)
            self.assertNotIn(f"_{other}_", text)

    def test_drift_is_found(self):
        self.write("a/one.bicep", source())
        self.write("a/two.bicep", source())
        done = self.assert_runs("check", "-r", ".", code=1)
        self.assertIn("a/one.md:1:1: one.md is missing", done.stdout)
        self.found("-r", ".")
        self.write("a/one.bicep", source(parameter="width"))
        done = self.assert_runs("check", "-r", ".", code=1)
        self.assertIn("parameter width is missing from the README\n    because of a/one.bicep:5:7\n", done.stdout)

    def test_changed_since(self):
        git = ["git", "-C", str(self.root), "-c", "user.name=a", "-c", "user.email=a@b.c"]
        self.write("a/one.bicep", source())
        self.write("b/two.bicep", source())
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "-qm", "begin"], check=True)
        self.write("a/one.bicep", source("Other"))
        self.assertEqual(self.found("-r", "--changed-since", "HEAD", "."), ["a/README.md"])

    def test_a_readme_in_other_letters_is_taken_as_it_is(self):
        self.write("a/one.bicep", source())
        self.write("a/two.bicep", source())
        self.write("b/main.bicep", source())
        self.write("a/ONE.md", "# Old\n")
        self.write("b/readme.md", "# Old\n\n## Ours\n\nKept.\n")
        self.assertEqual(self.found("-r", "."), ["a/ONE.md", "a/two.md", "b/readme.md"])
        self.assertIn("Kept.", self.readme_text("b/readme.md"))
        self.assert_runs("check", "-r", ".")


class Settings(Entries):
    def test_globs(self):
        self.write("lib/main.bicep", source())
        self.write("lib/storage.bicep", source())
        self.write("other/x.bicep", source())
        self.write(".avmdoc.yml", "entries: ['lib/*.bicep']\noutput: '{name}.md'\n")
        self.assertEqual(self.found("-r", "."), ["lib/lib.md", "lib/storage.md"])
        self.assert_runs("check", "-r", ".")
        self.assertEqual(self.found("lib"), ["lib/lib.md", "lib/storage.md"])

    def test_output_in_a_folder_that_is_made(self):
        self.write("a/one.bicep", source())
        self.write("a/two.bicep", source())
        self.write(".avmdoc.yml", "output: ../docs/deep/{name}.md\n")
        self.assertEqual(self.found("-r", "."), ["docs/deep/one.md", "docs/deep/two.md"])
        self.assert_runs("check", "-r", ".")

    def test_one_readme_for_two(self):
        self.write("a/one.bicep", source())
        self.write("a/two.bicep", source())
        self.write(".avmdoc.yml", "output: README.md\n")
        done = self.assert_runs("generate", "-r", ".", code=2)
        self.assertIn("a/two.bicep: error: its README would be a/README.md, which is that of a/one.bicep; put {name} into the setting 'output'", done.stderr)

    def test_output_outside_of_the_repository(self):
        self.write("a/one.bicep", source())
        self.write(".avmdoc.yml", "output: ../../{name}.md\n")
        done = self.assert_runs("generate", "-r", ".", code=2)
        self.assertIn("error: the setting 'output' leads to a README outside of ", done.stderr)

    def test_what_git_ignores_is_left_out(self):
        self.write("a/one.bicep", source())
        self.write("build/copy.bicep", source())
        self.write(".gitignore", "build/\n*.json\n")
        self.assertEqual(self.found("-r", "."), ["a/README.md"])
        self.assertEqual(self.found("build/copy.bicep"), ["a/README.md", "build/README.md"])

    def test_version_of_a_tag(self):
        git = ["git", "-C", str(self.root), "-c", "user.name=a", "-c", "user.email=a@b.c"]
        self.write("a/one.bicep", source())
        self.write(".avmdoc.yml", "reference: 'br/x:{path}:{version}'\nversion: tag\n")
        self.found("-r", ".")
        self.assertIn("'br/x:a:<version>'", (self.root / "a/README.md").read_text())
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "-qm", "begin"], check=True)
        for tag in ("v7.0.0", "a/1.9.0", "a/1.10.0", "a/next"):
            subprocess.run([*git, "tag", tag], check=True)
        self.found("-r", ".")
        self.assertIn("'br/x:a:1.10.0'", (self.root / "a/README.md").read_text())


class Injection(Entries):
    OURS = f"Ours\n====\n\nText | of ours.  \n\n{BEGIN}\n{END}\n\n## Outputs of ours\n\nMore.\n"

    def setUp(self):
        super().setUp()
        self.write("a/main.bicep", source())
        self.write(".avmdoc.yml", "readme:\n  mode: inject\n  sections: [parameters, outputs]\n")

    def generated(self, text):
        self.write("a/README.md", text)
        self.assert_runs("generate", "-q", "a")
        self.assert_runs("check", "a")
        return self.readme("a")

    def test_all_else_stays_byte_for_byte(self):
        for text in (self.OURS, "\ufeff" + self.OURS, self.OURS.replace("\n", "\r\n"), f"{BEGIN}\nold\n{END}", f"x\n  {BEGIN}  \n{END}\n"):
            with self.subTest(text):
                got = self.generated(text).decode()
                before, after = text[:text.index(BEGIN)], text[text.index(END):]
                self.assertTrue(got.startswith(before + BEGIN))
                self.assertTrue(got.endswith(after))
                self.assertIn("## Parameters", got)
                self.assertNotIn("## Navigation", got)
                self.assertEqual("\r\n" in text, "\r\n## Parameters\r\n" in got)
                self.assertEqual("\r\n" in text, got.count("\r\n") == got.count("\n"))

    def test_a_readme_that_is_missing_is_made_with_a_title(self):
        self.assert_runs("generate", "-q", "a")
        self.assertTrue(self.readme("a").decode().startswith(f"# Store\n\n{BEGIN}\n## Parameters\n"))
        self.assertTrue(self.readme("a").decode().endswith(f"\n{END}\n"))

    def test_markers_that_are_wrong(self):
        for text, place, message in (
            ("# Ours\n", "1:1", f"expected the lines '{BEGIN}' and '{END}', found neither; put them where the generated text belongs"),
            (f"# Ours\n{BEGIN}\n", "2:1", f"there is no line '{END}' for this one"),
            (f"# Ours\n\n{END}\n", "3:1", f"there is no line '{BEGIN}' for this one"),
            (f"{BEGIN}\n{END}\n{BEGIN}\n", "3:1", f"the line '{BEGIN}' is here a second time"),
            (f"{BEGIN}\n{END}\n{END}\n", "3:1", f"the line '{END}' is here a second time"),
            (f"{END}\n{BEGIN}\n", "1:1", f"'{END}' comes before '{BEGIN}'; expected it after that"),
        ):
            with self.subTest(text):
                self.write("a/README.md", text)
                for command in ("generate", "check"):
                    done = self.assert_runs(command, "a", code=2)
                    self.assertIn(f"a/README.md:{place}: error: {message}\n", done.stdout + done.stderr)
                self.assertEqual(self.readme("a").decode(), text)

    def test_drift_has_its_line_and_the_rest_is_none(self):
        text = self.generated(self.OURS).decode()
        line = text[:text.index("### Parameter: `size`")].count("\n") + 3
        self.write("a/README.md", text.replace("How much.", "How little.").replace("More.", "Even more."))
        done = self.assert_runs("check", "a", code=1)
        self.assertIn(f"a/README.md:{line}:1: ", done.stdout)
        self.assertNotIn("more", done.stdout)
        self.assertIn("-| [`size`](#parameter-size) | int | How little. |", done.stdout)
        self.write("a/README.md", text.replace("More.", "Even more."))
        self.assert_runs("check", "a")
