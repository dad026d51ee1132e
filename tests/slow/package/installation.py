"""The project installed below a folder that is moved afterwards, and outside projects built with it."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

BUILD = pathlib.Path(os.environ["AVMDOC_BUILD"])
SOURCE = pathlib.Path(__file__).resolve().parents[3]
LAUNCHER = os.environ.get("AVMDOC_LAUNCHER", "")
REGISTRY = SOURCE / "golden/example"
MODULE = REGISTRY / "avm/res/notification-hubs/namespace"


def run(*command, **options) -> str:
    """What it prints; fails with that when the command does."""
    environment = {**os.environ, **options.pop("env", {})}
    done = subprocess.run(list(map(str, command)), env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          **options)
    output = done.stdout.decode("utf-8", errors="replace")
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}\nexit code {done.returncode}\n{output}")
    return output


class Installation(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="avmdoc-package-")).resolve()
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.first = cls.folder / "first"
        run("cmake", "--install", BUILD, "--prefix", cls.first)
        cls.prefix = cls.folder / "moved/to here"
        cls.prefix.parent.mkdir()
        cls.first.rename(cls.prefix)

    def build(self, source: pathlib.Path, target: str, *options) -> pathlib.Path:
        """Configures and builds an outside project; gives its program."""
        build = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        run("cmake", "-G", "Ninja", "-S", source, "-B", build, f"-DCMAKE_PREFIX_PATH={self.prefix}",
            f"-DCMAKE_CXX_COMPILER_LAUNCHER={LAUNCHER}", *options)
        run("cmake", "--build", build, "--parallel", 2, "--target", target)
        return build / target

    def assert_indexes(self, *command, **options):
        lines = run(*command, REGISTRY, **options).splitlines()
        self.assertIn("location\t1\tstring", lines)
