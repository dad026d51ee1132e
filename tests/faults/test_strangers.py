"""An untrusted registry: no file outside it is shown, its text is plain text in every output, and nothing
reaches a network or a shell. (The formats of the check: tests/check, Injection.)"""
import json
import os
import re
import shlex
import subprocess
import unittest
import xml.etree.ElementTree as xml

from machine import AVMDOC, TIMEOUT, FaultWorkspace, open_terminal, template, whole_calls

SECRET = "the-secret-of-the-house"
BAD = "repo/avm/ptn/evil/module"
FORMATS = ("text", "diff", "patch", "json", "sarif", "github", "markdown", "junit")
# What terminals, workflow runners and markup readers would interpret.
EVIL = [
    "\x1b[2J\x1b]0;title\x07",
    "\x9b31m",
    "::set-output name=a::b",
    "::error file=x::owned",
    "::stop-commands::x",
    "%0A::set-output name=a::b",
    "%0D%0A::add-mask::x",
    "##[error]owned",
    "##vso[task.setvariable variable=a]b",
    "<script>alert(1)</script>",
    "</code></pre><img src=x onerror=y>",
    "]]></failure>",
    "[link](https://evil.example)",
    "`````",
    "\u202eright to left",
    "a\r::warning::b",
    "a\u2028::warning::b",
]


class Registry(FaultWorkspace):
    def setUp(self):
        super().setUp()
        self.secret = self.write("house/secret.md", f"{SECRET}\n")
        self.module("repo/avm/ptn/good/module")
        self.module(BAD, readme="# Old\n")
        self.write(f"{BAD}/tests/e2e/x/main.test.bicep", "param x string\n")

    def all_outputs(self, *paths, options=()):
        """Everything that the command can print about modules, by the name of what printed it."""
        paths = paths or ("-r", "avm")
        reports = self.root / "reports"
        reports.mkdir(exist_ok=True)
        cwd = self.root / "repo"
        outputs = {}
        asked = [f"--output={name}={reports / name}" for name in FORMATS]
        done = self.run_avmdoc("check", "-v", *asked, *options, *paths, cwd=cwd)
        self.assertIn(done.returncode, (0, 1, 2), done.stderr)
        outputs["check"] = done.stdout
        outputs["messages of check"] = done.stderr
        for name in FORMATS:
            outputs[name] = (reports / name).read_bytes().decode("utf-8")
        done = self.run_avmdoc("model", "-v", *paths, cwd=cwd)
        outputs["model"] = done.stdout
        outputs["messages of model"] = done.stderr
        done = self.run_avmdoc("generate", "-v", *paths, cwd=cwd)
        outputs["messages of generate"] = done.stderr
        outputs["output of generate"] = done.stdout
        sources = sorted(str(path) for path in (self.root / "repo").rglob("*.bicep") if path.is_file())
        done = self.run_avmdoc("parse", *sources, cwd=cwd)
        outputs["messages of parse"] = done.stderr + done.stdout
        return outputs


