"""Compares avmdoc with the reference generator on random modules.

    run.py AVMDOC [--seconds N] [--seed N] [--batch N] [--keep FOLDER]

Needs three folders that are not part of the project:
    AVMDOC_SHARED    with tools/reference/run.sh
    AVMDOC_PEERS     with PowerShell, as tools/peers.sh of AVMDOC_SHARED fills it
    AVMDOC_REGISTRY  a checkout of the registry, for its `utilities`

Each module on which the two differ is made small: tests and parameters are taken away as long as
they differ. It is kept in --keep with both READMEs, and the run fails. Modules on which the
reference stops with an error are counted; what avmdoc makes of them is in docs/reference.md.
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

import random_modules


class Comparison:
    def __init__(self, avmdoc, work):
        self.avmdoc = str(pathlib.Path(avmdoc).resolve())
        self.work = pathlib.Path(work)
        self.reference = pathlib.Path(os.environ["AVMDOC_SHARED"]) / "tools" / "reference" / "run.sh"
        self.peers = os.environ["AVMDOC_PEERS"]
        self.utilities = pathlib.Path(os.environ["AVMDOC_REGISTRY"]) / "utilities"
        self.runs = 0
        self.stopped = set()

    def differing(self, root):
        """The modules below root/avm on which the two READMEs differ, as (folder, ours, theirs)."""
        self.runs += 1
        theirs, ours = self.work / f"theirs{self.runs}", self.work / f"ours{self.runs}"
        done = subprocess.run(
            [str(self.reference), self.peers, str(self.utilities), str(root), str(theirs)], capture_output=True, text=True
        )
        if done.returncode != 0:
            sys.exit(f"error: the reference failed:\n{done.stdout}\n{done.stderr}")
        shutil.copytree(root, ours)
        # The reference does not compare main.json with main.bicep.
        subprocess.run(
            [self.avmdoc, "generate", "-q", "-r", "--rules", "2026-08", "--stale", "write", "avm"], cwd=ours, capture_output=True
        )
        found = []
        report = [line.split("\t") for line in read(theirs / "report.tsv").decode("utf-8").splitlines()]
        self.stopped = {pathlib.Path(folder) for folder, _, complaint, *_ in report if complaint.startswith("THROW")}
        for template in sorted(root.glob("avm/**/main.json")):
            folder = template.parent.relative_to(root)
            if folder in self.stopped:
                continue
            texts = [read(side / folder / "README.md") for side in (ours, theirs)]
            if texts[0] != texts[1]:
                found.append((folder, *texts))
        shutil.rmtree(theirs)
        shutil.rmtree(ours)
        return found

    def smaller(self, root, folder, seconds):
        """Takes away what the difference does not need, until the time is over."""
        end = time.monotonic() + seconds
        changed = True
        while changed and time.monotonic() < end:
            changed = False
            for reduce in list(reductions(root / folder)):
                if time.monotonic() > end:
                    break
                backup = self.work / "backup"
                shutil.rmtree(backup, ignore_errors=True)
                shutil.copytree(root, backup)
                reduce()
                if self.differing(root):
                    changed = True
                else:
                    shutil.rmtree(root)
                    shutil.copytree(backup, root)


def read(path):
    return path.read_bytes() if path.is_file() else b""


def reductions(module):
    """Ways to make a module smaller, each as a function."""
    for test in sorted(module.glob("tests/e2e/*")):
        yield lambda test=test: shutil.rmtree(test, ignore_errors=True)
    template = json.loads((module / "main.json").read_text("utf-8"))
    for key in ("outputs", "resources"):
        if template.get(key):
            yield lambda key=key: drop(module, [key])
    for name in template.get("parameters", {}):
        if name != "name":
            yield lambda name=name: drop(module, ["parameters", name])


def drop(module, path):
    file = module / "main.json"
    template = json.loads(file.read_text("utf-8"))
    around = template
    for key in path[:-1]:
        around = around.get(key, {})
    around.pop(path[-1], None)
    file.write_text(json.dumps(template, indent=2, ensure_ascii=False), "utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("avmdoc")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 30))
    parser.add_argument("--batch", type=int, default=20)
    parser.add_argument("--shrink", type=int, default=60, metavar="SECONDS", help="for each module on which the two differ")
    parser.add_argument("--keep", type=pathlib.Path, default=pathlib.Path("build/reference"))
    arguments = parser.parse_args()
    missing = [name for name in ("AVMDOC_SHARED", "AVMDOC_PEERS", "AVMDOC_REGISTRY") if not os.environ.get(name)]
    if missing:
        print(f"SKIPPED: {', '.join(missing)} not set; run.py --help says what they are")
        return 77
    rng = random.Random(arguments.seed)
    print(f"seed {arguments.seed}", flush=True)
    end = time.monotonic() + arguments.seconds
    modules = different = stopped = 0
    while modules == 0 or time.monotonic() < end:
        with tempfile.TemporaryDirectory(prefix="avmdoc-reference-") as folder:
            comparison = Comparison(arguments.avmdoc, folder)
            root = pathlib.Path(folder) / "registry"
            for number in range(arguments.batch):
                random_modules.write(rng, root / "avm" / "ptn" / "random" / f"module-{number}")
            found = comparison.differing(root)
            modules += arguments.batch
            stopped += len(comparison.stopped)
            for module, _, _ in found:
                different += 1
                alone = pathlib.Path(folder) / "alone"
                shutil.rmtree(alone, ignore_errors=True)
                shutil.copytree(root / module, alone / module)
                comparison.smaller(alone, module, arguments.shrink)
                keep = arguments.keep / f"{arguments.seed}-{modules}-{module.name}"
                shutil.copytree(alone, keep / "input", dirs_exist_ok=True)
                for _, ours, theirs in comparison.differing(alone):
                    (keep / "ours.md").write_bytes(ours)
                    (keep / "theirs.md").write_bytes(theirs)
                print(f"differs: {keep}", flush=True)
        print(f"{modules} modules, {different} differ, the reference stops on {stopped}", flush=True)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
