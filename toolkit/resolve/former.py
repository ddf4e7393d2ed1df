"""What the version before says of the keys that it gave: the memory of a build."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from toolkit.resolve.footprints import Footprint, Span
from toolkit.resolve.identifiers import slug

if TYPE_CHECKING:
    import pyarrow

TABLES = ("actors", "meetings", "elections")
"""The tables whose keys stay with what they mean."""

Keys = Mapping[str, frozenset[str]]
"""Keys by table."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """A key that is not in use any more, and the one that the same thing has since `version`."""

    table: str
    old_id: str
    new_id: str | None
    version: int

    @property
    def row(self) -> dict[str, Any]:
        """Its row of `redirects`."""
        return {
            "table_name": self.table,
            "old_id": self.old_id,
            "new_id": self.new_id,
            "since_version": self.version,
        }


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of text by which the thing that a person's correction names is known again."""

    table: str
    record_id: str
    span: Span


class History(Protocol):
    """The versions before the last one."""

    def first_versions(self, table: str, ids: Collection[str]) -> Mapping[str, int]:
        """Return the first version that has each key, as far as that is known."""
        ...

    def spans(
        self, table: str, ids: Collection[str], version: int
    ) -> Mapping[str, frozenset[Span]]:
        """Return where the rows of these keys were read in a version, as far as that is known."""
        ...


@dataclass(frozen=True, slots=True)
class Former:
    """The keys of the version before, and what people have settled about them.

    `version` is the number that the version in the making will have; `things` are the keys in
    use before, by table. `made` are keys that corrections gave and no article did, `merged`
    keys that corrections joined to another: each build must find those again to correct them.
    """

    version: int = 1
    things: Mapping[str, Mapping[str, Footprint]] = field(default_factory=dict)
    redirects: tuple[Redirect, ...] = ()
    history: History | None = None
    anchors: tuple[Anchor, ...] = ()
    made: Keys = field(default_factory=dict)
    merged: Keys = field(default_factory=dict)


def read_former(
    tables: Mapping[str, pyarrow.Table],
    version: int,
    *,
    history: History | None = None,
    anchors: Iterable[Anchor] = (),
    made: Keys | None = None,
    merged: Keys | None = None,
) -> Former:
    """Return what the tables of a version say of its keys; a table that is missing has none."""
    rows = {name: table.to_pylist() for name, table in tables.items() if name in _NEEDED}
    spans = _spans(rows.get("evidence", ()))
    return Former(
        version,
        {
            "actors": _actors(rows, spans["actors"]),
            "meetings": _meetings(rows, spans["meetings"]),
            "elections": _elections(rows, spans["elections"]),
        },
        tuple(
            Redirect(row["table_name"], row["old_id"], row["new_id"], row["since_version"])
            for row in rows.get("redirects", ())
        ),
        history,
        tuple(anchors),
        made or {},
        merged or {},
    )


OF_AN_ELECTION = ("country", "kind", "area", "round", "start_date", "end_date")
"""The columns that say which vote it is."""

Row = Mapping[str, Any]
Spans = Mapping[str, Collection[Span]]

_NEEDED = frozenset({*TABLES, "actor_names", "evidence", "meeting_participants", "redirects"})


def _spans(evidence: Iterable[Row]) -> dict[str, dict[str, set[Span]]]:
    """Return by table and key the spans of rows as a whole."""
    found: dict[str, dict[str, set[Span]]] = {table: defaultdict(set) for table in TABLES}
    for row in evidence:
        if row["table_name"] in found and row["field"] is None:
            span = (row["article_id"], row["char_start"], row["char_end"])
            found[row["table_name"]][row["record_id"]].add(span)
    return found


def _actors(rows: Mapping[str, list[Any]], spans: Spans) -> dict[str, Footprint]:
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows.get("actor_names", ()):
        names[row["actor_id"]].add(row["name"])
    return {
        row["actor_id"]: Footprint(
            frozenset(spans.get(row["actor_id"], ())),
            frozenset(names[row["actor_id"]]),
            actor_identity(row["name"], row["kind"]),
            row["country"],
        )
        for row in rows.get("actors", ())
    }


def _meetings(rows: Mapping[str, list[Any]], spans: Spans) -> dict[str, Footprint]:
    parties: dict[str, set[str]] = defaultdict(set)
    for row in rows.get("meeting_participants", ()):
        parties[row["meeting_id"]].add(row["actor_id"])
    return {
        row["meeting_id"]: Footprint(
            frozenset(spans.get(row["meeting_id"], ())),
            frozenset(parties[row["meeting_id"]]),
            meeting_identity(parties[row["meeting_id"]], row["start_date"], row["end_date"]),
        )
        for row in rows.get("meetings", ())
    }


def _elections(rows: Mapping[str, list[Any]], spans: Spans) -> dict[str, Footprint]:
    return {
        row["election_id"]: Footprint(
            frozenset(spans.get(row["election_id"], ())),
            election_traits(row),
            election_identity(row),
        )
        for row in rows.get("elections", ())
    }


def actor_identity(name: str, kind: str) -> str:
    """Return what two builds must agree on for an actor of whom they share no article."""
    return f"{slug(name)} {kind}"


def meeting_identity(actor_ids: Collection[str], start: object, end: object) -> str | None:
    """Return what two builds must agree on for a meeting; None where it says too little."""
    if len(actor_ids) < 2 or start is None:
        return None
    return f"{start} {end} {' '.join(sorted(actor_ids))}"


def election_identity(row: Row) -> str | None:
    """Return what two builds must agree on for a vote; None for one without a date."""
    if row["start_date"] is None:
        return None
    return " ".join(str(row[column]) for column in OF_AN_ELECTION)


def election_traits(row: Row) -> frozenset[str]:
    """Return what speaks for a vote beside the words that tell of it."""
    return frozenset(f"{column} {row[column]}" for column in OF_AN_ELECTION)
