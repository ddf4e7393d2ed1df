"""Patterns of codes: those that are known by name, and those of one fixed shape."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toolkit.inference.names import snake_case

_RUN = re.compile(r"[A-Z]+|[a-z]+|[0-9]+|.", re.DOTALL)
_SPECIAL = re.compile(r"[.^$*+?{}\[\]\\|()]")
_MOST_RUNS = 7
_LONGEST_CODE = 40
_LONGEST_WORD = {"[A-Z]": 4, "[a-z]": 3}
"""Letters of one case that stand for a code; more are a word."""


@dataclass(frozen=True, slots=True)
class _Code:
    """A kind of code: its pattern, and the words of which a column's name must have one."""

    name: str
    pattern: str
    words: frozenset[str]


@cache
def _codes() -> tuple[_Code, ...]:
    with (Path(__file__).parent / "codes.csv").open(encoding="utf-8", newline="") as stream:
        lines = (line for line in stream if not line.startswith("#"))
        return tuple(
            _Code(row["code"], row["pattern"], frozenset(row["words"].split()))
            for row in csv.DictReader(lines)
        )


def likely_patterns(name: str, sample: Sequence[str]) -> Iterator[str]:
    """Return patterns that all values of a sample have, the most telling first.

    `name` is that of the column.
    """
    words = set(snake_case(name).split("_"))
    for code in _codes():
        if code.words and not code.words & words:
            continue
        pattern = re.compile(code.pattern)
        if all(map(pattern.fullmatch, sample)):
            yield code.pattern
    yield from _shape(sample)


def _shape(sample: Sequence[str]) -> Iterator[str]:
    """Return the one shape of all values: first with runs of fixed lengths, then of any.

    Letters that are the same in all values stand as they are, so that `INV-0001` and `INV-0002`
    give `INV-[0-9]{4}`. Words are no shape.
    """
    if any(len(value) > _LONGEST_CODE or not value.isascii() for value in sample):
        return
    runs = [_RUN.findall(value) for value in sample]
    kinds = {tuple(map(_kind, parts)) for parts in runs}
    if len(kinds) != 1 or len(next(iter(kinds))) > _MOST_RUNS:
        return
    columns = [set(values) for values in zip(*runs, strict=True)]
    fixed: list[str] = []
    loose: list[str] = []
    has_digits = False
    for values in columns:
        kind = _kind(next(iter(values)))
        lengths = {len(value) for value in values}
        if len(values) == 1 and kind != "[0-9]":
            fixed.append(_SPECIAL.sub(r"\\\g<0>", next(iter(values))))
            loose.append(fixed[-1])
            continue
        if kind not in ("[0-9]", "[A-Z]", "[a-z]"):
            return
        has_digits = has_digits or kind == "[0-9]"
        if kind in _LONGEST_WORD and (len(lengths) > 1 or max(lengths) > _LONGEST_WORD[kind]):
            return
        size = f"{{{max(lengths)}}}" if len(lengths) == 1 else "+"
        fixed.append(kind + (size if size != "{1}" else ""))
        loose.append(f"{kind}+" if kind == "[0-9]" else fixed[-1])
    is_number_alone = len(columns) == 1 and fixed[0] == "[0-9]+"
    is_word = len(columns) > 1 and not has_digits and "[a-z]" in "".join(fixed)
    if is_number_alone or is_word:
        return
    yield "".join(fixed)
    if has_digits and loose != fixed:
        yield "".join(loose)


def _kind(run: str) -> str:
    if run[0] in "0123456789":
        return "[0-9]"
    if run.isascii() and run.isalpha():
        return "[A-Z]" if run.isupper() else "[a-z]"
    return run
