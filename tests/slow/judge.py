"""Compares what `avmdoc check` reports of one README with the two texts.

The judge reads both texts itself (readme_items.py). It reports sentences that must not be there,
changed items without a sentence, and changed lines that no sentence explains.
"""
import collections
import re

from readme_items import INTRODUCTION, Item, Reading, changed_items

HAND = "edited by hand"
# Drifts about the README as a whole: they explain all lines, or none.
WHOLE = {"readme-missing", "older-format", "other-rules"}
NO_ITEM = {"readme-misnamed", "line-endings", "template-stale"}

Verdict = collections.namedtuple("Verdict", "hand unchanged missing uncovered")


def applied(before, diff):
    """`before` with a unified diff applied."""
    old = before.split("\n")
    new, at = [], 0
    lines = diff.split("\n")
    index = next((i for i, line in enumerate(lines) if line.startswith("@@")), len(lines))
    no_end = False
    while index < len(lines):
        line = lines[index]
        index += 1
        header = re.match(r"@@ -(\d+)(?:,(\d+))? \+", line)
        if header:
            start = int(header[1]) - (0 if header[2] == "0" else 1)
            new += old[at:start]
            at = start
        elif line.startswith("\\"):
            no_end = True
        elif line.startswith("+"):
            new.append(line[1:])
        elif line.startswith("-"):
            if old[at].rstrip("\r") != line[1:].rstrip("\r"):
                raise ValueError(f"the diff does not apply at line {at + 1}")
            at += 1
        elif line.startswith(" "):
            new.append(old[at])
            at += 1
    new += old[at:]
    text = "\n".join(new)
    return text if not no_end or text.endswith("\n") else text + "\n"


def items_of(drift, reading_kinds):
    """The items of the judge's reading that a drift may be about."""
    kind, name = drift["kind"], drift["item"]
    folder = re.match(r"example .*?\((.*)\)$", name)
    wanted = []
    for item in reading_kinds:
        same = item.name == name or (folder and item.kind == "example" and item.name == folder[1])
        if item.kind in ("title", "banner", "description", "module reference"):
            same = kind.startswith(item.kind.replace(" ", "-"))
        elif item.kind == "resource type":
            same = same or name.startswith(item.name + "@") or name.startswith(item.name + " ")
        elif item.kind == "cross-reference":
            same = same or item.name.rpartition(":")[0] == name
        elif item.kind == "section":
            same = kind.startswith(("section-", "own-section")) and name == item.name
        elif item.kind == "navigation":
            same = item.name == name and kind.startswith(("section-", "own-section"))
        elif item.kind == "example":
            same = same and kind.startswith("example-")
        elif item.kind == "output":
            same = same and kind.startswith("output-")
        elif item.kind == "function":
            same = same and kind.startswith("function-")
        elif item.kind in ("parameter", "variant"):
            same = same and (kind.startswith("parameter-") or kind.startswith("variant-"))
        if same:
            wanted.append(item)
    return wanted


def parent_of(name):
    return name.rsplit(".", 1)[0] if "." in name else ""


def explained(item, told, alone):
    """Whether a changed line of this item follows from what is reported. `alone` are the items that
    only one of the texts has: what is below them comes and goes with them."""
    if item in told or item == INTRODUCTION:
        return True
    if item.kind == "table":
        # A category's heading or table comes and goes with its rows.
        rows = [one for one in told if one.kind in ("parameter", "variant")]
        if any(item.name == parent_of(one.name) for one in rows):
            return True
        return any(explained(Item(kind, item.name), told, alone) for kind in ("parameter", "variant"))
    if item.kind == "navigation":
        sections = {
            "Usage examples": "example",
            "Parameters": "parameter",
            "Outputs": "output",
            "Exported functions": "function",
            "Cross-referenced modules": "cross-reference",
            "Resource Types": "resource type",
        }
        return Item("section", item.name) in told or any(one.kind == sections.get(item.name) for one in told)
    if item.kind == "section":
        return explained(Item("navigation", item.name), told, alone)
    if item.kind in ("parameter", "variant"):
        parts = re.split(r"(?=[.-])", item.name)
        names = {"".join(parts[:end]) for end in range(1, len(parts))}
        return any(one.kind in ("parameter", "variant") and one.name in names for one in told & alone)
    return False


def is_only_reordered(item, old, new):
    lines = [sorted(text.rstrip(",") for own, text in zip(one.items, one.text) if own == item) for one in (old, new)]
    return lines[0] == lines[1]


def without_comments(text):
    return re.sub(r"(?m)^ *// (Non-required|Required) parameters\n", "", text)


def judge(before, after, drifts):
    """`before` is the README on disk, `after` the one that its module makes."""
    if any(drift["kind"].startswith("parameter-") for drift in drifts):
        # The comments in examples follow from which parameters are required.
        before, after = without_comments(before), without_comments(after)
    old, new = Reading(before), Reading(after)
    changed = changed_items(old, new)
    known = list(dict.fromkeys([*old.items, *new.items]))
    alone = set(old.items) ^ set(new.items)
    whole = any(drift["kind"] in WHOLE for drift in drifts)
    hand = [drift for drift in drifts if HAND in drift["sentence"]]
    told, unchanged = set(), []
    for drift in drifts:
        if drift["kind"] in WHOLE | NO_ITEM:
            continue
        about = items_of(drift, known)
        told.update(about)
        if not any(is_changed(item, changed) for item in about):
            unchanged.append(drift)
    if whole:
        return Verdict(hand, unchanged, [], [])
    missing = [item for item in changed if not explained(item, told, alone)]
    if any(drift["kind"].startswith("parameter-") for drift in drifts):
        # Which parameters are required decides their order in an example.
        missing = [item for item in missing if item.kind != "example" or not is_only_reordered(item, old, new)]
    return Verdict(hand, unchanged, missing, uncovered_lines(old, new, told, alone))


def is_changed(item, changed):
    return item in changed or (
        item.kind == "section" and any(one.kind in ("navigation",) and one.name == item.name for one in changed)
    )


def uncovered_lines(old, new, told, alone):
    """Lines of the one text that the other lacks, and that belong to no item that is told.

    Lines are compared as a multiset per item, so that a moved item is no difference."""
    found = []
    for one, other, sign in ((old, new, "-"), (new, old, "+")):
        left = collections.Counter(zip(other.items, other.text))
        for number, (item, text) in enumerate(zip(one.items, one.text), 1):
            if left[(item, text)] > 0:
                left[(item, text)] -= 1
            elif text and not explained(item, told, alone):
                found.append(f"{sign}{number}: {text}")
    return found
