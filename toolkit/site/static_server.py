"""A small web server for the files of a folder, to this computer only, with byte ranges.

Python's own `http.server` sends whole files, but the SQL console and `ATTACH` of a database over
HTTP ask for parts of them (RFC 9110, section 14).
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

from toolkit.publish.targets.media_types import media_type

HOST = "127.0.0.1"

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class FileRequestHandler(SimpleHTTPRequestHandler):
    """Answers requests for files, whole or one range of bytes; says nothing on the terminal."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Send the status and headers, and return what is to be sent after them."""
        path = Path(self.translate_path(self.path))
        stated = self.headers.get("Range")
        if stated is None or not path.is_file():
            return super().send_head()
        size = path.stat().st_size
        bounds = _bounds(stated, size)
        if bounds is None:
            self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            self.send_header("Content-Range", f"bytes */{size}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        first, last = bounds
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
        self.send_header("Content-Length", str(last - first + 1))
        self.end_headers()
        with path.open("rb") as file:
            file.seek(first)
            return BytesIO(file.read(last - first + 1))

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """Return the media type that a storage gives the file of a release."""
        return media_type(os.fspath(path))

    def end_headers(self) -> None:
        """Add the headers that every answer has."""
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a body; a browser that has seen enough may hang up."""
        try:
            shutil.copyfileobj(source, outputfile)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def _bounds(stated: str, size: int) -> tuple[int, int] | None:
    """Return the first and the last byte that a header `Range` asks for, None where it can't."""
    found = _RANGE.fullmatch(stated.strip())
    if found is None or found[1] == found[2] == "":
        return None
    if found[1] == "":
        first, last = max(size - int(found[2]), 0), size - 1
    else:
        first = int(found[1])
        last = min(int(found[2]), size - 1) if found[2] else size - 1
    return (first, last) if first <= last else None


def open_server(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of a folder that is bound to a port of this computer, 0 for any free one.

    Raises OSError where the port is taken.
    """
    handler = partial(FileRequestHandler, directory=os.fspath(folder))
    return ThreadingHTTPServer((HOST, port), handler)


def address_of(server: ThreadingHTTPServer) -> str:
    """Return where a server is found, such as `http://127.0.0.1:8000`."""
    return f"http://{HOST}:{server.server_address[1]}"


@contextmanager
def serve_folder(folder: Path) -> Iterator[str]:
    """Serve a folder from another thread, and give the address, until the block ends."""
    with open_server(folder) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield address_of(server)
        finally:
            server.shutdown()
            thread.join()
