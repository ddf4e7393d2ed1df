"""The small tables of this folder: words of one vocabulary for words of another."""

from __future__ import annotations

import csv
import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_words(name: str) -> dict[str, str]:
    """Return the first column of a table with the last column of the same row."""
    lines = files(__package__).joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.reader(line for line in lines if not line.startswith("#")))
    return {row[0]: row[-1] for row in rows[1:]}


def read_context(name: str) -> dict[str, Any]:
    """Return the JSON-LD context of a vocabulary."""
    text = files(__package__).joinpath(f"{name}_context.json").read_text(encoding="utf-8")
    context: dict[str, Any] = json.loads(text)
    return context
