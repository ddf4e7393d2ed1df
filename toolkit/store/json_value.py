"""Values of a table as JSON can hold them."""

from __future__ import annotations

from typing import Any


def json_value(value: Any) -> Any:
    """Return a value of a row as JSON can hold it: days and times in ISO 8601."""
    return value.isoformat() if hasattr(value, "isoformat") else value
