#!/usr/bin/env python3
"""Runs avmdoc over each golden and compares what it writes and prints with what is expected.

A golden is a folder that is a small registry. Beside a module's files there are
  README.md       what the module must have afterwards
  README.old.md   what it has before, when that matters
and likewise storage.md and storage.old.md beside a storage.bicep, and what is in a folder docs,
and at the top of the folder, when they are needed,
  command         the arguments, in place of `generate --recurse avm`
  expected        the exit code and all messages; without it: exit code 0 and only the summary

What must fail is in golden/errors, where `expected` must be there, and where every module without a
README.old.md begins with a README that must still be there afterwards, unless its README.md says otherwise.
NAME.expected there has one file beside it, or as many as it takes, each in a copy of golden/errors/module or
at the top:
  NAME.json           main.json
  NAME.bicep          main.bicep
  NAME.test.bicep     tests/e2e/defaults/main.test.bicep
  NAME.catalog.json   the catalog of `generate --recurse avm --catalog catalog.json`
  NAME.command        the command

Every golden also runs a second time, over its own output, and must find nothing to write.
AVMDOC_UPDATE_GOLDEN=1 writes what came out in place of comparing it.
"""
import concurrent.futures
import difflib
import os
import pathlib
import random
import shlex
import shutil
import subprocess
import sys
import tempfile

def is_readme(path: pathlib.Path) -> bool:
    """Whether a file is what avmdoc writes."""
    if path.suffix != ".md" or path.name.endswith(".old.md"):
        return False
    return path.name == "README.md" or path.parent.name == "docs" or path.with_suffix(".bicep").exists()


KEPT_README = b"# A README that must not be touched\n"
OWN_FILES = {"command", "expected"}
COMMAND = "generate --recurse avm"
MODULE = pathlib.PurePath("avm/ptn/bad/module")
CATALOG = pathlib.PurePath("catalog.json")
# Where the files beside NAME.expected belong.
PLACES = {
    ".json": MODULE / "main.json",
    ".bicep": MODULE / "main.bicep",
    ".test.bicep": MODULE / "tests/e2e/defaults/main.test.bicep",
    ".catalog.json": CATALOG,
    ".command": pathlib.PurePath("command"),
}


def files_of_folder(case: pathlib.Path) -> dict[pathlib.PurePath, pathlib.Path]:
    return {path.relative_to(case): path for path in case.rglob("*") if path.is_file() or path.is_symlink()}


def files_beside(expected: pathlib.Path) -> dict[pathlib.PurePath, pathlib.Path]:
    beside = {place: expected.with_name(expected.stem + ending) for ending, place in PLACES.items()}
    files = {place: path for place, path in beside.items() if path.exists()}
    if not files:
        raise SystemExit(f"golden: there is no input beside {expected}")
    module = files_of_folder(expected.with_name("module"))
    return {**{MODULE / place: path for place, path in module.items()}, **files}


def copy_inputs(files: dict[pathlib.PurePath, pathlib.Path], target: pathlib.Path) -> None:
    """In an order of creation that differs from run to run."""
    for place, path in random.sample(sorted(files.items()), len(files)):
        if is_readme(path) or str(place) in OWN_FILES:
            continue
        to = target / place
        if path.name.endswith(".old.md"):
            to = to.with_name(path.name.removesuffix(".old.md") + ".md")
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to, follow_symlinks=False)


def module_folders(root: pathlib.Path) -> list[pathlib.Path]:
    return sorted({path.parent for name in ("main.json", "main.bicep") for path in root.rglob(name)})


def difference(name: str, want: bytes, got: bytes) -> str:
    lines = [
        text.decode("utf-8", errors="backslashreplace").splitlines(keepends=True)
        for text in (want, got)
    ]
    return "".join(difflib.unified_diff(*lines, f"{name} (expected)", f"{name} (written)"))


