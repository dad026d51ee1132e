"""The pages of the documentation say what the command does, and their links lead somewhere."""
import pathlib
import re
import unittest
import urllib.parse

from workspace import Workspace

PROJECT = pathlib.Path(__file__).resolve().parents[2]
PAGES = [PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted((PROJECT / "docs").glob("*.md"))


def read(path):
    return path.read_text(encoding="utf-8")


def without_code(text):
    fenced = re.sub(r"^( *)```.*?^\1```$", "", text, flags=re.M | re.S)
    return re.sub(r"^    .*$", "", fenced, flags=re.M)


def anchors(text):
    """As GitHub makes them; of several equal ones the first."""
    for heading in re.findall(r"^#+ (.*)$", without_code(text), flags=re.M):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        yield re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")


class Pages(unittest.TestCase):
    def test_links(self):
        count = 0
        for page in PAGES:
            for target in re.findall(r"\]\(([^)\s]+)\)", without_code(read(page))):
                if re.match(r"[a-z]+:", target):
                    continue
                count += 1
                path, _, anchor = target.partition("#")
                file = (page.parent / urllib.parse.unquote(path)).resolve() if path else page
                with self.subTest(page=page.name, target=target):
                    self.assertTrue(file.exists(), "there is no such file")
                    if anchor:
                        self.assertIn(anchor, list(anchors(read(file))))
        self.assertGreater(count, 60)

    def test_the_index_has_every_page(self):
        index = read(PROJECT / "docs" / "README.md")
        for page in PAGES:
            if page.parent.name == "docs" and page.name != "README.md":
                self.assertIn(f"]({page.name})", index)


class Command(Workspace):
    def options(self, command):
        return re.findall(r"^ *(?:-\w, )?(--[a-z][a-z-]*)", self.assert_runs("help", command).stdout, flags=re.M)

    def test_options_of_generate(self):
        page = read(PROJECT / "docs" / "generate.md")
        options = self.options("generate")
        self.assertGreater(len(options), 20)
        for option in options:
            if option not in ("--help", "--version"):
                self.assertRegex(page, rf"`{option}[ `]")

    def test_options_of_check(self):
        pages = read(PROJECT / "docs" / "generate.md") + read(PROJECT / "docs" / "check.md")
        for option in self.options("check"):
            if option not in ("--help", "--version"):
                self.assertRegex(pages, rf"`{option}[ `]")

    def test_commands(self):
        text = "\n".join(read(page) for page in PAGES if page.name not in ("CHANGELOG.md", "CONTRIBUTING.md"))
        commands = re.findall(r"^  ([a-z]+)  +[A-Z]", self.assert_runs("help").stdout, flags=re.M)
        self.assertIn("explain", commands)
        for command in commands:
            self.assertIn(f"avmdoc {command}", text)

    def test_sections(self):
        page = read(PROJECT / "docs" / "configuration.md")
        (self.root / ".git").mkdir()
        self.write(".avmdoc.yml", "readme:\n  sections: [nothing]\n")
        self.write("store/main.bicep", "")
        message = self.assert_runs("generate", "store", code=2).stderr
        names = re.search(r"readme\.sections needs (.*), found", message).group(1)
        for name in re.split(r", | or ", names):
            self.assertIn(f"`{name}`", page)


if __name__ == "__main__":
    unittest.main()
