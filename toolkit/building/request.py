"""What a build is asked to do, once that is known to make sense."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.engines import Engine, ParserFactory
from toolkit.sources import Fetching

if TYPE_CHECKING:
    from toolkit.store.catalog import Catalog
    from toolkit.store.rebuild import Rebuilt

FORMATS = ("csv", "parquet")


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """The package at `target` of the articles in `inputs`, and how it is made.

    `engine` runs the parser. `reparse` says that facts of before do not count, `triage` that a
    first reading decides what is parsed, `parse_copies` that texts are parsed which repeat
    another, `fetching` which pages of the web are read. `rebuilt` is what was just done to a
    damaged `store`, None where nothing was.
    """

    target: Path
    inputs: tuple[Path | str, ...]
    format: str
    parser: ParserFactory
    engine: Engine
    reparse: bool
    triage: bool
    parse_copies: bool
    fetching: Fetching
    store: Catalog
    rebuilt: Rebuilt | None = None
