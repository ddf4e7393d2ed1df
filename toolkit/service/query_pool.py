"""The processes that answer SQL: started when they are needed, ended when they are silent."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from toolkit.service.limits import Limits
from toolkit.service.problems import BAD_REQUEST, TOO_MANY, TOO_MUCH, Problem

_GRACE = 1.0
"""Seconds after its time for which a process may take to stop a query."""
_BUSY = "All that answer SQL are at work; ask again in a second."


class QueryPool:
    """Answers SQL in other processes, at most so many at once."""

    def __init__(self, database: Path, limits: Limits) -> None:
        """Take the database that the queries read; nothing is started yet."""
        self._database = database
        self._limits = limits
        self._places = threading.Semaphore(limits.queries_at_once + limits.queries_waiting)
        self._free: queue.SimpleQueue[subprocess.Popen[bytes] | None] = queue.SimpleQueue()
        for _ in range(limits.queries_at_once):
            self._free.put(None)
        self._closed = False

    def ask(self, sql: str) -> bytes:
        """Return the answer of one query as JSON; raises Problem. It waits for a free process."""
        if not self._places.acquire(blocking=False):
            raise Problem(TOO_MANY, _BUSY)
        try:
            process = self._free.get()
            try:
                process = process if process and process.poll() is None else self._start()
                line = self._exchange(process, sql)
            finally:
                self._free.put(process)
        finally:
            self._places.release()
        if line.startswith(b'{"problem"'):
            found = json.loads(line)
            raise Problem(TOO_MUCH if found["too_much"] else BAD_REQUEST, found["problem"])
        return line

    def close(self) -> None:
        """End the processes that are idle; those at work end with their query."""
        self._closed = True
        with suppress(queue.Empty):
            while True:
                _end(self._free.get_nowait())

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [
                *(sys.executable, "-m", "toolkit.service.query_process"),
                *(str(self._database), str(self._limits.memory)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Ctrl-C is for the server, which ends its processes itself.
            start_new_session=True,
        )

    def _exchange(self, process: subprocess.Popen[bytes], sql: str) -> bytes:
        asked = {
            "sql": sql,
            "seconds": self._limits.seconds,
            "rows": self._limits.query_rows,
            "bytes": self._limits.query_bytes,
        }
        assert process.stdin is not None
        assert process.stdout is not None
        timer = threading.Timer(self._limits.seconds + _GRACE, process.kill)
        timer.daemon = True
        timer.start()
        try:
            with suppress(BrokenPipeError):
                process.stdin.write(json.dumps(asked).encode() + b"\n")
                process.stdin.flush()
            line = process.stdout.readline()
        finally:
            in_time = timer.is_alive()
            timer.cancel()
        if line.endswith(b"\n"):
            return line
        _end(process)
        limits = self._limits
        said = (
            f"needs more than {limits.memory} MB of memory"
            if in_time
            else f"took longer than {limits.seconds:g} seconds"
        )
        raise Problem(TOO_MUCH, f"The query {said}; ask for less, or run it on a copy.")


def _end(process: subprocess.Popen[bytes] | None) -> None:
    if process is None:
        return
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            if stream is not None:
                stream.close()
