"""Two articles that tell of the same people, and entries of curation about them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow
from sample_tables import ARTICLE_ID, Rows, sample_connection, sample_rows

from toolkit.article import Article
from toolkit.curation.entries import Provenance
from toolkit.tables import primary_key, sort_and_cast, table_names
from toolkit.validation.rules.run_rules import run_rules

LATER_TEXT = (
    "O. Reyes met Ana Bell and Eva Stone in Porto on 11 May. He will meet Mr Bell in Lisbon. "
    "The Greens won 41 of 100 seats in the vote in May, the Blue Union lost, "
    "and the Blue Union took 33.1 percent of the vote of 10 May."
)
LATER = Article("porto.txt", LATER_TEXT)
FIRST_ID, LATER_ID = ARTICLE_ID, LATER.article_id

ELECTION = "pt-2021-05-10-parliamentary"
ELECTION_IN_MAY = "pt-2021-05-parliamentary"

_LATER_ROWS: Rows = {
    "articles": [
        {
            "article_id": LATER_ID,
            "source_path": LATER.source_path,
            "language": "en",
            "published_on": "2021-05-14",
            "published_basis": "stated",
            "word_count": LATER.word_count,
            "sha256": LATER.sha256,
            "reading": "read",
        }
    ],
    "actors": [
        {"actor_id": "o-reyes", "name": "O. Reyes", "kind": "person", "country": "PT"},
        {"actor_id": "eva-stone", "name": "Eva Stone", "kind": "person"},
        {"actor_id": "the-greens", "name": "The Greens", "kind": "party"},
    ],
    "actor_names": [
        {"actor_id": "o-reyes", "name": "O. Reyes"},
        {"actor_id": "eva-stone", "name": "Eva Stone"},
        {"actor_id": "the-greens", "name": "The Greens"},
        {"actor_id": "ana-bell", "name": "Mr Bell"},
    ],
    "actor_roles": [],
    "meetings": [
        {
            "meeting_id": "meeting-2",
            "kind": "meeting",
            "status": "held",
            "start_date": "2021-05-11",
            "end_date": "2021-05-11",
            "place": "Porto",
            "place_country": "PT",
        }
    ],
    "meeting_participants": [
        {"meeting_id": "meeting-2", "actor_id": actor, "role": "participant"}
        for actor in ("o-reyes", "ana-bell", "eva-stone")
    ],
    "meeting_reports": [
        {
            "meeting_id": "meeting-2",
            "article_id": LATER_ID,
            "status": "held",
            "certainty": "stated",
        },
        {
            "meeting_id": "meeting-1",
            "article_id": LATER_ID,
            "status": "held",
            "certainty": "stated",
        },
    ],
    "elections": [
        {
            "election_id": ELECTION_IN_MAY,
            "country": "PT",
            "kind": "parliamentary",
            "start_date": "2021-05-01",
            "end_date": "2021-05-31",
        }
    ],
    "election_reports": [
        {
            "election_id": ELECTION_IN_MAY,
            "article_id": LATER_ID,
            "status": "final",
            "seats_total": 100,
        },
        {"election_id": ELECTION, "article_id": LATER_ID, "status": "final"},
    ],
    "election_results": [
        {
            "result_id": "result-3",
            "election_id": ELECTION_IN_MAY,
            "contender_id": "the-greens",
            "article_id": LATER_ID,
            "status": "final",
            "seats": 41,
        },
        {
            "result_id": "result-4",
            "election_id": ELECTION_IN_MAY,
            "contender_id": "blue-union",
            "article_id": LATER_ID,
            "status": "final",
            "outcome": "lost",
        },
        {
            "result_id": "result-5",
            "election_id": ELECTION,
            "contender_id": "blue-union",
            "article_id": LATER_ID,
            "status": "final",
            "vote_share": 33.1,
        },
    ],
}

_LATER_WORDS = {
    ("actors", "o-reyes"): "O. Reyes",
    ("actors", "ana-bell"): "Ana Bell",
    ("actors", "eva-stone"): "Eva Stone",
    ("actors", "the-greens"): "The Greens",
    ("actors", "blue-union"): "the Blue Union",
    ("actor_names", "o-reyes/O. Reyes"): "O. Reyes",
    ("actor_names", "ana-bell/Ana Bell"): "Ana Bell",
    ("actor_names", "ana-bell/Mr Bell"): "Mr Bell",
    ("actor_names", "eva-stone/Eva Stone"): "Eva Stone",
    ("actor_names", "the-greens/The Greens"): "The Greens",
    ("actor_names", "blue-union/Blue Union"): "Blue Union",
    ("meetings", "meeting-1"): "will meet",
    ("meetings", "meeting-2"): "met",
    ("meeting_participants", "meeting-1/ana-bell"): "Mr Bell",
    ("meeting_participants", "meeting-2/o-reyes"): "O. Reyes",
    ("meeting_participants", "meeting-2/ana-bell"): "Ana Bell",
    ("meeting_participants", "meeting-2/eva-stone"): "Eva Stone",
    ("meeting_reports", f"meeting-1/{LATER_ID}"): "will meet",
    ("meeting_reports", f"meeting-2/{LATER_ID}"): "met",
    ("elections", ELECTION): "the vote of 10 May",
    ("elections", ELECTION_IN_MAY): "the vote in May",
    ("election_reports", f"{ELECTION}/{LATER_ID}"): "the vote of 10 May",
    ("election_reports", f"{ELECTION_IN_MAY}/{LATER_ID}"): "the vote in May",
    ("election_results", "result-3"): "41 of 100 seats",
    ("election_results", "result-4"): "lost",
    ("election_results", "result-5"): "33.1 percent",
}

_VALUES = [
    ("actors", "o-reyes", "country", "O. Reyes", LATER_ID),
    ("meetings", "meeting-2", "start_date", "11 May", LATER_ID),
    ("meetings", "meeting-2", "end_date", "11 May", LATER_ID),
    ("meetings", "meeting-2", "place", "Porto", LATER_ID),
    ("meetings", "meeting-1", "place", "Lisbon", LATER_ID),
    ("meetings", "meeting-1", "place_country", "Lisbon", LATER_ID),
    ("elections", ELECTION, "start_date", "10 May", LATER_ID),
]

TEXTS = {LATER_ID: LATER_TEXT}
MADE = Provenance("Ada Example", date(2024, 5, 15), "It says so in the text.")


def two_articles() -> Rows:
    """Return the rows of every table, each with evidence."""
    rows = sample_rows()
    for table, more in _LATER_ROWS.items():
        rows[table] += [dict(row) for row in more]
    for number, ((table, record), words) in enumerate(_LATER_WORDS.items()):
        rows["evidence"].append(_evidence(f"later-{number}", table, record, None, words))
    for number, (table, record, field, words, _) in enumerate(_VALUES):
        rows["evidence"].append(_evidence(f"value-{number}", table, record, field, words))
    return rows


def _evidence(key: str, table: str, record: str, field: str | None, words: str) -> dict[str, Any]:
    start = LATER_TEXT.index(words)
    return {
        "evidence_id": key,
        "article_id": LATER_ID,
        "table_name": table,
        "record_id": record,
        "field": field,
        "char_start": start,
        "char_end": start + len(words),
        "rule": "by-hand",
    }


def sample_tables() -> dict[str, pyarrow.Table]:
    """Return these rows as the tables of a build."""
    rows = two_articles()
    return {name: sort_and_cast(name, rows.get(name, [])) for name in table_names()}


def keys_of(tables: dict[str, pyarrow.Table], name: str) -> list[str]:
    """Return the keys of the rows of a table, joined with "/"."""
    key = primary_key(name)
    return ["/".join(str(row[column]) for column in key) for row in tables[name].to_pylist()]


def row_of(tables: dict[str, pyarrow.Table], name: str, record: str) -> dict[str, Any]:
    """Return the row of a key."""
    return tables[name].to_pylist()[keys_of(tables, name).index(record)]


def rules_of(tables: dict[str, pyarrow.Table], name: str, record: str) -> set[tuple[str, Any]]:
    """Return rule and field of what curation marked in a row."""
    return {
        (row["rule"], row["field"])
        for row in tables["evidence"].to_pylist()
        if (row["table_name"], row["record_id"]) == (name, record)
        and row["rule"].startswith("curation/")
    }


def problems_of(tables: dict[str, pyarrow.Table]) -> list[str]:
    """Return every error of the rules, in a database that demands keys and references."""
    rows = {name: table.to_pylist() for name, table in tables.items()}
    with sample_connection(rows, keys=True) as connection:
        outcome = run_rules(connection)
    return [p.message for p in outcome.problems if p.severity == "error"]
