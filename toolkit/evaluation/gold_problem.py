"""What is wrong with an annotation, in one sentence with file, item and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "number": "a number",
    "object": "an object in braces",
    "string": "a text in quotation marks",
}


@dataclass(frozen=True, slots=True)
class GoldProblem:
    """One thing that is wrong with a file of annotations; `item` is None for the file itself."""

    file: str
    item: str | None
    message: str

    def __str__(self) -> str:
        where = self.file if self.item is None else f"{self.file}, {self.item}"
        return f"{where}: {self.message}"


def problem_of(file: str, record: Any, error: ValidationError) -> GoldProblem:
    """Return what a breach of the schema of annotations means for the person who wrote them."""
    return GoldProblem(file, item_label(record, error.absolute_path), _message(error))


def item_label(record: Any, path: Iterable[str | int]) -> str | None:
    """Return where a value stands in a record, as `meetings 2 (Ada Obi, Bo Ray), status`.

    Items are counted from 1; None is the record itself.
    """
    parts: list[str] = []
    value = record
    for step in path:
        value = value[step]
        if isinstance(step, str):
            parts.append(step)
        else:
            name = _name_of(value)
            parts[-1] += f" {step + 1} ({name})" if name else f" {step + 1}"
    return ", ".join(parts) or None


def misspelt_key(record: Mapping[str, Any], known: Iterable[str]) -> tuple[str, str] | None:
    """Return a key of a record that is almost one of those known, and that one, else None.

    Other unknown keys are the annotator's own and are passed over.
    """
    known = list(known)
    for key in record:
        near = [] if key in known else get_close_matches(key, known, n=1, cutoff=0.8)
        if near and near[0] not in record:
            return key, near[0]
    return None


def _name_of(item: Any) -> str:
    if not isinstance(item, dict):
        return ""
    for key in ("name", "title", "contender", "key"):
        if isinstance(item.get(key), str):
            return str(item[key])
    people = item.get("participants")
    return ", ".join(filter(None, map(_name_of, people))) if isinstance(people, list) else ""


def _message(error: ValidationError) -> str:
    value = repr(error.instance) if not isinstance(error.instance, (dict, list)) else "this"
    match error.validator:
        case "required":
            missing = next(key for key in error.validator_value if key not in error.instance)
            return f"the key {missing!r} is missing; add it."
        case "enum":
            allowed = ", ".join("null" if one is None else one for one in error.validator_value)
            return f"{value} is not known; write one of {allowed}."
        case "type":
            wanted = error.validator_value
            kinds: Sequence[str] = [wanted] if isinstance(wanted, str) else wanted
            return f"{value} is not of the right type; write {_either(kinds)}."
        case "pattern":
            return f"{value} is no code of a country; write two capital letters such as NO."
        case "format":
            return f"{value} is no date; write it as 2021-10-31."
        case "minLength":
            return "the text is empty; write it, or null."
        case "minimum":
            return f"{value} is too small; write {error.validator_value} or more."
        case "maximum":
            return f"{value} is too great; write {error.validator_value} or less."
    return f"{error.message}; correct it."


def _either(kinds: Sequence[str]) -> str:
    return " or ".join(_TYPES[kind] for kind in kinds)
