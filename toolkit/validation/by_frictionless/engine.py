"""Tables judged by frictionless, which is told what the specification says.

Frictionless reads every row and says what is wrong with it; here it is only given its sources
(`frictionless_package`) and asked for its errors. What it does not check is added: unique keys.
Nothing is fetched from a network, and no path but those of the descriptor is read.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.validation.by_frictionless.errors import defect_of_break, defect_of_error
from toolkit.validation.by_frictionless.table_package import TablePackage, open_package
from toolkit.validation.defect import Defect, Judgement
from toolkit.validation.descriptor import Descriptor, Resource
from toolkit.validation.digests import digest_defects
from toolkit.validation.stated_counts import count_defects

if TYPE_CHECKING:
    from frictionless.resources import TableResource
    from frictionless.table.row import Row


@dataclass(slots=True)
class _Table:
    """What is found in one table while its rows are read."""

    limit: int
    defects: list[Defect] = field(default_factory=list)
    more: int = 0
    rows: int | None = None
    left: str | None = None

    def add(self, defect: Defect) -> None:
        if len(self.defects) < self.limit:
            self.defects.append(defect)
        else:
            self.more += 1


def judge_with_frictionless(
    descriptor: Descriptor, *, names: Collection[str] | None = None, limit: int = 1000
) -> Judgement:
    """Return what frictionless finds wrong with the resources of a package, by default all.

    Of each resource at most `limit` defects are named. A resource that cannot be read to its end
    has that as its only defect, as the rest would depend on how far frictionless reads ahead. Of
    a resource without schema only its size and hash are judged. What frictionless cannot judge
    at all is left.
    """
    from frictionless import system

    from toolkit.validation.by_frictionless.specified_fields import reading_as_specified

    asked = [r for r in descriptor.resources if names is None or r.name in names]
    found: dict[str, _Table] = {}
    with (
        tempfile.TemporaryDirectory(prefix="toolkit-") as scratch,
        # The paths were found to lie within the package, which frictionless can't see in
        # absolute ones.
        system.use_context(trusted=True, onerror="ignore", standards="v2"),
        reading_as_specified(),
    ):
        package = open_package(descriptor, asked, Path(scratch))
        for resource in asked:
            if resource.schema is None:
                found[resource.name] = _Table(limit)
            elif resource.name in package.left:
                found[resource.name] = _Table(limit, left=package.left[resource.name])
            elif resource.name in package.broken:
                found[resource.name] = _Table(limit, [package.broken[resource.name]])
            else:
                found[resource.name] = _judge_table(package, resource, limit)
            if found[resource.name].left is None:
                _add_digests(resource, found[resource.name])
    return Judgement(
        defects=tuple(d for t in found.values() if t.left is None for d in t.defects),
        rows={n: t.rows for n, t in found.items() if t.rows is not None and t.left is None},
        left={n: t.left for n, t in found.items() if t.left is not None},
        more={n: t.more for n, t in found.items() if t.more and t.left is None},
    )


def _add_digests(resource: Resource, table: _Table) -> None:
    try:
        for defect in digest_defects(resource):
            table.add(defect)
    except OSError as error:
        if not table.defects:
            table.add(Defect(resource.name, "scheme-error", note=str(error)))


def _judge_table(package: TablePackage, resource: Resource, limit: int) -> _Table:
    source = package.table(resource.name)
    others = _others(source, resource.name)
    if left := others & package.left.keys():
        return _Table(limit, left=f"it refers to {min(left)}, which is left")
    unknown = sorted(others - package.names - package.broken.keys())
    _keep_references(source, {"", resource.name} | (others & package.names))
    unique = _UniqueKeys(resource)
    table = _read_table(source, resource, unique, limit)
    if table.rows is None and table.left is None and _others(source, resource.name):
        # The fault may be in a table that it refers to: that one has the defect.
        readable = {name for name in others & package.names if _is_readable(package, name)}
        _keep_references(source, {"", resource.name} | readable)
        table = _read_table(source, resource, unique, limit)
    note = 'failed to handle a foreign key as resource "{}" does not exist'
    missing = [Defect(resource.name, "resource-error", note=note.format(n)) for n in unknown]
    table.defects = [*missing, *table.defects]
    return table


def _others(source: TableResource, name: str) -> set[str]:
    """Return the other tables that a table refers to."""
    named = {key["reference"]["resource"] for key in source.schema.foreign_keys}
    return named - {"", name}


def _keep_references(source: TableResource, names: set[str]) -> None:
    source.schema.foreign_keys = [
        key for key in source.schema.foreign_keys if key["reference"]["resource"] in names
    ]


def _is_readable(package: TablePackage, name: str) -> bool:
    table = package.table(name).to_copy()
    table.schema.foreign_keys = []
    try:
        with table:
            return all(True for _ in table.row_stream)
    except Exception:
        # Whatever it fails on is the fault of that table.
        return False


def _read_table(
    source: TableResource, resource: Resource, unique: _UniqueKeys, limit: int
) -> _Table:
    """Return what frictionless says of a table; a table that breaks it is left."""
    from frictionless import FrictionlessException

    table = _Table(limit)
    try:
        with source:
            _read_rows(source, resource, unique, table)
    except FrictionlessException as exception:
        return _Table(limit, [defect_of_break(resource.name, exception.error)])
    except Exception as error:
        # Its readers fail on some data, such as times of which only one has a zone.
        return _Table(limit, left=f"frictionless fails: {type(error).__name__}: {error}")
    return table


def _read_rows(
    source: TableResource, resource: Resource, unique: _UniqueKeys, table: _Table
) -> None:
    if not source.labels and not source.fragment:
        table.add(Defect(resource.name, "source-error", note="the source is empty"))
    for error in source.header.errors:
        table.add(defect_of_error(resource.name, error))
    unique.start({entry.name for entry in source.header.get_expected_fields()})
    rows = 0
    for row in source.row_stream:
        rows += 1
        for error in row.errors:
            table.add(defect_of_error(resource.name, error, row.field_names))
        for defect in unique.repeated(row):
            table.add(defect)
    table.rows = rows
    for defect in count_defects(resource, len(source.schema.fields), rows):
        table.add(defect)


class _UniqueKeys:
    """The keys that frictionless does not compare, each value with the row it stood in last.

    These are the unique keys of the schema. A key with an empty part is not compared, as in SQL
    (https://datapackage.org/standard/table-schema/#uniqueKeys).
    """

    def __init__(self, resource: Resource) -> None:
        self._name = resource.name
        self._keys = [tuple(key) for key in (resource.schema or {}).get("uniqueKeys") or []]
        self._seen: dict[tuple[str, ...], dict[tuple[Any, ...], int]] = {}

    def start(self, labels: set[str]) -> None:
        """Forget all rows; from now on only keys whose fields are labels are compared."""
        self._seen = {key: {} for key in self._keys if set(key) <= labels}

    def repeated(self, row: Row) -> Iterator[Defect]:
        """Return the defects of a row whose keys stood in a row before."""
        for key, seen in self._seen.items():
            values = tuple(row[name] for name in key)
            if None in values:
                continue
            before = seen.get(values)
            seen[values] = row.row_number
            if before is not None:
                texts = dict(zip(row.field_names, _texts(row.cells), strict=False))
                yield Defect(
                    self._name,
                    "unique-error",
                    row=row.row_number,
                    field=", ".join(key),
                    cell=", ".join(texts.get(name, "") for name in key),
                    note=f"the same as in the row at position {before}",
                    cells=_texts(row.cells),
                )


def _texts(cells: list[Any]) -> tuple[str, ...]:
    return tuple("" if cell is None else str(cell) for cell in cells)
