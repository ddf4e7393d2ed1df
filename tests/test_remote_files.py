"""Files of a package that lie on a network: fetched where that is allowed, within bounds."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from package_of_rows import ROWS, SCHEMA, entry, write_package

from toolkit.validation.descriptor import open_descriptor
from toolkit.validation.reading.remote_files import fetch
from toolkit.validation.reading.unreadable import Unreadable


class Handler(http.server.SimpleHTTPRequestHandler):
    """A server of files, and of three paths that misbehave."""

    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        if self.path == "/slow.csv":
            self.send_response(200)
            self.end_headers()
            self.server.released.wait(20)  # type: ignore[attr-defined]
        elif self.path == "/cut.csv":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"id,name\n")
        elif self.path == "/away.csv":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server(tmp_path) -> Iterator[str]:
    """The address of a server of the files of a package."""
    write_package(tmp_path / "served", entry())
    (tmp_path / "served" / "schema.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    handler = partial(Handler, directory=str(tmp_path / "served"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as serving:
        serving.released = threading.Event()  # type: ignore[attr-defined]
        threading.Thread(target=serving.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.released.set()  # type: ignore[attr-defined]
        serving.shutdown()


def test_a_remote_file_is_fetched_where_that_is_allowed(tmp_path, server):
    address = f"{server}/rows.csv?version=1"
    made = entry(path=[address, f"{server}/rows.csv"], schema=f"{server}/schema.json")
    file = write_package(tmp_path / "made", made)
    with open_descriptor(file, allow_remote=True) as (descriptor, problems):
        assert problems == []
        (resource,) = descriptor.resources
        assert [one.read_text(encoding="utf-8") for one in resource.files] == [ROWS, ROWS]
        assert (resource.format, resource.schema) == ("csv", SCHEMA)
    assert not resource.file.exists()
    assert sorted(one.name for one in file.parent.iterdir()) == ["datapackage.json", "rows.csv"]


def test_a_remote_file_is_refused_where_it_was_not_allowed(tmp_path, server):
    file = write_package(tmp_path / "made", entry(path=f"{server}/rows.csv"))
    with open_descriptor(file) as (_, (problem,)):
        assert problem.rule == "remote-path"
        assert "(--allow-remote)" in problem.message


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("none.csv", "cannot be fetched (File not found)"),
        ("cut.csv", "was cut off after 8 bytes"),
        ("away.csv", "cannot be fetched"),
    ],
)
def test_a_remote_file_that_does_not_come_is_a_problem(tmp_path, server, path, said):
    file = write_package(tmp_path / "made", entry(path=f"{server}/{path}"))
    with open_descriptor(file, allow_remote=True) as (_, (problem,)):
        assert said in problem.message


def test_a_server_that_keeps_silent_is_given_up(tmp_path, server):
    with pytest.raises(Unreadable, match="no answer"):
        fetch(f"{server}/slow.csv", tmp_path, silence=0.2)


def test_a_remote_file_that_is_too_large_is_given_up(tmp_path, server):
    with pytest.raises(Unreadable, match="has more than 10 bytes"):
        fetch(f"{server}/rows.csv", tmp_path, most_bytes=10)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "s3://bucket/x", "http://[bad/x"])
def test_only_addresses_of_the_specification_are_fetched(tmp_path, address):
    with pytest.raises(Unreadable):
        fetch(address, tmp_path)
