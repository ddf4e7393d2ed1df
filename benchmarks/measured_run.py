"""Run a command and measure the whole tree of its processes: time, processor time, memory."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

try:
    import psutil
except ImportError:
    sys.exit("The benchmark needs psutil; install it with pip install psutil.")

INTERVAL = 0.2
"""Seconds between two looks at the memory."""
BYTES_PER_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Measured:
    """What a command took: seconds by the clock, of processors, and MiB at most.

    The memory is that of all its processes together, sampled every 0.2 seconds; what several
    share counts once where the system says (PSS, on Linux), else in each.
    """

    seconds: float
    processor_seconds: float
    peak_mib: float

    def to_dict(self) -> dict[str, Any]:
        """Return the values as JSON knows them."""
        return {name: round(value, 3) for name, value in asdict(self).items()}


class CommandFailed(RuntimeError):  # noqa: N818 - the name says what happened
    """A command did not end well; the message has its last words."""


def measure_command(command: Sequence[str], log: Path, fine: Sequence[int] = (0,)) -> Measured:
    """Run a command, its words written to `log`; raise CommandFailed at another exit code."""
    started = time.perf_counter()
    with log.open("w", encoding="utf-8") as words:
        process = subprocess.Popen(command, stdout=words, stderr=subprocess.STDOUT)
        watch = _Watch(process.pid)
        watch.start()
        code = process.wait()
        seconds = time.perf_counter() - started
        watch.end()
    if code not in fine:
        said = log.read_text(encoding="utf-8").strip().splitlines()[-3:]
        raise CommandFailed(f"{' '.join(command)}: exit code {code}: {' '.join(said)}")
    return Measured(seconds, watch.processor_seconds, watch.peak / BYTES_PER_MIB)


class _Watch(threading.Thread):
    """Samples memory and processor time of a process and all that it starts."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._root = psutil.Process(process)
        self._spent: dict[tuple[int, float], float] = {}
        self._ended = threading.Event()

    @property
    def processor_seconds(self) -> float:
        """Processor time of all processes that were seen, up to the last look at each."""
        return sum(self._spent.values())

    def run(self) -> None:
        """Look every 0.2 seconds, until the end."""
        while not self._ended.wait(INTERVAL):
            self._look()

    def end(self) -> None:
        """Look no more."""
        self._ended.set()
        self.join()

    def _look(self) -> None:
        total = 0
        try:
            tree = [self._root, *self._root.children(recursive=True)]
        except psutil.Error:
            return
        for process in tree:
            try:
                memory = process.memory_full_info()
                times = process.cpu_times()
            except psutil.Error:
                continue
            total += getattr(memory, "pss", memory.rss)
            key = (process.pid, process.create_time())
            self._spent[key] = times.user + times.system
        self.peak = max(self.peak, total)