class Confinement(Registry):
    def assert_kept_secret(self, code, message):
        for name, text in self.all_outputs().items():
            self.assertNotIn(SECRET, text, name)
            if name == "messages of generate":
                self.assertRegex(text, message)
        for readme in (self.root / "repo").rglob("README.md"):
            if not readme.is_symlink():
                self.assertNotIn(SECRET, readme.read_text())
        self.assertEqual(self.run_avmdoc("generate", "-q", "--stale", "write", "-r", "avm", cwd=self.root / "repo").returncode, code)
        self.assertEqual(self.secret.read_text(), f"{SECRET}\n")

    def test_links_of_files(self):
        here = "avm/ptn/evil/module"
        names = ["main.json", "main.bicep", "README.md", "DEPRECATED.md", "ORPHANED.md", "MOVED-TO-AVM.md",
                 "tests/e2e/x/main.test.bicep", "tests/e2e/x/.e2eignore"]
        (self.root / "repo/around").symlink_to("..")
        for name in names:
            path = self.root / BAD / name
            up = os.path.relpath(self.root, path.parent)
            for target in (str(self.secret), f"{up}/house/secret.md", f"{up}/repo/around/house/secret.md"):
                with self.subTest(name=name, target=target):
                    before = path.read_bytes() if path.exists() else None
                    path.unlink(missing_ok=True)
                    path.symlink_to(target)
                    self.assert_kept_secret(2, rf"{here}/{re.escape(name)}: error: cannot read the file: "
                                                  rf"a symbolic link leads to {self.secret}, out of {self.root}/repo\n")
                    path.unlink()
                    if before is not None:
                        path.write_bytes(before)

    def test_a_readme_that_shows_notes_of_another_file(self):
        self.secret.write_text(f"# X\n\n## Notes\n\n{SECRET}\n")
        readme = self.root / BAD / "README.md"
        readme.unlink()
        readme.symlink_to(self.secret)
        done = self.run_avmdoc("generate", "--stdout", "avm/ptn/evil/module", cwd=self.root / "repo")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertNotIn(SECRET, json.dumps(self.all_outputs()))

    def test_links_of_folders(self):
        self.write("house/main.bicep", f"module x 'br:{SECRET}.example/x:1' = {{}}\n")
        folder = self.root / BAD
        (folder / "inside").symlink_to(self.root / "house")
        self.write(f"{BAD}/main.bicep", "metadata name = 'Module'\nmodule x 'inside/main.bicep' = {}\n")
        self.assert_kept_secret(0, r"avm/ptn/evil/module/inside/main\.bicep: warning: cannot read the file: "
                                   rf"a symbolic link leads to {self.root}/house/main\.bicep, out of {self.root}/repo\n")
        # The sources of a module are also looked for in another kind of the same name.
        (self.root / "repo/avm/utl/evil").mkdir(parents=True)
        (self.root / "repo/avm/utl/evil/module").symlink_to(self.root / "house")
        self.assert_kept_secret(2, "avm/utl/evil/module: error: cannot list the folder: "
                                   f"a symbolic link leads to {self.root}/house, out of {self.root}/repo\n")

    def test_paths_of_local_modules(self):
        self.write("house/main.bicep", f"module x 'br:{SECRET}.example/x:1' = {{}}\nparam {SECRET.replace('-', '_')} string\n")
        paths = ["../../../../../house/main.bicep", f"{self.root}/house/main.bicep", f"file://{self.root}/house/main.bicep",
                 "../../../../../../../../../../../../etc/main.bicep", "x/../../../../../../house/main.bicep",
                 "..\\..\\..\\..\\..\\house\\main.bicep"]
        for path in paths:
            for form in (f"module x '{path}' = {{}}\n", f"import {{ y }} from '{path}'\n", f"import * as y from '{path}'\n",
                         f"var x = loadTextContent('{path}')\n", f"using '{path}'\n"):
                with self.subTest(form):
                    self.write(f"{BAD}/main.bicep", f"metadata name = 'Module'\n{form}")
                    self.write(f"{BAD}/tests/e2e/x/main.test.bicep", form)
                    outputs = json.dumps(self.all_outputs())
                    self.assertNotIn(SECRET, outputs)
                    self.assertNotIn(SECRET.replace("-", "_"), outputs)

    def test_nothing_outside_is_opened(self):
        self.write("house/main.bicep", "param x string\n")
        self.write(f"{BAD}/main.bicep", "module x '../../../../../house/main.bicep' = {}\nmodule y 'link/main.bicep' = {}\n")
        (self.root / BAD / "link").symlink_to(self.root / "house")
        (self.root / BAD / "ORPHANED.md").symlink_to(self.secret)
        for command in (["generate", "-r", "avm"], ["check", "-r", "avm"], ["model", "-r", "avm"]):
            _, log = self.traced("-y", "-e", "trace=openat,open", arguments=command, cwd=self.root / "repo")
            opened = re.findall(r"= \d+<([^>]*)>", log)
            self.assertTrue(any("/repo/" in path for path in opened), log)
            self.assertEqual([path for path in opened if "/house" in path], [])

    def test_changes_of_included_files(self):
        git = self.need("git")
        self.write("house/main.bicep", "param x string\n")
        self.write(f"{BAD}/main.bicep", "module x '../../../../../house/main.bicep' = {}\nmodule y 'link/main.bicep' = {}\n")
        (self.root / BAD / "link").symlink_to(self.root / "house")
        for arguments in (["init", "-q"], ["add", "-A"],
                          ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "x"]):
            subprocess.run([git, *arguments], cwd=self.root / "repo", check=True, timeout=TIMEOUT)
        self.write("repo/avm/ptn/good/module/README.md", "changed\n")
        _, log = self.traced("-y", "-e", "trace=openat,open",
                             arguments=["check", "--changed-since", "HEAD", "-r", "avm"], cwd=self.root / "repo")
        self.assertEqual([path for path in re.findall(r"= \d+<([^>]*)>", log) if "/house" in path], [])

    def test_links_inside_of_the_registry_are_followed(self):
        shared = self.write("repo/shared/notice.md", "Do not use it.\n")
        test = self.write("repo/shared/test.bicep", "metadata name = 'Shared'\nparam x string\n")
        banner, source = self.root / BAD / "DEPRECATED.md", self.root / BAD / "tests/e2e/x/main.test.bicep"
        source.unlink()
        banner.write_bytes(shared.read_bytes())
        source.write_bytes(test.read_bytes())
        self.assert_runs("generate", "-q", "-r", "avm", cwd=self.root / "repo")
        copied = self.readme(BAD)
        self.assertIn(b"_Shared_", copied)
        (self.root / BAD / "README.md").unlink()
        for link, target in ((banner, shared), (source, test)):
            link.unlink()
            link.symlink_to(os.path.relpath(target, link.parent))
        self.assert_runs("generate", "-q", "-r", "avm", cwd=self.root / "repo", stderr="")
        self.assertEqual(self.readme(BAD), copied)

    def test_what_the_user_names_may_be_anywhere(self):
        self.module("elsewhere/real")
        (self.root / "repo/avm/ptn/evil/linked").symlink_to(self.root / "elsewhere/real")
        self.write("house/notice.md", "We count.\n")
        (self.root / "repo/notice.md").symlink_to(self.root / "house/notice.md")
        done = self.assert_runs("generate", "avm/ptn/evil/linked", "--notice", "notice.md", cwd=self.root / "repo")
        self.assertEqual(done.stderr, "1 module: 1 written, 0 unchanged, 0 failed\n")
        (self.root / "link").symlink_to(self.root / "repo")
        self.assert_runs("generate", "-r", "avm", cwd=self.root / "link")
        self.assert_runs("generate", "-r", self.root / "link/avm")
        self.assert_runs("generate", "-r", "link")


