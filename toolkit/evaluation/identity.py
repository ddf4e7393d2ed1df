"""Measure how well what several articles tell of one thing becomes one row.

Annotations that give an `identity` to actors, meetings and elections say which of them are
the same thing: the same word in two articles means the same thing, two words mean two. Every
pair of such items of two articles is judged: a pair of one identity ought to share a row, any
other pair ought not. Precision is the share of the pairs joined that are rightly joined,
recall the share of the pairs of one identity that are joined. Both speak of joining alone:
what one article says of itself is the business of the other figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import PurePath
from typing import Any

import pyarrow

from toolkit.resolve.names import name_key

Annotation = Mapping[str, Any]
Row = Mapping[str, Any]

TABLES = ("actors", "meetings", "elections")
"""The tables in which a thing of the world is one row, however many articles tell of it."""


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """An actor, meeting or election of one annotation, by its position in the list."""

    table: str
    article: str
    position: int


@dataclass(frozen=True, slots=True)
class Merging:
    """The judged pairs of items of two articles, each list in the order of the items."""

    right: tuple[tuple[Item, Item], ...]
    wrong: tuple[tuple[Item, Item], ...]
    missed: tuple[tuple[Item, Item], ...]

    @property
    def precision(self) -> float:
        """Share of the pairs in one row that are one thing; 1 if no pair is in one row."""
        joined = len(self.right) + len(self.wrong)
        return len(self.right) / joined if joined else 1.0

    @property
    def recall(self) -> float:
        """Share of the pairs that are one thing and in one row; 1 if there are none."""
        same = len(self.right) + len(self.missed)
        return len(self.right) / same if same else 1.0


def measure_identity(
    tables: Mapping[str, pyarrow.Table], annotations: Mapping[str, Annotation]
) -> dict[str, Merging]:
    """Return the merging of each of `TABLES`, and that of all three under "all".

    `annotations` are gold files by the stem of the article's source path. An item that the
    tables lack shares no row with any other; where it is optional, it is left out.
    """
    identities = {
        Item(table, article, position): entry["identity"]
        for article, annotation in annotations.items()
        for table in TABLES
        for position, entry in enumerate(annotation[table])
        if "identity" in entry
    }
    rows = rows_of_items(tables, annotations)
    items = sorted(
        item
        for item in identities
        if item in rows or not annotations[item.article][item.table][item.position].get("optional")
    )
    merged = {
        table: judge_pairs([item for item in items if item.table == table], identities, rows)
        for table in TABLES
    }
    parts = list(merged.values())
    everything = Merging(
        tuple(pair for part in parts for pair in part.right),
        tuple(pair for part in parts for pair in part.wrong),
        tuple(pair for part in parts for pair in part.missed),
    )
    return {**merged, "all": everything}


def judge_pairs(
    items: Sequence[Item], identities: Mapping[Item, str], rows: Mapping[Item, str]
) -> Merging:
    """Return the merging of items of one table: `rows` gives the row of those that have one."""
    right, wrong, missed = [], [], []
    for pair in combinations(items, 2):
        one, other = pair
        if one.article == other.article:
            continue
        same = identities[one] == identities[other]
        joined = one in rows and rows[one] == rows.get(other)
        if same and joined:
            right.append(pair)
        elif joined:
            wrong.append(pair)
        elif same:
            missed.append(pair)
    return Merging(tuple(right), tuple(wrong), tuple(missed))


def rows_of_items(
    tables: Mapping[str, pyarrow.Table], annotations: Mapping[str, Annotation]
) -> dict[Item, str]:
    """Return the key of the row that stands for each annotated item, where there is one.

    Within an article every item has at most one row and every row at most one item, the most
    alike first: actors by their names there, meetings by who met, when and where, elections
    by country, kind, area, round and days.
    """
    package = _Package(tables)
    found: dict[Item, str] = {}
    for stem, annotation in annotations.items():
        article_id = package.article_of.get(stem)
        if article_id is None:
            continue
        actors = _match(
            annotation["actors"], package.actors_of(article_id), _likeness_of_actors, "actor_id"
        )
        actor_of = {
            name: actors[position]
            for position, entry in reversed(list(enumerate(annotation["actors"])))
            if position in actors
            for name in (entry["name"], *entry.get("aliases", ()))
        }
        named = [
            {
                **entry,
                "actors": {
                    actor_of[participant["name"]]
                    for participant in entry["participants"]
                    if participant["name"] in actor_of
                },
            }
            for entry in annotation["meetings"]
        ]
        meetings = _match(
            named, package.meetings_of(article_id), _likeness_of_meetings, "meeting_id"
        )
        elections = _match(
            annotation["elections"],
            package.elections_of(article_id),
            _likeness_of_elections,
            "election_id",
        )
        for table, matched in zip(TABLES, (actors, meetings, elections), strict=True):
            found.update({Item(table, stem, position): key for position, key in matched.items()})
    return found


class _Package:
    """The tables of a package, by article."""

    def __init__(self, tables: Mapping[str, pyarrow.Table]) -> None:
        rows = {name: table.to_pylist() for name, table in tables.items()}
        self.article_of = {
            PurePath(row["source_path"]).stem: row["article_id"] for row in rows["articles"]
        }
        self._actors = {row["actor_id"]: row for row in rows["actors"]}
        self._meetings = {row["meeting_id"]: row for row in rows["meetings"]}
        self._elections = {row["election_id"]: row for row in rows["elections"]}
        self._reports: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for table in ("meeting_reports", "election_reports"):
            for row in rows[table]:
                self._reports[table, row["article_id"]].append(row)
        self._records: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in rows["evidence"]:
            self._records[row["article_id"], row["table_name"]].add(row["record_id"])

    def actors_of(self, article_id: str) -> list[Row]:
        """Return the actors of an article with the `names` that it gives them."""
        names: dict[str, set[str]] = defaultdict(set)
        for record in self._records[article_id, "actor_names"]:
            actor_id, _, name = record.partition("/")
            names[actor_id].add(name_key(name))
        return [
            {**self._actors[key], "names": names[key] or {name_key(self._actors[key]["name"])}}
            for key in sorted(self._records[article_id, "actors"])
        ]

    def meetings_of(self, article_id: str) -> list[Row]:
        """Return the meetings of an article with the `actors` who met, as it tells it."""
        actors: dict[str, set[str]] = defaultdict(set)
        for record in self._records[article_id, "meeting_participants"]:
            meeting_id, _, actor_id = record.partition("/")
            actors[meeting_id].add(actor_id)
        return [
            {
                **self._meetings[row["meeting_id"]],
                "status": row["status"],
                "actors": actors[row["meeting_id"]],
            }
            for row in self._reports["meeting_reports", article_id]
        ]

    def elections_of(self, article_id: str) -> list[Row]:
        """Return the elections of an article."""
        return [
            self._elections[row["election_id"]]
            for row in self._reports["election_reports", article_id]
        ]


def _match(
    entries: Iterable[Row], rows: Sequence[Row], likeness: Callable[[Row, Row], float], key: str
) -> dict[int, str]:
    """Return the key of the row for each entry that has one, by the entry's position."""
    scored = [
        (-likeness(entry, row), position, number)
        for position, entry in enumerate(entries)
        for number, row in enumerate(rows)
    ]
    matched: dict[int, str] = {}
    taken: set[int] = set()
    for unlike, position, number in sorted(scored):
        if unlike < 0 and position not in matched and number not in taken:
            matched[position] = rows[number][key]
            taken.add(number)
    return matched