class Case:
    """A folder, or NAME.expected in golden/errors."""

    def __init__(self, avmdoc: str, path: pathlib.Path, update: bool):
        self.avmdoc = avmdoc
        self.update = update
        self.is_error = path.parent.name == "errors"
        self.folder = path if path.is_dir() else None
        self.name = path.name if path.is_dir() else path.stem
        self.files = files_of_folder(path) if path.is_dir() else files_beside(path)
        self.expected = path / "expected" if path.is_dir() else path
        command = self.files.get(pathlib.PurePath("command"))
        self.command = COMMAND + (f" --catalog {CATALOG}" if CATALOG in self.files else "")
        if command:
            self.command = command.read_text(encoding="utf-8")
        self.problems: list[str] = []

    def run(self) -> list[str]:
        with tempfile.TemporaryDirectory() as name:
            root = pathlib.Path(name).resolve()
            copy_inputs(self.files, root)
            kept = set()
            for module in module_folders(root) if self.is_error else []:
                if not (module / "README.md").exists():
                    (module / "README.md").write_bytes(KEPT_README)
                    kept.add(module.relative_to(root) / "README.md")
            self.check_messages(self.call(root))
            self.check_readmes(root, kept)
            self.check_second_run(root)
        return self.problems

    def call(self, root: pathlib.Path) -> str:
        done = subprocess.run(
            [self.avmdoc, *shlex.split(self.command)],
            cwd=root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
        )
        messages = (done.stdout + done.stderr).decode("utf-8", errors="backslashreplace")
        if str(root) in messages:
            self.problems.append(f"names the folder of the test: {messages}")
        return f"exit {done.returncode}\n{messages}"

    def check_messages(self, got: str) -> None:
        file = self.expected
        lines = got.splitlines()
        quiet = lines[0] == "exit 0" and len(lines) == 2 and lines[1].endswith(" 0 failed")
        if self.is_error and lines[0] == "exit 0":
            self.problems.append(f"a case of an error succeeded:\n{got}")
        if self.update:
            if self.is_error or not quiet:
                file.write_text(got, encoding="utf-8")
            elif file.exists():
                file.unlink()
        elif file.exists():
            self.compare("messages", file.read_bytes(), got.encode("utf-8"))
        elif self.is_error:
            self.problems.append(f"there is no {file.name}; got:\n{got}")
        elif not quiet:
            self.problems.append(f"expected exit code 0 and only the summary, got:\n{got}")

    def check_readmes(self, root: pathlib.Path, kept: set[pathlib.Path]) -> None:
        got = {path.relative_to(root): path.read_bytes() for path in root.rglob("*.md") if path.is_file() and is_readme(path)}
        want = {place: path.read_bytes() for place, path in self.files.items() if is_readme(path)}
        for path in kept - want.keys():
            if got.get(path) == KEPT_README:
                got.pop(path)
        if self.update and self.folder:
            for path in want.keys() - got.keys():
                (self.folder / path).unlink()
            for path, content in got.items():
                (self.folder / path).parent.mkdir(exist_ok=True)
                (self.folder / path).write_bytes(content)
            want = got
        for path in sorted(want.keys() | got.keys()):
            if path not in got:
                self.problems.append(f"{path} was not written")
            elif path not in want:
                self.problems.append(f"{path} is not in the case; it was written as:\n{got[path].decode('utf-8', errors='replace')}")
            else:
                self.compare(str(path), want[path], got[path])
                self.check_form(path, root, got[path])

    def check_form(self, path: pathlib.Path, root: pathlib.Path, text: bytes) -> None:
        old = self.files.get(path.with_name(f"{path.stem}.old.md"))
        if old and old.read_bytes() == text:
            return  # right already, in whatever form
        if b"\r" in text or text.startswith(b"\xef\xbb\xbf"):
            self.problems.append(f"{path} holds a carriage return or a byte order mark")
        if not text.endswith(b"\n") or text.endswith(b"\n\n"):
            self.problems.append(f"{path} does not end with one line break")

    def check_second_run(self, root: pathlib.Path) -> None:
        before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
        self.call(root)
        after = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
        if before != after:
            changed = sorted(str(p.relative_to(root)) for p in before.keys() | after.keys() if before.get(p) != after.get(p))
            self.problems.append(f"a second run changed {', '.join(changed)}")

    def compare(self, name: str, want: bytes, got: bytes) -> None:
        if want != got:
            self.problems.append(difference(name, want, got))


def find(folder: pathlib.Path) -> list[pathlib.Path]:
    """The folders, and each NAME.expected of golden/errors."""
    errors = folder / "errors"
    expected = list(errors.glob("*.expected"))
    known = {expectation.stem + ending for expectation in expected for ending in (".expected", *PLACES)}
    files = sorted(errors.iterdir()) if errors.is_dir() else []
    folders = [path for path in [*folder.iterdir(), *files] if path.is_dir()]
    for path in files:
        if path.is_file() and path.name not in known:
            raise SystemExit(f"golden: there is no .expected beside {path}")
    return sorted([*expected, *(path for path in folders if path not in (errors, errors / "module"))])


def main() -> int:
    avmdoc, folder = sys.argv[1:]
    avmdoc = str(pathlib.Path(avmdoc).resolve())
    update = os.environ.get("AVMDOC_UPDATE_GOLDEN") == "1"
    cases = [Case(avmdoc, path, update) for path in find(pathlib.Path(folder))]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for case, problems in zip(cases, pool.map(Case.run, cases)):
            if problems:
                failed += 1
                print(f"FAILED {case.name}")
                for problem in problems:
                    print("  " + problem.rstrip().replace("\n", "\n  "))
    print(f"{len(cases) - failed} of {len(cases)} goldens as expected")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
