"""Packages that hypothesis makes up: schemas, data that fit them, and defects put in."""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
from awkward_package import resource_of, write_descriptor
from frictionless import Field
from hypothesis import strategies as st
from made_values import ANYTHING, CONSTRAINTS, FIELDS, VALUES, WORDS

from toolkit.validation.by_frictionless.specified import specified_schema
from toolkit.validation.by_frictionless.specified_fields import reading_as_specified
from toolkit.validation.descriptor import Descriptor

_DIALECTS: list[dict[str, Any]] = [
    *({} for _ in range(6)),
    {"delimiter": ";"},
    {"delimiter": "\t"},
    {"quoteChar": "'"},
    {"doubleQuote": False, "escapeChar": "\\"},
    {"skipInitialSpace": True},
    {"header": False},
    {"commentChar": "#"},
    {"commentRows": [3]},
    {"nullSequence": "NA"},
    {"headerRows": [2]},
    {"csv": {"delimiter": "|"}},
    {"skipBlankRows": True},
]
_FORMATS = [*["csv"] * 8, "json", "ndjson", "data", "parquet"]
_BREAKS = ["\n", "\n", "\n", "\r\n", "\r"]
_ENCODINGS = [*["utf-8"] * 5, "utf-8-sig", "latin-1", "utf-16"]
_MARKS = ['"', "\n", ",", "\r", "\0", "'", "\\", "#", " ", "\ufeff", "é"]
_MATCHES = [*["exact"] * 12, "equal", "subset", "superset", "partial"]
_MISSING = [*[[""]] * 8, ["", "-"], ["NA"], [], ["0", ""]]


@dataclass
class _Table:
    """A table in the making: its schema, its labels and rows of texts, how it is written."""

    name: str
    schema: dict[str, Any]
    labels: list[str]
    rows: list[list[str]]
    dialect: dict[str, Any]
    form: str


@dataclass
class MadePackage:
    """Resources, and the files that they name: what a failing example shows."""

    entries: list[dict[str, Any]]
    files: dict[str, bytes]

    def write(self, folder: Path) -> Descriptor:
        """Write the files into an empty folder and return the descriptor."""
        for name, content in self.files.items():
            (folder / name).write_bytes(content)
        return write_descriptor(self.entries, folder)


@st.composite
def packages(draw: st.DrawFn) -> MadePackage:
    """Return a package of one to three tables, in which a few things are wrong."""
    made = MadePackage([], {})
    tables: list[_Table] = []
    for number in range(draw(st.sampled_from([1, 1, 2, 3]))):
        table = draw(_tables(f"t{number}"))
        tables.append(table)
    for table in tables:
        draw(_references(table, tables))
    for table in tables:
        _write(draw, table, made)
    return made


@st.composite
def _tables(draw: st.DrawFn, name: str) -> _Table:
    count = draw(st.integers(1, 4))
    fields = [draw(_fields(f"f{number}")) for number in range(count)]
    schema: dict[str, Any] = {"fields": fields}
    if (match := draw(st.sampled_from(_MATCHES))) != "exact":
        schema["fieldsMatch"] = match
    if (missing := draw(st.sampled_from(_MISSING))) != [""]:
        schema["missingValues"] = missing
    names = [field["name"] for field in fields]
    keys = [names[:1], names[:2], names[-1:]]
    if draw(st.integers(0, 2)) == 0:
        key = draw(st.sampled_from(keys))
        schema["primaryKey"] = key[0] if len(key) == 1 and draw(st.booleans()) else key
    if draw(st.integers(0, 4)) == 0:
        schema["uniqueKeys"] = [draw(st.sampled_from(keys))]
    careful = draw(st.booleans())
    rows = [
        [draw(_cells(field, careful=careful)) for field in fields]
        for _ in range(draw(st.integers(0, 6)))
    ]
    if careful:
        rows = _without_repetition(rows, schema)
    form = draw(st.sampled_from(_FORMATS))
    dialect = draw(st.sampled_from(_DIALECTS)) if form == "csv" else {}
    table = _Table(name, schema, list(names), rows, dialect, form)
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 1, 2]))):
        draw(_defects(table))
    if draw(st.integers(0, 14)) == 0:
        # More rows than an engine looks at before it reads them all.
        table.rows = [list(row) for _ in range(draw(st.integers(20, 200))) for row in table.rows]
        draw(_defects(table))
    return table


@st.composite
def _fields(draw: st.DrawFn, name: str) -> dict[str, Any]:
    kind = draw(st.sampled_from(sorted(FIELDS)))
    field = {"name": name, **FIELDS[kind]}
    constraints: dict[str, Any] = {}
    if kind in CONSTRAINTS and draw(st.booleans()):
        constraints |= draw(st.sampled_from(CONSTRAINTS[kind]))
    for constraint in ("required", "unique"):
        if draw(st.integers(0, 7)) == 0:
            constraints[constraint] = True
    if constraints:
        field["constraints"] = constraints
    if draw(st.integers(0, 9)) == 0:
        field["missingValues"] = draw(st.sampled_from(_MISSING))
    return field


