"""What each table and column of a release means, in Markdown, from the schemas alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from toolkit.publish.published_version import PublishedVersion
from toolkit.table_schema import primary_key_of

DICTIONARY_PATH = "data-dictionary.md"
_SAID_OF_LIMITS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "minLength": "{} or more characters",
    "maxLength": "{} or fewer characters",
    "pattern": "matches {}",
}


def write_data_dictionary(published: PublishedVersion, folder: Path) -> None:
    """Write the data dictionary of a release."""
    text = "\n".join(_lines(published)) + "\n"
    (folder / DICTIONARY_PATH).write_text(text, encoding="utf-8", newline="\n")


def _lines(published: PublishedVersion) -> Iterator[str]:
    title = str(published.descriptor.get("title") or published.name)
    yield f"# Data dictionary: {_text(title)}, version {published.version}"
    yield ""
    yield "An empty cell means that the value is unknown. The types are those of"
    yield "[Table Schema](https://datapackage.org/standard/table-schema/)."
    yield ""
    for name in published.table_names:
        said = published.resource(name).get("title") or name
        yield f"- [{_text(said)}](#{name}): `{name}`"
    for name in published.table_names:
        yield ""
        yield from _lines_of_table(published.resource(name))


def _lines_of_table(resource: Mapping[str, Any]) -> Iterator[str]:
    schema = resource["schema"]
    yield f"## {resource['name']}"
    yield ""
    title = _text(resource.get("title") or resource["name"])
    yield f"**{title}.** {_text(resource.get('description') or '')}".rstrip()
    yield ""
    if key := primary_key_of(schema):
        yield f"- Primary key: {_codes(key)}"
    for reference in schema.get("foreignKeys") or ():
        fields, target = reference["fields"], reference["reference"]
        table = target.get("resource") or resource["name"]
        yield f"- {_codes(fields)} refers to {_codes(target['fields'])} of [{table}](#{table})"
    yield ""
    yield "| column | type | meaning | constraints | example |"
    yield "|---|---|---|---|---|"
    for field in schema["fields"]:
        limits = "; ".join(_limits(field.get("constraints") or {}))
        title, meaning = _text(field.get("title") or ""), _text(field.get("description") or "")
        example = _code(field["example"]) if field.get("example") is not None else ""
        meaning = f"**{title}.** {meaning}" if title else meaning
        cells = (_code(field["name"]), str(field.get("type") or "any"), meaning, limits, example)
        yield f"| {' | '.join(cells)} |"


def _limits(constraints: Mapping[str, Any]) -> Iterator[str]:
    if constraints.get("required"):
        yield "required"
    if constraints.get("unique"):
        yield "unique"
    if "enum" in constraints:
        yield f"one of {_codes(constraints['enum'])}"
    for constraint, words in _SAID_OF_LIMITS.items():
        if constraint in constraints:
            yield words.format(_code(constraints[constraint]))


def _codes(values: Any) -> str:
    return ", ".join(map(_code, [values] if isinstance(values, str) else values))


def _code(value: Any) -> str:
    """Return a value as code in a cell of a table; a bar would end the cell."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.replace("|", "\\|").split())
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _text(text: Any) -> str:
    """Return a text for a cell: on one line, without tags; its code stays code."""
    return " ".join(str(text).replace("<", "&lt;").replace("|", "\\|").split())
