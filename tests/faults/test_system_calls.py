"""Every system call of a run: killed at it, and failing; random kills (test_kill) seldom hit these moments."""
import re
import unittest

from machine import SANITIZED, FaultWorkspace, template

PATH = "avm/ptn/kill/module"
OLD = b"# The old README\n"


class EachSystemCall(FaultWorkspace):
    CALLS = "openat,flock,fcntl,fstat,newfstatat,fchmod,fchown,write,rename,unlink,close"

    def setUp(self):
        super().setUp()
        self.write(f"{PATH}/main.json", template())
        self.file = self.root / PATH / "README.md"
        self.assert_runs("generate", "-q", PATH)
        self.new = self.file.read_bytes()

    def traced_run(self, *options):
        self.file.write_bytes(OLD)
        return self.traced(*options, arguments=["generate", "-q", PATH])

    def test_killed_at_it(self):
        calls, left = self.with_faults("signal=SIGKILL", "signal=SIGINT")
        print(f"{calls} calls, each killed at twice; {left} temporary files were left and removed")
        self.assertGreater(left, 0)

    @unittest.skipIf(SANITIZED, "the runtime of the sanitizers makes calls of its own, which must not fail")
    def test_failing(self):
        calls, left = self.with_faults("error=EIO")
        print(f"{calls} calls, each failed once; {left} temporary files were left and removed")

    def test_a_failing_close_is_an_error(self):
        """Some file systems report only on close that data was not stored. strace makes it fail after the file is
        complete, so the run would look like a success."""
        calls = re.findall(r"^\d+ +(fcntl|close)\((.*)", self.traced_run("-e", "trace=fcntl,close")[1], re.M)
        copied = [index for index, (call, rest) in enumerate(calls) if call == "fcntl" and "F_DUPFD_CLOEXEC" in rest]
        self.assertEqual(len(copied), 1, calls)
        self.assertEqual(calls[copied[0] + 1][0], "close", calls)
        number = sum(call == "close" for call, _ in calls[: copied[0] + 2])
        done, _ = self.traced_run("-e", "trace=close", "-e", f"inject=close:error=EIO:when={number}")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(done.stderr.decode(), f"{PATH}/README.md: error: cannot write the file: Input/output error\n")
        self.assertEqual(self.file.read_bytes(), OLD)
        self.assertEqual(self.leftovers(), [])

    def with_faults(self, *faults):
        """The number of calls of a run, and of temporary files left behind by all faults at them."""
        calls = re.findall(r"^\d+ +([a-z0-9]+)\(", self.traced_run("-e", f"trace={self.CALLS}")[1], re.M)
        self.assertIn("rename", calls)
        left = 0
        for call in sorted(set(calls)):
            for fault in faults:
                for number in range(1, calls.count(call) + 1):
                    with self.subTest(call=call, fault=fault, number=number):
                        left += self.outcome(f"{call}:{fault}:when={number}")
        return len(calls), left

    def outcome(self, fault):
        """The number of temporary files left by a fault."""
        done, _ = self.traced_run("-e", "trace=" + fault.partition(":")[0], "-e", f"inject={fault}")
        text = self.file.read_bytes()
        self.assertIn(text, (OLD, self.new))
        if done.returncode == 0:
            self.assertEqual(text, self.new)
        left = len(self.leftovers())
        self.file.write_bytes(self.new)
        self.assert_runs("generate", PATH)
        self.assertEqual(self.leftovers(), [])
        return left


if __name__ == "__main__":
    unittest.main()
