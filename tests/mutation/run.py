#!/usr/bin/env python3
"""Changes the library in many small ways, one at a time, and counts how many changes the tests notice.

    tests/mutation/run.py [--sites N] [--seed N] [--least PERCENT] [-j N] [--json FILE]
    tests/mutation/run.py --only N[,N…]        only these mutants
    tests/mutation/run.py --survivors FILE     only those that were not killed when --json FILE was written
    tests/mutation/run.py -R REGEX             with the tests of which this finds the name, for a first look
    tests/mutation/run.py --list [--all]       the mutants, or all places that there are

A mutant is the library with one operator, constant, condition or call changed. All mutants are compiled
into one library, in a copy of the sources below build/mutation; AVMDOC_MUTANT names the one that a run
is to be. A mutant is killed by the first of the tests that fails or takes far too long, and survives
when all pass. The tests are those of ctest without the registry, and without those that build packages
or try to be slow. The exit status is 1 when fewer than --least percent are killed.
"""
import argparse
import concurrent.futures
import dataclasses
import hashlib
import json
import multiprocessing
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

PROJECT = pathlib.Path(__file__).resolve().parents[2]
WORK = PROJECT / "build/mutation"
SOURCE = WORK / "source"
BUILD = SOURCE / "build/release"
NOT_COMPILED = {"lib/source/platform_windows.cpp"}
TARGETS = ["avmdoc-cli", "avmdoc-unit-tests", "avmdoc-property-tests", "avmdoc-c-use", "avmdoc-c-bad_input",
           "avmdoc-readme-program"]
STEPS = re.compile(r"(unit|property|cli|check|c): ?.*|golden|model|model-cases|parity-cases|README: program"
                   r"|faults: (disk|surroundings|system calls)")
NOT_STEPS = {"c: exported symbols"}
KINDS = ["comparison", "logical", "arithmetic", "constant", "boolean", "condition", "call"]
MEMORY = 4 << 30  # a mutant must not take the machine's


def say(text: str) -> None:
    print(f"==> {text}", file=sys.stderr, flush=True)


# The copy of the sources

def write_if_different(path: pathlib.Path, content: bytes) -> None:
    if not path.is_symlink() and path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def copy_sources() -> None:
    """Leaves alone what is the same, so that only the rest is built again."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=PROJECT,
                            check=True, capture_output=True).stdout.decode().split("\0")
    names = {name for name in listed if name and os.path.lexists(PROJECT / name)}
    for name in sorted(names):
        source, target = PROJECT / name, SOURCE / name
        if source.is_symlink():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            target.symlink_to(os.readlink(source))
            continue
        content = source.read_bytes()
        if name == "lib/CMakeLists.txt":
            content += (b'\ntarget_compile_options(avmdoc PRIVATE -O1 -w -Wno-error -include'
                        b' "${PROJECT_SOURCE_DIR}/tests/mutation/mutant.hpp")\n')
        if not name.startswith("lib/") or not name.endswith(".cpp"):
            write_if_different(target, content)
            if os.access(source, os.X_OK):
                target.chmod(0o755)
    for folder, folders, files in os.walk(SOURCE):
        if pathlib.Path(folder) == SOURCE:
            folders.remove("build") if "build" in folders else None
        for file in files:
            path = pathlib.Path(folder, file)
            if str(path.relative_to(SOURCE)) not in names:
                path.unlink()


def library_files() -> list[str]:
    return sorted(str(path.relative_to(PROJECT)) for path in (PROJECT / "lib").rglob("*.cpp")
                  if str(path.relative_to(PROJECT)) not in NOT_COMPILED)


def share() -> pathlib.Path:
    """The reference's inputs and outputs, where they are at hand, without the registry."""
    shared = pathlib.Path(os.environ.get("AVMDOC_SHARED", PROJECT.parent / "shared"))
    links = WORK / "shared"
    shutil.rmtree(links, ignore_errors=True)
    links.mkdir(parents=True)
    for path in sorted(shared.iterdir()) if shared.is_dir() else []:
        if not path.name.startswith("registry"):
            (links / path.name).symlink_to(path.resolve())
    return links


