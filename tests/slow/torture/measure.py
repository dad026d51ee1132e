"""measure.py SECONDS MEGABYTES COMMAND…: runs a command with so much processor time and address space, and prints how it
ended and what it took, as JSON: its exit code (negative for a signal), seconds of the processor, megabytes.

A process of its own: the peak of a child begins at what its parent has, and the tests have more than avmdoc takes."""
import json
import os
import resource
import sys

seconds, megabytes, *command = sys.argv[1:]
child = os.fork()
if child == 0:
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
        resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) << 20, int(megabytes) << 20))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.execv(command[0], command)
    finally:
        os._exit(127)
_, status, usage = os.wait4(child, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024]))
