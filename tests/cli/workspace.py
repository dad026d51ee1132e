"""A folder of the disk with modules in it, and the command run over them."""
import json
import os
import pathlib
import pty
import resource
import shutil
import subprocess
import tempfile
import unittest

AVMDOC = os.environ["AVMDOC"]
SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
TIMEOUT = 60
SANITIZED = bool(os.environ.get("AVMDOC_SANITIZE"))


def template(name="Module", parameters=None, **others) -> dict:
    """The smallest main.json of which a README can be made."""
    return {
        "$schema": SCHEMA,
        "contentVersion": "1.0.0.0",
        "metadata": {"name": name, "description": f"This is {name}."},
        "parameters": parameters or {},
        "resources": [],
        **others,
    }


def source_of(compiled) -> str:
    """A main.bicep that such a template could be compiled from, as far as its syntax tells."""
    quoted = {"'": "\\'", "\\": "\\\\", "$": "\\$", "\n": "\\n", "\r": "\\r", "\t": "\\t"}

    def text(value):
        return "'" + "".join(quoted.get(c, c) for c in value) + "'"

    lines = [f"metadata {name} = {text(value)}" for name, value in compiled["metadata"].items() if isinstance(value, str)]
    for name, parameter in compiled.get("parameters", {}).items():
        if "description" in parameter.get("metadata", {}):
            lines.append(f"@description({text(parameter['metadata']['description'])})")
        default = parameter.get("defaultValue")
        lines.append(f"param {name} {parameter.get('type', 'string')}" + ("" if default is None else f" = {json.dumps(default)}".replace('"', "'")))
    return "\n".join(lines) + "\n"


def open_terminal() -> tuple[int, int]:
    """Both ends of a terminal. Skips the test on a machine that has none to give, such as a chroot
    without /dev/pts."""
    try:
        return pty.openpty()
    except OSError as error:
        raise unittest.SkipTest(f"no terminal: {error}") from error


def limits(seconds, megabytes):
    """For a child, as preexec_fn: so much processor time, and so much address space.

    A sanitized build reserves far more address space than it uses, so it has the time alone, and more of it.
    """

    def limit():
        most = seconds * (10 if SANITIZED else 1)
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        if not SANITIZED:
            resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))

    return limit


class Workspace(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="avmdoc-cli-")).resolve()
        self.addCleanup(shutil.rmtree, self.root)

    def write(self, path, content) -> pathlib.Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, dict):
            content = json.dumps(content, indent=2)
        file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return file

    def module(self, path, readme=None, **template_parts) -> pathlib.Path:
        """A module that works; gives its folder."""
        compiled = template(**template_parts)
        self.write(f"{path}/main.json", compiled)
        self.write(f"{path}/main.bicep", source_of(compiled))
        if readme is not None:
            self.write(f"{path}/README.md", readme)
        return self.root / path

    def run_avmdoc(self, *arguments, cwd=None, as_owner=False, **options):
        """Runs the command in the workspace; texts are decoded with their line breaks as they are.

        `as_owner`: the modes of files count, also when the tests are run by root.
        """
        options.setdefault("stdin", subprocess.DEVNULL)
        environment = options.pop("only_env", {**os.environ, **options.pop("env", {})})
        command = [*options.pop("under", []), AVMDOC, *map(str, arguments)]
        if as_owner and os.geteuid() == 0:
            command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]
        done = subprocess.run(
            command,
            cwd=cwd or self.root,
            stdout=options.pop("stdout", subprocess.PIPE),
            stderr=subprocess.PIPE,
            env=environment,
            timeout=options.pop("timeout", TIMEOUT),
            **options,
        )
        done.stdout = (done.stdout or b"").decode("utf-8")
        done.stderr = done.stderr.decode("utf-8")
        return done

    def limited(self, *arguments, seconds=5, megabytes=512, **options):
        """Runs the command with so much processor time and so much address space and no more."""
        done = self.run_avmdoc(*arguments, preexec_fn=limits(seconds, megabytes), **options)
        self.assertGreaterEqual(done.returncode, 0, f"killed by a signal: it took more than {seconds} s or {megabytes} MB")
        self.assertNotIn("bad_alloc", done.stderr)
        return done

    def readme(self, path) -> bytes:
        return (self.root / path / "README.md").read_bytes()

    def assert_runs(self, *arguments, code=0, stderr=None, stdout=None, **options):
        done = self.run_avmdoc(*arguments, **options)
        self.assertEqual(done.returncode, code, done.stderr)
        if stderr is not None:
            self.assertEqual(done.stderr, stderr)
        if stdout is not None:
            self.assertEqual(done.stdout, stdout)
        return done
