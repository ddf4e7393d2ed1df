"""Rules that a user adds to ours, for any package: a folder of files such as `schemas/rules/` has.

They lie beside the descriptor, in `rules/`, or in a folder that a command names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.error_cause import cause_of
from toolkit.validation.rules.rule_file import Rule, read_rule

if TYPE_CHECKING:
    import duckdb

FOLDER_NAME = "rules"
"""The folder beside a descriptor in which rules are looked for."""


def read_user_rules(folder: str | PathLike[str]) -> tuple[Rule, ...]:
    """Return the rules of the `.sql` files in a folder, sorted by name.

    A file that is no rule (its header is wrong, its SQL does not parse or is not one query) is
    a rule with a `fault` that names file and remedy; it is reported and the others run. Raises
    ValueError where there is no such folder.
    """
    place = Path(folder)
    if not place.is_dir():
        raise ValueError(f"{place} is no folder: name the one that holds your rules (*.sql).")
    import duckdb

    files = sorted(path for path in place.glob("*.sql") if path.is_file())
    with duckdb.connect() as connection:
        return tuple(_read(connection, file) for file in files)


def rules_beside(folder: Path) -> tuple[Rule, ...]:
    """Return the rules in `rules/` below the folder of a descriptor, none where it has none."""
    place = folder / FOLDER_NAME
    return read_user_rules(place) if place.is_dir() else ()


def _read(connection: duckdb.DuckDBPyConnection, file: Path) -> Rule:
    try:
        rule = read_rule(file)
    except UnicodeDecodeError:
        return _faulty(file, f"{file}: the file is not UTF-8: save it as UTF-8.")
    except OSError as error:
        return _faulty(file, f"{file}: the file cannot be read ({error.strerror}): make it so.")
    except ValueError as error:
        return _faulty(file, str(error))
    fault = next(_faults(connection, rule), None)
    return replace(rule, is_ours=False, fault=fault)


def _faults(connection: duckdb.DuckDBPyConnection, rule: Rule) -> Iterator[str]:
    import duckdb

    try:
        statements = connection.extract_statements(rule.query)
    except duckdb.Error as error:
        yield f"{rule.file}: the SQL is wrong ({cause_of(error)}): correct it."
        return
    if not statements:
        yield f"{rule.file}: there is no query below the header: write one SELECT."
    elif len(statements) > 1:
        yield f"{rule.file}: there are {len(statements)} statements: write one SELECT."
    elif statements[0].type != duckdb.StatementType.SELECT:
        kind = statements[0].type.name.replace("_", " ")
        yield f"{rule.file}: {kind} is not a query, and a rule may only read: write one SELECT."


def _faulty(file: Path, fault: str) -> Rule:
    return Rule(
        name=file.stem,
        severity="error",
        table=None,
        protects="",
        needs=None,
        query="",
        file=file,
        is_ours=False,
        fault=fault,
    )
