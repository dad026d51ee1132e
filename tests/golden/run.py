#!/usr/bin/env python3
"""Runs avmdoc over each folder of golden/ and holds what it does against what stands there.

A case is a small registry. Beside a module's files there are
  README.md       what the module must have afterwards
  README.old.md   what it has before, when that matters
and at the top of the case, when they are needed,
  command         the arguments, in place of `generate --recurse avm`
  expected        the exit code and all messages; without it: exit code 0 and only the summary
In a case error.<name> every module without a README.old.md begins with a README that must still
be there afterwards, unless its README.md says otherwise; `expected` must be there.

Every case also runs a second time, over its own output, and must find nothing to write.
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

KEPT_README = b"# A README that must not be touched\n"
OWN_FILES = {"command", "expected"}


def copy_case(case: pathlib.Path, target: pathlib.Path) -> None:
    """The inputs, in an order of creation that differs from run to run."""
    files = [path for path in case.rglob("*") if path.is_file() or path.is_symlink()]
    random.shuffle(files)
    for path in files:
        relative = path.relative_to(case)
        if path.name == "README.md" or (path.parent == case and path.name in OWN_FILES):
            continue
        to = target / relative
        if path.name == "README.old.md":
            to = to.with_name("README.md")
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
    def __init__(self, avmdoc: str, folder: pathlib.Path, update: bool):
        self.avmdoc = avmdoc
        self.folder = folder
        self.update = update
        self.is_error = folder.name.startswith("error.")
        self.problems: list[str] = []

    def run(self) -> list[str]:
        with tempfile.TemporaryDirectory() as name:
            root = pathlib.Path(name).resolve()
            copy_case(self.folder, root)
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
        command = self.folder / "command"
        text = command.read_text(encoding="utf-8") if command.exists() else "generate --recurse avm"
        done = subprocess.run(
            [self.avmdoc, *shlex.split(text)],
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
        file = self.folder / "expected"
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
            self.problems.append(f"there is no file 'expected'; got:\n{got}")
        elif not quiet:
            self.problems.append(f"expected exit code 0 and only the summary, got:\n{got}")

    def check_readmes(self, root: pathlib.Path, kept: set[pathlib.Path]) -> None:
        got = {path.relative_to(root): path.read_bytes() for path in root.rglob("README.md") if path.is_file()}
        want = {path.relative_to(self.folder): path.read_bytes() for path in self.folder.rglob("README.md") if path.is_file()}
        for path in kept - want.keys():
            if got.get(path) == KEPT_README:
                got.pop(path)
        if self.update:
            for path in want.keys() - got.keys():
                (self.folder / path).unlink()
            for path, content in got.items():
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
        old = self.folder / path.with_name("README.old.md")
        if old.exists() and old.read_bytes() == text:
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


def main() -> int:
    avmdoc, *folders = sys.argv[1:]
    avmdoc = str(pathlib.Path(avmdoc).resolve())
    update = os.environ.get("AVMDOC_UPDATE_GOLDEN") == "1"
    cases = sorted(path for folder in folders for path in pathlib.Path(folder).iterdir() if path.is_dir())
    if not cases:
        print(f"golden: no case in {', '.join(folders)}")
        return 1
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for case, problems in zip(cases, pool.map(lambda case: Case(avmdoc, case, update).run(), cases)):
            if problems:
                failed += 1
                print(f"FAILED {case.name}")
                for problem in problems:
                    print("  " + problem.rstrip().replace("\n", "\n  "))
    print(f"{len(cases) - failed} of {len(cases)} goldens as expected")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
