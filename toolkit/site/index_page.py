"""The first page of a release: what it is, and how it is looked at, loaded, checked and cited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.publish.citation_text import citation_bibtex, citation_text
from toolkit.publish.forms.frozen_lake import LAKE_FOLDER
from toolkit.publish.published_version import PublishedVersion
from toolkit.publish.vocabularies.schema_org import schema_org
from toolkit.site.changes_page import version_name
from toolkit.site.downloads import Downloads
from toolkit.site.loading_lines import PLACEHOLDER, loading_lines
from toolkit.site.page_writer import PageWriter
from toolkit.site.pictures_page import Preview
from toolkit.site.published_tables import PublishedTable
from toolkit.site.selection import Row, Selection
from toolkit.store.version_difference import Difference

_NAMED = 6
"""Actors, meetings and elections that the page names of each."""

_COUNTED = (
    ("meetings", "meeting", "meetings", "meetings/index.html"),
    ("elections", "election", "elections", "elections/index.html"),
    ("actors", "actor", "actors", "actors/index.html"),
    ("articles", "article", "articles", "articles/index.html"),
    ("evidence", "place of evidence", "places of evidence", "tables/evidence.html"),
)
"""Tables that the page counts: what a row is, what rows are, and where they are listed."""

_LONGEST_SUMMARY = 300


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of a thing, and where they are listed."""

    number: int
    thing: str
    path: str


@dataclass(frozen=True, slots=True)
class ChangeSummary:
    """What changed since the version `before`, a line for each table."""

    before: str
    lines: tuple[tuple[str, str], ...]


def write_index_page(
    writer: PageWriter,
    published: PublishedVersion,
    selection: Selection,
    tables: tuple[PublishedTable, ...],
    descriptor: Mapping[str, Any],
    downloads: Downloads,
    previous: Difference | None,
    previews: tuple[Preview, ...],
) -> None:
    """Write `index.html`."""
    said = published.descriptor
    description = str(said.get("description") or "")
    writer.write(
        "index.html",
        "index.html",
        description=description,
        summary=_summary(description),
        period=selection.query("index/period")[0],
        counts=_counts(tables),
        previews=previews,
        actors=_first(selection.shown("actors"), "meetings"),
        meetings=selection.query("index/reported"),
        elections=_first(selection.shown("elections"), "results"),
        loading=loading_lines(published, descriptor),
        is_placeholder=published.release_address is None,
        placeholder=PLACEHOLDER,
        tables=tables,
        downloads=downloads,
        changes=None if previous is None else _changes(previous),
        citation=citation_text(descriptor, published.address),
        bibtex=citation_bibtex(descriptor, published.address),
        contributors=_named(said.get("contributors")),
        sources=_named(said.get("sources")),
        structured_data=schema_org(published, _without_lake(descriptor)),
    )


def _counts(tables: tuple[PublishedTable, ...]) -> list[Count]:
    rows = {table.name: table.rows for table in tables}
    return [
        Count(rows[table], thing if rows[table] == 1 else things, path)
        for table, thing, things, path in _COUNTED
        if table in rows
    ]


def _first(rows: list[Row], count: str) -> list[Row]:
    """Return the rows with the highest counts, without those that count nothing."""
    most = sorted(rows, key=lambda row: -row[count])[:_NAMED]
    return [row for row in most if row[count]]


def _changes(previous: Difference) -> ChangeSummary:
    lines = tuple((table.table, table.sentence) for table in previous.tables)
    return ChangeSummary(version_name(previous.before), lines)


def _without_lake(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """Return a descriptor without the files of the lake, which nobody fetches one by one."""
    resources = [
        one for one in descriptor["resources"] if not one["path"].startswith(f"{LAKE_FOLDER}/")
    ]
    return {**descriptor, "resources": resources}


def _named(value: Any) -> list[dict[str, Any]]:
    """Return contributors or sources that have a title, each with a path and roles."""
    return [
        {"title": one["title"], "path": one.get("path"), "roles": one.get("roles") or ()}
        for one in value or ()
        if one.get("title")
    ]


def _summary(description: str) -> str:
    text = " ".join(description.replace("`", "").split())
    return text if len(text) <= _LONGEST_SUMMARY else f"{text[: _LONGEST_SUMMARY - 1].rstrip()}…"
