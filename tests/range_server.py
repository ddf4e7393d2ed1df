"""Static hosting as releases find it: files over HTTP on this machine, whole or in ranges."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

_RANGE = re.compile(r"bytes=(\d+)-(\d*)")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the files of a folder on a free port of 127.0.0.1; give the address, without `/`."""

    class Files(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self._answer()

        def do_GET(self) -> None:
            self.wfile.write(self._answer())

        def _answer(self) -> bytes:
            path = (folder / unquote(urlsplit(self.path).path).lstrip("/")).resolve()
            if not path.is_relative_to(folder.resolve()) or not path.is_file():
                return self._headers(404, b"")
            content = path.read_bytes()
            asked = _RANGE.fullmatch(self.headers.get("Range", ""))
            if asked is None:
                return self._headers(200, content)
            first, last = int(asked[1]), int(asked[2] or len(content) - 1)
            part = content[first : last + 1]
            stated = f"bytes {first}-{first + len(part) - 1}/{len(content)}"
            return self._headers(206, part, stated)

        def _headers(self, status: int, content: bytes, stated: str = "") -> bytes:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Accept-Ranges", "bytes")
            if stated:
                self.send_header("Content-Range", stated)
            self.end_headers()
            return content

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Files)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
