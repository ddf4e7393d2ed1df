"""What time, which countries and which languages the rows of a version tell of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from toolkit.quoting import identifier, literal
from toolkit.reference import read_table

if TYPE_CHECKING:
    import duckdb

_EVENTS = (
    ("elections", "start_date", "end_date", "country"),
    ("meetings", "start_date", "end_date", "place_country"),
)
"""Tables of what happens at a time and a place, and the columns that state them."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The first and the last day of all events, and the countries in which they are, sorted.

    The days are None where no event has one. A country is its code of ISO 3166-1 alpha-2.
    `languages` are those of the articles, ISO 639-1, sorted.
    """

    start: date | None
    end: date | None
    countries: tuple[str, ...]
    languages: tuple[str, ...] = ()

    @property
    def interval(self) -> str | None:
        """The time as an interval of ISO 8601, `2018-01-05/2024-11-24`; None for no time."""
        return (
            f"{self.start.isoformat()}/{self.end.isoformat()}" if self.start and self.end else None
        )


def coverage_of(connection: duckdb.DuckDBPyConnection) -> Coverage:
    """Return what the meetings and elections of a version cover, and in which languages."""
    starts: list[date] = []
    ends: list[date] = []
    countries: set[str] = set()
    for table, start, end, country in _EVENTS:
        # An older version may lack a table or a column of the present ones.
        if not {start, end, country} <= _columns(connection, table):
            continue
        row = connection.execute(
            f"SELECT min({identifier(start)}), max({identifier(end)}), "
            f"list(DISTINCT {identifier(country)}) FROM {identifier(table)}"
        ).fetchone()
        first, last, found = row or (None, None, None)
        starts += [first] if first else []
        ends += [last] if last else []
        countries |= {code for code in found or () if code}
    return Coverage(
        min(starts, default=None),
        max(ends, default=None),
        tuple(sorted(countries)),
        _languages(connection),
    )


def country_name(code: str) -> str:
    """Return the English name of a country as news has it; the code where it is unknown."""
    found = (row["names"] for row in read_table("countries") if row["code"] == code)
    return next(found, code).partition("|")[0]


def _languages(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    if "language" not in _columns(connection, "articles"):
        return ()
    rows = connection.execute("SELECT DISTINCT language FROM articles ORDER BY language").fetchall()
    return tuple(language for (language,) in rows if language)


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    rows = connection.execute(
        "SELECT column_name FROM information_schema.columns "
        f"WHERE table_name = {literal(table)} AND table_schema = 'main'"
    ).fetchall()
    return {name for (name,) in rows}
