"""Read a file in a process of its own, and tell how much memory that took."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_READ = """
import re, sys
from pathlib import Path
from toolkit.sources.opening import read_stream
print(sum(1 for _ in read_stream(open(sys.argv[1], "rb"), sys.argv[1])))
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def read_measured(path: Path) -> tuple[int, int]:
    """Return how many documents a file gave, and the most memory that was resident, in KiB.

    What Linux says in `/proc` begins with the process; `ru_maxrss` begins with its parent.
    """
    command = [sys.executable, "-c", _READ, str(path)]
    count, peak = subprocess.run(command, check=True, capture_output=True).stdout.split()
    return int(count), int(peak)
