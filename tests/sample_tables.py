"""A small set of valid tables, made of one invented article, that tests break on purpose."""

from __future__ import annotations

import copy
import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb

from toolkit.article import Article
from toolkit.tables import (
    create_statement,
    primary_key,
    sort_and_cast,
    table_names,
    table_schema,
)

TEXT = (
    "Ana Bell, leader of the Green List, received Omar Reyes in Lisbon on Monday, "
    "The Harbour Post said. Turnout in the vote of 10 May was 61.5 percent. "
    "The Green List took 40 of 100 seats and 38.2 percent, the Blue Union 33.1 percent."
)
ARTICLE = Article("harbour.txt", TEXT)
ARTICLE_ID = ARTICLE.article_id

Rows = dict[str, list[dict[str, Any]]]

_ROWS: Rows = {
    "articles": [
        {
            "article_id": ARTICLE_ID,
            "source_path": ARTICLE.source_path,
            "publisher": "The Harbour Post",
            "language": "en",
            "published_on": "2021-05-12",
            "published_basis": "stated",
            "word_count": ARTICLE.word_count,
            "sha256": ARTICLE.sha256,
            "reading": "read",
        }
    ],
    "actors": [
        {"actor_id": "ana-bell", "name": "Ana Bell", "kind": "person", "country": "PT"},
        {"actor_id": "blue-union", "name": "Blue Union", "kind": "party"},
        {"actor_id": "green-list", "name": "Green List", "kind": "party", "wikidata_id": "Q42"},
        {"actor_id": "omar-reyes", "name": "Omar Reyes", "kind": "person"},
        {"actor_id": "the-harbour-post", "name": "The Harbour Post", "kind": "media"},
    ],
    "actor_names": [
        {"actor_id": "ana-bell", "name": "Ana Bell"},
        {"actor_id": "blue-union", "name": "Blue Union"},
        {"actor_id": "green-list", "name": "Green List"},
        {"actor_id": "omar-reyes", "name": "Omar Reyes"},
        {"actor_id": "the-harbour-post", "name": "The Harbour Post"},
    ],
    "actor_roles": [
        {
            "role_id": "role-1",
            "actor_id": "ana-bell",
            "article_id": ARTICLE_ID,
            "title": "leader",
            "organization_id": "green-list",
            "status": "current",
        }
    ],
    "meetings": [
        {
            "meeting_id": "meeting-1",
            "kind": "meeting",
            "status": "held",
            "start_date": "2021-05-10",
            "end_date": "2021-05-10",
            "place": "Lisbon",
            "place_country": "PT",
        }
    ],
    "meeting_participants": [
        {"meeting_id": "meeting-1", "actor_id": "ana-bell", "role": "host"},
        {"meeting_id": "meeting-1", "actor_id": "omar-reyes", "role": "participant"},
    ],
    "meeting_reports": [
        {
            "meeting_id": "meeting-1",
            "article_id": ARTICLE_ID,
            "status": "held",
            "certainty": "claimed",
            "source_id": "the-harbour-post",
        }
    ],
    "elections": [
        {
            "election_id": "pt-2021-05-10-parliamentary",
            "country": "PT",
            "kind": "parliamentary",
            "round": 1,
            "start_date": "2021-05-10",
            "end_date": "2021-05-10",
        }
    ],
    "election_reports": [
        {
            "election_id": "pt-2021-05-10-parliamentary",
            "article_id": ARTICLE_ID,
            "status": "final",
            "turnout": 61.5,
            "seats_total": 100,
            "votes_cast": 1000,
            "registered_voters": 1626,
        }
    ],
    "election_results": [
        {
            "result_id": "result-1",
            "election_id": "pt-2021-05-10-parliamentary",
            "contender_id": "green-list",
            "article_id": ARTICLE_ID,
            "status": "final",
            "votes": 382,
            "vote_share": 38.2,
            "seats": 40,
            "seats_change": -2,
            "outcome": "largest",
        },
        {
            "result_id": "result-2",
            "election_id": "pt-2021-05-10-parliamentary",
            "contender_id": "blue-union",
            "article_id": ARTICLE_ID,
            "status": "final",
            "vote_share": 33.1,
        },
    ],
}

_QUOTATIONS = {
    "ana-bell": "Ana Bell",
    "blue-union": "Blue Union",
    "green-list": "Green List",
    "omar-reyes": "Omar Reyes",
    "the-harbour-post": "The Harbour Post",
    "role-1": "leader",
    "meeting-1": "received",
    "pt-2021-05-10-parliamentary": "the vote of 10 May",
    "result-1": "40 of 100 seats",
    "result-2": "33.1 percent",
}


def _evidence() -> list[dict[str, Any]]:
    rows = []
    for table, records in _ROWS.items():
        if table == "articles":
            continue
        for record in records:
            key = [record[column] for column in primary_key(table)]
            start = TEXT.index(_QUOTATIONS[key[0]])
            rows.append(
                {
                    "evidence_id": f"evidence-{len(rows) + 1}",
                    "article_id": ARTICLE_ID,
                    "table_name": table,
                    "record_id": "/".join(key),
                    "char_start": start,
                    "char_end": start + len(_QUOTATIONS[key[0]]),
                    "rule": "by-hand",
                }
            )
    return rows


def sample_rows() -> Rows:
    """Return the rows of every table; the caller may change them."""
    return copy.deepcopy({**_ROWS, "redirects": [], "evidence": _evidence()})


def broken_rows(table: str, number: int = 0, **values: object) -> Rows:
    """Return the sample rows with other values in one row of a table."""
    rows = sample_rows()
    rows[table][number].update(values)
    return rows


def sample_connection(rows: Rows | None = None, *, keys: bool = False) -> duckdb.DuckDBPyConnection:
    """Return a database in memory that holds the rows, by default the valid ones."""
    given = sample_rows() if rows is None else rows
    connection = duckdb.connect()
    for name in table_names():
        table = sort_and_cast(name, given.get(name, []))
        connection.execute(create_statement(name, keys=keys))
        connection.register("given_rows", table)
        connection.execute(f"INSERT INTO {name} SELECT * FROM given_rows")
        connection.unregister("given_rows")
    return connection


def write_sample_package(folder: Path, rows: Rows | None = None, *, format: str = "csv") -> Path:
    """Write the rows as a data package, with digests, and return its `datapackage.json`."""
    resources = []
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    with sample_connection(rows) as connection:
        for name in table_names():
            file = data / f"{name}.{format}"
            options = "FORMAT csv, HEADER" if format == "csv" else "FORMAT parquet"
            connection.execute(f"COPY {name} TO '{file}' ({options})")
            resources.append(
                {
                    "name": name,
                    "type": "table",
                    "path": f"data/{file.name}",
                    "format": format,
                    "schema": table_schema(name),
                    **file_digest(file),
                }
            )
    descriptor = folder / "datapackage.json"
    content = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "sample",
        "contributors": [{"title": "The Parley developers", "roles": ["creator"]}],
        "resources": resources,
    }
    descriptor.write_text(json.dumps(content, indent=2), encoding="utf-8")
    return descriptor


def file_digest(file: Path) -> dict[str, Any]:
    """Return the properties `bytes` and `hash` of a resource for a file."""
    content = file.read_bytes()
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
