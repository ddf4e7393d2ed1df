"""`toolkit serve` as a program: it starts, stays with its version, is bounded, and ends."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest
from served_package import build_served_package, client_of, running_server, served_rows
from small_package import build_small_package

from toolkit.cli import main
from toolkit.service import Limits
from toolkit.service.problems import Problem
from toolkit.service.reading import Readers
from toolkit.service.version_copy import copy_version


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    return build_served_package(tmp_path_factory.mktemp("served"))


def read(address: str) -> dict:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return json.load(answer)


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_a_build_while_it_serves_changes_nothing(tmp_path):
    package = build_served_package(tmp_path)
    with running_server(package) as (address, server):
        before = read(f"{address}/tables/actors.json")
        rows = served_rows()
        rows["actors"].append({"actor_id": "new-one", "name": "New One", "kind": "person"})
        build_small_package(package, rows)
        (package / "build" / "parley.duckdb").unlink()
        assert read(f"{address}/tables/actors.json") == before
        count = f"{address}/query?sql=SELECT+count(*)+FROM+actors"
        assert read(count)["rows"] == [[4]]
        # The process that answers SQL is another one after this.
        assert status(f"{address}/query?sql=SELECT+range(900000000)") == 422
        assert read(count)["rows"] == [[4]]
        server.send_signal(signal.SIGINT)
        assert server.wait(20) == 0


def test_an_older_version_is_served_by_its_number(tmp_path):
    package = build_served_package(tmp_path)
    rows = served_rows()
    rows["meetings"] = rows["meetings"][:1]
    build_small_package(package, rows)
    with client_of(package, at="1") as client:
        assert client.get("/tables/meetings.json").json()["total"] == 8
        assert client.get("/health").json()["version"] == "1"
        # What the present descriptor says of the files of now is not so of these.
        assert "hash" not in client.get("/datapackage.json").json()["resources"][0]
        older = client.get("/tables/meetings.json").headers["etag"]
    with client_of(package) as client:
        assert client.get("/tables/meetings.json").json()["total"] == 1
        assert client.get("/tables/meetings.json").headers["etag"] != older


def test_a_stop_lets_what_is_asked_be_answered_and_leaves_no_file(package, tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    with running_server(package) as (address, server):
        assert list(scratch.iterdir())
        found = {}
        slow = "SELECT+count(*)+FROM+range(15000000)+WHERE+hash(range)%25253=1"
        asking = threading.Thread(target=lambda: found.update(read(f"{address}/query?sql={slow}")))
        read(f"{address}/query?sql=SELECT+1")
        asking.start()
        time.sleep(0.1)
        server.send_signal(signal.SIGTERM)
        asking.join(20)
        server.wait(20)
        assert found["rows"]
    assert not list(scratch.iterdir())


def test_more_requests_than_may_wait_are_told_to_come_again(package):
    with client_of(package, Limits(at_once=0, queries_at_once=1, queries_waiting=0)) as client:
        answer = client.get("/tables/meetings.json")
        assert answer.status_code == 429
        assert answer.headers["retry-after"] == "1"
        assert client.get("/").status_code == 200


def test_reading_takes_a_bounded_time_however_many_its_statements(package, tmp_path):
    served = copy_version(package, tmp_path)
    endless = "SELECT count(*) FROM range(100000000000)"

    def read_twice(cursor):
        with suppress(duckdb.InterruptException):
            cursor.execute(endless).fetchall()
        return cursor.execute(endless).fetchall()

    async def read_too_long():
        readers = Readers(served, Limits(seconds=0.2))
        try:
            with pytest.raises(Problem, match="longer than 0"):
                await readers.read(read_twice)
            assert await readers.read(lambda cursor: cursor.execute("SELECT 1").fetchall())
        finally:
            readers.close()

    asyncio.run(read_too_long())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--package", "nowhere"), "nowhere does not exist"),
        (("--at", "9.9.9"), "There is no version '9.9.9'"),
        (("--port", "99999"), "name another --host or --port"),
        (("--memory", "1"), "--memory"),
    ],
)
def test_what_can_not_be_served_is_told_in_one_sentence(package, options, said, serve):
    told = serve(package, "--port", "0", *options)
    assert said in told
    assert told.count("\n") == 1


def test_a_port_in_use_is_told_in_one_sentence(package, serve):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = serve(package, "--port", str(taken.getsockname()[1]))
    assert "can't be listened at (Address already in use)" in told


def test_without_its_packages_the_command_says_what_to_install(package, serve, monkeypatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert "pip install 'parley-toolkit[serve]'" in serve(package)


@pytest.fixture
def serve(monkeypatch, capsys):
    """Run the command, which can't serve, and return what it says."""

    def run(package: Path, *options: str) -> str:
        monkeypatch.setattr(sys, "argv", ["toolkit", "serve", "-p", str(package), *options])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 1
        return capsys.readouterr().err

    return run
