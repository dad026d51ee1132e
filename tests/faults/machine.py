"""What fault tests need from the machine besides files: small disks, tracing, signals."""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "cli"))

from workspace import (  # noqa: E402, F401
    AVMDOC,
    SANITIZED,
    TIMEOUT,
    Workspace,
    limits,
    open_terminal,
    source_of,
    template,
)

# A small registry, and a README that must survive.
MODULES = ("avm/ptn/disk/a", "avm/ptn/disk/b", "avm/ptn/disk/c")
OLD = b"# The old README\n\n## Notes\n\nMine.\n"
EXAMPLE = PROJECT / "golden" / "example" / "avm"
# A tracer and the leak detector of a sanitized build interfere with each other.
TRACED = {**os.environ, "ASAN_OPTIONS": "detect_leaks=0"}


def default_signals():
    """For a child process: a shell that starts the tests in the background makes them ignore SIGINT."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def whole_calls(log):
    """The trace of strace with each call on one line, where it started.

    strace splits a call in two when another process or thread makes one before it ends.
    """
    lines, begun = [], {}
    for line in log.splitlines():
        pid, _, rest = line.partition(" ")
        resumed = re.match(r" *<\.\.\. \w+ resumed>", rest)
        if resumed and pid in begun:
            lines[begun.pop(pid)] += rest[resumed.end() :]
            continue
        if line.endswith("<unfinished ...>"):
            begun[pid] = len(lines)
            line = line.removesuffix("<unfinished ...>").rstrip()
        lines.append(line)
    return "".join(f"{line}\n" for line in lines)


class FaultWorkspace(Workspace):
    def leftovers(self):
        return sorted(str(path.relative_to(self.root)) for path in self.root.rglob(".*.tmp"))

    def need(self, program):
        """The path of a program; skips the test if it is not installed."""
        path = shutil.which(program)
        if path is None:
            self.skipTest(f"there is no {program} on the PATH")
        return path

    def traced(self, *options, arguments, cwd=None, env=None):
        """Runs avmdoc under strace with some options; returns the completed process and its calls, one per line.

        Skips the test where that is not allowed.
        """
        strace = self.need("strace")
        log = pathlib.Path(tempfile.mkstemp(prefix="avmdoc-trace-")[1])
        self.addCleanup(log.unlink)
        done = subprocess.run(
            [strace, "-f", "-qq", "-o", log, *options, AVMDOC, *arguments],
            cwd=cwd or self.root,
            env={**TRACED, **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
        )
        if b"strace: " in done.stderr:
            self.skipTest("strace does not work here: " + done.stderr.decode(errors="replace").strip())
        return done, whole_calls(log.read_text(errors="replace"))


class Refused(FaultWorkspace):
    """Every README is unchanged, each failure is reported, and no file is left behind."""

    def assert_refused(self, done, reason, written=()):
        self.assertEqual(done.returncode, 2, done.stderr)
        *messages, summary = done.stderr.splitlines()
        failed = [path for path in MODULES if path not in written]
        self.assertEqual(messages, [f"{path}/README.md: error: cannot write the file: {reason}" for path in failed])
        self.assertEqual(summary, f"3 modules: {len(written)} written, 0 unchanged, {len(failed)} failed")


class SmallDisk:
    """A tmpfs of a few pages, in a mount namespace that a shell keeps open.

    Root makes it at once, others by way of a user namespace. `folder` is where avmdoc sees it,
    `path` where this process does.
    """

    def __init__(self, test, options):
        test.need("unshare")
        test.need("nsenter")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="avmdoc-disk-")).resolve()
        test.addCleanup(self.folder.rmdir)
        script = f'mount -t tmpfs -o {options} avmdoc "$1" && echo ready && exec cat'
        reasons = []
        for namespaces in (["--mount"], ["--mount", "--user", "--map-root-user"]):
            self.holder = subprocess.Popen(
                ["unshare", *namespaces, "sh", "-c", script, "sh", self.folder],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            if self.holder.stdout.readline() == b"ready\n":
                break
            reasons.append(self.holder.communicate()[1].decode(errors="replace").strip())
        else:
            test.skipTest("no small disk can be mounted here: " + "; ".join(reasons))
        test.addCleanup(self.holder.communicate)
        self.enter = ["nsenter", "--target", str(self.holder.pid), "--mount"]
        if "--user" in namespaces:
            self.enter += ["--user", "--preserve-credentials"]
        self.path = pathlib.Path(f"/proc/{self.holder.pid}/root{self.folder}")

    def run(self, *command, cwd=None):
        """Runs a command in a folder on the disk."""
        script = 'cd "$1" && shift && exec "$@"'
        done = subprocess.run(
            [*self.enter, "sh", "-c", script, "sh", self.folder / (cwd or ""), *command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
        )
        done.stdout = done.stdout.decode(errors="replace")
        done.stderr = done.stderr.decode(errors="replace")
        return done

    def fill(self):
        """Fills the disk to the last byte."""
        with open(self.path / "filler", "wb", buffering=0) as filler:
            for size in (65536, 4096, 1):
                try:
                    while True:
                        filler.write(bytes(size))
                except OSError:
                    pass
