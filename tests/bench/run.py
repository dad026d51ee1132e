#!/usr/bin/env python3
"""Measures avmdoc side by side with the least that any such tool must do.

    tests/bench/run.py BUILD --registry FOLDER [--runs N] [--json FILE] [--no-growth]
    tests/bench/run.py BUILD --instructions FOLDER [--compare FILE | --record FILE]

The first form runs each command in turn, N times after one round of warm-up, and prints medians: the
wall time, the time of the processor, the peak of memory, and the ratio to the floor of the same round.
The floor is one thread that reads every main.json, README.md and .bicep file and parses each main.json
with simdjson. If the registry has sources, modules are also read from these alone, and with AVMDOC_BICEP
set the Bicep CLI builds and documents the median module. The second form counts the instructions of one
`check --recurse` of FOLDER under callgrind, which are the same on every run, and fails when they are
more than 5 % above the recorded number.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


class Run:
    """One run of a command as the operating system accounts for it."""

    def __init__(self, command: list[str], cwd: pathlib.Path, codes: tuple):
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        self.wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024
        if process.returncode not in codes:
            sys.exit(f"bench: {' '.join(command)} exited {process.returncode}")


def clone(source: pathlib.Path, target: pathlib.Path, copy=os.link) -> None:
    """A second tree of the same files: hard links where nothing is written."""
    shutil.copytree(source, target, copy_function=copy, symlinks=True)


def link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def without_readmes(root: pathlib.Path) -> None:
    for readme in root.rglob("README.md"):
        readme.unlink()


def from_source(avmdoc: str, folder: pathlib.Path, module: pathlib.Path) -> dict:
    """Commands that read sources; a module of the registry that is not in the module cache fails."""
    if not (folder / module / "main.bicep").exists():
        print("no sources in the registry: nothing is measured from them\n", file=sys.stderr)
        return {}
    commands = {}
    for source in ("template", "source"):
        commands[f"generate --from {source}, 1 thread"] = (
            [avmdoc, "generate", "-q", "--stale", "write", "--from", source, "-r", "-j", "1", "avm"], folder, None, 0, 2)
        commands[f"median module, --from {source}"] = (
            [avmdoc, "generate", "-q", "--stale", "write", "--from", source, str(module)], folder, None, 0)
    bicep = os.environ.get("AVMDOC_BICEP")
    if not bicep:
        print("AVMDOC_BICEP is not set: the Bicep CLI is not measured\n", file=sys.stderr)
        return commands
    file = str(module / "main.bicep")
    commands["median module, bicep build"] = ([bicep, "build", "--no-restore", "--stdout", file], folder, None, 0)
    commands["median module, bicep docs generate"] = (
        [bicep, "docs", "generate", "--no-restore", "--stdout", file], folder, None, 0)
    return commands


def module_by_size(root: pathlib.Path, rank: float) -> pathlib.Path:
    templates = sorted(root.rglob("main.json"), key=lambda path: path.stat().st_size)
    return templates[round(rank * (len(templates) - 1))].parent


def measure(commands: dict, runs: int) -> dict:
    """Rounds of all commands in turn, so that a change of the machine's speed touches all alike."""
    taken = {name: [] for name in commands}
    for round_number in range(runs + 1):
        for name, (command, cwd, prepare, *codes) in commands.items():
            if prepare:
                prepare(cwd)
            run = Run(command, cwd, codes or (0, 1))
            if round_number:
                taken[name].append(run)
    return taken


def medians(taken: dict, floor: str) -> list[dict]:
    rows = []
    for name, runs in taken.items():
        rows.append({
            "name": name,
            "wall_ms": round(statistics.median(run.wall for run in runs) * 1000, 2),
            "cpu_ms": round(statistics.median(run.cpu for run in runs) * 1000, 2),
            "peak_mib": round(statistics.median(run.memory for run in runs), 1),
            "floors": round(statistics.median(
                run.wall / base.wall for run, base in zip(runs, taken[floor])), 2),
            "runs": len(runs),
        })
    return rows


def print_table(rows: list[dict]) -> None:
    columns = list(rows[0])
    widths = [max(len(column), *(len(str(row[column])) for row in rows)) for column in columns]
    for row in [dict(zip(columns, columns)), *rows]:
        cells = [str(row[column]) for column in columns]
        print("  ".join(
            cell.ljust(width) if column == "name" else cell.rjust(width)
            for column, cell, width in zip(columns, cells, widths)))
    print()


def clone_current(avmdoc: str, root: pathlib.Path, folder: pathlib.Path) -> None:
    """A copy of the registry in which nothing is left to write."""
    clone(root / "avm", folder / "avm", shutil.copyfile)
    subprocess.run([avmdoc, "generate", "-q", "--stale", "write", "-r", "avm"], cwd=folder, check=True)


