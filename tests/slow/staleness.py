"""Whether an outdated main.json is found, over the history of a registry.

    staleness.py AVMDOC [CHECKOUT] [--since DATE] [--report FILE]

CHECKOUT (or AVMDOC_REGISTRY) is a git checkout of the registry with its history; it is only read.
AVMDOC_MODULE_CACHE is the folder of modules that `bicep restore` fills (default: ~/.bicep). For each
first-parent commit since DATE and each module whose main.bicep it changes, `avmdoc check` sees the
module after the commit with the main.json from before it. What the compiler makes of the new source
is the commit's own main.json. Where its interface differs from the old one's, staleness must be
reported, and where it does not, nothing may be. Two versions of the compiler may write one source in
two ways, so a difference between templates of two versions need not be found. Where something is
reported that the commit's own main.json does not have, AVMDOC_BICEP is asked whether that one is
outdated, too.
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

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "peers"))

import compiler
import interface
from history import SINCE, Repository, check

SKIPPED = 77


def deployed(template: dict) -> dict:
    """The resources and modules by their names, with the types and versions that these deploy."""
    found = {}
    resources = template.get("resources", [])
    named = resources.items() if isinstance(resources, dict) else enumerate(resources)
    for name, one in named:
        nested = one.get("properties", {}).get("template") if isinstance(one.get("properties"), dict) else None
        if one["type"].lower() == interface.DEPLOYMENT and isinstance(nested, dict):
            found[name] = [one["apiVersion"], whole(nested)]
        else:
            found[name] = [one["type"].lower(), one["apiVersion"]]
    return found


def whole(template: dict) -> dict:
    """All that a comparison of two interfaces may speak of."""
    found = interface.interface_of(template)
    found["scope"] = template["$schema"]
    found["variables"] = template.get("variables", {})
    found["exported"] = template.get("metadata", {}).get("__bicep_exported_variables!", [])
    found["deployed"] = deployed(template)
    found["imported"] = {
        name: schema["metadata"][interface.IMPORTED]
        for name, schema in template.get("definitions", {}).items()
        if interface.IMPORTED in schema.get("metadata", {})
    }
    return found


def compiler_of(template: dict) -> str:
    return template.get("metadata", {}).get("_generator", {}).get("version", "")


class Staleness:
    def __init__(self, avmdoc: str, bicep):
        self.avmdoc = avmdoc
        self.bicep = bicep
        self.counts = collections.Counter()
        self.lines = []

    def run(self, checkout: pathlib.Path, since: str) -> None:
        with tempfile.TemporaryDirectory(prefix="avmdoc-staleness-") as folder:
            repository = Repository(checkout, pathlib.Path(folder) / "registry")
            commits = repository.commits(since)
            if not commits:
                sys.exit(f"error: {checkout} has no commit since {since}")
            for commit, parent in commits:
                self.commit(repository, commit, parent)
            self.counts["commits"] = len(commits)

    def commit(self, repository: Repository, commit: str, parent: str) -> None:
        changed = [
            path.rsplit("/", 1)[0]
            for path in repository.changes(commit, parent)
            if re.match(r"avm/(res|ptn|utl)/.*/main\.bicep$", path) and "/tests/" not in path
        ]
        states = {}
        for folder in changed:
            pair = [repository.read(f"{state}:{folder}/main.json") for state in (parent, commit)]
            if None not in pair and repository.read(f"{commit}:{folder}/main.bicep") is not None:
                states[folder] = pair
        if not states:
            return
        repository.checkout(commit)
        for folder, (old, _) in states.items():
            (repository.root / folder / "main.json").write_bytes(old)
        results = check(self.avmdoc, repository.root, states)
        for folder, (old, new) in states.items():
            self.module(repository.root, commit, folder, json.loads(old), json.loads(new), results[folder])

    def is_outdated(self, source: pathlib.Path, old: dict) -> bool:
        """What the compiler says of a source and a main.json."""
        try:
            new = self.bicep.compile(str(source))[0] if self.bicep else None
        except ValueError:
            new = None
        return new is not None and whole(old) != whole(new)

    def module(self, root: pathlib.Path, commit: str, folder: str, old: dict, new: dict, result: dict) -> None:
        self.counts["pairs"] += 1
        if result["state"] == "failed":
            self.note("failed", commit, folder, str(result["diagnostics"])[:300])
            return
        sentences = [one["sentence"] for one in result["drifts"] if one["kind"] == "template-stale"]
        expected = interface.differences(old, new)
        if sentences:
            self.counts["reported"] += 1
            if whole(old) != whole(new):
                return
            outdated = self.is_outdated(root / folder / "main.bicep", old)
            what = "reported of an outdated commit" if outdated else "false alarms"
            self.note(what, commit, folder, " / ".join(sentences[:4]))
        elif expected and compiler_of(old) == compiler_of(new):
            self.note("missed", commit, folder, expected[0])
        elif expected:
            self.note("not reported, of two compilers", commit, folder, expected[0])
        else:
            self.counts["rightly not reported"] += 1

    def note(self, what: str, commit: str, folder: str, text: str) -> None:
        self.counts[what] += 1
        self.lines.append(f"{what}: {commit[:10]} {folder}: {text}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("avmdoc")
    parser.add_argument("checkout", nargs="?", default=os.environ.get("AVMDOC_REGISTRY"))
    parser.add_argument("--since", default=SINCE)
    parser.add_argument("--report", type=pathlib.Path)
    arguments = parser.parse_args()
    if not arguments.checkout:
        print("AVMDOC_REGISTRY names no checkout of the registry with its history: skipped")
        return SKIPPED
    bicep = compiler.Compiler(os.environ["AVMDOC_BICEP"]) if "AVMDOC_BICEP" in os.environ else None
    staleness = Staleness(str(pathlib.Path(arguments.avmdoc).resolve()), bicep)
    staleness.run(pathlib.Path(arguments.checkout).resolve(), arguments.since)
    if arguments.report:
        arguments.report.write_text("\n".join(staleness.lines) + "\n", "utf-8")
    for line in staleness.lines:
        if line.startswith(("missed", "false alarms", "failed")):
            print(line[:400])
    for name, count in staleness.counts.items():
        print(f"{name:32}{count:>7}")
    return 1 if staleness.counts["missed"] or staleness.counts["false alarms"] else 0


if __name__ == "__main__":
    sys.exit(main())
