"""What frictionless finds wrong with a descriptor itself, whatever its files hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from toolkit.validation.by_frictionless.specified import specified_schema
from toolkit.validation.defect import Defect
from toolkit.validation.descriptor import Descriptor, Resource

if TYPE_CHECKING:
    from frictionless import Error

_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_LOADED = ("$schema", "profile", "path", "data", "dialect", "schema")
"""Properties of a resource that would make frictionless load something, or that are long."""


def metadata_defects(descriptor: Descriptor) -> tuple[Defect, ...]:
    """Return the defects of a descriptor: of the package, its resources, schemas and fields.

    Beside frictionless's own verdict it says which bounds and patterns cannot be read, on which
    frictionless fails. A profile of the descriptor's own is not asked for: nothing is fetched.
    """
    from frictionless import FrictionlessException, Package, system

    from toolkit.validation.by_frictionless.specified_fields import reading_as_specified

    found: list[Defect] = []
    properties = dict(descriptor.properties)
    properties.pop("profile", None)
    version = Package.effective_datapackage_version(properties, None)
    with system.use_context(trusted=True, standards="v2"), reading_as_specified():
        try:
            # The names of resources are judged one by one below.
            Package.from_descriptor({**properties, "resources": []})
        except FrictionlessException as exception:
            found.extend(_defect(None, error) for error in exception.to_errors())
        for resource in descriptor.resources:
            errors = list(_resource_defects(resource, version))
            found.extend(errors or _constraint_defects(resource))
    return tuple(found)


def _resource_defects(resource: Resource, version: Any) -> Iterator[Defect]:
    from frictionless import FrictionlessException
    from frictionless import Resource as FrictionlessResource

    entry: dict[str, Any] = {
        name: value for name, value in resource.descriptor.items() if name not in _LOADED
    }
    if resource.schema is not None:
        entry |= {"type": "table", "schema": resource.schema, "dialect": resource.dialect}
    try:
        FrictionlessResource.from_descriptor({**entry, "path": "-"}, datapackage_version=version)
    except FrictionlessException as exception:
        yield from (_defect(resource.name, error) for error in exception.to_errors())
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        # It expects lists and objects in places where it has not looked yet.
        yield Defect(resource.name, "resource-error", note=f"it cannot be read: {error}")


def _constraint_defects(resource: Resource) -> Iterator[Defect]:
    from frictionless import Field

    if resource.schema is None:
        return
    for entry in specified_schema(resource)["fields"]:
        constraints: Mapping[str, Any] = entry["constraints"]
        read = Field.from_descriptor({**entry, "constraints": {}}).create_value_reader()
        for name in _BOUNDS:
            if name in constraints and read(constraints[name]) is None:
                note = f'constraint "{name}" is "{constraints[name]}", which is no {entry["type"]}'
                yield Defect(resource.name, "field-error", field=entry["name"], note=note)
        pattern = constraints.get("pattern")
        if pattern is not None and not _is_pattern(pattern):
            note = f'constraint "pattern" is "{pattern}", which is no regular expression'
            yield Defect(resource.name, "field-error", field=entry["name"], note=note)


@cache
def _is_pattern(pattern: str) -> bool:
    """Return whether Python or RE2 understands a pattern."""
    try:
        re.compile(pattern)
    except re.error:
        import duckdb

        try:
            duckdb.execute("SELECT regexp_full_match('', ?)", [pattern])
        except duckdb.Error:
            return False
    return True


def _defect(name: str | None, error: Error) -> Defect:
    return Defect(name, error.type, note=error.note)
