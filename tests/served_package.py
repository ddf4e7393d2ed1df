"""A small package and the service of it, for the tests of `toolkit serve`."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sample_tables import Rows
from small_package import build_small_package, small_rows
from starlette.testclient import TestClient

from toolkit.service import Limits, make_application

HOSTILE = "<script>alert(1)</script> =HYPERLINK('x'), \"100%_\" \\ '; DROP TABLE actors; --"


def served_rows() -> Rows:
    """Return rows of which some are needed to tell orders apart, and one has a hostile name."""
    rows = small_rows()
    for number in range(1, 8):
        day = None if number in (3, 6) else f"2021-0{1 + number % 3}-01"
        rows["meetings"].append(
            {
                "meeting_id": f"meeting-{number}",
                "kind": "call" if number % 2 else "visit",
                "status": "held",
                "start_date": day,
                "end_date": day,
                "place": None if number % 2 else "Ouagadougou",
                "place_country": "BF",
            }
        )
    rows["actors"].append({"actor_id": "hostile", "name": HOSTILE, "kind": "organization"})
    rows["actor_names"].append({"actor_id": "hostile", "name": "with/slash"})
    rows["redirects"].append(
        {
            "table_name": "actors",
            "old_id": "anne-lee",
            "new_id": "ann-lee",
            "since_version": 1,
        }
    )
    return rows


def build_served_package(folder: Path) -> Path:
    """Write the package into a folder and return that."""
    build_small_package(folder, served_rows())
    return folder


@contextmanager
def client_of(
    path: Path, limits: Limits | None = None, at: str | None = None
) -> Iterator[TestClient]:
    """Give a client of the service of a package."""
    with TestClient(make_application(path, at, limits=limits)) as client:
        yield client


@contextmanager
def running_server(package: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Give address and process of `toolkit serve` at a free port, and end it with Ctrl-C."""
    code = "from toolkit.cli import main; main()"
    server = subprocess.Popen(
        [
            *(sys.executable, "-c", code),
            *("serve", "--package", str(package), "--port", "0", *options),
        ],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        said = server.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert address, said + server.stderr.read()
        yield address[0], server
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        finally:
            server.kill()
            server.stderr.close()