def configure(environment: dict) -> None:
    launcher = ["-DCMAKE_C_COMPILER_LAUNCHER=ccache", "-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"]
    done = subprocess.run(
        ["cmake", "--preset", "release", "-DAVMDOC_COMPILE_FOLDERS=OFF", f"-DPython3_EXECUTABLE={sys.executable}",
         *(launcher if shutil.which("ccache") else [])],
        cwd=SOURCE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        sys.exit(f"{done.stdout}mutation: cmake failed")


# The sites

def collect_one(task: tuple) -> list:
    import sites
    file, command = task
    return sites.collect(file, str(SOURCE / file), (PROJECT / file).read_bytes(), command)


def collect_sites(jobs: int) -> dict:
    """By number; kept from one run to the next as long as the library is the same."""
    import sites
    commands = {entry["file"]: entry["command"] for entry in json.loads((BUILD / "compile_commands.json").read_text())}
    tasks = [(file, commands[str(SOURCE / file)]) for file in library_files()]
    digest = hashlib.sha256(pathlib.Path(sites.__file__).read_bytes())
    for path in sorted((PROJECT / "lib").rglob("*.?pp")):
        digest.update(str(path.relative_to(PROJECT)).encode() + path.read_bytes())
    kept = WORK / "sites.json"
    if kept.exists():
        content = json.loads(kept.read_text())
        if content["digest"] == digest.hexdigest():
            return {int(number): sites.Site(**site) for number, site in content["sites"].items()}
    say("looking for places to mutate")
    with concurrent.futures.ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        found = [site for of_file in pool.map(collect_one, tasks) for site in of_file]
    numbered = dict(enumerate(found, 1))
    content = {number: dataclasses.asdict(site) for number, site in numbered.items()}
    kept.write_text(json.dumps({"digest": digest.hexdigest(), "sites": content}))
    return numbered


class Choice:
    """Sites of all files in proportion to how many each has, but at least one; none within another."""

    def __init__(self, sites: dict, count: int, seed: int):
        self.sites = sites
        self.dropped = self.read_dropped()
        self.waiting: dict[str, list[int]] = {}
        for number, site in sites.items():
            self.waiting.setdefault(site.file, []).append(number)
        shares = {file: count * len(numbers) / len(sites) for file, numbers in self.waiting.items()}
        self.quota = {file: int(share) for file, share in shares.items()}
        by_rest = sorted(shares, key=lambda file: (self.quota[file] - shares[file], file))
        for file in by_rest[:count - sum(self.quota.values())]:
            self.quota[file] += 1
        self.quota = {file: max(1, quota) for file, quota in self.quota.items()}
        for file, numbers in self.waiting.items():
            random.Random(f"{seed} {file}").shuffle(numbers)

    def key(self, site) -> str:
        text = hashlib.sha256((PROJECT / site.file).read_bytes()).hexdigest()
        return f"{text} {site.start} {site.end} {site.kind}"

    def read_dropped(self) -> set[str]:
        kept = WORK / "dropped.json"
        return set(json.loads(kept.read_text())) if kept.exists() else set()

    def drop(self, numbers: set[int]) -> None:
        self.dropped |= {self.key(self.sites[number]) for number in numbers}
        (WORK / "dropped.json").write_text(json.dumps(sorted(self.dropped)))

    def chosen(self) -> list[int]:
        result = []
        for file, numbers in self.waiting.items():
            taken: list = []
            for number in numbers:
                site = self.sites[number]
                if len(taken) == self.quota[file]:
                    break
                apart = all(site.end <= other.start or other.end <= site.start for other in taken)
                if apart and self.key(site) not in self.dropped:
                    taken.append(site)
                    result.append(number)
        return sorted(result)


# The build

def write_mutants(sites: dict, numbers: list[int]) -> None:
    import sites as of_sites
    for file in library_files():
        text = (PROJECT / file).read_bytes()
        here = [number for number in numbers if sites[number].file == file]
        for number in sorted(here, key=lambda one: -sites[one].start):
            site = sites[number]
            schema = site.schema.replace(of_sites.NUMBER, str(number)).encode()
            text = text[:site.start] + schema + text[site.end:]
        write_if_different(SOURCE / file, text)


def to_blame(output: str, sites: dict, numbers: list[int]) -> set[int]:
    """The mutants that the compiler's errors are about."""
    result = set()
    places = set()
    for match in re.finditer(r"(lib/[\w/]+\.cpp):(\d+):\d+:\s+(?:error:|required from|in .constexpr)", output):
        places.add((match[1], int(match[2])))
    for file, line in places:
        here = [number for number in numbers if sites[number].file == file]
        at = [number for number in here if sites[number].line <= line <= sites[number].last_line]
        # Else it is about what was declared before.
        result.update(at or sorted((n for n in here if sites[n].line < line), key=lambda n: sites[n].line)[-1:])
    return result


def build(choice: Choice, jobs: int) -> list[int]:
    for _ in range(12):
        numbers = choice.chosen()
        write_mutants(choice.sites, numbers)
        say(f"building {len(numbers)} mutants")
        command = ["cmake", "--build", str(BUILD), f"-j{jobs}", "--target", *TARGETS, "--", "-k", "0"]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                              env={**os.environ, "LC_ALL": "C.UTF-8"})
        (WORK / "build.log").write_text(done.stdout)
        if done.returncode == 0:
            return numbers
        bad = to_blame(done.stdout, choice.sites, numbers)
        if not bad:
            break
        for number in sorted(bad):
            site = choice.sites[number]
            say(f"does not compile: {number} {site.file}:{site.line}: {site.original} -> {site.mutated}")
        choice.drop(bad)
    sys.exit(f"{done.stdout[-4000:]}\nmutation: the build failed; all of it is in {WORK / 'build.log'}")