def _kind(field: dict[str, Any]) -> str:
    plain = {key: field[key] for key in field.keys() - {"name", "constraints", "missingValues"}}
    return next(kind for kind in FIELDS if FIELDS[kind] == plain)


@st.composite
def _cells(draw: st.DrawFn, field: dict[str, Any], *, careful: bool) -> str:
    texts = VALUES[_kind(field)]
    if careful and (fitting := _fitting_texts(json.dumps(field), tuple(texts))):
        return draw(st.sampled_from(fitting))
    if draw(st.integers(0, 9)) > 0:
        return draw(st.sampled_from(texts))
    return draw(st.sampled_from(ANYTHING) | WORDS)


@cache
def _fitting_texts(field: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of some texts that a field takes; the field is given as JSON."""
    entry = {"name": "t", "format": "csv", "schema": {"fields": [json.loads(field)]}}
    with reading_as_specified():
        schema = specified_schema(resource_of(entry, Path()))
        read = Field.from_descriptor(schema["fields"][0]).create_cell_reader()
        return tuple(text for text in texts if not read(text)[1])


def _without_repetition(rows: list[list[str]], schema: dict[str, Any]) -> list[list[str]]:
    """Return the rows less those that repeat a text of a key or of a unique field."""
    fields = schema["fields"]
    names = [field["name"] for field in fields]
    primary = schema.get("primaryKey", [])
    keys = [primary] if isinstance(primary, str) else [*primary]
    keys += [field["name"] for field in fields if field.get("constraints", {}).get("unique")]
    keys += [name for key in schema.get("uniqueKeys", []) for name in key]
    for place in {names.index(name) for name in keys}:
        rows = list({row[place]: row for row in rows}.values())
    return rows


@st.composite
def _defects(draw: st.DrawFn, table: _Table) -> None:
    """Put a defect into the labels or the rows of a table."""
    kinds = ["label", "swap", "more", "fewer"]
    if table.rows:
        kinds += ["extra", "missing", "blank", "twice", "empty", "cell", "cell", "cell"]
    kind = draw(st.sampled_from(kinds))
    place = draw(st.integers(0, len(table.labels) - 1))
    if kind == "label":
        table.labels[place] = draw(st.sampled_from(["", "F0", "f1", " f0 ", "other"]))
    elif kind == "swap":
        table.labels.reverse()
    elif kind == "more":
        table.labels.append(draw(st.sampled_from(["more", "", "f0"])))
        for row in table.rows:
            row.append(draw(st.sampled_from(ANYTHING)))
    elif kind == "fewer" and len(table.labels) > 1:
        del table.labels[place]
        for row in table.rows:
            del row[place : place + 1]
    elif table.rows:
        _spoil_row(draw, table, kind, place)


def _spoil_row(draw: st.DrawFn, table: _Table, kind: str, place: int) -> None:
    row = draw(st.sampled_from(table.rows))
    if kind == "extra":
        row.extend(draw(st.lists(st.sampled_from(ANYTHING), min_size=1, max_size=2)))
    elif kind == "missing":
        del row[-1:]
    elif kind == "blank":
        row[:] = draw(st.sampled_from([[], [""], [""] * len(row), [" "]]))
    elif kind == "twice":
        table.rows.append(list(row))
    elif row:
        place = min(place, len(row) - 1)
        row[place] = "" if kind == "empty" else draw(st.sampled_from(ANYTHING) | WORDS)


@st.composite
def _references(draw: st.DrawFn, table: _Table, tables: list[_Table]) -> None:
    """Let a table refer to one of the tables, in most rows to a value that stands there."""
    if draw(st.integers(0, 2)):
        return
    other = draw(st.sampled_from(tables))
    names = [field["name"] for field in table.schema["fields"]]
    others = [field["name"] for field in other.schema["fields"]]
    width = draw(st.integers(1, min(2, len(names), len(others))))
    own, theirs = names[-width:], others[:width]
    if draw(st.integers(0, 2)):
        # Mostly the fields are of one type, and the values of one are those of the other.
        for name, their in zip(own, theirs, strict=True):
            old = names.index(name)
            field = {**other.schema["fields"][others.index(their)], "name": name}
            field.pop("constraints", None)
            table.schema["fields"][old] = field
        for row in table.rows:
            if other.rows and len(row) >= len(names):
                source = draw(st.sampled_from(other.rows))
                if len(source) >= width and draw(st.integers(0, 5)):
                    row[len(names) - width : len(names)] = source[:width]
    resource = "" if other is table else other.name
    target = draw(st.sampled_from([resource] * 9 + ["nowhere"]))
    reference: dict[str, Any] = {"fields": theirs}
    if target:
        reference["resource"] = target
    table.schema["foreignKeys"] = [{"fields": own, "reference": reference}]


def _write(draw: st.DrawFn, table: _Table, made: MadePackage) -> None:
    entry: dict[str, Any] = {"name": table.name, "schema": table.schema}
    if table.dialect:
        entry["dialect"] = table.dialect
    made.entries.append(entry)
    if table.form == "csv":
        _write_csv(draw, table, entry, made)
    elif table.form == "parquet":
        entry["path"] = f"{table.name}.parquet"
        made.files[entry["path"]] = _parquet(draw, table)
    else:
        rows = _json_rows(draw, table)
        if table.form == "data":
            entry["data"] = rows
        else:
            entry["path"] = f"{table.name}.{table.form}"
            lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
            text = json.dumps(rows) if table.form == "json" else lines
            made.files[entry["path"]] = text.encode("utf-8", "surrogatepass")


def _write_csv(draw: st.DrawFn, table: _Table, entry: dict[str, Any], made: MadePackage) -> None:
    dialect = {**table.dialect, **table.dialect.get("csv", {})}
    head = [] if dialect.get("header") is False else [table.labels]
    if dialect.get("headerRows") == [2]:
        head = [["a title"], *head]
    parts = [table.rows]
    if len(table.rows) > 1 and draw(st.integers(0, 7)) == 0:
        half = draw(st.integers(0, len(table.rows)))
        parts = [table.rows[:half], table.rows[half:]]
    encoding = draw(st.sampled_from(_ENCODINGS))
    if encoding in ("latin-1", "utf-16") or draw(st.integers(0, 3)) == 0:
        entry["encoding"] = encoding.removesuffix("-sig")
    line_break = draw(st.sampled_from(_BREAKS))
    packed = draw(st.integers(0, 9)) == 0
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    paths = []
    for number, rows in enumerate(parts):
        stream = io.StringIO()
        writer = csv.writer(
            stream,
            delimiter=dialect.get("delimiter", ","),
            quotechar=dialect.get("quoteChar", '"'),
            escapechar=dialect.get("escapeChar"),
            doublequote=dialect.get("doubleQuote", True),
            quoting=quoting,
            lineterminator=line_break,
        )
        writer.writerows([*head, *rows])
        text = _spoiled(draw, stream.getvalue(), line_break)
        content = text.encode(encoding, "replace")
        if draw(st.integers(0, 30)) == 0:
            place = draw(st.integers(0, len(content)))
            content = content[:place] + b"\xff" + content[place:]
        paths.append(f"{table.name}-{number}.csv" + (".gz" if packed else ""))
        made.files[paths[-1]] = gzip.compress(content, mtime=0) if packed else content
    entry["path"] = paths[0] if len(paths) == 1 else paths
    if packed:
        entry["format"] = "csv"


def _spoiled(draw: st.DrawFn, text: str, line_break: str) -> str:
    """Return a text, at times with a sign where none should be, or without its last break."""
    if draw(st.integers(0, 4)) == 0:
        text = text.removesuffix(line_break)
    if draw(st.integers(0, 9)) == 0:
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(st.sampled_from(_MARKS)) + text[place:]
    return text


def _json_rows(draw: st.DrawFn, table: _Table) -> list[Any]:
    """Return the rows as lists or objects, where a text that is JSON stands as its value."""
    rows = [[_json_value(draw, text) for text in row] for row in table.rows]
    if draw(st.booleans()):
        return [table.labels, *rows]
    return [dict(zip(table.labels, row, strict=False)) for row in rows]


def _json_value(draw: st.DrawFn, text: str) -> Any:
    if text == "" and draw(st.booleans()):
        return None
    try:
        value = json.loads(text)
    except ValueError:
        return text
    whole = not isinstance(value, float) or math.isfinite(value)
    return value if whole and draw(st.integers(0, 3)) else text


def _parquet(draw: st.DrawFn, table: _Table) -> bytes:
    """Return a Parquet file: each column has one type that all of its texts can be cast to."""
    columns: dict[str, pyarrow.Array] = {}
    for place, label in enumerate(dict.fromkeys(table.labels)):
        texts = [row[place] if place < len(row) else None for row in table.rows]
        column = pyarrow.array([text or None for text in texts], "string")
        wanted = draw(st.sampled_from(["int64", "double", "bool", "date32", "string", "timestamp"]))
        kind = pyarrow.timestamp("us") if wanted == "timestamp" else wanted
        try:
            columns[label] = column.cast(kind)
        except (pyarrow.ArrowInvalid, pyarrow.ArrowNotImplementedError):
            columns[label] = column
    stream = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), stream)
    return stream.getvalue()
