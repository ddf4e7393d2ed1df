"""Find the texts that a package was read from, where its reader has them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from toolkit.article import Article
from toolkit.building.report import REPORT_PATH
from toolkit.store.package_folder import FETCHED_FOLDER


def read_texts(
    inputs: Iterable[str | PathLike[str]], package: Path | None = None
) -> dict[str, str]:
    """Return the text of every article below `inputs`, by `article_id`.

    Inputs that do not exist are passed over: who has no texts still has the positions. Pages of the
    web are those that builds of `package` have kept; nothing is fetched.
    """
    from toolkit.sources import Fetching, named_input, read_inputs

    named = map(named_input, inputs)
    present = [one for one in named if isinstance(one, str) or one.exists()]
    fetching = None if package is None else Fetching(package / FETCHED_FOLDER)
    if not present:
        return {}
    try:
        items = list(read_inputs(present, fetching=fetching))
    except ValueError:
        return {}
    return {item.article_id: item.text for item in items if isinstance(item, Article)}


def inputs_of_last_build(folder: Path) -> list[Path | str]:
    """Return the inputs that the report of the last build names, [] where there is none."""
    from toolkit.sources import named_input

    path = folder / REPORT_PATH
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        return [named_input(text) for text in report["inputs"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []
