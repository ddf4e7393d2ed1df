"""Where the reading of articles happens: in this process, in several, or on a Ray cluster.

An engine is a function of a parser factory and a stream of articles that yields each
article with its facts, in the order of the articles. It knows nothing of what a parser
does, and every engine yields the same values in the same order.
"""

from __future__ import annotations

from functools import partial

from toolkit.engines.engine import Engine, ParserFactory
from toolkit.engines.errors import EngineError
from toolkit.engines.here import run_here
from toolkit.engines.limits import DEFAULT_LIMITS, Limits
from toolkit.engines.processes import run_in_processes

__all__ = [
    "DEFAULT_LIMITS",
    "NAMES",
    "Engine",
    "EngineError",
    "Limits",
    "ParserFactory",
    "engine",
    "run_here",
    "run_in_processes",
]


NAMES = ("processes", "ray")
"""The engines that can be asked for by name."""


def engine(
    workers: int,
    name: str = "processes",
    *,
    address: str | None = None,
    shared: str | None = None,
    limits: Limits | None = None,
) -> Engine:
    """Return the engine of that name for `workers` processes.

    One worker of `processes` without `limits` is this process, and starts no other: nothing can
    end an article there. With `limits`, it is a process of its own. `address` and `shared` are
    for `ray`, as `ray_cluster.run_on_ray` takes them.

    Raises ValueError if `workers` is less than 1, there is no such engine, or `processes` is
    given what is for `ray`.
    """
    if workers < 1:
        raise ValueError(f"The number of workers must be at least 1, not {workers}.")
    if name not in NAMES:
        raise ValueError(f"There is no engine {name!r}; take one of {', '.join(NAMES)}.")
    if name == "ray":
        from toolkit.engines.ray_cluster import run_on_ray

        return partial(
            run_on_ray,
            workers=workers,
            address=address,
            shared=shared,
            limits=limits or DEFAULT_LIMITS,
        )
    if address is not None or shared is not None:
        raise ValueError("An address and a shared folder are for the engine ray (--engine ray).")
    if workers == 1 and limits is None:
        return run_here
    return partial(run_in_processes, workers=workers, limits=limits or DEFAULT_LIMITS)
