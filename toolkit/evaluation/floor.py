"""The least values that figures must reach, recorded in a file so that they only rise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from toolkit.evaluation.figures import Figures

_ROUNDING = 1e-9


class NoFloor(ValueError):  # noqa: N818 - the name says what is missing
    """The file is no floor for these figures; the message says so in one sentence."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A figure that lies below the least value recorded for it."""

    figure: str
    least: float
    value: float

    def __str__(self) -> str:
        return f"{self.figure} is {self.value:.3f}, below {self.least:.3f}"


def read_floor(path: str | PathLike[str]) -> dict[str, float]:
    """Return the least value of each figure that a file names, `{"meetings": 0.8, ...}`.

    Raises NoFloor where the file is no such JSON.
    """
    try:
        record = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise NoFloor(f"{path} cannot be read ({error.strerror}); check the path.") from error
    except ValueError as error:
        raise NoFloor(f"{path} is no JSON ({error}); correct it.") from error
    if not isinstance(record, dict):
        raise NoFloor(f'{path} is no floor; write an object such as {{"meetings": 0.8}}.')
    for name, least in record.items():
        if isinstance(least, bool) or not isinstance(least, (int, float)):
            raise NoFloor(f"{path}, {name}: {least!r} is no number; write a share from 0 to 1.")
    return {name: float(least) for name, least in record.items()}


def shortfalls(figures: Figures, floor: Mapping[str, float]) -> tuple[Shortfall, ...]:
    """Return every figure that lies below its floor.

    Raises NoFloor for a figure that was not measured.
    """
    measured = figures.by_name()
    unknown = [name for name in floor if name not in measured]
    if unknown:
        raise NoFloor(
            f"The floor names the figure {unknown[0]!r}, which was not measured; "
            f"those that were are {', '.join(measured)}."
        )
    return tuple(
        Shortfall(name, least, measured[name])
        for name, least in floor.items()
        if measured[name] < least - _ROUNDING
    )
