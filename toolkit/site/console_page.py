"""The page of the SQL console: what it offers, where its libraries lie, and what it is allowed."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from toolkit.publish.forms.duckdb_file import duckdb_path
from toolkit.publish.published_version import PublishedVersion
from toolkit.site.assets import CDN, COPIES_FOLDER, script_assets
from toolkit.site.page_writer import PageWriter
from toolkit.site.published_tables import PublishedTable
from toolkit.store.views import read_views

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class ExampleQuery:
    """A query that the console offers."""

    title: str
    sql: str


@dataclass(frozen=True, slots=True)
class QueriedTable:
    """A table or view that can be asked: what a row is, and what each column means."""

    name: str
    meaning: str
    columns: Mapping[str, str]


def write_console_page(
    writer: PageWriter,
    published: PublishedVersion,
    tables: tuple[PublishedTable, ...],
    *,
    has_copies: bool,
) -> None:
    """Write `sql.html`; with `has_copies` the script libraries lie in the release."""
    database = duckdb_path(published)
    writer.write(
        "sql.html",
        "sql.html",
        console_policy=console_policy(has_copies=has_copies),
        console_settings=console_settings(database, has_copies=has_copies),
        database=database,
        examples=example_queries(),
        tables=queried_tables(published, tables),
    )


@cache
def example_queries() -> tuple[ExampleQuery, ...]:
    """Return the queries of `example_queries.csv`, in its order."""
    text = files(__package__).joinpath("example_queries.csv").read_text(encoding="utf-8")
    rows = text.split("\n", 1)[1].splitlines(keepends=True)
    return tuple(ExampleQuery(row["title"], row["sql"]) for row in csv.DictReader(rows))


def queried_tables(
    published: PublishedVersion, tables: tuple[PublishedTable, ...]
) -> tuple[QueriedTable, ...]:
    """Return the tables of a version in their order, then its views by name."""
    found = published.connection.execute(
        "SELECT DISTINCT table_name FROM information_schema.tables "
        "WHERE table_catalog = current_database()"
    ).fetchall()
    names = {str(name) for (name,) in found}
    told = [
        QueriedTable(
            table.name,
            table.description,
            {column.name: column.description for column in table.columns},
        )
        for table in tables
    ]
    views = [
        QueriedTable(view.name, view.meaning, view.columns)
        for view in read_views()
        if view.name in names
    ]
    return (*told, *views)


def console_settings(database: str, *, has_copies: bool) -> dict[str, Any]:
    """Return what the script of the console is told, as values that JSON can hold."""
    size = sum(asset.size for asset in script_assets()) / _MEGABYTE
    home = "this site" if has_copies else CDN.removeprefix("https://")
    return {
        "database": database,
        "size": f"{size:.0f} MB from {home}, less where it is compressed on the way",
        "libraries": [
            {
                "name": asset.name,
                "address": f"{COPIES_FOLDER}/{asset.name}" if has_copies else asset.address,
                "integrity": asset.integrity,
            }
            for asset in script_assets()
        ],
    }


def console_policy(*, has_copies: bool) -> str:
    """Return the Content-Security-Policy of the console's page.

    Scripts come from the site itself and from memory, where only what has the right hash gets;
    nothing is fetched but from the site and from the folders of the libraries on the CDN.
    """
    packages = sorted({f"{CDN}/npm/{asset.package}@{asset.version}/" for asset in script_assets()})
    sources = "" if has_copies else "".join(f" {package}" for package in packages)
    return (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
        "form-action 'none'; script-src 'self' blob: 'wasm-unsafe-eval'; worker-src blob:; "
        f"connect-src 'self' blob:{sources}"
    )
