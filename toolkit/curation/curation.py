"""All that people decided about a package, as one value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from toolkit.curation.entries import (
    Addition,
    Anchor,
    Confirmation,
    Distinction,
    Entry,
    Merge,
    Override,
    Rejection,
    Split,
)

THINGS = ("actors", "meetings", "elections")
"""The tables whose rows are things of the world, named by ids that outlive a build."""


@dataclass(frozen=True, slots=True)
class Curation:
    """The entries of every file, the anchors of the rows they name, and the files' SHA-256.

    `digest` is None where there is no entry and no anchor.
    """

    merges: tuple[Merge, ...] = ()
    splits: tuple[Split, ...] = ()
    overrides: tuple[Override, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    additions: tuple[Addition, ...] = ()
    distinctions: tuple[Distinction, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    digest: str | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in no order that means anything."""
        return (
            *self.additions,
            *self.merges,
            *self.splits,
            *self.overrides,
            *self.rejections,
            *self.distinctions,
            *self.confirmations,
        )

    @property
    def made_ids(self) -> frozenset[tuple[str, str]]:
        """Table and id of what splits and additions create: nothing that a parser found.

        A split can also go to a row that was read; such a row has an anchor.
        """
        anchored = {(anchor.table_name, anchor.record_id) for anchor in self.anchors}
        split = {(entry.table_name, entry.new_id) for entry in self.splits} - anchored
        added = {(e.table_name, e.record_id) for e in self.additions if e.table_name in THINGS}
        return frozenset(split | added)

    @property
    def merged_ids(self) -> frozenset[tuple[str, str]]:
        """Table and id of what goes into another row."""
        return frozenset((entry.table_name, entry.old_id) for entry in self.merges)

    @property
    def rejected_ids(self) -> frozenset[tuple[str, str]]:
        """Table and id of the actors, meetings and elections that go."""
        return frozenset(
            (entry.table_name, entry.record_id)
            for entry in self.rejections
            if entry.table_name in THINGS
        )

    def with_entries(self, entries: Iterable[Entry]) -> Curation:
        """Return this curation and some entries more; its digest is that of the files."""
        more = tuple(entries)
        return replace(
            self,
            merges=(*self.merges, *(e for e in more if isinstance(e, Merge))),
            splits=(*self.splits, *(e for e in more if isinstance(e, Split))),
            overrides=(*self.overrides, *(e for e in more if isinstance(e, Override))),
            rejections=(*self.rejections, *(e for e in more if isinstance(e, Rejection))),
            additions=(*self.additions, *(e for e in more if isinstance(e, Addition))),
            distinctions=(*self.distinctions, *(e for e in more if isinstance(e, Distinction))),
            confirmations=(*self.confirmations, *(e for e in more if isinstance(e, Confirmation))),
        )

    def without(self, entries: Iterable[Entry]) -> Curation:
        """Return this curation less some entries."""
        left_out = {id(entry) for entry in entries}
        return replace(
            self,
            merges=tuple(e for e in self.merges if id(e) not in left_out),
            splits=tuple(e for e in self.splits if id(e) not in left_out),
            overrides=tuple(e for e in self.overrides if id(e) not in left_out),
            rejections=tuple(e for e in self.rejections if id(e) not in left_out),
            additions=tuple(e for e in self.additions if id(e) not in left_out),
            distinctions=tuple(e for e in self.distinctions if id(e) not in left_out),
            confirmations=tuple(e for e in self.confirmations if id(e) not in left_out),
        )
