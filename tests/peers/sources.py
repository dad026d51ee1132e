#!/usr/bin/env python3
"""What avmdoc reads from sources compared with what the Bicep compiler makes of them.

    sources.py READ-SOURCE [--random COUNT] [--seed N] [--keep FOLDER] [FOLDER…]

READ-SOURCE is the test program of that name. The sources are those of AVMDOC_REGISTRY (every
main.bicep), each .bicep file below the folders that are named, and COUNT random ones. AVMDOC_BICEP
is the Bicep CLI, AVMDOC_MODULE_CACHE the folder of modules that `bicep restore` fills (default:
~/.bicep). Whatever the compiler accepts avmdoc must read alike, or report as unknown at that place.
"""
import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import compiler
import generator
import interface

SKIPPED = 77


class Reader:
    """The test program as a process that stays."""

    def __init__(self, program: str):
        cache = os.environ.get("AVMDOC_MODULE_CACHE", str(pathlib.Path.home() / ".bicep"))
        self.process = subprocess.Popen([program, cache], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def read(self, path: str) -> dict:
        self.process.stdin.write(f"{path}\n".encode())
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


class Comparison:
    def __init__(self, reader: Reader, bicep: compiler.Compiler):
        self.reader = reader
        self.bicep = bicep
        self.counts: collections.Counter = collections.Counter()

    def add(self, path: str) -> bool:
        """Compares one source; False for a contradiction, which is printed."""
        try:
            expected, messages = self.bicep.compile(path)
        except ValueError as error:  # the compiler itself failed, as for modules it cannot restore
            expected, messages = None, [str(error)]
        if expected is None:
            self.counts["not compiled"] += 1
            if "-v" in sys.argv:
                print(f"not compiled: {path}: {messages[:3]}")
            return True
        ours = self.reader.read(path)
        errors = ours.get("errors", [])
        if errors and all(one.startswith(("source-unknown:", "module-not-restored:")) for one in errors):
            self.counts["unknown"] += 1
            print(f"unknown: {path}: {errors[0]}")
            return True
        found = errors or interface.differences(ours["template"], expected)
        self.counts["different" if found else "equal"] += 1
        for one in found:
            print(f"{path}: {one}")
        return not found


def sources_below(folder: str) -> list:
    return sorted(str(path) for path in pathlib.Path(folder).resolve().rglob("*.bicep") if path.is_file())


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("reader")
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep")
    parser.add_argument("-v", action="store_true")
    parser.add_argument("folders", nargs="*")
    options = parser.parse_args()
    if "AVMDOC_BICEP" not in os.environ:
        print("AVMDOC_BICEP is not set: skipped")
        return SKIPPED
    comparison = Comparison(Reader(options.reader), compiler.Compiler(os.environ["AVMDOC_BICEP"]))
    with tempfile.TemporaryDirectory() as temporary:
        sets = {}
        if "AVMDOC_REGISTRY" in os.environ:
            paths = sources_below(os.path.join(os.environ["AVMDOC_REGISTRY"], "avm"))
            sets["registry"] = [path for path in paths if path.endswith("/main.bicep") and "/tests/" not in path]
        for folder in options.folders:
            sets[folder] = sources_below(folder)
        if options.random:
            root = pathlib.Path(options.keep or temporary)
            sets["random"] = [
                str(generator.write(root / str(options.seed + i), options.seed + i)) for i in range(options.random)
            ]
        failed = 0
        for name, paths in sets.items():
            comparison.counts.clear()
            failed += sum(not comparison.add(path) for path in paths)
            print(f"{name}: {len(paths)} sources: {dict(comparison.counts)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
