"""Commands of the toolkit, each run in a process of its own: what a user types, sees and gets."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

COMMAND = [sys.executable, "-c", "from toolkit.cli import main; main()"]
"""The command as a process that Python begins from nothing, as a user's does."""

_NUMBERS = count()


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Started:
    """A command that is at work."""

    connection: socket.socket
    out: Path
    err: Path

    def wait(self) -> Outcome:
        """Return how the command ended, once it has."""
        with self.connection, self.connection.makefile("rb") as answer:
            ended = json.loads(answer.read())
        said = [path.read_bytes().decode(errors="replace") for path in (self.out, self.err)]
        self.out.unlink()
        self.err.unlink()
        return Outcome(
            ended["code"], *said, ended["seconds"], ended["cpu_seconds"], ended["mebibytes"]
        )


def start(
    *arguments: str,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    seconds: float = 300.0,
    unprivileged: bool = False,
) -> Started:
    """Start a command in a folder, by default this one; it is killed after some seconds.

    `environment` is added to this one. With `unprivileged` the command may read only what the
    permissions of files allow, root or not.
    """
    folder = _folder_of_server()
    number = next(_NUMBERS)
    out, err = folder / f"{number}.out", folder / f"{number}.err"
    asked = {
        "arguments": arguments,
        "folder": str(cwd or Path.cwd()),
        "environment": {**os.environ, **(environment or {})},
        "seconds": seconds,
        "unprivileged": unprivileged,
        "out": str(out),
        "err": str(err),
    }
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(str(folder / "socket"))
    connection.sendall(json.dumps(asked).encode() + b"\n")
    return Started(connection, out, err)


def run(
    *arguments: str, cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command and return what it printed and its exit code."""
    ended = start(*arguments, cwd=cwd, environment=environment).wait()
    return subprocess.CompletedProcess([*COMMAND, *arguments], ended.code, ended.out, ended.err)


def one_sentence(completed: subprocess.CompletedProcess[str]) -> str:
    """Return what was said on standard error, proved to be one line and no traceback."""
    (line,) = completed.stderr.strip().splitlines()
    assert line.startswith("toolkit: ")
    return line


@cache
def _folder_of_server() -> Path:
    """Start the server and return the folder of its socket; both go when the tests end."""
    # The address of a socket may have a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="commands-"))
    program = Path(__file__).with_name("command_server.py")
    server = subprocess.Popen(
        [sys.executable, program, folder / "socket"], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    assert server.stdout.readline() == "ready\n"

    def end() -> None:
        server.kill()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)
    return folder
