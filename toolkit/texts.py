"""Find the texts that a package was read from, where its reader has them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from toolkit.article import Article
from toolkit.build_report import REPORT_PATH


def read_texts(inputs: Iterable[str | PathLike[str]]) -> dict[str, str]:
    """Return the text of every article below `inputs`, by `article_id`.

    Inputs that do not exist are passed over: who has no texts still has the positions.
    """
    from toolkit.sources import read_inputs

    paths = [Path(path) for path in inputs]
    present = [path for path in paths if path.exists()]
    if not present:
        return {}
    try:
        items = list(read_inputs(present))
    except ValueError:
        return {}
    return {item.article_id: item.text for item in items if isinstance(item, Article)}


def inputs_of_last_build(folder: Path) -> list[Path]:
    """Return the inputs that the report of the last build names, [] where there is none."""
    path = folder / REPORT_PATH
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        return [Path(text) for text in report["inputs"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []
