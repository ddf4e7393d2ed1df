"""The tables of a package, loaded into DuckDB for the checks that no descriptor can say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from toolkit.table_schema import primary_key_of
from toolkit.tables import primary_key, table_names
from toolkit.validation.descriptor import Descriptor
from toolkit.validation.load import loaded_package
from toolkit.validation.locate import locate_rows
from toolkit.validation.report import Report, sort_problems
from toolkit.validation.rules.rule_file import Rule
from toolkit.validation.rules.run_rules import read_rules, run_rules
from toolkit.validation.tables import check_tables

_UNLOADED = "the files of the package cannot all be read"


def check_own_tables(descriptor: Descriptor, texts: Mapping[str, str] | None) -> Report:
    """Return the report of pandera and of our rules on a package of this toolkit's tables.

    Where a table does not load, what is wrong with it is a problem, and nothing is checked.
    """
    with loaded_package(descriptor) as (connection, rows, failures):
        if failures or len(rows) < len(table_names()):
            skipped = dict.fromkeys(own_checks(), _UNLOADED)
            return Report(sort_problems(failures), rows, skipped=skipped)
        tables = check_tables(connection, texts)
        keys = {name: primary_key(name) for name in table_names()}
        return replace(tables, problems=tuple(locate_rows(connection, tables.problems, keys)))


def check_user_rules(
    descriptor: Descriptor, texts: Mapping[str, str] | None, users: tuple[Rule, ...]
) -> Report:
    """Return the report of users' rules on the tables of any package.

    A rule is skipped where a table that it reads does not load: an engine has said why.
    """
    from toolkit.validation.typed_tables import typed_tables

    schemas = {one.name: one.schema for one in descriptor.resources if one.schema is not None}
    with typed_tables(descriptor) as (connection, first_rows):
        found = run_rules(connection, texts, users, schemas=schemas)
        problems = locate_rows(
            connection,
            found.problems,
            {
                name: primary_key_of(schemas[name])
                for name, first in first_rows.items()
                if first is not None
            },
            first_rows,
        )
    return Report(sort_problems(problems), {}, found.ran, found.skipped)


def own_checks() -> tuple[str, ...]:
    """Return the names of all checks of ours of the tables of our own packages."""
    return ("pandera", *(rule.name for rule in read_rules()))
