"""Commands of the toolkit, each run in a process of its own with bounds on time and memory.

A server that has loaded the toolkit forks for each command: a command costs what it does, not
what Python needs to begin.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """How a command ended: its exit code (negative: killed), what it said and what it took."""

    code: int
    out: str
    err: str
    seconds: float
    cpu_seconds: float
    mebibytes: float

    @property
    def said(self) -> str:
        """All that the command printed, in one line."""
        return " ".join((self.out + " " + self.err).split())


class Server:
    """A process that forks one for each command, with a folder of scratch for them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.scratch = folder / "scratch"
        self.scratch.mkdir()
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "COLUMNS": "400", "TMPDIR": str(self.scratch)},
        )

    def run(self, *arguments: str, seconds: float = 60.0, unprivileged: bool = False) -> Outcome:
        """Run a command, which is killed after some seconds.

        With `unprivileged` it may read only what the permissions of files allow, root or not.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = {"arguments": arguments, "folder": str(self._folder), "seconds": seconds}
        self._process.stdin.write(json.dumps({**asked, "unprivileged": unprivileged}) + "\n")
        self._process.stdin.flush()
        ended = json.loads(self._process.stdout.readline())
        texts = [
            (self._folder / name).read_bytes().decode(errors="replace") for name in ("out", "err")
        ]
        return Outcome(ended["code"], *texts, *ended["took"])

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=60)


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[Server]:
    """Give a server that keeps what commands print in a folder."""
    server = Server(folder)
    try:
        yield server
    finally:
        server.close()


def _run(asked: dict) -> dict:
    folder = Path(asked["folder"])
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        _be_command(asked, folder)
    killed = False
    while True:
        ended, status, used = os.wait4(child, os.WNOHANG)
        if ended:
            break
        if time.monotonic() - begun > asked["seconds"] and not killed:
            os.kill(child, signal.SIGKILL)
            killed = True
        time.sleep(0.01)
    return {
        "code": os.waitstatus_to_exitcode(status),
        "took": [
            time.monotonic() - begun,
            used.ru_utime + used.ru_stime,
            used.ru_maxrss / 1024,
        ],
    }


def _be_command(asked: dict, folder: Path) -> None:
    """Run the command in place of this process; never returns."""
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    if asked["unprivileged"] and os.geteuid() == 0:
        _give_up_capabilities()
    code = 70
    try:
        from toolkit.cli import main

        sys.argv = ["toolkit", *asked["arguments"]]
        main()
        code = 0
    except SystemExit as exit:
        code = exit.code if isinstance(exit.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _give_up_capabilities() -> None:
    """Make root one user among others (`capset` of Linux, version 3 of its header)."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    none = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, none) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def _load_all() -> None:
    """Load what commands need, as far as it starts no thread: a fork has none of them."""
    import duckdb  # noqa: F401
    import frictionless  # noqa: F401
    import pyarrow  # noqa: F401

    import toolkit.cli
    import toolkit.validation.by_frictionless.engine
    import toolkit.validation.fast.judge
    import toolkit.validation.package

    package = Path(tempfile.mkdtemp())
    (package / "rows.csv").write_text("id\n1\n", encoding="utf-8")
    schema = {"fields": [{"name": "id", "type": "integer"}]}
    content = {"resources": [{"name": "rows", "path": "rows.csv", "schema": schema}]}
    (package / "datapackage.json").write_text(json.dumps(content), encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        sys.argv = ["toolkit", "validate", str(package), "--engine", "frictionless"]
        toolkit.cli.main()
    shutil.rmtree(package)


def _serve() -> None:
    for line in sys.stdin:
        print(json.dumps(_run(json.loads(line))), flush=True)


if __name__ == "__main__":
    _load_all()
    _serve()
