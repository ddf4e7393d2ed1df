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
    "Engine",
    "EngineError",
    "Limits",
    "ParserFactory",
    "engine",
    "run_here",
    "run_in_processes",
]


def engine(workers: int, *, limits: Limits | None = None) -> Engine:
    """Return the engine for `workers` processes.

    One worker without `limits` is this process, and starts no other: nothing can end an
    article there. With `limits`, it is a process of its own.

    Raises ValueError if `workers` is less than 1.
    """
    if workers < 1:
        raise ValueError(f"The number of workers must be at least 1, not {workers}.")
    if workers == 1 and limits is None:
        return run_here
    return partial(run_in_processes, workers=workers, limits=limits or DEFAULT_LIMITS)
