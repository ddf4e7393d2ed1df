"""A server of web pages on the loopback interface, which says what it was asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answers with; `body` is one piece, or several with pauses in between."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html"})
    pieces: Callable[[], Iterator[bytes]] | None = None


@dataclass
class PageServer:
    """A running server: its address, the replies by path, and the requests so far."""

    address: str
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[float, str, dict[str, str]]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [path for _, path, _ in self.asked]


@contextmanager
def serve_pages() -> Iterator[PageServer]:
    """Run a server; without a reply for a path it answers with status 404."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            pages.asked.append((time.monotonic(), self.path, dict(self.headers)))
            reply = pages.replies.get(self.path, Reply(status=404))
            if reply.headers.get("ETag") and (
                self.headers.get("If-None-Match") == reply.headers["ETag"]
            ):
                reply = Reply(status=304, headers={})
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.pieces is None and "Content-Length" not in reply.headers:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            try:
                for piece in reply.pieces() if reply.pieces else [reply.body]:
                    self.wfile.write(piece)
            except OSError:
                pass

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    pages = PageServer(f"http://127.0.0.1:{server.server_address[1]}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield pages
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
