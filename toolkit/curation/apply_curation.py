"""Apply what people decided to the tables that were read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any

from toolkit.curation.add_rows import add_row
from toolkit.curation.check_verdict import check_verdict
from toolkit.curation.curation import Curation
from toolkit.curation.entries import Distinction, Entry, Merge, Override, Rejection, Split
from toolkit.curation.errors import NotApplicable
from toolkit.curation.laws import Breach, breaches
from toolkit.curation.merge_rows import merge_rows
from toolkit.curation.redirects import final_ids, with_redirects
from toolkit.curation.reject_rows import reject_row
from toolkit.curation.set_values import is_of_all_reports, set_value
from toolkit.curation.settle_meetings import settle_meetings
from toolkit.curation.split_rows import split_rows
from toolkit.curation.working_rows import Cell, WorkingRows
from toolkit.tables import primary_key, table_names

if TYPE_CHECKING:
    import pyarrow


@dataclass(frozen=True, slots=True)
class NotApplied:
    """An entry that was left out, and why, as a clause."""

    entry: Entry
    why: str

    def to_dict(self) -> dict[str, Any]:
        """Return file, line, entry and reason as values that JSON knows."""
        return {
            "file": f"{self.entry.file}.csv",
            "line": self.entry.line,
            "entry": str(self.entry),
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class Curated:
    """The tables after curation, the entries that made them, and those left out."""

    tables: dict[str, pyarrow.Table]
    applied: tuple[Entry, ...] = ()
    not_applied: tuple[NotApplied, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return counts by file, and what was left out, as values that JSON knows."""
        return {
            "applied": {name: count for name, count in self.counts.items() if count},
            "not_applied": [left.to_dict() for left in self.not_applied],
        }

    @property
    def counts(self) -> dict[str, int]:
        """Number of entries that were applied, by the name of their file."""
        counts: dict[str, int] = {}
        for entry in self.applied:
            counts[entry.file] = counts.get(entry.file, 0) + 1
        return dict(sorted(counts.items()))


def apply_curation(
    tables: Mapping[str, pyarrow.Table],
    curation: Curation,
    *,
    version: int,
    redirects_before: pyarrow.Table | None = None,
    ids_before: Collection[Cell] = (),
    texts: Mapping[str, str] | None = None,
) -> Curated:
    """Return the tables with every entry applied that fits them.

    The order is always the same, whatever that of the files: additions, merges and splits
    (each row after those that go into it), values, rejections, and the status of meetings; at last
    it is seen whether what the verdicts name is there. An
    entry that names what is not there, that is not needed any more, or with which the tables
    would be invalid is left out, and said to be. `texts` are those of articles by article_id,
    to see whether added facts point at words. Where `tables` has `redirects`, what became of keys
    is added to it: with `version`, the number of the version in the making, or with that of
    `redirects_before`; `ids_before` are table and key of what the version before had.

    The curation must be free of contradictions, as `read_curation` returns it.
    """
    if not curation.entries:
        return Curated(dict(tables))
    broken_before = {breach.message for breach in breaches(WorkingRows(tables))}
    left_out: list[NotApplied] = []
    while True:
        rows = WorkingRows(tables)
        run = _Run(rows, curation.without(left.entry for left in left_out), texts or {})
        run.apply()
        blamed = _blamed(rows, broken_before)
        if not blamed:
            break
        left_out += blamed
    result = rows.to_tables()
    if "redirects" in result:
        result["redirects"] = with_redirects(
            tables,
            result,
            run.applied,
            version=version,
            before=redirects_before,
            ids_before=ids_before,
        )
    not_applied = sorted([*run.not_applied, *left_out], key=lambda left: _order(left.entry))
    return Curated(result, tuple(sorted(run.applied, key=_order)), tuple(not_applied))


