"""Keys of judged tables: values that stand twice, and references that lead nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from toolkit.validation.defect import Defect
from toolkit.validation.fast.findings import Findings
from toolkit.validation.fast.first_rows import first_rows
from toolkit.validation.fast.judged_rows import JudgedRows
from toolkit.validation.fast.key_values import is_integer, key_class

if TYPE_CHECKING:
    import duckdb

_FAR = 2**62
"""How far below 0 a key may be, so that the number of a row can be taken from it in 64 bits."""
_EMPTY_KEY = 'cells composing the primary keys are all "None"'


def check_own_keys(
    connection: duckdb.DuckDBPyConnection, rows: JudgedRows, findings: Findings
) -> None:
    """Add the defects of the unique fields, unique keys and the primary key of a table."""
    keys = rows.table.keys
    names = rows.table.names
    for name in keys.unique:
        if name in names:
            _check_repeated(connection, rows, (name,), "unique-error", findings)
    if keys.primary and set(keys.primary) <= set(names):
        _check_empty(connection, rows, keys.primary, findings)
        _check_repeated(connection, rows, keys.primary, "primary-key", findings)
    for key in keys.unique_keys:
        if set(key) <= set(names):
            _check_repeated(connection, rows, key, "unique-error", findings)


def check_references(
    connection: duckdb.DuckDBPyConnection,
    rows: JudgedRows,
    others: dict[str, JudgedRows],
    findings: Findings,
) -> None:
    """Add the references of a table that its own rows or those of other tables do not have.

    A key of which all parts are missing refers to nothing. Tables that are not among `others`
    are not looked up.
    """
    for fields, target, target_fields in rows.table.keys.foreign:
        other = others.get(target or rows.table.resource.name)
        if other is not None and set(fields) <= set(rows.table.names):
            _check_reference(connection, rows, fields, other, target_fields, findings)


def _check_repeated(
    connection: duckdb.DuckDBPyConnection,
    rows: JudgedRows,
    key: Sequence[str],
    kind: str,
    findings: Findings,
) -> None:
    columns = [f"k{rows.table.names.index(name) + 1}" for name in key]
    listed = ", ".join(columns)
    # A primary key may lack a part, a unique key is compared where it is whole.
    join = "OR" if kind == "primary-key" else "AND"
    present = f" {join} ".join(f"{column} IS NOT NULL" for column in columns)
    if len(columns) == 1 and (
        _consecutive(connection, rows, key[0]) or _is_ascending(connection, rows, columns[0])
    ):
        return
    repeated = f"{rows.name}_repeated"
    connection.execute(
        f"CREATE OR REPLACE TABLE {repeated} AS SELECT {listed}, count(*) AS number "
        f"FROM {rows.name} WHERE {present} GROUP BY {listed} HAVING count(*) > 1"
    )
    query = f"SELECT coalesce(sum(number - 1), 0)::BIGINT FROM {repeated}"
    total = connection.execute(query).fetchall()[0][0]
    if not total:
        return
    findings.count(total)
    same = " AND ".join(f"j.{column} IS NOT DISTINCT FROM r.{column}" for column in columns)
    number = rows.number_of("j")
    window = f"(PARTITION BY {', '.join(f'j.{column}' for column in columns)} ORDER BY {number})"
    found = connection.execute(
        f"SELECT row, before FROM (SELECT {number} AS row, lag({number}) OVER {window} AS before "
        f"FROM {rows.name} j JOIN {repeated} r ON {same}) "
        f"WHERE before IS NOT NULL ORDER BY row LIMIT {findings.limit}"
    )
    field = None if kind == "primary-key" else ", ".join(key) or None
    for number, before in found.fetchall():
        note = f"the same as in the row at position {before}"
        defect = Defect(rows.table.resource.name, kind, number, field, note=note)
        findings.add_row(defect)


def _consecutive(
    connection: duckdb.DuckDBPyConnection, rows: JudgedRows, name: str
) -> tuple[int, int] | None:
    """Return the first and the last value of a key that counts its rows, None of any other.

    Many tables number their rows. That none repeats, and which others refer to, is then known from
    two numbers.
    """
    place = rows.table.names.index(name)
    if not is_integer(rows.table.fields[place]):
        return None
    column = f"k{place + 1}"
    bounds = f"SELECT count(*), count({column}), min({column}), max({column}) FROM {rows.name}"
    number, present, least, most = connection.execute(bounds).fetchall()[0]
    if not number or present < number or most - least != number - 1 or least < -_FAR:
        return None
    # A key that counts the rows is as far from the number of each row.
    far = f"{column} - ({rows.number_of('j')})"
    query = f"SELECT min({far}) = max({far}) FROM {rows.name} j"
    return (least, most) if connection.execute(query).fetchall()[0][0] else None


def _is_ascending(connection: duckdb.DuckDBPyConnection, rows: JudgedRows, column: str) -> bool:
    """Return whether each value is greater than the one before it, so that none repeats.

    Most tables are written in the order of their key, and this costs a fifth of counting values.
    """
    before = f"SELECT {column} AS own, lag({column}) OVER () AS before FROM {rows.name}"
    query = f"SELECT count(*) - 1 - count(*) FILTER (own > before) FROM ({before})"
    return bool(connection.execute(query).fetchall()[0][0] <= 0)


def _check_empty(
    connection: duckdb.DuckDBPyConnection,
    rows: JudgedRows,
    key: Sequence[str],
    findings: Findings,
) -> None:
    empty = " AND ".join(f"k{rows.table.names.index(name) + 1} IS NULL" for name in key)
    _add_rows(
        connection,
        rows,
        f"FROM {rows.name} j WHERE {empty}",
        Defect(rows.table.resource.name, "primary-key", note=_EMPTY_KEY),
        findings,
    )


def _check_reference(
    connection: duckdb.DuckDBPyConnection,
    rows: JudgedRows,
    fields: Sequence[str],
    other: JudgedRows,
    target_fields: Sequence[str],
    findings: Findings,
) -> None:
    pairs = [_pair(rows, name, other, target) for name, target in zip(fields, target_fields)]  # noqa: B905
    parts = [f"part{number}" for number in range(len(pairs))]
    own = [pair[0] for pair in pairs]
    present = " OR ".join(f"{column} IS NOT NULL" for column in own)
    selected = ", ".join(
        f"{column} AS {part}" for (_, column), part in zip(pairs, parts, strict=True)
    )
    if len(fields) != len(target_fields):
        # A key of another length is never found.
        selected, found = "1 AS part0", "false"
    else:
        # A missing part is found only where it is missing in the other table too.
        found = " AND ".join(
            f"{column} {'=' if len(pairs) == 1 else 'IS NOT DISTINCT FROM'} o.{part}"
            for column, part in zip(own, parts, strict=True)
        )
    targets = f"(SELECT {selected} FROM {other.name} t) o"
    # NOT EXISTS says the same, and takes twice as long.
    missed = f"FROM {rows.name} j ANTI JOIN {targets} ON {found} WHERE {present}"
    if len(fields) == len(target_fields) == 1 and _are_integers(rows, fields, other, target_fields):
        known = _consecutive(connection, other, target_fields[0])
        if known is not None:
            missed = f"FROM {rows.name} j WHERE NOT {own[0]} BETWEEN {known[0]} AND {known[1]}"
    name, key = other.table.resource.name, ", ".join(fields)
    _add_rows(
        connection,
        rows,
        missed,
        Defect(
            rows.table.resource.name,
            "foreign-key",
            field=key or None,
            note=f'for "{key}": not found in the table "{name}" as "{", ".join(target_fields)}"',
        ),
        findings,
    )


def _are_integers(
    rows: JudgedRows, own: Sequence[str], other: JudgedRows, target: Sequence[str]
) -> bool:
    """Return whether the fields of a key and those that they refer to hold integers."""
    return all(
        name in table.names and is_integer(table.fields[table.names.index(name)])
        for table, names in ((rows.table, own), (other.table, target))
        for name in names
    )


def _pair(rows: JudgedRows, name: str, other: JudgedRows, target: str) -> tuple[str, str]:
    """Return the SQL values of a part of a key and of what it refers to, comparable as they are."""
    place = rows.table.names.index(name) + 1
    if target not in other.table.names:
        return f"j.k{place}", "NULL"
    own, theirs = f"j.k{place}", f"t.k{other.table.names.index(target) + 1}"
    field = rows.table.fields[place - 1]
    target_field = other.table.fields[other.table.names.index(target)]
    if key_class(field) != key_class(target_field):
        return f"'{key_class(field)} ' || {own}", f"'{key_class(target_field)} ' || {theirs}"
    if is_integer(field) != is_integer(target_field):
        return f"{own}::VARCHAR", f"{theirs}::VARCHAR"
    return own, theirs


def _add_rows(
    connection: duckdb.DuckDBPyConnection,
    rows: JudgedRows,
    selection: str,
    like: Defect,
    findings: Findings,
) -> None:
    """Add a defect at each row that a query selects."""
    from dataclasses import replace

    first, total = first_rows(connection, rows.number_of("j"), selection, findings.limit)
    findings.count(total)
    for (number,) in first:
        findings.add_row(replace(like, row=number))
