"""The files of a package, checked by frictionless against the package's own descriptor."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.validation.descriptor import Descriptor, Resource
from toolkit.validation.report import MOST_ROWS, Problem
from toolkit.validation.wording import constraint_message, empty_key_message, key_message

if TYPE_CHECKING:
    from frictionless import Error

_RESOURCE_PROPERTIES = ("bytes", "hash", "rows", "schema")
"""What frictionless is told of a resource: nothing that would make it load anything else."""

_BLOCK = 1 << 20
_CONSTRAINT = re.compile(r'constraint "(\w+)"')
_REMEDIES = {
    "blank-row": "remove the line",
    "blank-header": "write the column names into the first line",
    "extra-cell": "remove the cell, or quote the cell before it that holds a comma",
    "extra-label": "remove the column",
    "incorrect-label": "use the column names of the schema, in its order",
    "missing-cell": "give each row a cell for every column",
    "missing-label": "add the column",
}


def check_files(descriptor: Descriptor) -> list[Problem]:
    """Return what frictionless finds wrong with a descriptor and the files that it names.

    Every file must be there (see `read_descriptor`). Parquet files are read through a copy
    in CSV, as frictionless takes an empty cell of a Parquet column of numbers for a value;
    their size and hash are compared with the descriptor here, as are those of files that are
    not tables. The network is never used.
    """
    problems: list[Problem] = []
    with tempfile.TemporaryDirectory(prefix="toolkit-") as scratch:
        resources: list[dict[str, Any]] = []
        for resource in descriptor.resources:
            if resource.format not in ("csv", "parquet") or "schema" not in resource.descriptor:
                problems.extend(_digest_problems(resource))
                continue
            properties = _plain_properties(resource)
            path = str(resource.file.resolve())
            if resource.format == "parquet":
                problems.extend(_digest_problems(resource))
                path = f"{scratch}/{len(resources)}.csv"
                if (problem := _copy_as_csv(resource, Path(path))) is not None:
                    problems.append(problem)
                    continue
            resources.append({**properties, "path": path, "format": "csv"})
        problems.extend(_frictionless_problems(descriptor, resources))
    return problems


def _digest_problems(resource: Resource) -> Iterator[Problem]:
    """Return what `bytes` and `hash` of a resource say that its file does not bear out."""
    content = hashlib.sha256()
    size = 0
    with resource.file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            content.update(block)
            size += len(block)
    remedy = "restore the file, or build the package again."
    stated = resource.descriptor.get("bytes")
    if stated is not None and stated != size:
        message = f"The file has {size} bytes, the descriptor says {stated}: {remedy}"
        yield _problem("byte-count", resource.name, message)
    digest = str(resource.descriptor.get("hash", ""))
    if digest.startswith("sha256:") and digest != f"sha256:{content.hexdigest()}":
        message = f"The file is not the one whose hash the descriptor states: {remedy}"
        yield _problem("hash-count", resource.name, message)


def _plain_properties(resource: Resource) -> dict[str, Any]:
    # Size and hash of a Parquet file are not those of its copy.
    own = ("bytes", "hash") if resource.format == "parquet" else ()
    kept = {
        key: resource.descriptor[key]
        for key in _RESOURCE_PROPERTIES
        if key in resource.descriptor and key not in own
    }
    return {"name": resource.name, "type": "table", "encoding": "utf-8", **kept}


def _copy_as_csv(resource: Resource, copy: Path) -> Problem | None:
    import duckdb

    try:
        with duckdb.connect() as connection:
            connection.from_parquet(str(resource.file)).write_csv(str(copy), na_rep="")
    except duckdb.Error:
        message = f"{resource.file.name} is not a Parquet file: restore it, or build again."
        return Problem("error", "frictionless", "source-error", resource.name, None, None, message)
    return None


def _frictionless_problems(
    descriptor: Descriptor, resources: list[dict[str, Any]]
) -> Iterator[Problem]:
    from frictionless import FrictionlessException, Package, system

    package = {key: value for key, value in descriptor.properties.items() if key != "profile"}
    schemas = {resource["name"]: resource["schema"] for resource in resources}
    # The paths were found to lie within the package, which frictionless can't see in
    # absolute ones.
    with system.use_context(trusted=True):
        try:
            checked = Package.from_descriptor({**package, "resources": resources})
        except FrictionlessException as exception:
            for error in exception.reasons or [exception.error]:
                yield _problem("descriptor", None, f"{error.note}: correct the descriptor.")
            return
        report = checked.validate(limit_errors=MOST_ROWS)
    for error in report.errors:
        yield _problem(error.type, None, f"{error.note}: correct the descriptor.")
    for task in report.tasks:
        for error in task.errors:
            yield _problem_of(task.name, schemas[task.name], error)


def _problem_of(name: str, schema: Mapping[str, Any], error: Error) -> Problem:
    found = error.to_dict()
    column: str | None = found.get("fieldName") or None
    row = _key_of(schema, found.get("cells"))
    if row is None and "rowNumber" in found:
        row = f"line {found['rowNumber']}"
    fields = {field["name"]: field for field in schema["fields"]}
    constraint = _CONSTRAINT.search(error.note)
    rule, message = error.type, f"{error.message}: {_remedy(error.type)}."
    if error.type == "constraint-error" and constraint and column:
        rule = constraint[1]
        limits = fields[column].get("constraints", {})
        message = constraint_message(column, found["cell"], rule, limits)
    elif error.type == "unique-error" and column:
        rule, message = "unique", constraint_message(column, found["cell"], "unique", {})
    elif error.type == "type-error" and column:
        message = f"{column} is {found['cell']!r}: write it as {fields[column]['type']}."
    elif error.type == "primary-key":
        key = schema["primaryKey"]
        parts = (key,) if isinstance(key, str) else tuple(key)
        empty = '"None"' in error.note
        message = empty_key_message(parts) if empty else key_message(parts)
    elif error.type == "foreign-key":
        column = ", ".join(found["fieldNames"])
        value = "/".join(found["fieldCells"])
        other = found["referenceName"] or name
        message = f"{column} is {value!r}, which {other} does not have: add the row, or correct it."
    return _problem(rule, name, message, row, column)


def _key_of(schema: Mapping[str, Any], cells: list[str] | None) -> str | None:
    """Return the primary key of a row of cells, None where a part of it is missing."""
    names = [field["name"] for field in schema["fields"]]
    key = schema.get("primaryKey") or []
    parts = [key] if isinstance(key, str) else key
    if cells is None or len(cells) != len(names) or not parts:
        return None
    values = [cells[names.index(part)] for part in parts if part in names]
    return "/".join(values) if all(values) else None


def _remedy(kind: str) -> str:
    return _REMEDIES.get(kind, "restore the file, or build the package again")


def _problem(
    rule: str,
    table: str | None,
    message: str,
    row: str | None = None,
    column: str | None = None,
) -> Problem:
    return Problem("error", "frictionless", rule, table, row, column, message)
