"""The options of a command that say where articles are read, and the engine they make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from toolkit.engines import Engine

WorkersOption = Annotated[int, typer.Option(help="Processes that parse.")]
EngineOption = Annotated[
    str, typer.Option("--engine", help="Where they run: processes (of this machine) or ray.")
]
AddressOption = Annotated[
    str | None,
    typer.Option(
        "--address",
        help="Address of a running Ray cluster, for --engine ray. [default: one is started here]",
        show_default=False,
    ),
]
SharedOption = Annotated[
    str | None,
    typer.Option(
        "--shared",
        help="Folder or address that all machines of the Ray cluster reach (s3://bucket/folder).",
    ),
]
ArticleSecondsOption = Annotated[
    float | None,
    typer.Option(
        "--article-seconds",
        help="Seconds after which a worker gives an article up. [default: 120]",
        show_default=False,
    ),
]
WorkerMemoryOption = Annotated[
    int | None,
    typer.Option(
        "--worker-memory",
        help="MiB of memory beyond which a worker gives an article up. [default: 1024]",
        show_default=False,
    ),
]


def engine_of(
    workers: int,
    name: str,
    address: str | None,
    shared: str | None,
    article_seconds: float | None,
    worker_memory: int | None,
) -> Engine:
    """Return the engine that the options ask for. Raises ValueError where they make no sense."""
    from toolkit.engines import DEFAULT_LIMITS, Limits, engine
    from toolkit.engines.limits import MEBIBYTE

    limits = None
    if article_seconds is not None or worker_memory is not None:
        limits = Limits(
            DEFAULT_LIMITS.seconds if article_seconds is None else article_seconds,
            DEFAULT_LIMITS.memory if worker_memory is None else worker_memory * MEBIBYTE,
        )
    return engine(workers, name, address=address, shared=shared, limits=limits)
