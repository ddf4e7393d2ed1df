"""What is known of a table once frictionless has opened it: its header, its fields, its keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from toolkit.validation.defect import Defect
from toolkit.validation.descriptor import Resource
from toolkit.validation.fast.open_table import Keys, OpenTable

if TYPE_CHECKING:
    from toolkit.validation.by_frictionless.table_package import TablePackage


def opened_table(resource: Resource, source: Any, keys: Keys) -> OpenTable:
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


def stated_keys(opened: TablePackage, resource: Resource, schema: Any) -> tuple[Keys, list[Defect]]:
    """Return the keys that a schema states; and the references to tables that there are not."""
    known = {"", *opened.names, *opened.left, *opened.broken}
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
