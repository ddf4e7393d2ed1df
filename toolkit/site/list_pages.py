"""The rows that have pages as lists that can be read without a script."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from unicodedata import normalize

from toolkit.site.page_writer import PageWriter
from toolkit.site.selection import Row, Selection
from toolkit.site.wording import country

Groups = list[tuple[str, list[Row]]]


def write_list_pages(writer: PageWriter, selection: Selection) -> None:
    """Write the lists of actors, meetings, elections and articles."""
    for kind, groups in (
        ("actors", _by_letter(selection.shown("actors"))),
        ("meetings", _by_year(selection.query("lists/meetings"))),
        ("elections", _by_country(selection.shown("elections"))),
        ("articles", _by_publication(selection.shown("articles"))),
    ):
        listed = sum(len(rows) for _, rows in groups)
        writer.write(
            f"{kind}/index.html",
            f"{kind}.html",
            groups=groups,
            listed=listed,
            of_all=selection.count(kind),
        )


def _by_letter(rows: list[Row]) -> Groups:
    def letter(row: Row) -> str:
        # An accent makes no other letter of it in a list.
        first = normalize("NFKD", row["name"])[:1].upper()
        return first if first.isalpha() else "#"

    return _grouped(
        sorted(rows, key=lambda row: (letter(row), row["name"].casefold(), row["page"])), letter
    )


def _by_year(rows: list[Row]) -> Groups:
    return _grouped(
        rows, lambda row: str(row["start_date"].year) if row["start_date"] else "Day not known"
    )


def _by_country(rows: list[Row]) -> Groups:
    def name(row: Row) -> str:
        return country(row["country"]) if row["country"] else "Country not known"

    return _grouped(
        sorted(rows, key=lambda row: (name(row), _latest_first(row["start_date"]), row["page"])),
        name,
    )


def _by_publication(rows: list[Row]) -> Groups:
    def year(row: Row) -> str:
        return str(row["published_on"].year) if row["published_on"] else "Day not known"

    return _grouped(
        sorted(rows, key=lambda row: (_latest_first(row["published_on"]), row["page"])), year
    )


def _latest_first(value: Any) -> int:
    return -value.toordinal() if value else 0


def _grouped(rows: list[Row], name: Any) -> Groups:
    return [(key, list(group)) for key, group in groupby(rows, key=name)]
