"""Tables judged by frictionless, which is told what the specification says.

Frictionless reads every row and says what is wrong with it; here it is only given its sources
(`frictionless_sources`) and asked for its errors. What it does not check is added: unique keys of
several fields. Nothing is fetched from a network, and no path but those of the descriptor is read.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from toolkit.validation.defect import Defect, Judgement
from toolkit.validation.descriptor import Descriptor, Resource
from toolkit.validation.digests import digest_defects
from toolkit.validation.frictionless_sources import (
    cause_to_leave,
    frictionless_descriptor,
    given_rows,
    has_given_rows,
)
from toolkit.validation.specified import specified_schema

if TYPE_CHECKING:
    from frictionless import Error, Package
    from frictionless.resources import TableResource
    from frictionless.table.row import Row

_VERSION_2 = "https://datapackage.org/profiles/2.0/datapackage.json"
_CONSTRAINT = re.compile(r'constraint "(\w+)"')
_SEVERAL_LABELS = "requires unique labels in the header"


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

    from toolkit.validation.specified_fields import reading_as_specified

    asked = [r for r in descriptor.resources if names is None or r.name in names]
    found: dict[str, _Table] = {}
    with (
        tempfile.TemporaryDirectory(prefix="toolkit-") as scratch,
        # The paths were found to lie within the package, which frictionless can't see in
        # absolute ones.
        system.use_context(trusted=True, onerror="ignore", standards="v2"),
        reading_as_specified(),
    ):
        package, left, broken = _open_package(descriptor, asked, Path(scratch))
        for resource in asked:
            if resource.schema is None:
                found[resource.name] = _Table(limit)
            elif resource.name in left:
                found[resource.name] = _Table(limit, left=left[resource.name])
            elif resource.name in broken:
                found[resource.name] = _Table(limit, [broken[resource.name]])
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


def _open_package(
    descriptor: Descriptor, asked: list[Resource], scratch: Path
) -> tuple[Package, dict[str, str], dict[str, Defect]]:
    """Return a package of the tables asked for and those that they refer to.

    Beside it, the reasons to leave tables, and the defects of those that cannot be read.
    """
    from frictionless import FrictionlessException, Package, Resource

    by_name = {resource.name: resource for resource in descriptor.resources}
    left: dict[str, str] = {}
    broken: dict[str, Defect] = {}
    entries: list[dict[str, Any]] = []
    wanted = [resource for resource in asked if resource.schema is not None]
    for resource in wanted:
        if (cause := cause_to_leave(resource)) is not None:
            left[resource.name] = cause
            continue
        try:
            schema = _frictionless_schema(resource)
            entry = frictionless_descriptor(resource, schema, scratch)
            Resource.from_descriptor(entry, datapackage_version="v2")
        except UnicodeDecodeError as error:
            broken[resource.name] = Defect(resource.name, "encoding-error", note=str(error))
        except OSError as error:
            broken[resource.name] = Defect(resource.name, "scheme-error", note=str(error))
        except FrictionlessException as exception:
            notes = "; ".join(error.note for error in exception.to_errors())
            left[resource.name] = f"its descriptor is not valid: {notes}"
        except Exception as error:
            left[resource.name] = f"its descriptor is not valid: {error}"
        else:
            entries.append(entry)
            for target in _targets(schema):
                if target in by_name and by_name[target] not in wanted:
                    wanted.append(by_name[target])
    package = Package.from_descriptor({"$schema": _VERSION_2, "resources": entries})
    for table in package.resources:
        if has_given_rows(by_name[table.name]):
            table.data = given_rows(by_name[table.name])
    return package, left, broken


def _frictionless_schema(resource: Resource) -> dict[str, Any]:
    if resource.schema is None:
        return {}
    schema = specified_schema(resource)
    for entry in schema["fields"]:
        if isinstance(pattern := entry["constraints"].get("pattern"), str):
            # Frictionless sets ^ and $ around it, which leaves "a|b" open at one end each.
            entry["constraints"]["pattern"] = rf"(?:{pattern})\Z"
    return schema


def _targets(schema: Mapping[str, Any]) -> list[str]:
    return [key["reference"]["resource"] for key in schema.get("foreignKeys", [])]


def _judge_table(package: Package, resource: Resource, limit: int) -> _Table:
    source = _table_of(package, resource.name)
    known = {table.name for table in package.resources} | {"", resource.name}
    unknown = []
    for key in source.schema.foreign_keys:
        target = key["reference"]["resource"]
        if target not in known:
            note = f'failed to handle a foreign key as resource "{target}" does not exist'
            unknown.append(Defect(resource.name, "resource-error", note=note))
    source.schema.foreign_keys = [
        key for key in source.schema.foreign_keys if key["reference"]["resource"] in known
    ]
    table = _read_table(source, resource, limit)
    others = [name for name in _targets_of(source) if name not in ("", resource.name)]
    if table.rows is None and table.left is None and others:
        # The fault may be in a table that it refers to: that one has the defect.
        readable = {name for name in others if _is_readable(package, name)}
        source.schema.foreign_keys = [
            key
            for key in source.schema.foreign_keys
            if key["reference"]["resource"] in {*readable, "", resource.name}
        ]
        table = _read_table(source, resource, limit)
    table.defects = [*unknown, *table.defects]
    return table


def _targets_of(source: TableResource) -> list[str]:
    return [key["reference"]["resource"] for key in source.schema.foreign_keys]


def _table_of(package: Package, name: str) -> TableResource:
    return cast("TableResource", package.get_resource(name))


def _is_readable(package: Package, name: str) -> bool:
    from frictionless import FrictionlessException

    table = _table_of(package, name).to_copy()
    table.schema.foreign_keys = []
    try:
        with table:
            return all(True for _ in table.row_stream)
    except FrictionlessException:
        return False


def _read_table(source: TableResource, resource: Resource, limit: int) -> _Table:
    """Return what frictionless says of a table; a table that breaks it is left."""
    from frictionless import FrictionlessException

    table = _Table(limit)
    try:
        with source:
            _read_rows(source, resource, table)
    except FrictionlessException as exception:
        return _Table(limit, [_broken(resource.name, exception.error)])
    except Exception as error:
        # Its readers fail on some data, such as lists in a key.
        return _Table(limit, left=f"frictionless fails: {type(error).__name__}: {error}")
    return table


def _broken(name: str, error: Error) -> Defect:
    type_ = "duplicate-label" if _SEVERAL_LABELS in error.note else error.type
    return Defect(name, type_, note=error.note)


def _read_rows(source: TableResource, resource: Resource, table: _Table) -> None:
    if not source.labels and not source.fragment:
        table.add(Defect(resource.name, "source-error", note="the source is empty"))
    for error in source.header.errors:
        table.add(_defect(resource.name, error))
    unique = _UniqueKeys(resource, {entry.name for entry in source.header.get_expected_fields()})
    rows = 0
    for row in source.row_stream:
        rows += 1
        for error in row.errors:
            table.add(_defect(resource.name, error))
        for defect in unique.repeated(row):
            table.add(defect)
    table.rows = rows
    for name, kind, actual in (
        ("fields", "field-count", len(source.schema.fields)),
        ("rows", "row-count", rows),
    ):
        stated = resource.descriptor.get(name)
        if stated and stated != actual:
            note = f'expected is "{stated}" and actual is "{actual}"'
            table.add(Defect(resource.name, kind, note=note))


class _UniqueKeys:
    """The unique keys of a table that were met, each with the row it stood in last.

    A key with an empty part is not compared, as in SQL
    (https://datapackage.org/standard/table-schema/#uniqueKeys).
    """

    def __init__(self, resource: Resource, labels: set[str]) -> None:
        keys = (resource.schema or {}).get("uniqueKeys") or []
        self._name = resource.name
        self._seen: dict[tuple[str, ...], dict[tuple[Any, ...], int]] = {
            tuple(key): {} for key in keys if set(key) <= labels
        }

    def repeated(self, row: Row) -> Iterator[Defect]:
        for key, seen in self._seen.items():
            values = tuple(row[name] for name in key)
            if None in values:
                continue
            before = seen.get(values)
            seen[values] = row.row_number
            if before is not None:
                yield Defect(
                    self._name,
                    "unique-error",
                    row=row.row_number,
                    field=", ".join(key),
                    cell=", ".join(map(str, values)),
                    note=f"the same as in the row at position {before}",
                    cells=_texts(row.cells),
                )


def _defect(name: str, error: Error) -> Defect:
    """Return an error of frictionless as a defect."""
    constraint = _CONSTRAINT.search(error.note) if error.type == "constraint-error" else None
    fields = getattr(error, "field_names", [getattr(error, "field_name", "")])
    return Defect(
        resource=name,
        type=error.type,
        row=getattr(error, "row_number", None),
        field=", ".join(fields) or None,
        constraint=constraint[1] if constraint else None,
        cell=_cell(error),
        note=error.note,
        cells=tuple(getattr(error, "cells", ())),
    )


def _cell(error: Error) -> str | None:
    if (parts := getattr(error, "field_cells", None)) is not None:
        return ", ".join(parts)
    text = getattr(error, "cell", getattr(error, "label", None))
    return None if text is None else str(text)


def _texts(cells: list[Any]) -> tuple[str, ...]:
    return tuple("" if cell is None else str(cell) for cell in cells)
