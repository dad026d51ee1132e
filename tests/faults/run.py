"""Runs a module of tests. If some are skipped, it prints which and why and exits with 77, which ctest
shows as skipped."""
import sys
import unittest

SKIPPED = 77


def main(name):
    program = unittest.main(module=name, argv=[name, "-v"], exit=False)
    for test, reason in program.result.skipped:
        print(f"SKIPPED {test.id()}: {reason}")
    if not program.result.wasSuccessful():
        return 1
    return SKIPPED if program.result.skipped else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
