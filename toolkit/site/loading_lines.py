"""Lines to copy that load a release: in Python, R, DuckDB, a shell and a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from toolkit.publish.published_version import PublishedVersion

PLACEHOLDER = "https://ADDRESS"
"""What stands for the address of the release where that is not known."""

_TABLE = "meetings"


@dataclass(frozen=True, slots=True)
class LoadingLine:
    """How a release is loaded in one program: its lines, and what to know of them."""

    program: str
    lines: str
    note: str


def loading_lines(
    published: PublishedVersion, descriptor: Mapping[str, Any]
) -> tuple[LoadingLine, ...]:
    """Return lines for the files that a descriptor lists, for each program that has one."""
    paths = [str(resource["path"]) for resource in descriptor["resources"]]
    home = (published.release_address or PLACEHOLDER).rstrip("/")
    return tuple(_lines(home, paths))


def _lines(home: str, paths: list[str]) -> Iterator[LoadingLine]:
    csv, parquet = (_find(paths, ending, _TABLE) for ending in (".csv", ".parquet"))
    database, lake, sheets = (_find(paths, ending) for ending in (".duckdb", ".ducklake", ".xlsx"))
    if parquet:
        said = "Types come with the file. Any table: put its name in place of meetings."
        yield LoadingLine(
            "Python",
            f'import pandas\n{_TABLE} = pandas.read_parquet(\n    "{home}/{parquet}")',
            said,
        )
    elif csv:
        # Read as it comes, the code of Namibia would be a missing value.
        said = "The last two arguments keep NA, the code of Namibia, from being read as missing."
        yield LoadingLine(
            "Python",
            f'import pandas\n{_TABLE} = pandas.read_csv(\n    "{home}/{csv}",\n'
            '    keep_default_na=False, na_values="")',
            said,
        )
    if csv:
        said = "na.strings keeps NA, the code of Namibia, from being read as missing."
        yield LoadingLine(
            "R", f'{_TABLE} <- read.csv(\n  "{home}/{csv}",\n  na.strings = "")', said
        )
    if database:
        yield LoadingLine(
            "DuckDB",
            f"ATTACH '{home}/{database}'\n  AS release (READ_ONLY);\nFROM release.who_met_whom;",
            "All tables and views at once; only the parts that a query needs are fetched.",
        )
    if lake:
        yield LoadingLine(
            "DuckDB, with the releases before",
            f"ATTACH 'ducklake:{home}/{lake}'\n  AS history;\nFROM history.snapshots();",
            "FROM history.meetings AT (VERSION => 1) gives a table as it was in a snapshot.",
        )
    if database or csv:
        yield LoadingLine(
            "Shell",
            f"curl -fLO {home}/{database or csv}\ncurl -fLO {home}/SHA256SUMS\n"
            "sha256sum --check --ignore-missing SHA256SUMS",
            "The last line checks that nothing was altered.",
        )
    if sheets:
        yield LoadingLine(
            "Spreadsheet",
            f"{home}/{sheets}",
            "A sheet for each table, every cell plain text, number or day: take this one rather "
            "than CSV, which a spreadsheet may run formulas of.",
        )


def _find(paths: list[str], ending: str, stem: str | None = None) -> str | None:
    """Return the first path of an ending, of a table where its name is given."""
    for path in paths:
        if path.endswith(ending) and stem in (None, PurePosixPath(path).stem):
            return path
    return None
