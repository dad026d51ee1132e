"""The Debian packages, installed below a clean root and used from there."""
import os
import pathlib
import shlex
import shutil
import tempfile
import unittest

from installation import BUILD, LAUNCHER, MODULE, REGISTRY, SOURCE, run

NAMES = ["avmdoc", "libavmdoc-dev", "libavmdoc0"]


class Debian(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="avmdoc-debian-")).resolve()
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        run("cpack", "-G", "DEB", "--config", BUILD / "CPackConfig.cmake", "-B", cls.folder / "packages",
            cwd=cls.folder)
        cls.packages = sorted((cls.folder / "packages").glob("*.deb"))
        cls.root = cls.folder / "root"
        # What the packages depend on is installed on this machine, not below the clean root.
        for part in ("info", "updates"):
            (cls.root / "var/lib/dpkg" / part).mkdir(parents=True)
        (cls.root / "var/lib/dpkg/status").touch()
        run("dpkg", f"--root={cls.root}", "--force-depends", "--force-not-root", "--force-script-chrootless",
            f"--log={cls.folder}/log", "-i", *cls.packages)

    def field(self, package: str, name: str) -> str:
        [file] = [path for path in self.packages if path.name.startswith(package + "_")]
        return run("dpkg-deb", "-f", file, name).strip()

    def avmdoc(self, *arguments, **options) -> str:
        return run(self.root / "usr/bin/avmdoc", *arguments, **options)

    def test_packages(self):
        self.assertEqual([path.name.split("_")[0] for path in self.packages], NAMES)
        status = run("dpkg-query", f"--admindir={self.root}/var/lib/dpkg", "-W", "-f", "${Package} ${db:Status-Status}\n")
        self.assertEqual(sorted(status.splitlines()), [f"{name} installed" for name in NAMES])

    def test_dependencies(self):
        for package in ("avmdoc", "libavmdoc0"):
            for library in ("libc6", "libicu72", "libsimdjson14"):
                self.assertIn(library, self.field(package, "Depends"))
        version = self.field("avmdoc", "Version")
        self.assertIn(f"libavmdoc0 (= {version})", self.field("libavmdoc-dev", "Depends"))
        self.assertIn("libicu-dev", self.field("libavmdoc-dev", "Depends"))
        self.assertEqual(self.avmdoc("--version").strip(), f"avmdoc {version}")

    def test_command(self):
        registry = self.folder / "registry"
        shutil.copytree(REGISTRY, registry)
        for readme in registry.rglob("README.md"):
            readme.unlink()
        self.avmdoc("generate", "--recurse", registry)
        readme = registry / MODULE.relative_to(REGISTRY) / "README.md"
        self.assertTrue(readme.read_text(encoding="utf-8").startswith("# "))

    def test_man_page(self):
        [page] = (self.root / "usr/share/man/man1").glob("avmdoc.1*")
        self.assertEqual(run("groff", "-man", "-Kutf8", "-Tutf8", "-ww", "-z", page), "")
        text = run("groff", "-man", "-Kutf8", "-Tutf8", "-P-cbou", page)
        for command in self.commands():
            self.assertIn(" ".join(self.avmdoc("help", command).split()), " ".join(text.split()))

    def commands(self) -> list:
        listed = self.avmdoc("help").split("Commands:\n")[1].split("\n\n")[0]
        return [line.split()[0] for line in listed.splitlines()]

    def completed(self, shell: str, line: str) -> list:
        """What the shell offers at the end of the line."""
        usr = self.root / "usr"
        environment = {"PATH": f"{usr}/bin:{os.environ['PATH']}", "HOME": str(self.folder), "TERM": "dumb"}
        if shell == "bash":
            words = line.split(" ")
            script = (f"source {usr}/share/bash-completion/completions/avmdoc; COMP_WORDS=({' '.join(map(shlex.quote, words))}); "
                      f"COMP_CWORD={len(words) - 1}; _avmdoc; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
            return run("bash", "--norc", "-c", script, env=environment).split()
        if shell == "fish":
            script = f"source {usr}/share/fish/vendor_completions.d/avmdoc.fish; complete -C {shlex.quote(line)}"
            return [offer.split("\t")[0] for offer in run("fish", "--no-config", "-c", script, env=environment).splitlines()]
        words = " ".join(map(shlex.quote, line.split(" ")))
        # zsh completes only on a terminal; its functions are stood in for by ones that print.
        script = (f"compdef() {{ : }}; compadd() {{ [[ $1 == -- ]] && shift; print -rl -- $@ }}; _files() {{ print FILES }}; "
                  f"_describe() {{ print -rl -- ${{${{(P)2}}%%:*}} }}; source {usr}/share/zsh/vendor-completions/_avmdoc; "
                  f"words=({words}); CURRENT=$#words; _avmdoc")
        return run("zsh", "-f", "-c", script, env=environment).split()

    def test_completions(self):
        for shell in ("bash", "fish", "zsh"):
            if shutil.which(shell) is None:
                self.fail(f"{shell} is not installed")
            with self.subTest(shell):
                self.assertLessEqual({*self.commands(), "help"}, set(self.completed(shell, "avmdoc ")))
                self.assertLessEqual({"--links", "--recurse", "--stdout", "--help"}, set(self.completed(shell, "avmdoc generate --")))
                self.assertNotIn("--stdout", self.completed(shell, "avmdoc parse --"))
                self.assertEqual(sorted(self.completed(shell, "avmdoc generate --links ")), ["catalog", "keep"])
                self.assertLessEqual({"parameter-missing", "template-stale"}, set(self.completed(shell, "avmdoc explain ")))

    def test_library(self):
        libraries = {"LD_LIBRARY_PATH": f"{self.root}/usr/lib"}
        build = self.folder / "build"
        for linkage in ("ON", "OFF"):
            run("cmake", "-G", "Ninja", "-S", SOURCE / "examples/cpp", "-B", build, f"-DBUILD_SHARED_LIBS={linkage}",
                f"-DCMAKE_PREFIX_PATH={self.root}/usr", f"-DCMAKE_CXX_COMPILER_LAUNCHER={LAUNCHER}")
            self.assertIn(str(self.root), (build / "CMakeCache.txt").read_text(encoding="utf-8"))
            run("cmake", "--build", build)
            self.assertIn("location\t1\tstring", run(build / "parameter-index", REGISTRY, env=libraries))


if __name__ == "__main__":
    unittest.main(verbosity=2)
