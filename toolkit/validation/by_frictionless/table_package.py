"""The tables of a package, opened by frictionless: told all that a descriptor says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from toolkit.validation.by_frictionless.sources import (
    cause_to_leave,
    frictionless_descriptor,
    given_rows,
    has_given_rows,
)
from toolkit.validation.by_frictionless.specified import specified_schema
from toolkit.validation.by_frictionless.xml_patterns import python_pattern
from toolkit.validation.defect import Defect
from toolkit.validation.descriptor import Descriptor, Resource

if TYPE_CHECKING:
    from frictionless import Package
    from frictionless.resources import TableResource


@dataclass(frozen=True, slots=True)
class TablePackage:
    """A package of frictionless with the tables that it can read.

    `left` says why it cannot judge others, `broken` holds the defects of those whose files cannot
    be read.
    """

    package: Package
    left: Mapping[str, str]
    broken: Mapping[str, Defect]

    def table(self, name: str) -> TableResource:
        """Return the source of a table; raises FrictionlessException where there is none."""
        return cast("TableResource", self.package.get_resource(name))

    @property
    def names(self) -> frozenset[str]:
        """The names of the tables."""
        return frozenset(table.name for table in self.package.resources)


def open_package(
    descriptor: Descriptor, asked: Collection[Resource], scratch: Path
) -> TablePackage:
    """Return the tables asked for and those that they refer to, as frictionless reads them.

    `scratch` is an empty folder for files that it reads in the place of others. To be called
    within `reading_as_specified`, with frictionless's context `trusted`.
    """
    from frictionless import FrictionlessException, Package
    from frictionless import Resource as FrictionlessResource

    by_name = {resource.name: resource for resource in descriptor.resources}
    left: dict[str, str] = {}
    broken: dict[str, Defect] = {}
    tables: list[Any] = []
    wanted = [resource for resource in asked if resource.schema is not None]
    named = {resource.name for resource in wanted}
    for resource in wanted:
        if (cause := cause_to_leave(resource)) is not None:
            left[resource.name] = cause
            continue
        try:
            schema = _frictionless_schema(resource)
            entry = frictionless_descriptor(resource, schema, scratch)
            table = FrictionlessResource.from_descriptor(entry, datapackage_version="v2")
        except UnicodeError as error:
            # A mark that is missing is no fault of the encoding to frictionless.
            kind = "encoding-error" if isinstance(error, UnicodeDecodeError) else "source-error"
            broken[resource.name] = Defect(resource.name, kind, note=str(error))
        except OSError as error:
            broken[resource.name] = Defect(resource.name, "scheme-error", note=str(error))
        except FrictionlessException as exception:
            notes = "; ".join(error.note for error in exception.to_errors())
            left[resource.name] = f"its descriptor is not valid: {notes}"
        except Exception as error:
            left[resource.name] = f"its descriptor is not valid: {error}"
        else:
            if has_given_rows(resource):
                table.data = given_rows(resource)
            tables.append(table)
            others = (_targets(schema) & by_name.keys()) - named
            wanted.extend(by_name[name] for name in sorted(others))
            named |= others
    return TablePackage(Package(resources=tables), left, broken)


def _frictionless_schema(resource: Resource) -> dict[str, Any]:
    if resource.schema is None:
        return {}
    schema = specified_schema(resource)
    for entry in schema["fields"]:
        if isinstance(pattern := entry["constraints"].get("pattern"), str):
            # Frictionless sets ^ and $ around it, which leaves "a|b" open at one end each.
            entry["constraints"]["pattern"] = rf"(?:{python_pattern(pattern)})\Z"
    return schema


def _targets(schema: Mapping[str, Any]) -> set[str]:
    return {key["reference"]["resource"] for key in schema.get("foreignKeys", [])}
