"""What must hold of the tables however they are curated.

These are the errors of `schemas/rules/` that a decision of people can bring about. They are
looked for here as well, so that the one entry is left out and named instead of the whole
package being refused.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from toolkit.curation.joined_values import MEASURES
from toolkit.curation.working_rows import Cell, WorkingRows

_LARGEST_SHARE = 100.5 - 1e-6
"""A hair below the limit of the rule, since sums of shares depend on their order."""


@dataclass(frozen=True, slots=True)
class Breach:
    """What is broken, as a clause, and the rows and columns that break it together."""

    message: str
    cells: frozenset[Cell]
    columns: frozenset[str]


def breaches(rows: WorkingRows) -> Iterator[Breach]:
    """Yield everything that is broken in the tables."""
    yield from _references(rows)
    yield from _meetings(rows)
    yield from _intervals(rows)
    yield from _days_of_articles(rows)
    yield from _held_before_reported(rows)
    yield from _empty_results(rows)
    yield from _sums(rows)


def _breach(message: str, cells: list[Cell], *columns: str) -> Breach:
    return Breach(message, frozenset(cells), frozenset(columns))


def _references(rows: WorkingRows) -> Iterator[Breach]:
    for table in rows.names():
        for key, row in rows.all_of(table).items():
            for column, reference in rows.references(table):
                named = row[column]
                if named is not None and rows.get(reference, named) is None:
                    message = f"{column} of {key} would be {named}, which {reference} lacks"
                    yield _breach(message, [(table, key)], column)


def _meetings(rows: WorkingRows) -> Iterator[Breach]:
    attended = {row["meeting_id"] for row in rows.all_of("meeting_participants").values()}
    reported: dict[str, set[str]] = defaultdict(set)
    for row in rows.all_of("meeting_reports").values():
        reported[row["meeting_id"]].add(row["status"])
    for key, row in rows.all_of("meetings").items():
        if key not in attended:
            message = f"no one would take part in {key}; add rows of meeting_participants"
            yield _breach(message, [("meetings", key)])
        if row["status"] not in reported[key]:
            message = f"no report would give {key} its status; add a row of meeting_reports"
            yield _breach(message, [("meetings", key)], "status")


def _intervals(rows: WorkingRows) -> Iterator[Breach]:
    for table in ("meetings", "elections"):
        for key, row in rows.all_of(table).items():
            start, end = row["start_date"], row["end_date"]
            if (start is None) != (end is None):
                message = f"only one of start_date and end_date of {key} would be known"
            elif start is not None and start > end:
                message = f"{key} would end on {end}, before it starts on {start}"
            else:
                continue
            yield _breach(message, [(table, key)], "start_date", "end_date")


def _days_of_articles(rows: WorkingRows) -> Iterator[Breach]:
    for key, row in rows.all_of("articles").items():
        if (row["published_on"] is None) != (row["published_basis"] is None):
            message = f"only one of published_on and published_basis of {key} would be known"
            yield _breach(message, [("articles", key)], "published_on", "published_basis")


def _held_before_reported(rows: WorkingRows) -> Iterator[Breach]:
    for key, row in rows.all_of("meeting_reports").items():
        meeting = rows.get("meetings", row["meeting_id"])
        article = rows.get("articles", row["article_id"])
        if row["status"] != "held" or meeting is None or article is None:
            continue
        start, day = meeting["start_date"], article["published_on"]
        if start is not None and day is not None and start > day:
            cells = [
                ("meeting_reports", key),
                ("meetings", row["meeting_id"]),
                ("articles", row["article_id"]),
            ]
            message = f"the article of {day} would report as held what starts on {start}"
            columns = ("meeting_id", "status", "start_date", "published_on")
            yield _breach(message, cells, *columns)


def _empty_results(rows: WorkingRows) -> Iterator[Breach]:
    for key, row in rows.all_of("election_results").items():
        if all(row[measure] is None for measure in MEASURES):
            message = f"{key} would have neither a number nor an outcome"
            yield _breach(message, [("election_results", key)], *MEASURES)


def _sums(rows: WorkingRows) -> Iterator[Breach]:
    """Yield counts whose shares or seats are more than there are."""
    counts: dict[tuple[str, str, str], dict[str, dict[str, Any]]] = defaultdict(dict)
    for key, row in rows.all_of("election_results").items():
        counts[row["election_id"], row["article_id"], row["status"]][key] = row
    for (election_id, article_id, status), results in counts.items():
        cells = [("election_results", key) for key in results]
        which = ("election_id", "article_id", "status")
        shares = math.fsum(row["vote_share"] or 0 for row in results.values())
        if shares > _LARGEST_SHARE:
            message = f"the {status} shares of {election_id} would add up to {shares:.2f}"
            yield _breach(message, cells, *which, "vote_share")
        report = rows.get("election_reports", f"{election_id}/{article_id}")
        total = None if report is None else report["seats_total"]
        seats = sum(row["seats"] or 0 for row in results.values())
        if total is not None and seats > total:
            cells.append(("election_reports", f"{election_id}/{article_id}"))
            message = f"the {status} seats of {election_id} would add up to {seats} of {total}"
            yield _breach(message, cells, *which, "seats", "seats_total")
