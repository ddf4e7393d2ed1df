"""The command that serves a version over HTTP."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.commands.options import AtOption, CatalogOption, PackageOption

if TYPE_CHECKING:
    from toolkit.service.served_version import ServedVersion


def serve(
    package: PackageOption = Path(),
    at: AtOption = None,
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen at; 0 takes any free one.")] = 8000,
    seconds: Annotated[float, typer.Option(help="Longest time to work on one answer.")] = 5.0,
    memory: Annotated[int, typer.Option(help="Most megabytes of memory for a query.")] = 512,
    catalog: CatalogOption = None,
) -> None:
    """Serve a version over HTTP, to be read by programs; Ctrl-C ends it."""
    from toolkit.printing.progress import show_progress
    from toolkit.service.errors import ServiceError
    from toolkit.service.limits import Limits
    from toolkit.service.server import serve as serve_version

    if not 0.1 <= seconds <= 3600 or not 64 <= memory <= 1_000_000:
        raise ServiceError("--seconds is from 0.1 to 3600, --memory from 64; correct them.")
    limits = Limits(seconds=seconds, memory=memory)
    with ExitStack() as starting:

        def say_ready(served: ServedVersion, address: str) -> None:
            starting.close()
            sys.stderr.write(
                f"{served.name} {served.version} is served at {address}; Ctrl-C ends it.\n"
            )
            sys.stderr.flush()

        serve_version(
            package,
            at,
            host=host,
            port=port,
            catalog=catalog,
            limits=limits,
            progress=starting.enter_context(show_progress()),
            ready=say_ready,
        )
