"""The engine that reads articles on a Ray cluster, or on one that it starts here."""

from __future__ import annotations

import logging
import os
import socket
import tempfile
import uuid
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

from toolkit.article import Article
from toolkit.engines.chunks import cut
from toolkit.engines.engine import ParserFactory
from toolkit.engines.errors import EngineError
from toolkit.engines.limits import DEFAULT_LIMITS, MEBIBYTE, Limits
from toolkit.engines.shards import SharedFolder
from toolkit.facts import Facts

SHARD_ARTICLES, SHARD_CHARACTERS = 16, 50_000
"""What is written to one shard, at most, but for one long article: a second or two of reading,
so that the last shards end together."""

SHARDS_UNDER_WAY = 16
"""Shards for each worker that wait, are read, or wait to be taken."""

OBJECT_STORE = 100 * MEBIBYTE
"""Shared memory of a cluster that is started here; only names go through it."""


def run_on_ray(
    parser_factory: ParserFactory,
    articles: Iterable[Article],
    workers: int,
    address: str | None = None,
    shared: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[tuple[Article, Facts]]:
    """Yield each article with its facts, in order, read by `workers` processors of a cluster.

    `address` is that of a running cluster (`host:6379`, `auto`); without it one is started on
    this machine, and ended. Articles and facts go from machine to machine as files at `shared`,
    an address of fsspec that all of them reach; without it, they are in a folder of this machine.
    Limits, values and order are those of `run_in_processes`. A worker or a machine that is lost
    costs no more than its shards being read again. Memory does not grow with the articles.

    Raises EngineError where Ray is missing, its cluster can't be reached or has other machines
    while `shared` is not given, or a machine of it has another parser; and what the parser raises.
    """
    chunks = cut(articles, SHARD_ARTICLES, SHARD_CHARACTERS)
    first = next(chunks, None)
    if first is None:  # a cluster takes seconds to start
        return
    with _connected(address, workers), _run_folder(shared) as folder:
        from toolkit.engines.ray_team import RayTeam

        parser = parser_factory()
        named = f"{parser.name} {parser.version}"
        team = RayTeam(parser_factory, named, folder.address, limits, workers)
        try:
            under_way: deque[tuple[tuple[Article, ...], str]] = deque()
            for chunk in chain((first,), chunks):
                shard = folder.write_articles(chunk)
                team.hand(shard)
                under_way.append((chunk, shard))
                while under_way and (
                    len(under_way) >= SHARDS_UNDER_WAY * workers or team.is_read(under_way[0][1])
                ):
                    yield from _next_read(under_way, team, folder)
            while under_way:
                yield from _next_read(under_way, team, folder)
        finally:
            team.dismiss()


def _next_read(
    under_way: deque[tuple[tuple[Article, ...], str]], team: Any, folder: SharedFolder
) -> Iterator[tuple[Article, Facts]]:
    chunk, shard = under_way.popleft()
    read = team.facts_of(shard)
    yield from zip(chunk, folder.read_facts(read), strict=True)
    folder.remove_shard(read)
    folder.remove_shard(shard)


@contextmanager
def _connected(address: str | None, workers: int) -> Iterator[None]:
    """Be connected to a cluster; one that was connected to before is used and left as it is."""
    # Ray reads these when it is imported: nothing is sent to its makers.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        import ray
    except ImportError as error:
        raise EngineError(
            "The engine ray needs a package of that name; install it with "
            "pip install 'parley-toolkit[ray]'."
        ) from error
    if ray.is_initialized():
        yield
        return
    if address is not None:
        _refuse_silence(address)
    quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
    started = {"num_cpus": workers, "include_dashboard": False, "object_store_memory": OBJECT_STORE}
    try:
        if address is None:
            ray.init("local", **started, **quiet)
        else:
            ray.init(address, **quiet)
    except (ConnectionError, RuntimeError, ValueError) as error:
        where = "can't be started" if address is None else f"at {address} can't be reached"
        reason = str(error).strip().split("\n", 1)[0].rstrip(".")
        raise EngineError(f"The Ray cluster {where} ({reason}).") from error
    try:
        yield
    finally:
        ray.shutdown()


def _refuse_silence(address: str) -> None:
    """Raise EngineError where nobody answers at a `host:port`: Ray itself would wait minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host or not port.isdecimal():
        return
    try:
        socket.create_connection((host, int(port)), timeout=20).close()
    except (OSError, OverflowError) as error:
        raise EngineError(
            f"The Ray cluster at {address} can't be reached ({error}); give the address that "
            "`ray start --head` told."
        ) from error


@contextmanager
def _run_folder(shared: str | None) -> Iterator[SharedFolder]:
    """Make a folder of this run at the address, and remove it in the end."""
    if shared is None:
        _refuse_other_machines()
        with tempfile.TemporaryDirectory(prefix="parley-shards-") as folder:
            yield SharedFolder(folder)
        return
    folder_of_run = SharedFolder(shared).below(f"parley-{uuid.uuid4().hex}")
    folder_of_run.make()
    try:
        yield folder_of_run
    finally:
        folder_of_run.remove()


def _refuse_other_machines() -> None:
    import ray

    here = ray.util.get_node_ip_address()
    others = {node["NodeManagerAddress"] for node in ray.nodes() if node["Alive"]} - {here}
    if others:
        raise EngineError(
            f"The Ray cluster has other machines ({', '.join(sorted(others))}); name with "
            "--shared an address that all of them reach, such as s3://bucket/folder or a folder "
            "that all have mounted."
        )
