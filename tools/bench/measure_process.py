"""Runs a command and prints what it used as JSON; bench.py runs it as a process. Standard library only.

A process of its own because Linux counts, in a child's peak memory, what its parent held when it forked:
the parent must be small.
"""

import json
import os
import subprocess
import sys
import time

started = time.monotonic()
process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
wall = time.monotonic() - started
print(json.dumps({"exit": os.waitstatus_to_exitcode(status), "wall_s": wall,
                  "cpu_s": usage.ru_utime + usage.ru_stime, "peak_mib": usage.ru_maxrss / 1024}))
