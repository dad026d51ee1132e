#!/usr/bin/env python3
"""Inputs that grow: each element of each grammar again and again, in each kind of file, for each command.

Processor time and memory must not grow faster than n log n, nor pass what docs/limits.md promises, and each run must end
with an exit code and messages of avmdoc's own. With SECONDS, random elements follow the known ones until the time is over."""
import argparse
import json
import math
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

import elements
from elements import Element, template_text

# A run may take this much, whatever it is given.
MOST_SECONDS = 20
MOST_MEGABYTES = 1536
# And this much for each megabyte of input, beyond what a run takes at all.
SECONDS_EACH = 4
MEGABYTES_EACH = 250
LEAST_SECONDS = 1.0
LEAST_MEGABYTES = 100
# Growth is told from noise when the longer run takes this much.
TOLD_SECONDS = 0.4
MOST_EXPONENT = 1.4  # n log n with the noise of a machine that others use, too

MODULE = "avm/ptn/torture/module"
MEASURE = pathlib.Path(__file__).with_name("measure.py")
PARSED = ("main.bicep", elements.TEST)


class Finding(Exception):
    pass


class Bench:
    def __init__(self, avmdoc: str, folder: pathlib.Path, keep: pathlib.Path):
        self.avmdoc, self.folder, self.keep = avmdoc, folder, keep
        self.runs = 0
        self.slowest = (0.0, "")
        self.largest = (0.0, "")
        self.steepest = (0.0, "")

    def prepare(self, element: Element, content: bytes) -> None:
        module = self.folder / MODULE
        shutil.rmtree(self.folder / "avm", ignore_errors=True)
        files = {"main.json": template_text(), "main.bicep": elements.NAMED, "README.md": "# Old\n", elements.TEST: elements.DEPLOYED + "1\n  }\n}\n"}
        for path, text in {**{path: text.encode() for path, text in files.items()}, element.file: content}.items():
            (module / path).parent.mkdir(parents=True, exist_ok=True)
            (module / path).write_bytes(text)

    def run(self, command: str, element: Element) -> tuple:
        """Seconds of the processor and megabytes."""
        arguments = {"parse": ["parse", element.file], "check": ["check", "--format", "json", "."]}.get(command, [command, "."])
        with tempfile.TemporaryFile() as errors:
            done = subprocess.run([sys.executable, "-I", "-S", MEASURE, str(MOST_SECONDS), str(MOST_MEGABYTES), self.avmdoc, *arguments],
                                  cwd=self.folder / MODULE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, check=True)
            code, seconds, megabytes = json.loads(done.stdout)
            errors.seek(0)
            told = errors.read(1 << 20).decode("utf-8", "replace")
        self.runs += 1
        if code not in (0, 1, 2):
            raise Finding(f"it ended with {code}: more than {MOST_SECONDS} s or {MOST_MEGABYTES} MB, or a crash")
        if "internal error" in told or "bad_alloc" in told:
            raise Finding("it says: " + told[:300])
        return seconds, megabytes

    def grow(self, element: Element, sizes: list, until: float) -> None:
        for command in ("generate", "check", "model", *(["parse"] if element.file in PARSED else [])):
            measured = []
            for size in sizes:
                if time.monotonic() > until and measured:
                    break
                text = element.make(size)
                content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
                if len(content) > 80 << 20:
                    break
                self.prepare(element, content)
                try:
                    seconds, megabytes = self.run(command, element)
                    name = f"{command}, {element.name}, {size} times, {len(content)} bytes"
                    self.judge(name, len(content) / 1e6, seconds, megabytes, size, measured)
                except Finding as finding:
                    self.report(f"{command}, {element.name}, {size} times, {len(content)} bytes", finding, element)
                    raise
                measured.append((size, seconds))
                if seconds > MOST_SECONDS / 4:
                    break

    def judge(self, name: str, input_megabytes: float, seconds: float, megabytes: float, size: int, measured: list) -> None:
        self.slowest = max(self.slowest, (seconds, name))
        self.largest = max(self.largest, (megabytes, name))
        if seconds > LEAST_SECONDS + SECONDS_EACH * input_megabytes:
            raise Finding(f"it took {seconds:.2f} s for {input_megabytes:.2f} MB")
        if megabytes > LEAST_MEGABYTES + MEGABYTES_EACH * input_megabytes:
            raise Finding(f"it took {megabytes:.0f} MB for {input_megabytes:.2f} MB")
        if not measured or seconds < TOLD_SECONDS:
            return
        least = measured[0][1]
        earlier, before = measured[-1]
        exponent = math.log(max(seconds - least, 0.01) / max(before - least, 0.04)) / math.log(size / earlier)
        self.steepest = max(self.steepest, (exponent, name))
        if exponent > MOST_EXPONENT:
            raise Finding(f"it took {before:.2f} s for {earlier} and {seconds:.2f} s for {size}: exponent {exponent:.2f}")

    def report(self, name: str, finding: Finding, element: Element) -> None:
        print(f"FOUND {name}: {finding}", flush=True)
        self.keep.mkdir(parents=True, exist_ok=True)
        kept = self.keep / f"{os.getpid()}-{self.runs}"
        shutil.copytree(self.folder / MODULE, kept)
        print(f"      the module is kept in {kept}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("avmdoc")
    parser.add_argument("--seconds", type=float, help="go on with random elements until then")
    parser.add_argument("--short", action="store_true", help="fewer and smaller sizes, for a test")
    parser.add_argument("--only", default="", help="elements whose name has this text")
    parser.add_argument("--keep", default="build/torture", type=pathlib.Path, help="where what was found is kept")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    begin = time.monotonic()
    until = begin + (options.seconds or math.inf)
    sizes = [1000, 10_000] if options.short else [100, 1000, 10_000, 100_000, 1_000_000]
    known = [element for element in elements.elements() if options.only in element.name]
    rng = random.Random(options.seed)
    found = count = 0
    with tempfile.TemporaryDirectory(prefix="avmdoc-torture-") as folder:
        bench = Bench(os.path.abspath(options.avmdoc), pathlib.Path(folder), options.keep)
        while time.monotonic() < until:
            if count < len(known):
                element = known[count]
            elif options.seconds:
                element = elements.random_element(rng)
            else:
                break
            count += 1
            try:
                bench.grow(element, sizes, until)
            except Finding:
                found += 1
    print(json.dumps({"elements": count, "known": min(count, len(known)), "runs": bench.runs, "found": found, "seed": options.seed,
                      "seconds": round(time.monotonic() - begin), "slowest": bench.slowest, "most memory": bench.largest,
                      "steepest": bench.steepest}, indent=2))
    if count < len(known):
        print(f"the time was too short for {len(known) - count} of the known elements")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
