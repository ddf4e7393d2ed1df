"""A package of a few rows, written by hand, for the tests of store, queries and publishing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow

from toolkit.publish.descriptor import default_descriptor, read_descriptor
from toolkit.publish.package import stage_package
from toolkit.publish.swap import complete_swap, replace_atomically
from toolkit.store.database import write_database
from toolkit.store.history import Version
from toolkit.store.lake import CATALOG_NAME, commit
from toolkit.store.package_folder import (
    BUILD_FOLDER,
    DESCRIPTOR_NAME,
    STORE_FOLDER,
    database_name,
)
from toolkit.tables import sort_and_cast, table_names

TEXT = "Nice. Ann Lee met Bo Ray in Paris on Monday. The Green List won 22.94 percent.\nThe end."
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()
ARTICLE = SHA256[:16]
ELECTION = "fr-2021-parliamentary"

Rows = dict[str, list[dict[str, Any]]]


def small_rows() -> Rows:
    """Return rows for every table: one article, three actors, a meeting and an election."""
    rows: Rows = {name: [] for name in table_names()}
    rows["articles"] = [
        {
            "article_id": ARTICLE,
            "source_path": "one.txt",
            "url": "https://example.org/1",
            "title": 'Talks, "frank" ones',
            "publisher": "Example Wire",
            "language": "en",
            "published_on": "2021-10-12",
            "published_basis": "stated",
            "word_count": 17,
            "sha256": SHA256,
            "reading": "read",
        }
    ]
    rows["actors"] = [
        {"actor_id": "ann-lee", "name": "Ann Lee", "kind": "person"},
        {"actor_id": "bo-ray", "name": "Bo Ray", "kind": "person", "country": "FR"},
        {"actor_id": "green-list", "name": "Green List", "kind": "party"},
    ]
    rows["actor_names"] = [
        {"actor_id": actor["actor_id"], "name": actor["name"]} for actor in rows["actors"]
    ]
    rows["actor_names"].append({"actor_id": "ann-lee", "name": "Lee"})
    rows["actor_roles"] = [
        {
            "role_id": "ann-lee-leader",
            "actor_id": "ann-lee",
            "article_id": ARTICLE,
            "title": "leader",
            "organization_id": "green-list",
            "status": "former",
        }
    ]
    rows["meetings"] = [
        {
            "meeting_id": "paris-talks",
            "kind": "meeting",
            "status": "held",
            "start_date": "2021-10-11",
            "end_date": "2021-10-11",
            "place": "Paris",
            "place_country": "FR",
        }
    ]
    rows["meeting_participants"] = [
        {"meeting_id": "paris-talks", "actor_id": actor, "role": "participant"}
        for actor in ("ann-lee", "bo-ray")
    ]
    rows["meeting_reports"] = [
        {
            "meeting_id": "paris-talks",
            "article_id": ARTICLE,
            "status": "held",
            "certainty": "stated",
            "source_id": "green-list",
        }
    ]
    rows["elections"] = [{"election_id": ELECTION, "country": "FR", "kind": "parliamentary"}]
    rows["election_reports"] = [
        {"election_id": ELECTION, "article_id": ARTICLE, "status": "final", "turnout": 60.0}
    ]
    rows["election_results"] = [
        {
            "result_id": "green-list-2021",
            "election_id": ELECTION,
            "contender_id": "green-list",
            "article_id": ARTICLE,
            "status": "final",
            "vote_share": 22.94,
        }
    ]
    rows["evidence"] = [
        _evidence("meetings", "paris-talks", None, "met Bo Ray", "met"),
        _evidence("meetings", "paris-talks", "place", "Paris", "in_place"),
        _evidence("actors", "ann-lee", None, "Ann Lee", "person"),
        _evidence("election_results", "green-list-2021", "vote_share", "22.94 percent", "share"),
    ]
    return rows


def _evidence(table: str, record: str, field: str | None, words: str, rule: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {
        "evidence_id": f"{record}-{rule}".replace("_", "-"),
        "article_id": ARTICLE,
        "table_name": table,
        "record_id": record,
        "field": field,
        "char_start": start,
        "char_end": start + len(words),
        "rule": rule,
    }


def as_tables(rows: Rows) -> dict[str, pyarrow.Table]:
    """Return rows as the Arrow tables of the data model."""
    return {name: sort_and_cast(name, rows[name]) for name in table_names()}


def build_small_package(
    folder: Path, rows: Rows, format: str = "csv", extra: Mapping[str, Any] | None = None
) -> Version | None:
    """Write a package of these rows into a folder, as a build does; return the new version.

    `extra` is kept with the version.
    """
    complete_swap(folder)
    staging = stage_small_package(folder, rows, format)
    staged_catalog = staging / STORE_FOLDER / CATALOG_NAME
    version = commit(
        folder / STORE_FOLDER, as_tables(rows), extra=extra, staged_catalog=staged_catalog
    )
    replace_atomically(staging, folder)
    return version


def stage_small_package(folder: Path, rows: Rows, format: str = "csv") -> Path:
    """Write descriptor, data files and database beside the package; return that folder."""
    staging = folder / BUILD_FOLDER / ".staging"
    tables = as_tables(rows)
    before = folder / DESCRIPTOR_NAME
    descriptor = read_descriptor(before) if before.exists() else default_descriptor()
    staged = stage_package(staging, tables, descriptor, format)
    write_database(staging / database_name(staged), tables, staged)
    return staging
