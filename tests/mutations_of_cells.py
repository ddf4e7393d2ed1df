"""Corruptions of one cell or one row that a schema forbids, each with the place of its report."""

from __future__ import annotations

import re
from collections.abc import Callable

from mutated_package import Expected, Row, Tables, fields_of, key_of

from toolkit.tables import primary_key, table_names, table_schema

Mutation = Callable[[Tables], Expected | None]

WRONG = {
    "integer": ["x", "12.5", "1e3", "1,000", "--3", "0x10", "one", "1_000", "NaN", "٣x"],
    "number": ["x", "12%", "1,5", "--3", "1.2.3", "twelve", "0x1F"],
    "date": ["2021-02-30", "2021-13-01", "20210510", "10 May 2021", "2021-2-3", "yesterday"],
}


def of_wrong_type(tables: Tables) -> Expected | None:
    table, column = _column(tables, lambda one: one["type"] in WRONG)
    kind = fields_of(table)[column]["type"]
    return _set(tables, table, column, tables.random.choice(WRONG[kind]), "type-error")


def not_in_enum(tables: Tables) -> Expected | None:
    table, column = _column(tables, lambda one: "enum" in one.get("constraints", {}))
    allowed = fields_of(table)[column]["constraints"]["enum"]
    one = tables.random.choice(allowed)
    values = [f"{one}s", one.upper(), f" {one}", "other-kind", one[:-1]]
    value = tables.random.choice([value for value in values if value not in allowed])
    return _set(tables, table, column, value, "enum")


def against_pattern(tables: Tables) -> Expected | None:
    # A key or a reference that is wrong is a wrong reference too.
    table, column = _column(tables, lambda one: "pattern" in one.get("constraints", {}))
    pattern = fields_of(table)[column]["constraints"]["pattern"]
    values = ["X Y", "é", "-", "q1", "Q0", "xyz!", "0A", "g" * 16, "AB ", "A\nB"]
    wrong = [value for value in values if re.fullmatch(pattern, value) is None]
    return _set(tables, table, column, tables.random.choice(wrong), "pattern")


def required_left_empty(tables: Tables) -> Expected | None:
    table, column = _column(tables, lambda one: one.get("constraints", {}).get("required", False))
    return _set(tables, table, column, "", "required")


def out_of_range(tables: Tables) -> Expected | None:
    limits = ("minimum", "maximum")
    table, column = _column(tables, lambda one: bool({*limits} & {*one.get("constraints", {})}))
    constraints = fields_of(table)[column]["constraints"]
    limit = tables.random.choice([name for name in limits if name in constraints])
    step = tables.random.choice([1, 2, 1_000_000])
    value = constraints[limit] + (step if limit == "maximum" else -step)
    return _set(tables, table, column, str(value), limit)


def too_long(tables: Tables) -> Expected | None:
    table, column = _column(tables, lambda one: "maxLength" in one.get("constraints", {}))
    most = fields_of(table)[column]["constraints"]["maxLength"]
    return _set(tables, table, column, "x" * (most + tables.random.randint(1, 50)), "maxLength")


def reference_to_nothing(tables: Tables) -> Expected | None:
    table = tables.random.choice([one for one in _filled(tables) if _references(one)])
    column, other = tables.random.choice(_references(table))
    value = "0123456789abcde0" if other == "articles" else "nobody-at-all"
    place = tables.untouched(table, lambda row: row[column] != "")
    if place is None:
        return None
    return _changed(tables, table, place, column, value, "foreign-key")


def key_of_another_row(tables: Tables) -> Expected | None:
    table = tables.random.choice([one for one in _filled(tables) if len(tables.rows[one]) > 1])
    one, other = tables.untouched(table), tables.untouched(table)
    if one is None or other is None:
        return None
    for part in primary_key(table):
        tables.rows[table][one][part] = tables.rows[table][other][part]
    number = max(one, other) + 2
    return Expected(table, number=number, rules=("primary-key", "unique"))


def digest_of_another_article(tables: Tables) -> Expected | None:
    one, other = tables.untouched("articles"), tables.untouched("articles")
    if one is None or other is None:
        return None
    rows = tables.rows["articles"]
    rows[one]["sha256"] = rows[other]["sha256"]
    return Expected("articles", number=max(one, other) + 2, column="sha256", rules=("unique",))


def row_taken_away(tables: Tables) -> Expected | None:
    """Take away a row that others refer to: the first that does is told."""
    parent = tables.random.choice(["articles", "actors", "meetings", "elections"])
    (key,) = primary_key(parent)
    children = [
        (table, column)
        for table in table_names()
        for column, other in _references(table)
        if other == parent
    ]
    place = tables.untouched(parent)
    if place is None:
        return None
    value = tables.rows[parent][place][key]
    for table, column in children:
        for number, row in enumerate(tables.rows[table]):
            if row[column] == value and (table, number) not in tables.touched:
                # The row keeps its place, so that the numbers of the others do not change.
                tables.rows[parent][place] = _stand_in(tables, parent, tables.rows[parent][place])
                tables.touched.add((table, number))
                return Expected(table, number=number + 2, column=column, rules=("foreign-key",))
    return None


CELLS: tuple[Mutation, ...] = (
    of_wrong_type,
    not_in_enum,
    against_pattern,
    required_left_empty,
    out_of_range,
    too_long,
    reference_to_nothing,
    key_of_another_row,
    digest_of_another_article,
    row_taken_away,
)


def _stand_in(tables: Tables, table: str, row: Row) -> Row:
    number = tables.random.randrange(16**12)
    (key,) = primary_key(table)
    if table == "articles":
        return {**row, key: f"{number:016x}", "sha256": f"{number:064x}"}
    return {**row, key: f"stand-in-{number}"}


def _filled(tables: Tables) -> list[str]:
    return [table for table in table_names() if tables.rows[table]]


def _references(table: str) -> list[tuple[str, str]]:
    return [
        (key["fields"][0], key["reference"]["resource"])
        for key in table_schema(table).get("foreignKeys", [])
    ]


def _column(tables: Tables, wanted: Callable[[dict], bool]) -> tuple[str, str]:
    columns = [
        (table, name)
        for table in _filled(tables)
        for name, one in fields_of(table).items()
        if wanted(one)
    ]
    return tables.random.choice(columns)


def _set(tables: Tables, table: str, column: str, value: str, rule: str) -> Expected | None:
    place = tables.untouched(table)
    return None if place is None else _changed(tables, table, place, column, value, rule)


def _changed(
    tables: Tables, table: str, place: int, column: str, value: str, rule: str
) -> Expected:
    row = tables.rows[table][place]
    row[column] = value
    return Expected(
        table,
        row=key_of(table, row) if all(row[part] for part in primary_key(table)) else None,
        number=place + 2,
        column=column,
        rules=(rule,),
    )
