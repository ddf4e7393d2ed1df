"""The problems of a report, of the defects that an engine found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from toolkit.table_schema import fields_of, primary_key_of
from toolkit.validation.defect import Defect
from toolkit.validation.report import ENGINES_DISAGREE, Problem
from toolkit.validation.wording import (
    constraint_message,
    empty_key_message,
    key_message,
    sentence,
    shown,
)

if TYPE_CHECKING:
    from toolkit.validation.compare_engines import Disagreement
    from toolkit.validation.descriptor import Descriptor

_UNIQUE = "unique"
_LONGEST_VALUE = 1000


def problems_of(defects: Iterable[Defect], descriptor: Descriptor) -> list[Problem]:
    """Return defects as problems, with key, remedy and the constraints that the schemas state."""
    schemas = {one.name: one.schema or {} for one in descriptor.resources}
    return [problem_of(defect, schemas.get(defect.resource or "", {})) for defect in defects]


def problem_of(defect: Defect, schema: Mapping[str, Any]) -> Problem:
    """Return a defect as a problem; `schema` is that of its resource.

    A constraint gives its name as the rule, every other defect its type.
    """
    rule = defect.constraint or defect.type
    if defect.type == "unique-error":
        rule = _UNIQUE
    return Problem(
        "error",
        "schema",
        rule,
        defect.resource,
        key_of(schema, defect.cells),
        defect.field,
        _message(rule, defect, schema),
        defect.row,
        _cut(_value_of(defect, schema)),
        tuple(map(_cut, defect.cells)),
    )


def disagreement_problem(one: Disagreement, schema: Mapping[str, Any]) -> Problem:
    """Return the problem of a place in which only one of two engines found a defect."""
    defect = one.defect
    finder = "the fast engine" if one.found_by == "fast" else "frictionless"
    note = f"Only {finder} finds {defect.type} here"
    return replace(
        problem_of(defect, schema),
        rule=ENGINES_DISAGREE,
        message=sentence(ENGINES_DISAGREE, note=note),
    )


def unjudged_problem(resource: str, reason: str) -> Problem:
    """Return the problem of a resource that no engine covers."""
    message = sentence("not-judged", note=f"No engine can judge {resource} ({reason})")
    return Problem("error", "schema", "not-judged", resource, None, None, message)


def key_of(schema: Mapping[str, Any], cells: Sequence[str | None]) -> str | None:
    """Return the primary key of a row of cells, None where a part of it is missing."""
    names = [field.get("name") for field in fields_of(schema)]
    key = primary_key_of(schema)
    if len(cells) != len(names) or not key or any(part not in names for part in key):
        return None
    values = [cells[names.index(part)] for part in key]
    return "/".join(map(str, values)) if all(values) else None


def _message(rule: str, defect: Defect, schema: Mapping[str, Any]) -> str:
    column = defect.field or "A cell"
    field = next((one for one in fields_of(schema) if one.get("name") == column), {})
    if defect.type == "constraint-error" or rule == _UNIQUE:
        limits = field.get("constraints")
        return constraint_message(
            column, defect.cell, rule, limits if isinstance(limits, dict) else {}
        )
    if rule == "primary-key":
        is_empty = '"None"' in defect.note or _is_empty(primary_key_of(schema), defect, schema)
        return (empty_key_message if is_empty else key_message)(primary_key_of(schema))
    parts = {"column": column, "value": shown(_value_of(defect, schema) or "")}
    if defect.note:
        parts["note"] = defect.note.rstrip(".")
    return sentence(
        rule,
        type=_type_of(field),
        reference=_reference_of(defect, schema),
        **parts,
    )


def _value_of(defect: Defect, schema: Mapping[str, Any]) -> str | None:
    """Return the text of the cell, of a foreign key of several those of all, joined with "/"."""
    names = [field.get("name") for field in fields_of(schema)]
    parts = (defect.field or "").split(", ")
    if defect.cell is not None or len(defect.cells) != len(names) or not set(parts) <= set(names):
        return defect.cell
    return "/".join(defect.cells[names.index(part)] or "" for part in parts)


def _cut(text: str | None) -> str | None:
    return text and text[:_LONGEST_VALUE]


def _is_empty(key: tuple[str, ...], defect: Defect, schema: Mapping[str, Any]) -> bool:
    names = [field.get("name") for field in fields_of(schema)]
    if len(names) != len(defect.cells):
        return False
    cells = dict(zip(names, defect.cells, strict=True))
    return all(not cells.get(part) for part in key)


def _type_of(field: Mapping[str, Any]) -> str:
    kind, form = field.get("type", "any"), field.get("format", "default")
    return str(kind) if form == "default" else f"{kind} of the format {form}"


def _reference_of(defect: Defect, schema: Mapping[str, Any]) -> str:
    """Return the name of the table that the broken foreign key leads to."""
    for key in schema.get("foreignKeys") or ():
        fields = key.get("fields", ()) if isinstance(key, dict) else ()
        if defect.field == (fields if isinstance(fields, str) else ", ".join(fields)):
            return str(key.get("reference", {}).get("resource") or defect.resource)
    return "the other table"
