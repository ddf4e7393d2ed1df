"""The package of this repository, in memory, to be changed on purpose and written again."""

from __future__ import annotations

import copy
import csv
import hashlib
import io
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from conftest import PROJECT

from toolkit.tables import primary_key, table_names, table_schema

Row = dict[str, str]


@dataclass(frozen=True)
class Expected:
    """Where a mutation has to be reported; what is None may be anything.

    `row` is a key of a row, `number` its number in the file, the header being 1.
    """

    table: str | None
    row: str | None = None
    number: int | None = None
    column: str | None = None
    rules: tuple[str, ...] = ()

    def is_met_by(self, problem: Any) -> bool:
        return (
            (self.table is None or problem.table == self.table)
            and (self.row is None or problem.row == self.row)
            and (self.number is None or problem.number == self.number)
            and (self.column is None or problem.column == self.column)
            and (not self.rules or problem.rule in self.rules)
        )


@dataclass
class Tables:
    """The rows of all tables as text, and the rows that a mutation has touched already."""

    rows: dict[str, list[Row]]
    random: random.Random
    touched: set[tuple[str, int]] = field(default_factory=set)

    def untouched(self, table: str, wanted: Callable[[Row], bool] = bool) -> int | None:
        """Return the place of a row that is as it was, at random; None where there is none."""
        rows = self.rows[table]
        places = [
            place
            for place, row in enumerate(rows)
            if (table, place) not in self.touched and wanted(row)
        ]
        if not places:
            return None
        place = self.random.choice(places)
        self.touched.add((table, place))
        return place

    def touch_where(self, table: str, wanted: Callable[[Row], bool]) -> bool:
        """Claim all rows of a kind for one mutation; return whether none was touched before."""
        places = {(table, place) for place, row in enumerate(self.rows[table]) if wanted(row)}
        if places & self.touched:
            return False
        self.touched |= places
        return True


def key_of(table: str, row: Row) -> str:
    return "/".join(row[part] for part in primary_key(table))


def fields_of(table: str) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in table_schema(table)["fields"]}


@cache
def read_content() -> tuple[str, dict[str, str]]:
    """Return the descriptor of the package and the text of each table."""
    files = {name: PROJECT / "data" / f"{name}.csv" for name in table_names()}
    texts = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
    return (PROJECT / "datapackage.json").read_text(encoding="utf-8"), texts


def read_tables(seed: int) -> Tables:
    """Return the tables of the package, with an oracle's dice."""
    rows = {
        name: list(csv.DictReader(io.StringIO(text, newline="")))
        for name, text in read_content()[1].items()
    }
    return Tables(copy.deepcopy(rows), random.Random(seed))


def csv_text(rows: list[Row], table: str, **options: Any) -> str:
    text = io.StringIO(newline="")
    names = [*fields_of(table)]
    writer = csv.DictWriter(text, names, **{"lineterminator": "\n", **options})
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_texts(folder: Path, texts: dict[str, str | bytes]) -> Path:
    """Write the package, with other texts for some tables, and state their digests."""
    (folder / "data").mkdir(parents=True)
    descriptor, unchanged = read_content()
    content = json.loads(descriptor)
    for entry in content["resources"]:
        text = texts.get(entry["name"], unchanged[entry["name"]])
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        (folder / entry["path"]).write_bytes(data)
        entry["bytes"] = len(data)
        entry["hash"] = f"sha256:{hashlib.sha256(data).hexdigest()}"
        entry.pop("rows", None)
    file = folder / "datapackage.json"
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return folder


def changed_tables(tables: Tables) -> Iterator[tuple[str, list[Row]]]:
    for name, text in read_content()[1].items():
        if csv_text(tables.rows[name], name) != text:
            yield name, tables.rows[name]


def write_tables(folder: Path, tables: Tables) -> Path:
    """Write the package with the tables as they are now."""
    texts = {name: csv_text(rows, name) for name, rows in changed_tables(tables)}
    return write_texts(folder, {**texts})
