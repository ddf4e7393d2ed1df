"""The cells that SQL could not accept, read one by one: each text once, by frictionless.

A text that stands in a million rows is read once. Patterns are matched by DuckDB (RE2, in linear
time) wherever it takes a text as Python does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from toolkit.validation.bounded_match import PatternTooSlow, matches
from toolkit.validation.defect import Defect
from toolkit.validation.fast.cells import decode, show
from toolkit.validation.fast.findings import Findings
from toolkit.validation.fast.first_rows import first_rows
from toolkit.validation.fast.judged_rows import JudgedRows
from toolkit.validation.fast.key_values import is_integer, key_text
from toolkit.validation.fast.open_table import NotCovered

if TYPE_CHECKING:
    import duckdb
    from frictionless import Field

_BATCH = 50_000
_FEW = 1_000
"""Pairs of fewer are handed over quicker as they are than as a table of Arrow."""
_ARROW = {"INTEGER": "int32", "BIGINT": "int64", "VARCHAR": "string"}
_Reader = Callable[[Any], tuple[Any, Mapping[str, str] | None]]
_Notes = tuple[tuple[str, str], ...]


def read_cells(connection: duckdb.DuckDBPyConnection, rows: JudgedRows, findings: Findings) -> None:
    """Add the defects of the cells that are still to be read, and fill in the keys they hold.

    Raises NotCovered where the value of a key has no form that can be compared.
    """
    if not rows.looked_at:
        return
    counts = ", ".join(f"count(s{place})" for place in rows.looked_at)
    numbers = connection.execute(f"SELECT {counts} FROM {rows.few}").fetchall()[0]
    to_read = [place for place, number in zip(rows.looked_at, numbers, strict=True) if number]
    if rows.values and not {*to_read}.isdisjoint(rows.keys):
        _keep_rows(connection, rows)
    for place in to_read:
        _read_column(connection, rows, place, findings)


def _read_column(
    connection: duckdb.DuckDBPyConnection, rows: JudgedRows, place: int, findings: Findings
) -> None:
    field = rows.table.fields[place - 1]
    bad, values = f"{rows.name}_bad{place}", f"{rows.name}_value{place}"
    in_key = place in rows.keys
    connection.execute(f"CREATE TABLE {bad} (s VARCHAR, notes INTEGER)")
    kind = "BIGINT" if is_integer(field) else "VARCHAR"
    if in_key:
        connection.execute(f"CREATE TABLE {values} (s VARCHAR, value {kind})")
    known: dict[_Notes, int] = {}
    for texts, matched in _distinct_texts(connection, rows, place):
        faults: list[tuple[str, int]] = []
        keys: list[tuple[str, Any]] = []
        for text, value, notes in _read_texts(field, texts, matched):
            if notes:
                faults.append((text, known.setdefault(notes, len(known))))
            if in_key and (key := key_text(value, field)) is not None:
                keys.append((text, key))
        _insert(connection, bad, faults, "INTEGER")
        _insert(connection, values, keys, kind)
    if in_key:
        _fill_in_keys(connection, rows, place, values)
    for notes, code in known.items():
        _add_defects(connection, rows, place, findings, notes, code)


def _fill_in_keys(
    connection: duckdb.DuckDBPyConnection, rows: JudgedRows, place: int, values: str
) -> None:
    """Give the rows whose texts were read their key values, which are in the table `values`."""
    connection.execute(
        f"UPDATE {rows.name} SET k{place} = v.value "
        f"FROM {rows.few} f JOIN {values} v ON f.s{place} = v.s "
        f"WHERE f.n = {rows.number_of(rows.name)}"
    )


def _keep_rows(connection: duckdb.DuckDBPyConnection, rows: JudgedRows) -> None:
    """Put a table in the place of the view of a file, so that keys can be filled in."""
    kept = f"{rows.name}_kept"
    connection.execute(f"CREATE TABLE {kept} AS FROM {rows.name}")
    connection.execute(f"DROP VIEW {rows.name}")
    connection.execute(f"ALTER TABLE {kept} RENAME TO {rows.name}")


def _distinct_texts(
    connection: duckdb.DuckDBPyConnection, rows: JudgedRows, place: int
) -> Iterator[tuple[list[str], list[bool | None]]]:
    """Return each text of a column once, in batches, with what DuckDB says of its pattern.

    That is None where DuckDB cannot say it as Python would.
    """
    pattern = rows.acceptances[place - 1].pattern
    matched = "NULL::BOOLEAN"
    if pattern is not None:
        # All that differs between Python and RE2 are texts beyond ASCII and those with breaks.
        alike = f"strlen(s{place}) = length(s{place}) AND NOT contains(s{place}, chr(10))"
        matched = f"CASE WHEN {alike} THEN {pattern.matches(f's{place}')} END"
    texts = connection.cursor().execute(
        f"SELECT s{place}, {matched} FROM {rows.few} WHERE s{place} IS NOT NULL GROUP BY s{place}"
    )
    while batch := texts.fetchmany(_BATCH):
        yield [text for text, _ in batch], [match for _, match in batch]


def _read_texts(
    field: Field, texts: list[str], matched: list[bool | None]
) -> Iterator[tuple[str, Any, _Notes]]:
    pattern = field.constraints.get("pattern") if field.type == "string" else None
    reader = _reader_without_pattern(field)
    note = f'constraint "pattern" is "{pattern}"'
    for text, match in zip(texts, matched, strict=True):
        cell = decode(text)
        try:
            value, found = reader(cell)
        except Exception as error:
            # Its readers fail on some data, such as times with a zone under a bound without one.
            raise NotCovered(f"frictionless fails: {type(error).__name__}: {error}") from error
        notes = [*(found or {}).items()]
        is_text = pattern is not None and value is not None and "type" not in (found or {})
        if is_text and not (_matches(str(pattern), value) if match is None else match):
            notes.append(("pattern", note))
        yield text, value, tuple(notes)


def _matches(pattern: str, text: str) -> bool:
    try:
        return matches(f"^{pattern}$", text)
    except PatternTooSlow as error:
        raise NotCovered(str(error)) from None


def _reader_without_pattern(field: Field) -> _Reader:
    constraints = field.constraints
    field.constraints = {name: of for name, of in constraints.items() if name != "pattern"}
    try:
        reader: _Reader = field.create_cell_reader()
    finally:
        field.constraints = constraints
    # Frictionless builds its notes from the constraints of the field at the time of reading.
    return reader


def _insert(
    connection: duckdb.DuckDBPyConnection, table: str, pairs: list[tuple[str, Any]], kind: str
) -> None:
    if not pairs:
        return
    texts, others = map(list, zip(*pairs, strict=True))
    if len(pairs) < _FEW:
        query = f"INSERT INTO {table} SELECT unnest(?::VARCHAR[]), unnest(?::{kind}[])"
        connection.execute(query, [texts, others])
        return
    import pyarrow

    columns = [pyarrow.array(texts, "string"), pyarrow.array(others, _ARROW[kind])]
    connection.register("pairs", pyarrow.table(columns, ["s", "other"]))
    connection.execute(f"INSERT INTO {table} SELECT * FROM pairs")
    connection.unregister("pairs")


def _add_defects(
    connection: duckdb.DuckDBPyConnection,
    rows: JudgedRows,
    place: int,
    findings: Findings,
    notes: _Notes,
    code: int,
) -> None:
    """Add the defects of all cells with the same notes; those of blank rows are no defects."""
    joined = (
        f"FROM {rows.few} j JOIN {rows.name}_bad{place} b ON j.s{place} = b.s "
        f"WHERE b.notes = {code} AND NOT blank"
    )
    first, total = first_rows(connection, f"j.n, s{place}", joined, findings.limit)
    findings.count(total * len(notes))
    for number, text in first:
        for name, note in notes:
            findings.add_row(
                Defect(
                    resource=rows.table.resource.name,
                    type="type-error" if name == "type" else "constraint-error",
                    row=number,
                    field=rows.table.names[place - 1] or None,
                    constraint=None if name == "type" else name,
                    cell=show(text),
                    note=note,
                ),
                place,
            )
