"""What a release changes, in words: the text of its entry in the changelog."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolkit.release.release_changes import CellChange, ReleaseChanges, TableNews
from toolkit.store.history import TableChange

_PROMINENT = (
    *("meetings", "elections", "actors", "election_reports", "election_results", "articles"),
    *("meeting_participants", "meeting_reports", "actor_roles", "actor_names"),
)
"""Tables in the order in which their changes are told; any other comes after them."""

_MOST_IN_SUMMARY = 6
_MOST_CORRECTIONS = 24
"""Corrections that an entry tells one by one; the counts by table stand below them."""


def first_release_notes(rows: Mapping[str, int]) -> str:
    """Return the entry of a first release: how many rows there are of each table."""
    counts = [TableChange(table, added=count) for table, count in rows.items()]
    told = [_counted(count, change.table) for change in counts if (count := change.added)]
    return "\n".join(["### Data", "", f"First release: {', '.join(told)}."])


def release_notes(changes: ReleaseChanges) -> str:
    """Return the entry of a release: a summary, what is most visible, and counts by table."""
    tables = sorted(changes.tables, key=lambda news: _prominence(news.counts.table))
    schema = [change.text for change in changes.schema]
    corrections = [line for news in tables for line in _corrections(news)]
    if len(corrections) > _MOST_CORRECTIONS:
        corrections = [*corrections[:_MOST_CORRECTIONS], "and more, which the counts below hold"]
    sections = {
        "Added": [
            *(text for text in schema if text.endswith(" added")),
            *(_listed(news.counts.added, news, news.added) for news in tables if news.added),
        ],
        "Changed": [
            *(text for text in schema if not text.endswith((" added", " removed"))),
            *changes.lost_ids,
            *changes.revised,
            *corrections,
        ],
        "Removed": [
            *(text for text in schema if text.endswith(" removed")),
            *(_listed(news.counts.removed, news, news.removed) for news in tables if news.removed),
        ],
    }
    parts = ["### Data", summary(changes)]
    for title, lines in sections.items():
        if lines:
            parts.append(f"#### {title}")
            parts.append("\n".join(f"- {line}" for line in lines))
    if changes.tables:
        parts.append("#### Rows")
        parts.append(_table_of_counts(news.counts for news in changes.tables))
    return "\n\n".join(parts)


def summary(changes: ReleaseChanges) -> str:
    """Return the most visible changes as one sentence.

    "2 meetings added; turnout of de-2025-02-23-parliamentary corrected from 82.0 to 82.5."
    """
    clauses = [change.text for change in changes.schema]
    clauses += [clause.partition(":")[0] for clause in changes.lost_ids]
    tables = sorted(changes.tables, key=lambda news: _prominence(news.counts.table))
    for news in tables:
        if news.added:
            clauses.append(f"{_counted(news.counts.added, news.counts.table)} added")
        if news.removed:
            clauses.append(f"{_counted(news.counts.removed, news.counts.table)} removed")
    for news in tables:
        clauses.extend(map(_correction, news.changed))
    clauses.extend(changes.revised)
    if not clauses:
        # Only what tables say of other rows has changed.
        clauses = [str(news.counts) for news in tables]
    more = len(clauses) - _MOST_IN_SUMMARY
    told = clauses[:_MOST_IN_SUMMARY] + ([f"and {more} more"] if more > 0 else [])
    return "; ".join(told) + "."


def _prominence(table: str) -> int:
    return _PROMINENT.index(table) if table in _PROMINENT else len(_PROMINENT)


def _counted(count: int, table: str) -> str:
    words = table.replace("_", " ")
    if not words.endswith("s"):
        words = f"rows of {words}" if count != 1 else f"row of {words}"
    return f"{count:,} {words.removesuffix('s') if count == 1 else words}"


def _listed(count: int, news: TableNews, names: tuple[str, ...]) -> str:
    more = count - len(names)
    listed = "; ".join(names) + (f"; and {more:,} more" if more > 0 else "")
    return f"{_counted(count, news.counts.table)}: {listed}"


def _corrections(news: TableNews) -> list[str]:
    lines = [_correction(cell) for cell in news.changed]
    more = news.counts.changed - len({cell.row for cell in news.changed})
    if news.changed and more > 0:
        lines.append(f"and {more:,} more of the {news.counts.table.replace('_', ' ')}")
    return lines


def _correction(cell: CellChange) -> str:
    what = f"{cell.column.removesuffix('_id').replace('_', ' ')} of {cell.row}"
    if cell.before is None:
        return f"{what} given as {cell.after}"
    if cell.after is None:
        return f"{what} withdrawn, was {cell.before}"
    return f"{what} corrected from {cell.before} to {cell.after}"


def _table_of_counts(counts: Iterable[TableChange]) -> str:
    lines = ["| table | added | changed | removed |", "| --- | ---: | ---: | ---: |"]
    lines += [
        f"| {count.table} | {count.added:,} | {count.changed:,} | {count.removed:,} |"
        for count in counts
    ]
    return "\n".join(lines)