class Text(Registry):
    """Untrusted text in every place that a message or report shows."""

    def fill(self):
        def described(text):
            return {"type": "string", "metadata": {"description": f"Required. {text}\n{text}"}}

        for number, text in enumerate(EVIL):
            quoted = text.replace("\\", "\\\\").replace("'", "\\'").replace("\r", "\\r")
            folder = f"repo/avm/ptn/evil/m{number:02}"
            parts = template(name=text, parameters={text: described(text)})
            parts["metadata"]["description"] = f"A.\n{text}\n  {text}"
            parts["outputs"] = {text: {"type": text, "metadata": {"description": text}}}
            parts["resources"] = [{"type": f"Microsoft.A/{text}", "apiVersion": text, "name": "x"}]
            self.write(f"{folder}/main.json", parts)
            self.write(f"{folder}/main.bicep", f"metadata name = '{quoted}'\nmodule x 'br:{quoted}' = {{}}\n")
            self.write(f"{folder}/DEPRECATED.md", f"{text}\n{text}\n")
            name = text.replace("/", "")
            self.write(f"{folder}/tests/e2e/{name}/main.test.bicep",
                       f"metadata name = '{quoted}'\nmodule testDeployment '../../../main.bicep' = {{\n"
                       f"  name: 'x'\n  params: {{\n    a: '{quoted}'\n  }}\n}}\n")
            self.write(f"{folder}/README.md", f"# {text}\n\n{text}\n\n## Parameters\n\n### Parameter: `{text}`\n\n{text}\n"
                                              f"\n## {text}\n\n{text}\n")
            # In error messages: of JSON, templates, tests and names.
            self.write(f"repo/avm/ptn/evil/json{number:02}/main.json", f'{{\n{text}')
            self.write(f"repo/avm/ptn/evil/schema{number:02}/main.json", {"$schema": text})
            self.write(f"repo/avm/ptn/evil/ref{number:02}/main.json",
                       template(parameters={text: {"$ref": f"#/definitions/{text}", **described(text)}}))
            self.write(f"repo/avm/ptn/evil/none{number:02}/main.json", template(parameters={text: {"type": "string"}}))
            self.write(f"repo/avm/ptn/evil/test{number:02}/main.json", template())
            self.write(f"repo/avm/ptn/evil/test{number:02}/tests/e2e/{name}/main.test.bicep", f"param {text}\nvar = {text}\n")
            self.write(f"repo/avm/ptn/evil/{name}/main.json", "[]")

    def test_is_plain_text(self):
        self.fill()
        outputs = self.all_outputs()
        for name, output in outputs.items():
            if name == "patch":
                continue  # not escaped, for git
            with self.subTest(name):
                found = re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]", output)
                self.assertIsNone(found, found and output[max(0, found.start() - 80) : found.end() + 80])
                self.assertNotIn("##[", output)
                self.assertNotIn("##vso[", output)
                for line in output.split("\n"):
                    if line.lstrip().startswith("::"):
                        self.assertRegex(line, r"^::error (file=[^:,]*,(line=\d+,col=\d+,)?)?title=[^:,]*::")
                        self.assertEqual(name, "github")
        self.assertGreater(len(outputs["messages of generate"].splitlines()), 4 * len(EVIL))

    def test_is_plain_text_in_markup(self):
        self.fill()
        outputs = self.all_outputs()
        for line in outputs["github"].splitlines():
            if line.startswith("::"):
                self.assertNotRegex(line, r"%(?!25|3A|2C)", "only our own escapes")
        suite = xml.fromstring(outputs["junit"])
        self.assertEqual({element.tag for element in suite.iter()},
                         {"testsuites", "testsuite", "testcase", "failure", "error"})
        sarif = json.loads(outputs["sarif"])
        for run in sarif["runs"]:
            texts = [result["message"]["text"] for result in run["results"]]
            texts += [note["message"]["text"] for call in run["invocations"] for note in call["toolExecutionNotifications"]]
            self.assertGreater(len(texts), len(EVIL))
            for text in texts:
                self.assertNotRegex(text, r"(?<!\\)\[[^\]]*[^\\]\]\(")
            self.assertNotIn('"markdown"', json.dumps([run["results"], run["invocations"]]))
        for name in ("json", "model"):
            json.loads(outputs[name])

    def test_one_module_at_a_time(self):
        self.fill()
        folders = sorted(path.parent for path in (self.root / "repo").rglob("main.json"))
        for folder in folders:
            for command in (["check"], ["model"], ["generate", "-v"]):
                done = self.run_avmdoc(*command, ".", cwd=folder)
                self.assertNotRegex(done.stdout + done.stderr, "[\x00-\x08\x0b-\x1f\x7f-\x9f]")
                self.assertNotRegex(done.stdout + done.stderr, r"(?m)^\s*(::|##\[)")

    def test_sources_that_are_parsed(self):
        self.fill()
        for path in (self.root / "repo").rglob("*.bicep"):
            for options in ([], ["--tree"]):
                done = self.run_avmdoc("parse", *options, str(path))
                self.assertNotRegex(done.stdout + done.stderr, "[\x00-\x08\x0b-\x1f\x7f-\x9f]")

    def test_a_readme_shown_on_a_terminal(self):
        """Into a file or a pipe it is written unchanged."""
        parts = template(name="A\x1b[2JB")
        self.write(f"{BAD}/main.json", parts)
        done = self.assert_runs("generate", "--stale", "write", "--stdout", self.root / BAD)
        self.assertIn("A\x1b[2JB", done.stdout)
        main, other = open_terminal()
        subprocess.run([AVMDOC, "generate", "-q", "--stale", "write", "--stdout", self.root / BAD], stdout=other, stderr=other,
                       stdin=subprocess.DEVNULL, check=True, timeout=TIMEOUT)
        os.close(other)
        shown = b""
        try:
            while part := os.read(main, 65536):
                shown += part
        except OSError:
            pass
        os.close(main)
        self.assertIn(b"A\\u{1b}[2JB", shown)
        self.assertNotIn(b"\x1b", shown)


