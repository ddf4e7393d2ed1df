"""A server that has loaded the toolkit and forks for each command that it is asked to run.

A command costs what it does, not what Python needs to begin. This file is the program of the
server; `commands.py` asks it, one connection a command.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socketserver
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from unprivileged import give_up_capabilities


class _Server(socketserver.ForkingMixIn, socketserver.UnixStreamServer):
    max_children = 100
    request_queue_size = 100


class _Handler(socketserver.StreamRequestHandler):
    """Run one command, in a process forked for it alone, and answer how it ended."""

    def handle(self) -> None:
        ended = _run(json.loads(self.rfile.readline()))
        self.wfile.write(json.dumps(ended).encode())


def _run(asked: dict[str, Any]) -> dict[str, Any]:
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        _be_command(asked)
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
        "seconds": time.monotonic() - begun,
        "cpu_seconds": used.ru_utime + used.ru_stime,
        "mebibytes": used.ru_maxrss / 1024,
    }


def _be_command(asked: dict[str, Any]) -> None:
    """Run the command in place of this process; never returns."""
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(asked[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    if asked["unprivileged"] and os.geteuid() == 0:
        give_up_capabilities()
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


def _load_all() -> None:
    """Load what commands need, as far as it leaves no thread: a fork has none of them."""
    import pyarrow

    from toolkit.parsers.english.reader.word_classes import classes_of
    from toolkit.validation.package import validate_package

    pyarrow.array([])  # loads pandas
    classes_of(("Accra",))
    package = Path(tempfile.mkdtemp())
    (package / "rows.csv").write_text("id\n1\n", encoding="utf-8")
    schema = {"fields": [{"name": "id", "type": "integer"}]}
    content = {"resources": [{"name": "rows", "path": "rows.csv", "schema": schema}]}
    (package / "datapackage.json").write_text(json.dumps(content), encoding="utf-8")
    validate_package(package, engine="both")
    shutil.rmtree(package)
    # Each command has its own folder of scratch.
    tempfile.tempdir = None


if __name__ == "__main__":
    _load_all()
    with _Server(sys.argv[1], _Handler) as server:
        print("ready", flush=True)
        server.serve_forever(0.5)
