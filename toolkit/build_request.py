"""What a build is asked to do, once that is known to make sense."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.engines import ParserFactory
from toolkit.sources import Fetching

if TYPE_CHECKING:
    from toolkit.store.catalog import Catalog
    from toolkit.store.rebuild import Rebuilt

FORMATS = ("csv", "parquet")


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """The package at `target` of the articles in `inputs`, and how it is made.

    `reparse` says that facts of before do not count, `fetching` which pages of the web are read.
    `rebuilt` is what was just done to a damaged `store`, None where nothing was.
    """

    target: Path
    inputs: tuple[Path | str, ...]
    format: str
    workers: int
    parser: ParserFactory
    reparse: bool
    fetching: Fetching
    store: Catalog
    rebuilt: Rebuilt | None = None
