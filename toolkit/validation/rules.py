"""The rules across tables: each file of `schemas/rules/` is a query for offending rows.

A rule begins with a header of SQL comments, `-- name: value`, one line each:

- `rule`: its name, that of the file;
- `severity`: `error` or `warning`;
- `table`: the table whose rows it returns, or `all`;
- `protects`: one sentence on what a reader of the data can rely on;
- `needs`: `texts` where it reads the articles' texts (optional).

The query returns the columns `row` (the primary key, its parts joined with "/"), `column`
(or null) and `message` (what is wrong, then the remedy), and `table` where the rule covers
all tables. Beside the tables it can read

- `records(table_name, record_id, article_id)`: every row of every table but `evidence`, with
  its article where it has one;
- `table_columns(table_name, column_name)`;
- `texts(article_id, text)` and `quotations(evidence_id, quotation, text_length)`, if it needs
  texts: the texts at hand, and what the evidence in them points at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from toolkit.tables import column_names, primary_key, schema_folder, table_names
from toolkit.validation.report import MOST_ROWS, Problem, Severity
from toolkit.validation.wording import more_rows_message

if TYPE_CHECKING:
    import duckdb
    import pyarrow

_HEADER_LINE = re.compile(r"--\s*(rule|severity|table|protects|needs):\s*(.+?)\s*$")
_NO_TEXTS = "the articles' texts are not at hand"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its header and its query. `table` is None where it covers all tables."""

    name: str
    severity: Severity
    table: str | None
    protects: str
    needs: Literal["texts"] | None
    query: str


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """The problems that the rules found, which ran, and which did not and why."""

    problems: tuple[Problem, ...]
    ran: tuple[str, ...]
    skipped: Mapping[str, str]


@cache
def read_rules() -> tuple[Rule, ...]:
    """Return the rules of `schemas/rules/`, sorted by name.

    Raises ValueError for a file whose header is not as described above.
    """
    return tuple(read_rule(path) for path in sorted((schema_folder() / "rules").glob("*.sql")))


def read_rule(path: Path) -> Rule:
    """Return the rule of one file; raises ValueError where its header is not as it should be."""
    text = path.read_text(encoding="utf-8")
    header: dict[str, str] = {}
    for line in text.splitlines():
        match = _HEADER_LINE.match(line)
        if match is None:
            break
        header[match[1]] = match[2]
    missing = [key for key in ("rule", "severity", "table", "protects") if key not in header]
    if missing:
        raise ValueError(f"{path.name}: the header lacks {', '.join(missing)}.")
    if header["rule"] != path.stem:
        raise ValueError(f"{path.name}: the header calls the rule {header['rule']}.")
    if header["severity"] not in ("error", "warning"):
        raise ValueError(f"{path.name}: the severity is neither error nor warning.")
    if header["table"] != "all" and header["table"] not in table_names():
        raise ValueError(f"{path.name}: there is no table {header['table']}.")
    if header.get("needs", "texts") != "texts":
        raise ValueError(f"{path.name}: a rule can need texts and nothing else.")
    return Rule(
        name=header["rule"],
        severity=cast(Severity, header["severity"]),
        table=None if header["table"] == "all" else header["table"],
        protects=header["protects"],
        needs="texts" if "needs" in header else None,
        query=text,
    )


def run_rules(
    connection: duckdb.DuckDBPyConnection,
    texts: Mapping[str, str] | None = None,
    rules: tuple[Rule, ...] | None = None,
) -> RuleOutcome:
    """Run the rules, by default all, on a database that holds every table of the data model.

    `texts` are the normalised texts of articles by article_id; without them the rules that
    need them are skipped, and of an article without a text nothing is said that needs it.
    """
    problems: list[Problem] = []
    ran: list[str] = []
    skipped: dict[str, str] = {}
    with _views_for_rules(connection, texts):
        for rule in read_rules() if rules is None else rules:
            if rule.needs == "texts" and texts is None:
                skipped[rule.name] = _NO_TEXTS
                continue
            problems.extend(_rule_problems(connection, rule))
            ran.append(rule.name)
    return RuleOutcome(tuple(problems), tuple(ran), skipped)


def _rule_problems(connection: duckdb.DuckDBPyConnection, rule: Rule) -> Iterator[Problem]:
    found = connection.sql(rule.query).order('"row", "column", message')
    names = found.columns
    count = 0
    for values in found.fetchall():
        count += 1
        if count > MOST_ROWS:
            continue
        row = dict(zip(names, values, strict=True))
        table = row.get("table", rule.table)
        yield Problem(
            rule.severity, "rule", rule.name, table, row["row"], row["column"], row["message"]
        )
    if count > MOST_ROWS:
        message = more_rows_message(None, count - MOST_ROWS)
        yield Problem(rule.severity, "rule", rule.name, rule.table, None, None, message)


@contextmanager
def _views_for_rules(
    connection: duckdb.DuckDBPyConnection, texts: Mapping[str, str] | None
) -> Iterator[None]:
    """Put up the views that rules read beside the tables, and take them down again."""
    connection.execute(f"CREATE OR REPLACE TEMP VIEW records AS {_records_query()}")
    connection.execute(f"CREATE OR REPLACE TEMP VIEW table_columns AS {_columns_query()}")
    connection.register("texts", _texts_table(texts or {}))
    connection.register("quotations", _quotations_table(connection, texts or {}))
    try:
        yield
    finally:
        connection.unregister("quotations")
        connection.unregister("texts")
        connection.execute("DROP VIEW table_columns")
        connection.execute("DROP VIEW records")


def _texts_table(texts: Mapping[str, str]) -> pyarrow.Table:
    import pyarrow

    schema = pyarrow.schema([("article_id", "string"), ("text", "large_string")])
    return pyarrow.table([list(texts), list(texts.values())], schema=schema)


def _quotations_table(
    connection: duckdb.DuckDBPyConnection, texts: Mapping[str, str]
) -> pyarrow.Table:
    """Return the quotations of the texts at hand.

    They are cut here because SQL counts the characters of a text anew for each of them.
    """
    import pyarrow

    spans = connection.sql(
        "SELECT evidence_id, article_id, char_start, char_end FROM evidence "
        "WHERE 0 <= char_start AND char_start < char_end"
    ).fetchall()
    rows = [
        {
            "evidence_id": evidence_id,
            "quotation": texts[article_id][start:end],
            "text_length": len(texts[article_id]),
        }
        for evidence_id, article_id, start, end in spans
        if article_id in texts
    ]
    types = {"evidence_id": "string", "quotation": "large_string", "text_length": "int64"}
    return pyarrow.Table.from_pylist(rows, schema=pyarrow.schema(types))


def _records_query() -> str:
    parts = []
    for name in table_names():
        if name == "evidence":
            continue
        key = ", ".join(f'"{column}"' for column in primary_key(name))
        article = '"article_id"' if "article_id" in column_names(name) else "NULL"
        parts.append(
            f"SELECT '{name}' AS table_name, concat_ws('/', {key}) AS record_id, "
            f'{article} AS article_id FROM "{name}"'
        )
    return " UNION ALL ".join(parts)


def _columns_query() -> str:
    pairs = [f"('{name}', '{column}')" for name in table_names() for column in column_names(name)]
    return f"SELECT * FROM (VALUES {', '.join(pairs)}) AS t(table_name, column_name)"
