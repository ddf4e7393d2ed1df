"""Versions to export, made of rows or of the package of this repository, and what comes out."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from typing import Any

from conftest import PROJECT
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from sample_tables import ARTICLE_ID, Rows, sample_connection, sample_rows

from toolkit.publish.exports.formats import find_export, write_export
from toolkit.publish.published_version import PublishedVersion, open_published

EXAMPLES = settings(
    max_examples=int(os.environ.get("PARLEY_EXAMPLES", "3")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
"""How many made versions each law is tried on; PARLEY_EXAMPLES=200 is the long run."""

KINDS = (
    *("person", "office", "party", "armed_group", "government"),
    *("intergovernmental", "media", "organization", "group"),
)
STATUSES = ("held", "planned", "ongoing", "cancelled", "denied")
# A name is never empty, nor white space only; a package may come with any other sign in it.
NAMES = st.sampled_from(
    [
        *("Ana Bell", 'O\'Neil, "Tip"', "=HYPERLINK(1)", "<script>&amp;", "]]>", "a\u2028b\x01"),
        *("Ōta", "线", "x\ny", "\ufffe", "🕊", '","', "Bell", "a;b", "{within}", "\\u0000"),
    ]
)


@contextmanager
def published(rows: Rows | None = None) -> Iterator[PublishedVersion]:
    """Open a version of these rows, by default those of the sample, for writers."""
    with sample_connection(rows) as connection:
        yield PublishedVersion(connection, {"name": "sample"}, "1.0.0", date(2026, 1, 1))


def exported(format: str, rows: Rows | None = None) -> bytes:
    """Return the bytes of a version of these rows in a format, by default those of the sample."""
    return _exported_sample(format) if rows is None else _exported(format, rows)


@cache
def _exported_sample(format: str) -> bytes:
    return _exported(format, sample_rows())


def _exported(format: str, rows: Rows) -> bytes:
    stream = io.BytesIO()
    with published(rows) as version:
        write_export(version, find_export(format), stream)
    return stream.getvalue()


@cache
def exported_project(format: str) -> bytes:
    """Return the bytes of the package of this repository in a format."""
    stream = io.BytesIO()
    with open_published(PROJECT) as version:
        write_export(version, find_export(format), stream)
    return stream.getvalue()


def rows_with(**changed: Any) -> Rows:
    """Return the sample rows with the first meeting changed, or its participants replaced.

    `parts` are pairs of an actor's key and its role.
    """
    rows = sample_rows()
    parts = changed.pop("parts", None)
    rows["meetings"][0].update(changed)
    if parts is not None:
        rows["meeting_participants"] = [
            {"meeting_id": "meeting-1", "actor_id": actor, "role": role} for actor, role in parts
        ]
    return rows


def rows_with_each(*changes: dict[str, Any]) -> Rows:
    """Return the sample rows with a meeting for each of these changes, with the same report."""
    rows = sample_rows()
    (meeting,), (report,) = rows["meetings"], rows["meeting_reports"]
    parts = rows["meeting_participants"]
    for table in ("meetings", "meeting_reports", "meeting_participants"):
        rows[table] = []
    for number, change in enumerate(changes):
        key = {"meeting_id": f"meeting-{number}"}
        rows["meetings"].append({**meeting, **key, **change})
        rows["meeting_reports"].append({**report, **key})
        rows["meeting_participants"] += [{**part, **key} for part in parts]
    return rows


@st.composite
def made_rows(draw: st.DrawFn) -> Rows:
    """Return rows of some actors, their names and posts, and the meetings they had."""
    rows = sample_rows()
    actors = [f"actor-{number}" for number in range(draw(st.integers(1, 6)))]
    rows["actors"] += [
        {
            "actor_id": actor,
            "name": draw(NAMES),
            "kind": draw(st.sampled_from(KINDS)),
            "country": draw(st.sampled_from([None, "FR", "IQ", "XK"])),
        }
        for actor in actors
    ]
    rows["actor_roles"] += [
        {
            "role_id": f"role-{actor}",
            "actor_id": actor,
            "article_id": ARTICLE_ID,
            "title": draw(NAMES),
            "organization_id": draw(st.sampled_from([None, *actors])),
            "country": draw(st.sampled_from([None, "IQ"])),
            "status": draw(
                st.sampled_from(["current", "former", "acting", "designate", "candidate"])
            ),
        }
        for actor in actors[::2]
    ]
    for number in range(draw(st.integers(1, 8))):
        _add_meeting(draw, rows, f"made-{number}", actors)
    return rows


def _add_meeting(draw: st.DrawFn, rows: Rows, meeting: str, actors: list[str]) -> None:
    start = draw(st.none() | st.dates(date(2020, 1, 1), date(2020, 12, 31)))
    days = draw(st.sampled_from([0, 0, 30, 365]))
    rows["meetings"].append(
        {
            "meeting_id": meeting,
            "kind": draw(st.sampled_from(["meeting", "call", "summit", "negotiation", "visit"])),
            "status": draw(st.sampled_from(STATUSES)),
            "start_date": start and start.isoformat(),
            "end_date": start and (start + timedelta(days)).isoformat(),
            "place": draw(st.none() | NAMES),
            "place_country": draw(st.sampled_from([None, "FR", "IQ"])),
            "topic": draw(st.sampled_from([None, "trade, and the ceasefire", '"talks"'])),
        }
    )
    rows["meeting_participants"] += [
        {
            "meeting_id": meeting,
            "actor_id": actor,
            "role": draw(st.sampled_from(["participant", "participant", "host", "mediator"])),
        }
        for actor in draw(st.lists(st.sampled_from(actors), unique=True))
    ]
    rows["meeting_reports"].append(
        {
            "meeting_id": meeting,
            "article_id": ARTICLE_ID,
            "status": rows["meetings"][-1]["status"],
            "certainty": draw(st.sampled_from(["stated", "claimed", "denied"])),
        }
    )
