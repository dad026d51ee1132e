"""README.md in another case, as `readme.md`."""
import unittest

from workspace import Workspace

MODULE = "avm/ptn/some/thing"


class ReadmeName(Workspace):
    def misnamed(self, content=None):
        module = self.module(MODULE)
        if content is None:
            self.assert_runs("generate", "-q", MODULE)
            content = (module / "README.md").read_bytes()
            (module / "README.md").unlink()
        (module / "readme.md").write_bytes(content)
        return module

    def test_generate_writes_no_second_file(self):
        module = self.misnamed(b"# Old\n")
        done = self.run_avmdoc("generate", MODULE)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("readme.md: error: it should be called README.md", done.stderr)
        self.assertEqual((module / "readme.md").read_bytes(), b"# Old\n")
        self.assertNotIn("README.md", [path.name for path in module.iterdir()])

    def test_generate_reports_it_when_the_text_is_right(self):
        self.misnamed()
        self.assertEqual(self.run_avmdoc("generate", MODULE).returncode, 2)

    def test_generate_still_prints_it(self):
        self.misnamed()
        self.assert_runs("generate", "-q", "--stdout", MODULE)

    def test_check_reports_drift(self):
        self.misnamed()
        done = self.run_avmdoc("check", MODULE)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("avm/ptn/some/thing/readme.md:1:1: readme.md should be called README.md", done.stdout)
        self.assertIn(f"git mv {MODULE}/readme.md {MODULE}/README.md", done.stdout)
        self.assertNotIn("missing", done.stdout)

    def test_what_drifted_besides_is_reported_as_well(self):
        module = self.misnamed()
        readme = module / "readme.md"
        readme.write_bytes(readme.read_bytes().replace(b"## Outputs", b"## Results"))
        done = self.run_avmdoc("check", MODULE)
        self.assertEqual(done.returncode, 1)
        self.assertIn("should be called README.md", done.stdout)
        self.assertIn("Outputs", done.stdout)

    def test_a_readme_beside_it_has_the_right_name(self):
        module = self.misnamed()
        self.write(f"{MODULE}/README.md", (module / "readme.md").read_bytes())
        self.assert_runs("check", "-q", MODULE)


if __name__ == "__main__":
    unittest.main()