class _Run:
    """One application of all entries: which were applied, and which not."""

    def __init__(self, rows: WorkingRows, curation: Curation, texts: Mapping[str, str]) -> None:
        self.rows = rows
        self.curation = curation
        self.texts = texts
        self.applied: list[Entry] = []
        self.not_applied: list[NotApplied] = []

    def apply(self) -> None:
        """Apply every entry that fits, in the one order."""
        curation = self.curation
        tables = {name: number for number, name in enumerate(table_names())}
        ends = final_ids(curation.merges)
        for addition in sorted(curation.additions, key=lambda e: (tables[e.table_name], _order(e))):
            self._try(addition, add_row, self.texts)
        early = {id(entry) for entry in self._of_merged_rows(ends)}
        self._set_and_reject(ends, lambda entry: id(entry) in early)
        for step in _in_order(curation):
            self._try(step, merge_rows if isinstance(step, Merge) else split_rows)
        self._set_and_reject(ends, lambda entry: id(entry) not in early)
        settle_meetings(self.rows)
        for override in sorted(curation.overrides, key=_order):
            if is_of_all_reports(override):
                self._try(override, set_value, ends)
        verdicts: list[Entry] = [*curation.distinctions, *curation.confirmations]
        for verdict in sorted(verdicts, key=_order):
            self._try(verdict, check_verdict)

    def _set_and_reject(
        self, ends: dict[Cell, str], is_meant: Callable[[Override | Rejection], bool]
    ) -> None:
        for override in sorted(filter(is_meant, self.curation.overrides), key=_order):
            if not is_of_all_reports(override):
                self._try(override, set_value, ends)
        for rejection in sorted(filter(is_meant, self.curation.rejections), key=_order):
            self._try(rejection, reject_row)

    def _of_merged_rows(self, ends: Mapping[Cell, str]) -> Iterable[Override | Rejection]:
        """Yield the entries whose row has another key after the merges: they were made before."""
        named: list[Override | Rejection] = [*self.curation.overrides, *self.curation.rejections]
        for entry in named:
            key = primary_key(entry.table_name)
            parts = entry.record_id.split("/", len(key) - 1)
            references = dict(self.rows.references(entry.table_name))
            if any((references.get(c, ""), p) in ends for c, p in zip(key, parts, strict=False)):
                yield entry

    def _try(self, entry: Entry, apply: Callable[..., None], *more: object) -> None:
        self.rows.entry = entry
        try:
            apply(self.rows, entry, *more)
        except NotApplicable as reason:
            self.not_applied.append(NotApplied(entry, str(reason)))
        else:
            self.applied.append(entry)
        self.rows.entry = None


def _in_order(curation: Curation) -> Iterable[Merge | Split]:
    """Yield merges and splits so that a row is whole before anything leaves it."""
    sorter: TopologicalSorter[Cell] = TopologicalSorter()
    leaving: dict[Cell, list[Merge | Split]] = {}
    # A row is split before it goes into another one.
    for split in sorted(curation.splits, key=_order):
        cell = (split.table_name, split.record_id)
        leaving.setdefault(cell, []).append(split)
        sorter.add((split.table_name, split.new_id), cell)
    for merge in sorted(curation.merges, key=_order):
        cell = (merge.table_name, merge.old_id)
        leaving.setdefault(cell, []).append(merge)
        sorter.add((merge.table_name, merge.new_id), cell)
    sorter.prepare()
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        for cell in ready:
            yield from leaving.get(cell, ())
        sorter.done(*ready)


def _blamed(rows: WorkingRows, broken_before: set[str]) -> list[NotApplied]:
    """Return the entries with which something is broken that was not, each once."""
    reasons: dict[int, NotApplied] = {}
    for breach in breaches(rows):
        if breach.message not in broken_before:
            for entry in _culprits(rows, breach):
                reasons.setdefault(id(entry), NotApplied(entry, f"with it {breach.message}"))
    return list(reasons.values())


def _culprits(rows: WorkingRows, breach: Breach) -> Iterable[Entry]:
    for table, key in sorted(breach.cells):
        yield from rows.touched_by(table, key, breach.columns)


def _order(entry: Entry) -> tuple[str, ...]:
    """Return a sort key that depends on what an entry says, not on where it stands."""
    if isinstance(entry, Merge):
        return entry.file, entry.table_name, entry.old_id
    if isinstance(entry, Split):
        return entry.file, entry.table_name, entry.record_id, entry.article_id
    if isinstance(entry, Override):
        return entry.file, entry.table_name, entry.record_id, entry.field
    if isinstance(entry, Distinction):
        return entry.file, entry.table_name, entry.record_id, entry.other_id
    return entry.file, entry.table_name, entry.record_id
