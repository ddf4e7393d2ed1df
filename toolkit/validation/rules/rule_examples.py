"""The pair of tiny tables beside each rule: on one it is silent, in the other it names each row.

`examples/NAME.json` beside `NAME.sql` holds only the rows and columns that matter; a column
that it leaves out is null, a table that it leaves out is empty:

    {
      "valid": {"meetings": [{"meeting_id": "a", "start_date": "2021-05-10"}]},
      "breaking": {"meetings": [{"meeting_id": "a", "start_date": "2021-05-11"}]},
      "problems": [{"row": "a", "column": "start_date"}]
    }

A problem also has `table` where the rule covers all tables. `texts`, beside the tables, maps
an article_id to a text, for a rule that needs texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.validation.report import Problem
from toolkit.validation.rules.example_tables import (
    Rows,
    WrongExample,
    column_types,
    example_database,
)
from toolkit.validation.rules.rule_file import Rule
from toolkit.validation.rules.run_rules import run_rules

FOLDER_NAME = "examples"
_TEXTS = "texts"

Place = tuple[str | None, str | None, str | None]
"""Where a problem is: table, row and column."""


@dataclass(frozen=True, slots=True)
class Examples:
    """The example tables of a rule, and where it must find a problem in the breaking ones."""

    file: Path
    valid: Rows
    breaking: Rows
    problems: tuple[Place, ...]
    valid_texts: Mapping[str, str]
    breaking_texts: Mapping[str, str]


def check_examples(
    rule: Rule, schemas: Mapping[str, Mapping[str, Any]] | None = None
) -> tuple[str, ...]:
    """Return what a rule gets wrong on its examples, a sentence each; none where it is right.

    `schemas` are the Table Schemas of the package that the rule is for, by table. Without them
    the tables are those of the examples, with the types of their values.
    """
    if rule.fault is not None:
        return (rule.fault,)
    try:
        examples = read_examples(rule)
        return tuple(_faults(rule, examples, schemas))
    except WrongExample as error:
        return (str(error),)


def read_examples(rule: Rule) -> Examples:
    """Return the examples of a rule; raises WrongExample, in one sentence."""
    file = rule.file.parent / FOLDER_NAME / f"{rule.name}.json"
    if not file.is_file():
        raise WrongExample(f"{file} is missing: write the example tables of {rule.name} in it.")
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise WrongExample(f"{file} is not UTF-8: save it as UTF-8.") from None
    except (json.JSONDecodeError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise WrongExample(f"{file} is not valid JSON{where}: correct it there.") from None
    keys = ("valid", "breaking", "problems")
    if not isinstance(content, dict) or not all(key in content for key in keys):
        raise WrongExample(f"{file}: give an object with {', '.join(keys)}.")
    if not isinstance(content["problems"], list) or not content["problems"]:
        raise WrongExample(f"{file}: list in problems what the rule finds in the breaking rows.")
    return Examples(
        file,
        _tables(file, content, "valid"),
        _tables(file, content, "breaking"),
        tuple(_place(file, rule, entry) for entry in content["problems"]),
        _texts(file, content["valid"]),
        _texts(file, content["breaking"]),
    )


def _tables(file: Path, content: Mapping[str, Any], part: str) -> Rows:
    tables = content[part]
    if not isinstance(tables, dict):
        raise WrongExample(f"{file}: {part} is no object: give the rows of each table by its name.")
    rows = {name: value for name, value in tables.items() if name != _TEXTS}
    for name, value in rows.items():
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise WrongExample(f"{file}: {name} in {part} is no list of objects: give one a row.")
    return rows


def _texts(file: Path, tables: Mapping[str, Any]) -> Mapping[str, str]:
    texts = tables.get(_TEXTS, {})
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise WrongExample(f"{file}: texts maps no ids to texts: give a text for each article_id.")
    return texts


def _place(file: Path, rule: Rule, entry: Any) -> Place:
    if not isinstance(entry, dict) or not {"row", "column"} <= entry.keys():
        raise WrongExample(f"{file}: a problem lacks row or column: give both, or null.")
    return entry.get("table", rule.table), entry["row"], entry["column"]


def _faults(
    rule: Rule, examples: Examples, schemas: Mapping[str, Mapping[str, Any]] | None
) -> Iterator[str]:
    types = column_types(examples.file, (examples.valid, examples.breaking), schemas)
    shapes = schemas or {
        table: {"fields": [{"name": column} for column in columns]}
        for table, columns in types.items()
    }

    def find(rows: Rows, texts: Mapping[str, str]) -> list[Problem]:
        with example_database(examples.file, rows, types) as connection:
            outcome = run_rules(connection, texts, (rule,), schemas=shapes)
        if rule.name not in outcome.ran:
            raise WrongExample(
                outcome.problems[0].message
                if outcome.problems
                else f"{examples.file}: {rule.name} did not run, {outcome.skipped[rule.name]}."
            )
        return list(outcome.problems)

    for problem in find(examples.valid, examples.valid_texts):
        yield (
            f"{examples.file}: {rule.name} finds a problem in the valid rows, "
            f"{_shown(_place_of(problem))}: correct the rule, or the row."
        )
    found = {_place_of(problem) for problem in find(examples.breaking, examples.breaking_texts)}
    for place in sorted(set(examples.problems) - found, key=str):
        yield (
            f"{examples.file}: {rule.name} does not find {_shown(place)} in the breaking rows: "
            "correct the rule, or the row."
        )
    for place in sorted(found - set(examples.problems), key=str):
        yield (
            f"{examples.file}: {rule.name} finds {_shown(place)} in the breaking rows, "
            "which is not among the problems: add it, or correct the rule."
        )


def _place_of(problem: Problem) -> Place:
    return problem.table, problem.row, problem.column


def _shown(place: Place) -> str:
    table, row, column = place
    return f"{table} {row}" if column is None else f"{table} {row} {column}"