# The tests

@dataclasses.dataclass
class Step:
    name: str
    command: list[str]
    folder: str
    environment: dict
    expression: str
    skipped: int
    seconds: float = 0.0
    kills: int = 0

    def passes(self, environment: dict, timeout: float) -> tuple[bool, str]:
        """With the reason or the output if it does not."""
        def limit():
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (MEMORY, MEMORY))
        with tempfile.TemporaryFile() as output:
            process = subprocess.Popen(
                self.command, cwd=self.folder, env={**environment, **self.environment}, stdin=subprocess.DEVNULL,
                stdout=output, stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=limit)
            try:
                code = process.wait(timeout)
            except subprocess.TimeoutExpired:
                return False, "timeout"
            finally:
                try:
                    os.killpg(process.pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
                process.wait()
            output.seek(0)
            text = output.read().decode("utf-8", errors="replace")
        if self.expression:
            return re.search(self.expression, text) is not None, text
        return code in (0, self.skipped), text


def steps() -> list[Step]:
    """The programs of the unit and property tests run as a whole: one process for each case takes longer."""
    listed = subprocess.run(["ctest", "--test-dir", str(BUILD), "--show-only=json-v1"], check=True,
                            capture_output=True).stdout
    found: dict[str, Step] = {}
    for test in json.loads(listed)["tests"]:
        name, command = test["name"], test.get("command")
        if not command or not STEPS.fullmatch(name) or name in NOT_STEPS:
            continue
        if name.startswith(("unit:", "property:")):
            name, command = name.split(":")[0], [command[0], "--abort"]
        if command[-3:-1] == ["unittest", "-v"]:
            command = [*command[:-1], "--failfast", command[-1]]
        properties = {one["name"]: one["value"] for one in test["properties"]}
        environment = dict(one.split("=", 1) for one in properties.get("ENVIRONMENT", []))
        expression = "".join(properties.get("PASS_REGULAR_EXPRESSION", []))
        found[name] = Step(name, command, properties["WORKING_DIRECTORY"], environment, expression.replace("^", "(?m)^"),
                           properties.get("SKIP_RETURN_CODE", 0))
    if not {"unit", "property", "golden"} <= found.keys():
        sys.exit(f"mutation: not all tests are there, only {', '.join(found)}")
    return list(found.values())


def environment_of(mutant: int, folder: str) -> dict:
    kept = {name: value for name, value in os.environ.items() if name not in ("AVMDOC_REGISTRY", "AVMDOC_MUTANT")}
    kept.update(AVMDOC_SHARED=str(WORK / "shared"), TMPDIR=folder)
    if mutant:
        kept["AVMDOC_MUTANT"] = str(mutant)
    return kept


def measure_steps(expression: str) -> list[Step]:
    """All must pass when nothing is mutated."""
    found = [step for step in steps() if re.search(expression, step.name)]
    for step in found:
        with tempfile.TemporaryDirectory(prefix="avmdoc-mutation-") as folder:
            began = time.monotonic()
            passes, output = step.passes(environment_of(0, folder), 600)
            step.seconds = time.monotonic() - began
        if not passes:
            sys.exit(f"{output}\nmutation: '{step.name}' fails without a mutant")
    found.sort(key=lambda step: step.seconds)
    say("tests: " + ", ".join(f"{step.name} {step.seconds:.1f} s" for step in found))
    return found


def try_mutant(number: int, found: list[Step]) -> tuple[str, str]:
    """The name of the test that kills it, or "", and how. Those that kill most in their time come first."""
    for step in sorted(found, key=lambda step: step.seconds / (1 + step.kills)):
        folder = tempfile.mkdtemp(prefix="avmdoc-mutation-")
        passes, output = step.passes(environment_of(number, folder), 8 * step.seconds + 10)
        shutil.rmtree(folder, ignore_errors=True)
        if not passes:
            step.kills += 1
            return step.name, "timeout" if output == "timeout" else "failed"
    return "", ""


# The report

def place_of(result: dict) -> tuple:
    return tuple(result[name] for name in ("file", "start", "end", "kind", "original"))


def label(result: dict) -> str:
    return (f"{result['number']:5} {result['file']}:{result['line']} {result['function']}: {result['kind']}: "
            f"{result['original']} -> {result['mutated'] or '(removed)'}")


def print_table(title: str, results: list[dict], of, names: list[str]) -> None:
    print(f"\n{title:16} {'mutants':>8} {'killed':>8} {'survived':>9} {'killed %':>9}")
    for name in [*names, "all"]:
        here = [result for result in results if name in ("all", of(result))]
        if here:
            killed = sum(bool(result["killed_by"]) for result in here)
            print(f"{name:16} {len(here):8} {killed:8} {len(here) - killed:9} {100 * killed / len(here):9.1f}")


def folder_of(result: dict) -> str:
    return str(pathlib.PurePosixPath(result["file"]).parent)


def print_report(results: list[dict]) -> None:
    print_table("kind", results, lambda result: result["kind"], KINDS)
    print_table("folder", results, folder_of, sorted({folder_of(result) for result in results}))
    by = sorted({result["killed_by"] for result in results if result["killed_by"]})
    print("\nkilled by " + ", ".join(f"{name}: {sum(result['killed_by'] == name for result in results)}" for name in by))
    survivors = [result for result in results if not result["killed_by"]]
    if survivors:
        print("\nsurvivors:")
    for result in survivors:
        print(label(result))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=240)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=85)
    parser.add_argument("--only", type=lambda text: [int(one) for one in text.split(",")])
    parser.add_argument("--survivors", type=pathlib.Path)
    parser.add_argument("-R", dest="regex", default="")
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()

    copy_sources()
    environment = {**os.environ, "AVMDOC_SHARED": str(share())}
    # The compiler's commands name the files before they are written.
    for file in library_files():
        if not (SOURCE / file).exists():
            write_if_different(SOURCE / file, (PROJECT / file).read_bytes())
    for file in NOT_COMPILED:
        write_if_different(SOURCE / file, (PROJECT / file).read_bytes())
    configure(environment)
    sites = collect_sites(options.jobs)
    choice = Choice(sites, options.sites, options.seed)
    if options.list:
        for number in sorted(sites) if options.all else choice.chosen():
            print(label({"number": number, **dataclasses.asdict(sites[number])}))
        return 0

    numbers = build(choice, options.jobs)
    say(f"{len(numbers)} of {len(sites)} places in {len({sites[number].file for number in numbers})} files are mutated")
    results: dict[int, dict] = {}
    if options.survivors:
        known = {place_of(result): result for result in json.loads(options.survivors.read_text())["mutants"]}
        for number in numbers:
            result = known.get(place_of(dataclasses.asdict(sites[number])))
            if result and result["killed_by"]:
                results[number] = {**result, "number": number}
    todo = [number for number in options.only or numbers if number not in results]
    if set(todo) - set(numbers):
        sys.exit(f"mutation: not among the mutants: {sorted(set(todo) - set(numbers))}")
    found = measure_steps(options.regex)
    for step in found:
        step.kills = sum(result["killed_by"] == step.name for result in results.values())
    lock = threading.Lock()

    def work(number: int) -> None:
        began = time.monotonic()
        killed_by, how = try_mutant(number, found)
        site = {name: value for name, value in dataclasses.asdict(sites[number]).items() if name != "schema"}
        result = {"number": number, **site, "killed_by": killed_by, "how": how}
        with lock:
            results[number] = result
            outcome = f"{how} {killed_by}" if killed_by else "SURVIVED"
            print(f"{outcome:24} {time.monotonic() - began:6.1f} s {label(result)}", flush=True)
            if options.json:
                content = {"seed": options.seed, "mutants": [results[one] for one in sorted(results)]}
                options.json.write_text(json.dumps(content, indent=1) + "\n")

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for _ in pool.map(work, todo):
            pass
    in_order = [results[number] for number in sorted(results)]
    print_report(in_order)
    killed = sum(bool(result["killed_by"]) for result in in_order)
    return 1 if 100 * killed < options.least * len(in_order) else 0


if __name__ == "__main__":
    sys.exit(main())
