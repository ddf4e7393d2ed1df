"""What a build is asked to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.building.errors import BuildError
from toolkit.engines import Engine, ParserFactory
from toolkit.engines import engine as make_engine
from toolkit.sources import Fetching, named_input
from toolkit.store.package_folder import FETCHED_FOLDER

if TYPE_CHECKING:
    from toolkit.parsers.protocol import Parser

FORMATS = ("csv", "parquet")


def make_parser() -> Parser:
    """Return the parser of a build; imported by name in other processes."""
    from toolkit.parsers import registry

    return registry.make_parser()


def engine_of_workers(workers: int) -> Engine:
    """Return the engine of so many processes; raises BuildError for fewer than one."""
    try:
        return make_engine(workers)
    except ValueError as error:
        raise BuildError(str(error)) from error


def named_inputs(
    inputs: str | PathLike[str] | Iterable[str | PathLike[str]],
) -> tuple[Path | str, ...]:
    """Return the paths and addresses that are named, one or several."""
    if isinstance(inputs, (str, PathLike)):
        return (named_input(inputs),)
    return tuple(map(named_input, inputs))


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """The package at `target` of the articles in `inputs`, and how it is made.

    The fields are the arguments of `toolkit.build`, which says what each asks for; what runs in
    other processes must be importable by name. Raises BuildError for a format that is unknown and
    for a wait of less than no time.
    """

    inputs: tuple[Path | str, ...]
    target: Path
    format: str = "csv"
    engine: Engine = field(default_factory=lambda: engine_of_workers(1))
    parser: ParserFactory = make_parser
    reparse: bool = False
    triage: bool = False
    parse_copies: bool = False
    fetch: bool = False
    fetch_again: bool = False
    wait: float = 0
    catalog: str | None = None
    catalog_data: Path | None = None
    rebuild_store: bool = False
    releases: tuple[Path, ...] = ()

    def __post_init__(self) -> None:
        if self.format not in FORMATS:
            known = ", ".join(FORMATS)
            raise BuildError(f"The format {self.format!r} is unknown; take one of {known}.")
        if not self.wait >= 0:
            raise BuildError(f"The seconds to wait must be at least 0, not {self.wait}.")

    @property
    def fetching(self) -> Fetching:
        """Which pages of the web are fetched, and where they are kept."""
        asked = self.fetch or self.fetch_again
        return Fetching(self.target / FETCHED_FOLDER, asked, self.fetch_again)
