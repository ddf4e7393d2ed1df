"""How much memory a program and those that it started have had at most."""

from __future__ import annotations

import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PeakMemory:
    """Bytes of resident memory at the highest: of this process, and of its largest child.

    Children are those that have ended and were waited for; what they had is not added up, as
    the system does not say when each had it.
    """

    process: int
    largest_child: int


def peak_memory() -> PeakMemory | None:
    """Return the peaks that the system has noted (getrusage), None on Windows, which has none."""
    try:
        import resource
    except ImportError:
        return None
    # macOS counts bytes, the others kibibytes.
    unit = 1 if sys.platform == "darwin" else 1024
    own, children = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return PeakMemory(own.ru_maxrss * unit, children.ru_maxrss * unit)