def bench_registry(build: pathlib.Path, root: pathlib.Path, runs: int) -> list[dict]:
    avmdoc = str(build / "cli" / "avmdoc")
    with tempfile.TemporaryDirectory() as folder_name:
        folder = pathlib.Path(folder_name)
        clone_current(avmdoc, root, folder / "same")
        clone(root / "avm", folder / "written" / "avm", shutil.copyfile)
        same, written = folder / "same", folder / "written"
        commands = {"floor": ([str(build / "tests/bench/avmdoc-bench-floor"), "avm"], same, None)}
        for threads in ("1", "2"):
            what = f"{threads} thread{'s' if threads > '1' else ''}"
            commands[f"check, {what}"] = ([avmdoc, "check", "-q", "-r", "-j", threads, "avm"], same, None)
            commands[f"generate, nothing to write, {what}"] = (
                [avmdoc, "generate", "-q", "--stale", "write", "-r", "-j", threads, "avm"], same, None)
            commands[f"generate, all to write, {what}"] = (
                [avmdoc, "generate", "-q", "--stale", "write", "-r", "-j", threads, "avm"], written, without_readmes)
        for name, rank in (("median module", 0.5), ("largest module", 1.0)):
            module = module_by_size(same, rank).relative_to(same)
            commands[name] = ([avmdoc, "check", "-q", str(module)], same, None)
        commands.update(from_source(avmdoc, same, module_by_size(same, 0.5).relative_to(same)))
        commands["--version"] = ([avmdoc, "--version"], same, None)
        return medians(measure(commands, runs), "floor")


def bench_growth(build: pathlib.Path, root: pathlib.Path, runs: int) -> list[dict]:
    avmdoc = str(build / "cli" / "avmdoc")
    with tempfile.TemporaryDirectory(dir=root.parent if os.access(root.parent, os.W_OK) else None) as name:
        commands = {}
        current = pathlib.Path(name) / "current"
        clone_current(avmdoc, root, current)
        for copies in (1, 4, 16):
            for copy in range(copies):
                clone(current / "avm", pathlib.Path(name) / str(copies) / str(copy) / "avm", link_or_copy)
            commands[f"check, {copies} registries" if copies > 1 else "check, 1 registry"] = (
                [avmdoc, "check", "-q", "-r", "-j", "2", "."], pathlib.Path(name) / str(copies), None)
        return medians(measure(commands, runs), "check, 1 registry")


def bench_parts(build: pathlib.Path, root: pathlib.Path) -> list[dict]:
    output = subprocess.run(
        [build / "tests/bench/avmdoc-bench-parts", "--benchmark_format=json"],
        env={**os.environ, "AVMDOC_BENCH_REGISTRY": str(root / "avm")},
        stdout=subprocess.PIPE, check=True).stdout
    return [
        {"name": part["name"], "megabytes_per_second": round(part["bytes_per_second"] / 1e6)}
        for part in json.loads(output)["benchmarks"] if "bytes_per_second" in part
    ]


def instructions(build: pathlib.Path, root: pathlib.Path) -> int:
    # The environment stands on the stack, so it is kept the same.
    result = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
         build / "cli" / "avmdoc", "check", "-q", "-r", "-j", "1", "avm"],
        cwd=root, env={"PATH": os.environ["PATH"]}, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    counted = re.search(r"Collected : (\d+)", result.stderr)
    if not counted:
        sys.exit(f"bench: valgrind counted nothing:\n{result.stderr}")
    return int(counted.group(1))


def compare(counted: int, file: pathlib.Path) -> int:
    recorded = json.loads(file.read_text())["instructions"]
    change = counted / recorded - 1
    print(f"{counted} instructions, {recorded} recorded: {change:+.2%}")
    if change > 0.05:
        print("more than 5 % above the record; where that is meant, ./dev bench --record", file=sys.stderr)
        return 1
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--registry", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--no-growth", action="store_true")
    parser.add_argument("--instructions", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--compare", type=pathlib.Path)
    parser.add_argument("--record", type=pathlib.Path)
    args = parser.parse_args()
    if args.instructions:
        counted = instructions(args.build, args.instructions)
        if args.record:
            args.record.write_text(json.dumps({"instructions": counted}) + "\n")
        if args.compare:
            return compare(counted, args.compare)
        print(f"{counted} instructions")
        return 0
    if not args.registry or not (args.registry / "avm").is_dir():
        sys.exit("bench: --registry must name a folder that holds avm")
    results = {"registry": bench_registry(args.build, args.registry, args.runs)}
    print_table(results["registry"])
    results["parts"] = bench_parts(args.build, args.registry)
    print_table(results["parts"])
    if not args.no_growth:
        results["growth"] = bench_growth(args.build, args.registry, max(3, args.runs // 3))
        print_table(results["growth"])
    if args.json:
        args.json.write_text(json.dumps(results, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