def _likeness_of_actors(entry: Row, row: Row) -> float:
    forms = {name_key(name) for name in (entry["name"], *entry.get("aliases", ()))}
    shared = forms & row["names"]
    if not shared:
        return 0.0
    by_full_name = name_key(entry["name"]) in row["names"]
    alike = _agreements(entry, row, "kind", "country")
    return 2 * by_full_name + len(shared) / len(forms | row["names"]) + alike / 4


def _likeness_of_meetings(entry: Row, row: Row) -> float:
    shared = len(entry["actors"] & row["actors"]) / len(entry["actors"] | row["actors"] | {None})
    if not shared or (entry["kind"] == "call") != (row["kind"] == "call"):
        return 0.0
    alike = _agreements(entry, row, "kind", "status", "place")
    return float(shared + 0.5 * _overlap(entry, row) + alike / 20)


def _likeness_of_elections(entry: Row, row: Row) -> float:
    if entry["country"] != row["country"] or not _overlap(entry, row):
        return 0.0
    same_kind = _agreements(entry, row, "kind")
    alike = _agreements(entry, row, "area", "round")
    return 1 + 2 * same_kind + alike + (_days(entry) == _days(row)) / 2


def _agreements(entry: Row, row: Row, *fields: str) -> int:
    return sum(bool(entry.get(field) == row[field]) for field in fields)


def _days(item: Row) -> tuple[str, str] | None:
    """Return the first and last possible day of an entry (`start`) or row (`start_date`)."""
    start, end = (item.get(name, item.get(f"{name}_date")) for name in ("start", "end"))
    return (str(start)[:10], str(end)[:10]) if start and end else None


def _overlap(one: Row, other: Row) -> bool:
    first, second = _days(one), _days(other)
    return first is None or second is None or (first[0] <= second[1] and second[0] <= first[1])
