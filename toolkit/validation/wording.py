"""The sentences in which a broken column is reported: what is wrong, then the remedy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_LONGEST_VALUE = 60


def constraint_message(
    column: str, value: object, constraint: str, limits: Mapping[str, Any]
) -> str:
    """Return the sentence for a value that breaks a constraint of its column.

    `limits` holds the constraints of the column as its Table Schema states them.
    """
    if constraint == "required":
        return f"{column} is empty: give a value, the column needs one in every row."
    if constraint == "unique":
        return f"{column} {_shown(value)} stands in another row too: keep one of the rows."
    if constraint == "enum":
        allowed = ", ".join(map(str, limits["enum"]))
        return f"{column} is {_shown(value)}: use one of {allowed}."
    if constraint == "pattern":
        return f"{column} is {_shown(value)}: write it as the pattern {limits['pattern']} says."
    if constraint in ("minLength", "maxLength"):
        return f"{column} is {_shown(value)}: give {_length(limits)}, or null."
    if constraint in ("minimum", "maximum"):
        return f"{column} is {_shown(value)}: give a value {_range(limits)}, or null."
    return f"{column} is {_shown(value)}, which its constraint {constraint} forbids: correct it."


def key_message(key: tuple[str, ...]) -> str:
    """Return the sentence for a primary key that several rows share."""
    return f"Several rows have this {' and '.join(key)}: keep one row for each key."


def empty_key_message(key: tuple[str, ...]) -> str:
    """Return the sentence for a row whose primary key cannot be read."""
    return f"The row has no {' and '.join(key)} that can be read: give it a key."


def more_rows_message(column: str | None, count: int) -> str:
    """Return the sentence that counts the rows which are not named one by one."""
    where = f" in {column}" if column else ""
    return f"{count} more rows have the same problem{where}: correct what makes them all."


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def _range(limits: Mapping[str, Any]) -> str:
    if "minimum" in limits and "maximum" in limits:
        return f"from {limits['minimum']} to {limits['maximum']}"
    if "minimum" in limits:
        return f"of {limits['minimum']} or more"
    return f"of {limits['maximum']} or less"


def _length(limits: Mapping[str, Any]) -> str:
    least, most = limits.get("minLength"), limits.get("maxLength")
    if least is not None and most is not None:
        return f"{least} to {most} characters"
    if most is not None:
        return f"at most {most} characters"
    return "at least one character" if least == 1 else f"at least {least} characters"
