"""The drift check over the history of a registry.

    history.py AVMDOC CHECKOUT [--since DATE] [--report FILE] [--strict]

CHECKOUT is a git checkout of the registry with its history; it is only read. For each first-parent
commit since DATE and each module whose README.md the commit changes:

  forward   the module after the commit with the README from before it, as in a pull request that
            forgot the README
  backward  the module before the commit with the README from after it

`judge.py` compares what `avmdoc check` reports with the two texts. The report lists each sentence
that looks wrong, and the figures. With --strict any of them makes the run fail.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from judge import HAND, applied, judge

SINCE = "2025-11-30"


class Repository:
    def __init__(self, checkout, folder):
        self.source = checkout
        self.root = folder
        subprocess.run(
            ["git", "clone", "-q", "--shared", "--no-checkout", str(checkout), str(folder)], check=True
        )
        self.git("config", "core.autocrlf", "false")
        self.objects = subprocess.Popen(
            ["git", "cat-file", "--batch"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def git(self, *arguments):
        done = subprocess.run(["git", *arguments], cwd=self.root, capture_output=True, check=True)
        return done.stdout.decode("utf-8", "replace")

    def read(self, name):
        """The bytes of an object such as `HEAD:README.md`, or None."""
        self.objects.stdin.write(name.encode() + b"\n")
        self.objects.stdin.flush()
        header = self.objects.stdout.readline().split()
        if header[-1] in (b"missing", b"ambiguous"):
            return None
        data = self.objects.stdout.read(int(header[2]))
        self.objects.stdout.read(1)
        return data

    def checkout(self, commit):
        self.git("checkout", "-q", "--force", "--detach", commit)

    def commits(self, since):
        """(commit, first parent) of each first-parent commit, oldest first."""
        lines = self.git("log", "--first-parent", "--reverse", f"--since={since}", "--format=%H %P", "HEAD")
        found = [line.split() for line in lines.splitlines()]
        return [(line[0], line[1]) for line in found if len(line) > 1]

    def changes(self, commit, parent):
        """The paths that a commit changes, with their status."""
        fields = self.git("diff", "--name-status", "--no-renames", "-z", parent, commit).split("\0")
        return dict(zip(fields[1::2], fields[0::2]))

    def changed_lines(self, commit, parent, files):
        """For each file the new lines that a commit changed; a deletion counts as its neighbours."""
        found = {file: set() for file in files}
        if not files:
            return found
        text = self.git("diff", "-U0", "--no-renames", parent, commit, "--", *files)
        file = None
        for line in text.splitlines():
            if line.startswith("+++ "):
                file = line[6:] if line.startswith("+++ b/") else None
            header = re.match(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@", line)
            if header and file in found:
                start, count = int(header[1]), int(header[2] or 1)
                found[file].update(range(start, start + count) if count else (start, start + 1))
        return found


def statement_lines(text, line):
    """The lines of the paragraph around a line: a declaration with its decorators."""
    lines = text.split("\n")
    begin = end = line
    while begin > 1 and lines[begin - 2].strip():
        begin -= 1
    while end < len(lines) and lines[end].strip():
        end += 1
    return range(begin, end + 1)


def check(avmdoc, root, modules):
    done = subprocess.run(
        [avmdoc, "check", "-q", "--format", "json", *modules], cwd=root, capture_output=True, timeout=600
    )
    report = json.loads(done.stdout)
    return {module["folder"]: module for module in report["modules"]}


class History:
    def __init__(self, arguments):
        self.avmdoc = str(pathlib.Path(arguments.avmdoc).resolve())
        self.since = arguments.since
        self.counts = {"forward": collections.Counter(), "backward": collections.Counter()}
        self.kinds = collections.Counter()
        self.suspicious = []
        self.sentences = []

    def run(self, checkout):
        with tempfile.TemporaryDirectory(prefix="avmdoc-history-") as folder:
            repository = Repository(checkout, pathlib.Path(folder) / "registry")
            commits = repository.commits(self.since)
            if not commits:
                sys.exit(f"error: {checkout} has no commit since {self.since}")
            repository.checkout(commits[0][1])
            for number, (commit, parent) in enumerate(commits, 1):
                self.step(repository, commit, parent)
                if number % 50 == 0:
                    print(f"{number} of {len(commits)} commits", file=sys.stderr)
            self.commits = len(commits)

    def step(self, repository, commit, parent):
        changes = repository.changes(commit, parent)
        readmes = [
            path
            for path, status in changes.items()
            if status == "M" and re.match(r"avm/(res|ptn|utl)/.*/README\.md$", path)
        ]
        texts = {path: (repository.read(f"{parent}:{path}"), repository.read(f"{commit}:{path}")) for path in readmes}
        self.direction("backward", repository, (parent, commit), changes, {p: new for p, (_, new) in texts.items()})
        repository.checkout(commit)
        self.direction("forward", repository, (commit, parent), changes, {p: old for p, (old, _) in texts.items()})

    def direction(self, way, repository, states, changes, texts):
        """The work tree is at `states[0]`; `texts` are the READMEs of the other state."""
        present = {p: t for p, t in texts.items() if (repository.root / p).parent.joinpath("main.json").is_file()}
        if not present:
            return
        right = {path: (repository.root / path).read_bytes() for path in present}
        # What is reported of the right README is not news of this commit.
        folders = {path: path.rsplit("/", 1)[0] for path in present}
        before = check(self.avmdoc, repository.root, folders.values())
        for path, text in present.items():
            (repository.root / path).write_bytes(text)
        after = check(self.avmdoc, repository.root, folders.values())
        for path, text in right.items():
            (repository.root / path).write_bytes(text)
        for path, folder in folders.items():
            module = after.get(folder)
            if module is None:
                self.suspect(way, states, folder, "not in the report", None)
                continue
            self.module(way, repository, states, changes, module, present[path].decode(), before.get(folder))

    def module(self, way, repository, states, changes, module, actual, usual):
        counts = self.counts[way]
        counts["pairs"] += 1
        if module["state"] == "failed":
            counts["failed"] += 1
            return
        counts[module["state"]] += 1
        if not module["drifts"] and module["readme"] == "current":
            counts["the other README is right"] += 1
            return
        found = bool(module["drifts"])
        counts["found"] += found
        if not found:
            self.suspect(way, states, module["folder"], "nothing is reported", None)
        stale = [drift for drift in module["drifts"] if drift["kind"] == "template-stale"]
        drifts = [drift for drift in module["drifts"] if drift["kind"] != "template-stale"]
        counts["sentences"] += len(drifts)
        counts["stale sentences"] += len(stale)
        usual_sentences = {drift["sentence"] for drift in usual["drifts"]} if usual else set()
        verdict = judge(actual, applied(actual, module["diff"]), drifts)
        for drift in verdict.hand:
            counts["edited by hand"] += 1
            self.suspect(way, states, module["folder"], "edited by hand", drift)
        for drift in verdict.unchanged:
            counts["item did not change"] += 1
            self.suspect(way, states, module["folder"], "item did not change", drift)
        if not stale:
            for item in verdict.missing:
                counts["changed items without a sentence"] += 1
                self.suspect(way, states, module["folder"], f"no sentence about {item.kind} {item.name}", None)
            counts["changed lines without a sentence"] += len(verdict.uncovered)
            for line in verdict.uncovered[:5]:
                self.suspect(way, states, module["folder"], f"not covered: {line}", None)
        lines = repository.changed_lines(
            states[0], states[1], sorted({d["cause"]["file"] for d in drifts if d["cause"]} & set(changes))
        )
        for drift in drifts:
            if drift["sentence"] in usual_sentences:
                # Not of this commit: the README that it has is not what the module makes either.
                counts["sentences also about the committed README"] += 1
                cause = "not of this commit"
            else:
                cause = self.cause(way, repository, states, changes, module, drift, lines)
            self.kinds[(drift["kind"], cause)] += 1
            self.sentences.append((way, states[0], module["folder"], drift, cause))

    def cause(self, way, repository, states, changes, module, drift, changed):
        """How well a cause fits what the commit changed."""
        counts, cause = self.counts[way], drift["cause"]
        if cause is None:
            counts["without cause"] += 1
            return "none"
        if cause["file"] not in changes:
            counts["cause in a file that did not change"] += 1
            self.suspect(way, states, module["folder"], f"cause {cause['file']} did not change", drift)
            return "other file"
        line = cause.get("line")
        if line is None or not (repository.root / cause["file"]).is_file():
            counts["cause is a file that changed"] += 1
            return "file"
        if line in changed[cause["file"]]:
            counts["cause is a line that changed"] += 1
            return "line"
        text = (repository.root / cause["file"]).read_text("utf-8", "replace")
        if changed[cause["file"]].intersection(statement_lines(text, line)):
            counts["cause is a statement that changed"] += 1
            return "statement"
        counts["cause is a line that did not change"] += 1
        self.suspect(way, states, module["folder"], "cause did not change", drift)
        return "other line"

    def suspect(self, way, states, folder, reason, drift):
        self.suspicious.append((reason.split(":")[0], way, states, folder, reason, drift))

    def figures(self):
        names = list(dict.fromkeys(name for counts in self.counts.values() for name in counts))
        lines = [f"{self.commits} commits since {self.since}", ""]
        lines.append(f"{'':38}{'forward':>9}{'backward':>10}")
        for name in names:
            lines.append(f"{name:38}{self.counts['forward'][name]:>9}{self.counts['backward'][name]:>10}")
        lines.append(f"{'suspicious':38}{len(self.suspicious):>9}")
        return "\n".join(lines)

    def report(self):
        out = [self.figures(), "", "== kinds and how well their causes fit"]
        for (kind, cause), count in sorted(self.kinds.items()):
            out.append(f"{count:6} {kind}: {cause}")
        out += ["", "== suspicious, by reason"]
        for reason, way, states, folder, text, drift in sorted(self.suspicious, key=lambda one: (one[0], one[3])):
            out.append(f"{way} {states[0][:10]} {folder}: {text}")
            if drift:
                out.append(f"    {place(drift['location'])}: {drift['kind']}: {drift['sentence']}")
                out.append(f"    because of {place(drift['cause'])}")
        out += ["", "== all sentences"]
        for way, commit, folder, drift, cause in self.sentences:
            out.append(f"{way} {commit[:10]} {folder}: {drift['sentence']} <- {place(drift['cause'])} ({cause})")
        return "\n".join(out) + "\n"


def place(location):
    if location is None:
        return "-"
    return ":".join(str(location[key]) for key in ("file", "line", "column") if key in location)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("avmdoc")
    parser.add_argument("checkout", nargs="?", default=os.environ.get("AVMDOC_REGISTRY"))
    parser.add_argument("--since", default=SINCE)
    parser.add_argument("--report", type=pathlib.Path)
    parser.add_argument("--strict", action="store_true", help="fail when anything is suspicious")
    arguments = parser.parse_args()
    if not arguments.checkout:
        print("SKIPPED: AVMDOC_REGISTRY names no checkout of the registry with its history")
        return 77
    history = History(arguments)
    history.run(pathlib.Path(arguments.checkout).resolve())
    if arguments.report:
        arguments.report.write_text(history.report(), "utf-8")
    print(history.figures())
    missed = sum(
        counts["pairs"] - counts["found"] - counts["failed"] - counts["the other README is right"]
        for counts in history.counts.values()
    )
    wrong = [one for one in history.suspicious if one[0] in (HAND, "item did not change")] if arguments.strict else []
    return 1 if missed or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
