"""Runs one command and prints its wall time in seconds, its peak memory in MiB and its exit code.

    python -S -E benchmarks/rivals/timed.py STDOUT COMMAND...

A child's peak counts what the process that starts it holds, so that one has to be small: this file
imports next to nothing.
"""

import os
import sys
import time

output, *command = sys.argv[1:]
to_output = (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
start = time.perf_counter()
child = os.posix_spawnp(command[0], command, os.environ, file_actions=[to_output])
_, status, usage = os.wait4(child, 0)
seconds = time.perf_counter() - start
unit = 2**20 if sys.platform == "darwin" else 2**10
print(seconds, usage.ru_maxrss / unit, os.waitstatus_to_exitcode(status))
