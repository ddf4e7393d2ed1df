"""What the version before says of the keys that it gave: the memory of a build."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from toolkit.resolve.footprints import Footprint, Span
from toolkit.resolve.identifiers import slug
from toolkit.tables import primary_key

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

    `version` is the number that the version in the making will have. `tables` are those of the
    version before by name, as Arrow has them: of a few keys at a time it is asked what they stood
    for. `made` are keys that corrections gave and no article did, `merged` keys that corrections
    joined to another: each build must find those again to correct them.
    """

    version: int = 1
    tables: Mapping[str, pyarrow.Table] = field(default_factory=dict)
    redirects: tuple[Redirect, ...] = ()
    history: History | None = None
    anchors: tuple[Anchor, ...] = ()
    made: Keys = field(default_factory=dict)
    merged: Keys = field(default_factory=dict)

    def ids(self, table: str) -> list[str]:
        """Return the keys of a table that were in use."""
        if table not in self.tables:
            return []
        found: list[str] = self.tables[table].column(*primary_key(table)).to_pylist()
        return found

    def spans(self, table: str) -> pyarrow.Table:
        """Return where the rows of a table were read: its columns are those of `SPANS`."""
        import pyarrow
        import pyarrow.compute

        evidence = self.tables.get("evidence")
        if evidence is None:
            columns = {name: pyarrow.type_for_alias(of) for name, of in SPANS.items()}
            return pyarrow.schema(columns).empty_table()
        whole = evidence.filter(
            pyarrow.compute.field("field").is_null()
            & (pyarrow.compute.field("table_name") == table)
        )
        return whole.select([*SPANS])

    def footprints(self, table: str, ids: Collection[str]) -> dict[str, Footprint]:
        """Return what some keys of a table stood for, in the order of the table."""
        about, read = _READERS[table]
        (key,) = primary_key(table)
        rows = {name: _rows_of(self.tables.get(name), key, ids) for name in about}
        spans: dict[str, set[Span]] = defaultdict(set)
        for row in _rows_of(self.spans(table), "record_id", ids):
            spans[row["record_id"]].add((row["article_id"], row["char_start"], row["char_end"]))
        return read(rows, spans)


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
    redirects = tables["redirects"].to_pylist() if "redirects" in tables else []
    return Former(
        version,
        tables,
        tuple(
            Redirect(row["table_name"], row["old_id"], row["new_id"], row["since_version"])
            for row in redirects
        ),
        history,
        tuple(anchors),
        made or {},
        merged or {},
    )


SPANS = {
    "record_id": "string",
    "article_id": "string",
    "char_start": "int64",
    "char_end": "int64",
}
"""The columns that say where a row was read."""

OF_AN_ELECTION = ("country", "kind", "area", "round", "start_date", "end_date")
"""The columns that say which vote it is."""

Row = Mapping[str, Any]
Rows = Mapping[str, list[Any]]
Spans = Mapping[str, Collection[Span]]


def _rows_of(table: pyarrow.Table | None, column: str, ids: Collection[str]) -> list[Any]:
    """Return the rows of a table, if it is there, that have one of some keys."""
    import pyarrow
    import pyarrow.compute

    if table is None:
        return []
    wanted = pyarrow.array(ids, table.schema.field(column).type)
    found: list[Any] = table.filter(pyarrow.compute.field(column).isin(wanted)).to_pylist()
    return found


def _actors(rows: Rows, spans: Spans) -> dict[str, Footprint]:
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows["actor_names"]:
        names[row["actor_id"]].add(row["name"])
    return {
        row["actor_id"]: Footprint(
            frozenset(spans.get(row["actor_id"], ())),
            frozenset(names[row["actor_id"]]),
            actor_identity(row["name"], row["kind"]),
            row["country"],
        )
        for row in rows["actors"]
    }


def _meetings(rows: Rows, spans: Spans) -> dict[str, Footprint]:
    parties: dict[str, set[str]] = defaultdict(set)
    for row in rows["meeting_participants"]:
        parties[row["meeting_id"]].add(row["actor_id"])
    return {
        row["meeting_id"]: Footprint(
            frozenset(spans.get(row["meeting_id"], ())),
            frozenset(parties[row["meeting_id"]]),
            meeting_identity(parties[row["meeting_id"]], row["start_date"], row["end_date"]),
        )
        for row in rows["meetings"]
    }


def _elections(rows: Rows, spans: Spans) -> dict[str, Footprint]:
    return {
        row["election_id"]: Footprint(
            frozenset(spans.get(row["election_id"], ())),
            election_traits(row),
            election_identity(row),
        )
        for row in rows["elections"]
    }


_READERS: Mapping[str, tuple[tuple[str, ...], Callable[[Rows, Spans], dict[str, Footprint]]]] = {
    "actors": (("actors", "actor_names"), _actors),
    "meetings": (("meetings", "meeting_participants"), _meetings),
    "elections": (("elections",), _elections),
}
"""By table: the tables that say what its keys stood for, and what reads them."""


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
