"""The sentences in which a problem is reported: what is wrong, a colon, the remedy.

`remedies.csv` has both for every type of error of frictionless and every constraint.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_LONGEST_VALUE = 60
_TABLE = Path(__file__).with_name("remedies.csv")


@cache
def remedies() -> dict[str, tuple[str, str]]:
    """Return what is wrong and the remedy, as `remedies.csv` words them, by rule.

    A word in braces stands for a part of the problem: `column`, `value`, `limit` ...
    """
    with _TABLE.open(encoding="utf-8", newline="") as stream:
        return {row["rule"]: (row["what"], row["remedy"]) for row in csv.DictReader(stream)}


def sentence(rule: str, **parts: str) -> str:
    """Return the sentence for a rule that was broken; one unknown to the table gives its note."""
    what, remedy = remedies().get(rule, remedies()["error"])
    known = {"note": rule.replace("-", " "), "column": "A cell", "value": "", **parts}
    return f"{what.format_map(known)}: {remedy.format_map(known)}."


def split_sentence(message: str) -> tuple[str, str]:
    """Return what a sentence says is wrong, and its remedy, "" where it has none."""
    what, colon, remedy = message.rpartition(": ")
    return (what, remedy.rstrip(".")) if colon else (message.rstrip("."), "")


def constraint_message(
    column: str, value: object, constraint: str, limits: Mapping[str, Any]
) -> str:
    """Return the sentence for a value that breaks a constraint of its column.

    `limits` holds the constraints of the column as its Table Schema states them.
    """
    limit = limits.get(constraint, "")
    return sentence(
        constraint if constraint in remedies() else "constraint-error",
        column=column,
        value=shown(value),
        limit=", ".join(map(str, limit)) if isinstance(limit, list) else str(limit),
        range=f"{_range(limits)}{_or_null(limits)}",
        length=f"{_length(limits)}{_or_null(limits)}",
        note=constraint,
    )


def key_message(key: tuple[str, ...]) -> str:
    """Return the sentence for a primary key that several rows share."""
    return sentence("primary-key", key=" and ".join(key))


def empty_key_message(key: tuple[str, ...]) -> str:
    """Return the sentence for a row whose primary key cannot be read."""
    return sentence("primary-key-empty", key=" and ".join(key))


def more_rows_message(column: str | None, count: int) -> str:
    """Return the sentence that counts the rows which are not named one by one."""
    where = f" in {column}" if column else ""
    return f"{count} more rows have the same problem{where}: correct what makes them all."


def shown(value: object) -> str:
    """Return a value as a sentence shows it: text in quotes, nothing longer than a line."""
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def _or_null(limits: Mapping[str, Any]) -> str:
    return "" if limits.get("required") else ", or null"


def _range(limits: Mapping[str, Any]) -> str:
    least, most = limits.get("minimum"), limits.get("maximum")
    above, below = limits.get("exclusiveMinimum"), limits.get("exclusiveMaximum")
    if least is not None and most is not None:
        return f"from {least} to {most}"
    lower = f"of {least} or more" if above is None else f"above {above}"
    upper = f"of {most} or less" if below is None else f"below {below}"
    if least is None and above is None:
        return upper
    if most is None and below is None:
        return lower
    return f"{lower} and {upper}"


def _length(limits: Mapping[str, Any]) -> str:
    least, most = limits.get("minLength"), limits.get("maxLength")
    if least is not None and most is not None:
        return f"{least} to {most} characters"
    if most is not None:
        return f"at most {most} characters"
    return "at least one character" if least == 1 else f"at least {least} characters"
