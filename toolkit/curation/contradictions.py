"""Entries of curation that can't be meant together, whatever the tables hold."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from toolkit.curation.cell_values import fields_of, value_from_text
from toolkit.curation.curation import Curation
from toolkit.curation.entries import Confirmation, Entry, Merge, Override, Rejection, Split
from toolkit.curation.errors import CurationError
from toolkit.tables import primary_key

_E = TypeVar("_E", bound=Entry)
_OF_THE_READING = ("article_id", "copy_of", "reading", "sha256", "source_path", "word_count")
Cell = tuple[str, str]
"""A table and the key of one of its rows."""


def check_consistency(curation: Curation, folder: Path) -> None:
    """Raise CurationError for an entry that means nothing or contradicts another one.

    `folder` is that of the files, for the message.
    """
    for override in curation.overrides:
        _check_override(override, folder)
        _check_key(override, folder)
    named: list[Rejection | Confirmation] = [*curation.rejections, *curation.confirmations]
    for entry in named:
        _check_key(entry, folder)
    for addition in curation.additions:
        try:
            addition.values()
        except ValueError as error:
            raise CurationError(f"{place(addition, folder)}: {error}; correct it.") from error
    _check_doubles(curation, folder)
    _check_rejections(curation, folder)
    _check_distinctions(curation, folder)
    _check_circles(curation, folder)


def place(entry: Entry, folder: Path) -> str:
    """Return where an entry stands: file and line, or that it is new."""
    path = folder / f"{entry.file}.csv"
    return f"{path}, line {entry.line}" if entry.line is not None else f"The new entry of {path}"


def _check_override(entry: Override, folder: Path) -> None:
    fields = fields_of(entry.table_name)
    where = place(entry, folder)
    if entry.field not in fields:
        raise CurationError(
            f"{where}: {entry.table_name} has no column {entry.field}; "
            f"take one of {', '.join(fields)}."
        )
    if entry.field in primary_key(entry.table_name):
        raise CurationError(
            f"{where}: {entry.field} is part of the key of {entry.table_name} and can't be set; "
            "merge or split what it names, or reject the row and add another."
        )
    if entry.field in _OF_THE_READING:
        raise CurationError(
            f"{where}: {entry.field} says which text the row was read from and can't be set; "
            "reject the row and add another."
        )
    try:
        value_from_text(fields[entry.field], entry.value)
    except ValueError as error:
        raise CurationError(f"{where}: {error}; correct it.") from error


def _check_key(entry: Override | Rejection | Confirmation, folder: Path) -> None:
    key = primary_key(entry.table_name)
    if entry.record_id.count("/") < len(key) - 1:
        raise CurationError(
            f"{place(entry, folder)}: {entry.record_id} is no key of {entry.table_name}; "
            f"join {' and '.join(key)} with a slash."
        )


def _first_of_each(
    entries: Iterable[_E], keys: Mapping[int, Hashable], folder: Path, what: str
) -> None:
    first: dict[Hashable, _E] = {}
    for entry in entries:
        known = first.setdefault(keys[id(entry)], entry)
        if known is not entry:
            raise CurationError(
                f"{place(entry, folder)}: {place(known, folder)}, {what} too; keep one of them."
            )


def _check_doubles(curation: Curation, folder: Path) -> None:
    _first_of_each(
        curation.merges,
        {id(e): (e.table_name, e.old_id) for e in curation.merges},
        folder,
        "merges this row",
    )
    _first_of_each(
        curation.splits,
        {id(e): (e.table_name, e.record_id, e.article_id) for e in curation.splits},
        folder,
        "splits what this article says of the row",
    )
    _first_of_each(
        curation.overrides,
        {id(e): (e.table_name, e.record_id, e.field) for e in curation.overrides},
        folder,
        "gives this value",
    )
    _first_of_each(
        curation.rejections,
        {id(e): (e.table_name, e.record_id) for e in curation.rejections},
        folder,
        "rejects this row",
    )
    _first_of_each(
        curation.additions,
        {id(e): (e.table_name, e.record_id) for e in curation.additions},
        folder,
        "adds a row of this key",
    )
    _first_of_each(
        curation.confirmations,
        {id(e): (e.table_name, e.record_id) for e in curation.confirmations},
        folder,
        "confirms this row",
    )
    _first_of_each(
        curation.distinctions,
        {id(e): (e.table_name, *sorted((e.record_id, e.other_id))) for e in curation.distinctions},
        folder,
        "says that these are two",
    )
    added = {(e.table_name, e.record_id): e for e in curation.additions}
    for split in curation.splits:
        other = added.get((split.table_name, split.new_id))
        if other is not None:
            raise CurationError(
                f"{place(split, folder)}: {place(other, folder)}, adds {split.new_id}; "
                "give one of them another id."
            )


def _check_rejections(curation: Curation, folder: Path) -> None:
    """Raise CurationError where a row that goes is merged, split, set or added as well."""
    rejected = {(e.table_name, e.record_id): e for e in curation.rejections}
    named: list[tuple[Cell, Entry, str]] = []
    for merge in curation.merges:
        named.append(((merge.table_name, merge.old_id), merge, "merges it"))
        named.append(((merge.table_name, merge.new_id), merge, "merges another row into it"))
    for split in curation.splits:
        named.append(((split.table_name, split.record_id), split, "splits it"))
        named.append(((split.table_name, split.new_id), split, "gives it a part of another row"))
    for override in curation.overrides:
        named.append(((override.table_name, override.record_id), override, "gives it a value"))
    for addition in curation.additions:
        named.append(((addition.table_name, addition.record_id), addition, "adds it"))
    for distinction in curation.distinctions:
        for record in (distinction.record_id, distinction.other_id):
            named.append(((distinction.table_name, record), distinction, "tells it from another"))
    for confirmation in curation.confirmations:
        cell = (confirmation.table_name, confirmation.record_id)
        named.append((cell, confirmation, "finds it right"))
    for cell, entry, what in named:
        if cell in rejected:
            rejection = rejected[cell]
            raise CurationError(
                f"{place(rejection, folder)}: it rejects {cell[1]} of {cell[0]}, and "
                f"{place(entry, folder)}, {what}; keep one of them."
            )


def _check_distinctions(curation: Curation, folder: Path) -> None:
    """Raise CurationError where two rows are said to be two and one, or one is told from itself."""
    merged = {(e.table_name, frozenset((e.old_id, e.new_id))): e for e in curation.merges}
    for distinction in curation.distinctions:
        pair = frozenset((distinction.record_id, distinction.other_id))
        if len(pair) == 1:
            raise CurationError(
                f"{place(distinction, folder)}: it tells {distinction.record_id} from itself; "
                "name two rows."
            )
        merge = merged.get((distinction.table_name, pair))
        if merge is not None:
            raise CurationError(
                f"{place(distinction, folder)}: {place(merge, folder)}, makes one of "
                f"{distinction.record_id} and {distinction.other_id}; keep one of the lines."
            )


def _check_circles(curation: Curation, folder: Path) -> None:
    """Raise CurationError where what goes from row to row comes to no end."""
    onward: dict[Cell, list[tuple[Cell, Merge | Split]]] = {}
    for merge in curation.merges:
        old = (merge.table_name, merge.old_id)
        onward.setdefault(old, []).append(((merge.table_name, merge.new_id), merge))
    for split in curation.splits:
        old = (split.table_name, split.record_id)
        onward.setdefault(old, []).append(((split.table_name, split.new_id), split))
    done: set[Cell] = set()
    for start in sorted(onward):
        path: list[tuple[Cell, Merge | Split | None]] = [(start, None)]
        _follow(path, onward, done, folder)


def _follow(
    path: list[tuple[Cell, Merge | Split | None]],
    onward: Mapping[Cell, list[tuple[Cell, Merge | Split]]],
    done: set[Cell],
    folder: Path,
) -> None:
    """Walk every way on from the last cell of `path`, without recursion."""
    waiting = [iter(onward.get(path[-1][0], ()))]
    while waiting:
        step = next(waiting[-1], None)
        if step is None:
            waiting.pop()
            done.add(path.pop()[0])
            continue
        cell, entry = step
        if any(cell == known for known, _ in path):
            raise CurationError(
                f"{place(entry, folder)}: with other lines it leads from {cell[1]} of {cell[0]} "
                "back to it; remove one of the lines of the circle."
            )
        if cell not in done:
            path.append((cell, entry))
            waiting.append(iter(onward.get(cell, ())))
