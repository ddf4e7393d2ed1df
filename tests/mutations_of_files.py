"""Corruptions of files and of the descriptor, and changes to them that break nothing."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from mutated_package import (
    Expected,
    csv_text,
    fields_of,
    read_content,
    read_tables,
    write_texts,
)

from toolkit.tables import table_names

Corruption = Callable[[Path, Random], Expected]


def _filled(random: Random) -> str:
    return random.choice([table for table in table_names() if table != "redirects"])


def _entry(content: dict[str, Any], table: str) -> dict[str, Any]:
    return next(entry for entry in content["resources"] if entry["name"] == table)


def _describe(folder: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    file = folder / "datapackage.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    change(content)
    file.write_text(json.dumps(content), encoding="utf-8")


def _table_text(table: str) -> str:
    return read_content()[1][table]


# Bytes that are not those which were published


def a_digit_of_the_hash(folder: Path, random: Random) -> Expected:
    table = random.choice(table_names())

    def change(content: dict[str, Any]) -> None:
        entry = _entry(content, table)
        digits = [*entry["hash"]]
        place = random.randrange(7, len(digits))
        digits[place] = "0" if digits[place] != "0" else "1"
        entry["hash"] = "".join(digits)

    write_texts(folder, {})
    _describe(folder, change)
    return Expected(table, rules=("hash-count",))


def the_size(folder: Path, random: Random) -> Expected:
    table = random.choice(table_names())
    write_texts(folder, {})
    _describe(folder, lambda content: _entry(content, table).update(bytes=random.randrange(9)))
    return Expected(table, rules=("byte-count",))


def the_number_of_rows(folder: Path, random: Random) -> Expected:
    table = random.choice(table_names())
    write_texts(folder, {})
    wrong = len(read_tables(0).rows[table]) + random.randint(1, 9)
    _describe(folder, lambda content: _entry(content, table).update(rows=wrong))
    return Expected(table, rules=("row-count",))


def a_byte_of_a_file(folder: Path, random: Random) -> Expected:
    table = _filled(random)
    write_texts(folder, {})
    file = folder / "data" / f"{table}.csv"
    content = bytearray(file.read_bytes())
    content[random.randrange(len(content))] ^= 1 << random.randrange(7)
    file.write_bytes(content)
    return Expected(table)


def the_end_of_a_file(folder: Path, random: Random) -> Expected:
    table = _filled(random)
    write_texts(folder, {})
    file = folder / "data" / f"{table}.csv"
    content = file.read_bytes()
    file.write_bytes(content[: random.randrange(len(content))])
    return Expected(table)


def a_file_that_is_gone(folder: Path, random: Random) -> Expected:
    table = random.choice(table_names())
    write_texts(folder, {})
    (folder / "data" / f"{table}.csv").unlink()
    return Expected(table, rules=("missing-file",))


def two_files_exchanged(folder: Path, random: Random) -> Expected:
    one, other = random.sample([name for name in table_names() if name != "redirects"], 2)
    write_texts(folder, {one: _table_text(other), other: _table_text(one)})
    return Expected(one)


# Files whose digests are stated anew


def a_broken_encoding(folder: Path, random: Random) -> Expected:
    table = _filled(random)
    content = _table_text(table).encode("utf-8")
    place = content.index(b"\n") + random.randrange(1, len(content) - content.index(b"\n"))
    bad = random.choice([b"\xff", b"\xc3\x28", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"])
    while content[place : place + 1] and content[place] & 0xC0 == 0x80:
        place += 1
    write_texts(folder, {table: content[:place] + bad + content[place:]})
    return Expected(table, rules=("encoding-error", "encoding"))


def another_encoding(folder: Path, random: Random) -> Expected:
    table = random.choice(["actors", "actor_names", "evidence"])
    write_texts(folder, {table: _table_text(table).encode("utf-16")})
    return Expected(table, rules=("encoding-error", "encoding"))


def _with_rows(folder: Path, table: str, change: Callable[[list[list[str]]], Any]) -> None:
    rows = list(csv.reader(io.StringIO(_table_text(table), newline="")))
    change(rows)
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    write_texts(folder, {table: text.getvalue()})


def a_column_more(folder: Path, random: Random) -> Expected:
    table = _filled(random)
    _with_rows(folder, table, lambda rows: [row.append("x") for row in rows])
    return Expected(table, rules=("extra-label", "extra-cell"))


def a_column_less(folder: Path, random: Random) -> Expected:
    table = _filled(random)
    _with_rows(folder, table, lambda rows: [row.pop() for row in rows])
    return Expected(table, rules=("missing-label",))


def columns_exchanged(folder: Path, random: Random) -> Expected:
    table = _filled(random)

    def change(rows: list[list[str]]) -> None:
        for row in rows:
            row[0], row[1] = row[1], row[0]

    _with_rows(folder, table, change)
    return Expected(table, rules=("incorrect-label",))


def another_label(folder: Path, random: Random) -> Expected:
    table = random.choice(table_names())
    place = random.randrange(len(fields_of(table)))
    column = [*fields_of(table)][place]
    _with_rows(folder, table, lambda rows: rows[0].__setitem__(place, f"{column}_2"))
    return Expected(table, column=column, rules=("incorrect-label",))


def no_labels(folder: Path, random: Random) -> Expected:
    table = _filled(random)
    _with_rows(folder, table, lambda rows: rows.pop(0))
    return Expected(table, rules=("incorrect-label", "blank-label", "duplicate-label"))


def a_cell_more(folder: Path, random: Random) -> Expected:
    table = _filled(random)
    number = random.randint(2, len(read_tables(0).rows[table]) + 1)
    _with_rows(folder, table, lambda rows: rows[number - 1].append("x"))
    return Expected(table, number=number, rules=("extra-cell",))


def a_cell_less(folder: Path, random: Random) -> Expected:
    table = _filled(random)
    number = random.randint(2, len(read_tables(0).rows[table]) + 1)
    column = [*fields_of(table)][-1]
    _with_rows(folder, table, lambda rows: rows[number - 1].pop())
    return Expected(table, number=number, column=column, rules=("missing-cell",))


def a_blank_row(folder: Path, random: Random) -> Expected:
    table = _filled(random)
    number = random.randint(2, len(read_tables(0).rows[table]) + 1)
    lines = _table_text(table)
    if '"' in lines:
        # A cell may hold line breaks: the end of the file is no cell.
        number = len(read_tables(0).rows[table]) + 2
        write_texts(folder, {table: lines + "\n"})
    else:
        parts = lines.split("\n")
        write_texts(folder, {table: "\n".join([*parts[: number - 1], "", *parts[number - 1 :]])})
    return Expected(table, number=number, rules=("blank-row",))


def a_row_twice(folder: Path, random: Random) -> Expected:
    table = _filled(random)
    count = len(read_tables(0).rows[table])
    _with_rows(folder, table, lambda rows: rows.append(rows[random.randint(1, count)]))
    return Expected(table, number=count + 2, rules=("primary-key", "unique"))


def a_quote_that_is_not_closed(folder: Path, random: Random) -> Expected:
    table = _filled(random)
    write_texts(folder, {table: _table_text(table) + '"never closed\nx,y\n'})
    return Expected(table)


# The descriptor


def a_resource_less(folder: Path, random: Random) -> Expected:
    table = random.choice(table_names())
    write_texts(folder, {})
    _describe(folder, lambda content: content["resources"].remove(_entry(content, table)))
    return Expected(table, rules=("missing-table",)) if table != "articles" else Expected(None)


def a_resource_twice(folder: Path, random: Random) -> Expected:
    table = random.choice(table_names())
    write_texts(folder, {})
    _describe(folder, lambda content: content["resources"].append(_entry(content, table)))
    return Expected(table, rules=("descriptor",))


def a_path_to_nothing(folder: Path, random: Random) -> Expected:
    table = random.choice(table_names())
    path, rule = random.choice(
        [
            ("data/none.csv", "missing-file"),
            ("../actors.csv", "unsafe-path"),
            ("/etc/passwd", "unsafe-path"),
            ("https://example.org/x.csv", "remote-path"),
            ("", "descriptor"),
            ("data", "missing-file"),
        ]
    )
    write_texts(folder, {})
    _describe(folder, lambda content: _entry(content, table).update(path=path))
    return Expected(table, rules=(rule,))


def a_property_less(folder: Path, random: Random) -> Expected:
    table = random.choice(table_names())
    name = random.choice(["path", "schema"])
    write_texts(folder, {})
    _describe(folder, lambda content: _entry(content, table).pop(name))
    return Expected(table, rules=("descriptor",))


def an_unknown_type(folder: Path, random: Random) -> Expected:
    table = random.choice(table_names())

    def change(content: dict[str, Any]) -> None:
        random.choice(_entry(content, table)["schema"]["fields"])["type"] = "strng"

    write_texts(folder, {})
    _describe(folder, change)
    return Expected(None, rules=("field-error", "schema-error", "descriptor", "resource-error"))


def a_type_that_the_values_have_not(folder: Path, random: Random) -> Expected:
    table = _filled(random)
    # A key is never empty, and none of ours is a number.
    column = {"articles": "article_id"}.get(table, next(iter(fields_of(table))))
    kind = random.choice(["date", "boolean", "datetime", "geopoint"])

    def change(content: dict[str, Any]) -> None:
        fields = _entry(content, table)["schema"]["fields"]
        field = next(one for one in fields if one["name"] == column)
        field.update(type=kind, constraints={})
        field.pop("example", None)

    write_texts(folder, {})
    _describe(folder, change)
    return Expected(table, column=column, rules=("type-error",))


def a_key_that_is_no_column(folder: Path, random: Random) -> Expected:
    table = random.choice(table_names())
    write_texts(folder, {})
    _describe(folder, lambda content: _entry(content, table)["schema"].update(primaryKey=["none"]))
    return Expected(None, rules=("schema-error", "descriptor", "resource-error"))


def a_reference_to_no_resource(folder: Path, random: Random) -> Expected:
    table = _filled(random)
    column = next(iter(fields_of(table)))
    key = {"fields": [column], "reference": {"resource": "none", "fields": [column]}}
    write_texts(folder, {})
    _describe(folder, lambda content: _entry(content, table)["schema"].update(foreignKeys=[key]))
    return Expected(None, rules=("resource-error", "schema-error", "descriptor", "package-error"))


def a_column_less_in_the_schema(folder: Path, random: Random) -> Expected:
    table = _filled(random)

    def change(content: dict[str, Any]) -> None:
        _entry(content, table)["schema"]["fields"].pop()

    write_texts(folder, {})
    _describe(folder, change)
    return Expected(table, rules=("extra-label", "schema-error"))


def half_of_the_descriptor(folder: Path, random: Random) -> Expected:
    write_texts(folder, {})
    file = folder / "datapackage.json"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: random.randrange(1, len(text))], encoding="utf-8")
    return Expected(None, rules=("descriptor",))


def a_descriptor_of_another_encoding(folder: Path, random: Random) -> Expected:
    write_texts(folder, {})
    file = folder / "datapackage.json"
    content = file.read_bytes()
    place = random.randrange(len(content))
    file.write_bytes(content[:place] + b"\xff" + content[place:])
    return Expected(None, rules=("descriptor",))


CORRUPTIONS: tuple[Corruption, ...] = (
    a_digit_of_the_hash,
    the_size,
    the_number_of_rows,
    a_byte_of_a_file,
    the_end_of_a_file,
    a_file_that_is_gone,
    two_files_exchanged,
    a_broken_encoding,
    another_encoding,
    a_column_more,
    a_column_less,
    columns_exchanged,
    another_label,
    no_labels,
    a_cell_more,
    a_cell_less,
    a_blank_row,
    a_row_twice,
    a_quote_that_is_not_closed,
    a_resource_less,
    a_resource_twice,
    a_path_to_nothing,
    a_property_less,
    an_unknown_type,
    a_type_that_the_values_have_not,
    a_key_that_is_no_column,
    a_reference_to_no_resource,
    a_column_less_in_the_schema,
    half_of_the_descriptor,
    a_descriptor_of_another_encoding,
)


def write_harmless(folder: Path, random: Random) -> int:
    """Write the package changed in ways that break nothing; return in how many."""
    tables = read_tables(0)
    texts: dict[str, str | bytes] = {}
    for table in table_names():
        random.shuffle(tables.rows[table])
        ending = random.choice(["\n", "\r\n"])
        quoting = random.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
        text = csv_text(tables.rows[table], table, lineterminator=ending, quoting=quoting)
        if random.random() < 0.5:
            text = text.removesuffix(ending)
        mark = b"\xef\xbb\xbf" if random.random() < 0.3 else b""
        texts[table] = mark + text.encode("utf-8")
    write_texts(folder, texts)

    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            items = list(value.items())
            random.shuffle(items)
            return {name: shuffled(one) for name, one in items}
        return [shuffled(one) for one in value] if isinstance(value, list) else value

    file = folder / "datapackage.json"
    content = shuffled(json.loads(file.read_text(encoding="utf-8")))
    random.shuffle(content["resources"])
    content["title"] = "Another title"
    content["parley:note"] = {"of": ["ours"]}
    for entry in content["resources"]:
        entry["description"] = "Another description."
    indent = random.choice([None, 0, 1, 4, "\t"])
    text = json.dumps(content, indent=indent, ensure_ascii=random.random() < 0.5)
    ending = random.choice(["", "\n", "\r\n", "  \n\n"])
    file.write_text(text + ending, encoding="utf-8", newline="")
    of_each_file, of_the_descriptor = 5, 7
    return of_each_file * len(texts) + of_the_descriptor