class Reach(Registry):
    """No network and no shell."""

    NETWORK = {"socket", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmsg", "recvfrom", "recvmsg",
               "getaddrinfo", "gethostbyname", "gethostbyaddr", "getnameinfo", "res_query", "socketpair"}
    SHELL = {"system", "popen", "wordexp", "execl", "execlp", "execle", "execv", "execvp", "execvpe", "execve", "fork", "vfork"}

    def test_the_program_calls_no_network_and_no_shell(self):
        nm = self.need("nm")
        listed = subprocess.run([nm, "-D", "--undefined-only", AVMDOC], capture_output=True, text=True, timeout=TIMEOUT)
        if listed.returncode != 0:
            self.skipTest(f"nm cannot read {AVMDOC}: {listed.stderr.strip()}")
        if "__asan_init" in listed.stdout or "__tsan_init" in listed.stdout:
            self.skipTest("a sanitized build has calls of its own")
        names = {line.split()[-1].partition("@")[0] for line in listed.stdout.splitlines() if line.strip()}
        self.assertIn("posix_spawn", names)  # git, bicep
        self.assertEqual(names & (self.NETWORK | self.SHELL), set())

    def test_a_run_makes_no_call_of_the_network_and_starts_nothing(self):
        for command in (["generate", "-r", "avm"], ["check", "-r", "avm"], ["model", "-r", "avm"], ["parse", "avm/ptn/good/module/main.bicep"]):
            done, log = self.traced("-e", "trace=%network,execve,fork,vfork", arguments=command, cwd=self.root / "repo")
            self.assertIn(done.returncode, (0, 1), done.stderr)
            calls = re.findall(r"^\d+ +([a-z0-9]+)\(", log, re.M)
            self.assertEqual(calls, ["execve"])

    def test_calls_that_overlap_in_a_trace(self):
        log = ('10 execve("/a", ["a"], 0x1 /* 2 vars */ <unfinished ...>\n'
               '11 execve("/b", ["b"], 0x1 /* 2 vars */ <unfinished ...>\n'
               '10 <... execve resumed>)             = -1 ENOENT (No such file or directory)\n'
               '12 socket(AF_INET, SOCK_STREAM, 0)   = 3\n'
               '11 <... execve resumed>)             = 0\n'
               '11 execve("/c", ["c"], 0x1 /* 2 vars */ <unfinished ...>\n')
        self.assertEqual(whole_calls(log).splitlines(), [
            '10 execve("/a", ["a"], 0x1 /* 2 vars */)             = -1 ENOENT (No such file or directory)',
            '11 execve("/b", ["b"], 0x1 /* 2 vars */)             = 0',
            '12 socket(AF_INET, SOCK_STREAM, 0)   = 3',
            '11 execve("/c", ["c"], 0x1 /* 2 vars */'])

    def programs_and_calls(self, *arguments, **environment):
        """The programs that a run starts, and all network calls, including theirs."""
        done, log = self.traced("-e", "trace=%network,execve", arguments=arguments, cwd=self.root / "repo", env=environment)
        self.assertIn(done.returncode, (0, 1, 2), done.stderr)
        started = re.findall(r'^\d+ +execve\("([^"]*)".* += 0$', log, re.M)
        others = [line for line in log.splitlines() if re.match(r"\d+ +(?!execve)[a-z0-9_]+\(", line)]
        return done, started, others

    def test_changed_since_starts_git_alone(self):
        git = self.need("git")
        for arguments in (["init", "-q"], ["add", "-A"],
                          ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "x"]):
            subprocess.run([git, *arguments], cwd=self.root / "repo", check=True, timeout=TIMEOUT)
        self.write(f"{BAD}/version.json", "{}")
        done, started, others = self.programs_and_calls("check", "-r", "--changed-since", "HEAD", "avm")
        self.assertIn("1 module: ", done.stdout.decode())
        self.assertEqual(started[0], AVMDOC)
        self.assertEqual(set(started[1:]), {git})
        self.assertEqual(others, [])

    def test_build_starts_the_compiler_alone(self):
        bicep = self.write("bin/bicep", "#!/bin/sh\necho '{}'\n")
        bicep.chmod(0o755)
        path = f"{self.root}/bin:{os.environ['PATH']}"
        for command in ("check", "generate"):
            _, started, others = self.programs_and_calls(command, "-r", "--build", "avm", PATH=path)
            self.assertEqual(started[0], AVMDOC)
            self.assertEqual(set(started[1:]), {str(bicep)})
            self.assertGreater(len(started), 2)
            self.assertEqual(others, [])

    def test_programs_have_an_empty_standard_input(self):
        """They do not read what is piped into avmdoc."""
        self.write("bin/bicep", f"#!/bin/sh\ncat >> '{self.root}/read'\necho '{{}}'\n").chmod(0o755)
        path = f"{self.root}/bin:{os.environ['PATH']}"
        for command in ("check", "generate"):
            with (self.root / "typed").open("w+b") as typed:
                typed.write(b"not for programs\n")
                typed.seek(0)
                self.run_avmdoc(command, "--build", "-r", "avm", cwd=self.root / "repo", env={"PATH": path}, stdin=typed)
                self.assertEqual(typed.tell(), 0)
            self.assertEqual((self.root / "read").read_bytes(), b"")

    def test_it_works_without_a_network(self):
        unshare = self.need("unshare")
        under = [unshare, "--net"] if os.geteuid() == 0 else [unshare, "--net", "--user", "--map-root-user"]
        if subprocess.run([*under, "true"], capture_output=True, timeout=TIMEOUT).returncode != 0:
            self.skipTest("no network namespace can be made here")
        self.assert_runs("generate", "-r", "avm", cwd=self.root / "repo", under=under,
                         stderr="2 modules: 2 written, 0 unchanged, 0 failed\n")

    NAMES = ["$(touch canary)", "`touch canary`", "; touch canary ;", "| touch canary", "&& touch canary", "a'b",
             "a\"b", "a b", "--help", "-o", "$HOME", "*", "~", "a\\b", "!x"]

    def fake(self, program):
        """A program that records how it was called."""
        log = self.root / f"{program}.log"
        script = self.write(f"bin/{program}", "#!/bin/sh\n"
                            f"{{ for word; do printf '%s\\n' \"$word\"; done; echo; }} >> {shlex.quote(str(log))}\n"
                            "echo '{}'\nexit 1\n")
        script.chmod(0o755)
        return log

    def test_names_are_passed_to_programs_unchanged(self):
        log = self.fake("bicep")
        path = {"PATH": f"{self.root}/bin:{os.environ['PATH']}"}
        for name in self.NAMES:
            folder = self.module(f"repo/avm/ptn/names/{name}")
            self.run_avmdoc("generate", "--build", ".", cwd=folder, env=path)
            self.run_avmdoc("check", "--build", ".", cwd=folder, env=path)
            calls = [call.split("\n") for call in log.read_text().split("\n\n") if call]
            log.unlink()
            self.assertTrue(calls)
            for call in calls:
                if "--version" not in call:
                    self.assertIn(f"{folder}/main.bicep", call)
        self.assertEqual(list(self.root.rglob("canary")), [])

    def test_suggested_commands_are_quoted(self):
        for name in self.NAMES:
            self.module(f"repo/avm/ptn/names/{name}", readme="old")
            (self.root / f"repo/avm/ptn/names/{name}/main.bicep").unlink()
        done = self.run_avmdoc("check", "-r", "--format", "json", "avm/ptn/names", cwd=self.root / "repo")
        modules = json.loads(done.stdout)["modules"]
        self.assertEqual(len(modules), len(self.NAMES))
        log = self.fake("avmdoc")
        for module in modules:
            (command,) = module["commands"]
            subprocess.run(["sh", "-c", command], cwd=self.root / "repo", timeout=TIMEOUT, stdout=subprocess.DEVNULL,
                           env={**os.environ, "PATH": f"{self.root}/bin:{os.environ['PATH']}"})
            self.assertEqual(log.read_text(), f"generate\n{module['folder']}\n\n")
            log.unlink()
        self.assertEqual(list(self.root.rglob("canary")), [])


if __name__ == "__main__":
    unittest.main()
