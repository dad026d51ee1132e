"""Which item each line of a README belongs to, read from its text alone.

An independent reading for the tests: nothing here comes from the library.
"""
import collections
import re

Item = collections.namedtuple("Item", "kind name")

INTRODUCTION = Item("introduction", "")
ROW = re.compile(r"\| (?:\[`(?P<linked>[^`]*)`\]\(#(?P<anchor>[^)]*)\)|`(?P<plain>[^`]*)`) \|")
HEADING = re.compile(r"### (?P<kind>Parameter|Variant): `(?P<name>.*)`$")
EXAMPLE = re.compile(r"### Example (?P<number>\d+): _(?P<title>.*)_$")
TABLES = {
    "Resource Types": "resource type",
    "Exported functions": "function",
    "Outputs": "output",
    "Cross-referenced modules": "cross-reference",
}
SECTIONS = ["Navigation", "Usage examples", "Parameters", "Notes", "Data Collection", *TABLES]


def lines_of(text):
    return text.replace("\r\n", "\n").removeprefix("\ufeff").split("\n")


def child_name(parent, row):
    """`a` and the row `b` are `a.b`; a variant of `a.kind` is `a.kind-Some`."""
    name = row["linked"]
    if row["anchor"].startswith("variant-"):
        return None
    return f"{parent}.{name}" if parent else name


class Reading:
    """`items[i]` is the item of line `i`; `text[i]` is the line without what depends on the order
    of the items (the number of an example)."""

    def __init__(self, text):
        self.lines = lines_of(text)
        self.items = []
        self.text = []
        self.section = None
        self.item = None
        self.discriminator = ""
        self.folders = self._example_folders()
        self.examples = 0
        self.links = 0
        self.fenced = False
        for index, line in enumerate(self.lines):
            self.fence_here = line.lstrip().startswith("```")
            self.items.append(self._item_of(index, line))
            self.text.append(re.sub(r"^(### Example |- \[.*\]\(#example-)\d+", r"\1", line))
            if self.fence_here:
                self.fenced = not self.fenced

    def _example_folders(self):
        """The test folder of each example, in their order: the link list comes before it is named."""
        folders = []
        for index, line in enumerate(self.lines):
            if not EXAMPLE.match(line):
                continue
            folder = EXAMPLE.match(line)["title"]
            for after in self.lines[index + 1 :]:
                if EXAMPLE.match(after) or after == "## Parameters":
                    break
                found = re.search(r"deployment test folder path \[(.*)\]$", after)
                if found:
                    folder = found[1].rstrip("/").rsplit("/", 1)[-1]
                    break
            folders.append(folder)
        return folders

    def _folder(self, index):
        return self.folders[index] if index < len(self.folders) else str(index)

    def _item_of(self, index, line):
        # Before the first section known, such a line is a part of the description.
        known = line[3:] in SECTIONS or self.section not in (None, "Notes")
        if not self.fenced and line.startswith("## ") and known:
            self.section, self.item = line[3:], None
            return Item("section", self.section)
        if self.section is None:
            return self._introduction(index, line)
        if self.section == "Usage examples":
            return self._example(line)
        if self.section == "Parameters":
            return self._parameter(line)
        if self.section == "Navigation":
            link = re.match(r"- \[(.*)\]\(#", line)
            return Item("navigation", link[1]) if link else Item("section", self.section)
        row = ROW.match(line)
        if row and self.section in TABLES:
            return Item(TABLES[self.section], row["plain"] or row["linked"])
        return Item("section", self.section)

    def _introduction(self, index, line):
        if index == 0:
            return Item("title", "")
        if line.startswith(">"):
            return Item("banner", "")
        if line.startswith("You can reference the module") or self.item == Item("module reference", ""):
            self.item = Item("module reference", "")
            return self.item
        return Item("description", "") if line else INTRODUCTION

    def _example(self, line):
        if not self.fenced and EXAMPLE.match(line):
            self.item = Item("example", self._folder(self.examples))
            self.examples += 1
        elif self.item is None and re.match(r"- \[.*\]\(#example-\d+", line):
            self.links += 1
            return Item("example", self._folder(self.links - 1))
        return self.item or Item("section", self.section)

    def _parameter(self, line):
        heading = None if self.fenced else HEADING.match(line)
        if heading:
            self.item = Item(heading["kind"].lower(), heading["name"])
            self.discriminator = ""
            return self.item
        parent = self.item.name if self.item else ""
        named = re.match(r"- Discriminator: `(.*)`$", line)
        if named:
            self.discriminator = named[1]
        row = ROW.match(line)
        if row and row["linked"] is not None and not self.fenced:
            name = child_name(parent, row)
            if name is None:
                return Item("variant", f"{parent}.{self.discriminator}-{row['linked']}")
            return Item("parameter", name)
        if re.match(r"\*\*.* parameters\*\*$|\| (Parameter|Variant) \||\| :--", line):
            return Item("table", parent)
        return self.item or Item("section", self.section)


def blocks(reading):
    """The lines of each item. Blank lines belong to the layout and not to an item."""
    found = collections.OrderedDict()
    for item, text in zip(reading.items, reading.text):
        if text:
            found.setdefault(item, []).append(text)
    return found


def changed_items(before, after):
    """The items of which one text has other lines than the other."""
    old, new = blocks(before), blocks(after)
    return [item for item in dict.fromkeys([*old, *new]) if old.get(item) != new.get(item)]
