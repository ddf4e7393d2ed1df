"""The server that runs the application until it is told to stop."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from os import PathLike
from typing import TYPE_CHECKING

from toolkit.service import make_application
from toolkit.service.errors import ServiceError, require_framework
from toolkit.service.limits import Limits

if TYPE_CHECKING:
    from toolkit.service.served_version import ServedVersion
    from toolkit.service.version_copy import Progress


def serve(
    path: str | PathLike[str] = ".",
    at: str | int | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    catalog: str | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
    ready: Callable[[ServedVersion, str], None] | None = None,
) -> None:
    """Serve one version of a package until Ctrl-C; what is being answered then is answered.

    `port` 0 takes any that is free. `progress` is as `make_application` has it; `ready` is called
    with what is served and its address, when requests are heard. Raises ServiceError where the
    port can't be had, and as `make_application`.
    """
    require_framework()
    import uvicorn

    limits = limits or Limits()
    with _listen(host, port) as listening:
        application = make_application(path, at, catalog=catalog, limits=limits, progress=progress)
        config = uvicorn.Config(
            application,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            timeout_graceful_shutdown=int(limits.seconds) + 2,
        )
        if ready:
            name = f"[{host}]" if ":" in host else host
            ready(application.state.served, f"http://{name}:{listening.getsockname()[1]}")
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(1024)
    except (OSError, OverflowError) as error:
        listening.close()
        said = error.strerror if isinstance(error, OSError) else str(error)
        raise ServiceError(
            f"{host}:{port} can't be listened at ({said}); name another --host or --port."
        ) from error
    return listening
