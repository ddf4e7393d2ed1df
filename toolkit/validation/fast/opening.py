"""Tables as frictionless opens them: what their headers, their fields and their keys are."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.validation.defect import Defect
from toolkit.validation.descriptor import Descriptor, Resource
from toolkit.validation.fast.open_table import Keys, OpenTable

if TYPE_CHECKING:
    from toolkit.validation.by_frictionless.table_package import TablePackage

MOST_FIELDS = 1_000
"""Columns beyond which DuckDB takes longer to read a query than frictionless the table."""


@dataclass(frozen=True, slots=True)
class OpenedTables:
    """The tables that frictionless has opened, by the names of their resources.

    `left` says why others cannot be judged, `whole` has the defects that are known of tables, those
    that cannot be opened among them.
    """

    tables: dict[str, OpenTable] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)
    whole: dict[str, list[Defect]] = field(default_factory=dict)


def open_tables(descriptor: Descriptor, scratch: Path) -> OpenedTables:
    """Return the tables of a package, opened; `scratch` is as for `open_package`."""
    from toolkit.validation.by_frictionless.table_package import open_package

    package = open_package(descriptor, [*descriptor.resources], scratch)
    opened = OpenedTables(left={**package.left})
    for resource in descriptor.resources:
        opened.whole[resource.name] = []
        if resource.name in package.broken:
            opened.whole[resource.name].append(package.broken[resource.name])
        elif resource.schema is not None and resource.name not in opened.left:
            _open(package, resource, opened)
    return opened


def _open(package: TablePackage, resource: Resource, opened: OpenedTables) -> None:
    from frictionless import FrictionlessException

    from toolkit.validation.by_frictionless.errors import defect_of_break

    source = package.table(resource.name)
    if len(source.schema.fields) > MOST_FIELDS:
        opened.left[resource.name] = f"it has more than {MOST_FIELDS:,} columns"
        return
    keys, unknown = _stated_keys(package, resource, source.schema)
    opened.whole[resource.name].extend(unknown)
    source.schema.foreign_keys = []
    if resource.format == "parquet" and source.dialect.header_rows == [1]:
        # The names of the columns are told without reading any row.
        source.detector.sample_size = 1
    try:
        source.open()  # type: ignore[no-untyped-call]
    except FrictionlessException as exception:
        opened.whole[resource.name].append(defect_of_break(resource.name, exception.error))
    except Exception as error:
        opened.left[resource.name] = f"frictionless fails: {type(error).__name__}: {error}"
    else:
        opened.tables[resource.name] = _opened_table(resource, source, keys)


def _opened_table(resource: Resource, source: Any, keys: Keys) -> OpenTable:
    """Return what is known of a table that frictionless has opened, with its keys completed."""
    from toolkit.validation.by_frictionless.errors import defect_of_error

    defects: list[Defect] = []
    if not source.labels and not source.fragment:
        defects.append(Defect(resource.name, "source-error", note="the source is empty"))
    defects.extend(defect_of_error(resource.name, error) for error in source.header.errors)
    fields = tuple(source.header.get_expected_fields())
    unique = tuple(field.name for field in fields if field.constraints.get("unique"))
    primary = tuple(source.primary_key_labels(_Names(fields), source.dialect.header_case))
    if not set(source.schema.primary_key) <= {field.name for field in fields}:
        primary = ()
    own = replace(keys, unique=unique, primary=primary)
    return OpenTable(resource, source, fields, tuple(defects), own)


class _Names:
    """What frictionless asks of a row to know the labels of its primary key."""

    def __init__(self, fields: tuple[Any, ...]) -> None:
        self.field_names = [field.name for field in fields]


def _stated_keys(
    package: TablePackage, resource: Resource, schema: Any
) -> tuple[Keys, list[Defect]]:
    """Return the keys that a schema states; and the references to tables that there are not."""
    known = {"", *package.names, *package.left, *package.broken}
    foreign = []
    unknown: list[Defect] = []
    for key in schema.foreign_keys:
        target = key["reference"]["resource"]
        if target in known:
            fields = tuple(key["fields"]), target, tuple(key["reference"]["fields"])
            foreign.append(fields)
        else:
            note = f'failed to handle a foreign key as resource "{target}" does not exist'
            unknown.append(Defect(resource.name, "resource-error", note=note))
    stated = (resource.schema or {}).get("uniqueKeys") or []
    return Keys((), tuple(tuple(key) for key in stated), (), tuple(foreign)), unknown
