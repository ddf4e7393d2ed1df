"""SQL that writes values as JSON, XML or CSV, and tables of knowledge as rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from toolkit.quoting import identifier, literal

# Line ends and tabs too: in an attribute, a reader of XML makes spaces of those that are bare.
_XML_ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}


def json_object(members: Mapping[str, str]) -> str:
    """Return SQL of a JSON object with these members (names to SQL), less those that are null.

    That holds for members within members too, but not for those of objects in a list.
    """
    return f"json_merge_patch('{{}}', to_json({struct(members)}))"


def struct(members: Mapping[str, str]) -> str:
    """Return SQL of a structure with these members, in their order."""
    return "{" + ", ".join(f"{literal(name)}: {sql}" for name, sql in members.items()) + "}"


def one(sql: str) -> str:
    """Return SQL of a list of one value, null where the value is."""
    return f"CASE WHEN ({sql}) IS NOT NULL THEN [{sql}] END"


def web_address(column: str) -> str:
    """Return SQL of an address if it is one of the web, else null: no `javascript:` goes out."""
    return rf"CASE WHEN regexp_matches({column}, '^https?://[^\s/]') THEN {column} END"


def xml_text(sql: str) -> str:
    """Return SQL of a text for XML 1.0, between tags or quotes; signs that it forbids are gone."""
    text = rf"regexp_replace({sql}, '[\x00-\x08\x0b\x0c\x0e-\x1f\x{{fffe}}\x{{ffff}}]', '', 'g')"
    for sign, entity in _XML_ENTITIES.items():
        text = f"replace({text}, {literal(sign)}, {literal(entity)})"
    return text


def csv_cell(sql: str) -> str:
    """Return SQL of a cell of CSV (RFC 4180), quoted where it needs it; null is empty."""
    quoted = f"'\"' || replace({sql}, '\"', '\"\"') || '\"'"
    needs = rf"""regexp_matches({sql}, '[",\r\n]')"""
    return f"CASE WHEN ({sql}) IS NULL THEN '' WHEN {needs} THEN {quoted} ELSE {sql} END"


def csv_code(sql: str) -> str:
    """Return SQL of a cell of CSV for a value that needs no quotes; null is empty."""
    return f"coalesce(({sql})::VARCHAR, '')"


def rows(columns: Sequence[str], values: Iterable[Sequence[str | None]]) -> str:
    """Return SQL of a table with these columns and at least one row of texts, in brackets.

    An empty text is null.
    """
    lines = ", ".join(
        "(" + ", ".join(literal(cell) if cell else "NULL" for cell in row) + ")" for row in values
    )
    names = ", ".join(identifier(column) for column in columns)
    return f"(SELECT * FROM (VALUES {lines}) AS given({names}))"


def reference_rows(table: Sequence[Mapping[str, str]]) -> str:
    """Return SQL of a table of `toolkit.reference`, in brackets."""
    columns = list(table[0])
    return rows(columns, ([row[column] for column in columns] for row in table))
