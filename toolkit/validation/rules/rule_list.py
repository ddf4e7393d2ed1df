"""The rules that hold for a package: ours where it is of our data model, and its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from toolkit.validation.descriptor import (
    FILE_NAME,
    NotAPackage,
    find_descriptor,
    is_own_package,
    read_descriptor,
)
from toolkit.validation.rules.rule_examples import check_examples
from toolkit.validation.rules.rule_file import Rule
from toolkit.validation.rules.run_rules import our_schemas, read_rules
from toolkit.validation.rules.user_rules import read_user_rules, rules_beside


@dataclass(frozen=True, slots=True)
class ListedRule:
    """A rule, and what is wrong with it on its examples: None where they were not run."""

    rule: Rule
    faults: tuple[str, ...] | None = None

    @property
    def is_right(self) -> bool:
        """Whether the rule can run, and does on its examples what they say."""
        return self.rule.fault is None and not self.faults

    def to_dict(self) -> dict[str, Any]:
        """Return the rule as values of JSON."""
        rule = self.rule
        return {
            "rule": rule.name,
            "severity": rule.severity,
            "table": rule.table,
            "protects": rule.protects,
            "needs": rule.needs,
            "file": str(rule.file),
            "ours": rule.is_ours,
            "fault": rule.fault,
            "examples": None if self.faults is None else list(self.faults),
        }


def list_rules(
    package: str | PathLike[str] | None = None,
    folder: str | PathLike[str] | None = None,
    *,
    check: bool = False,
) -> tuple[ListedRule, ...]:
    """Return the rules for a package and those in a folder, ours first, each sorted by name.

    Without a package ours are listed, and the tables of a user's rules are those of the package
    that the folder lies in, where it does. With `check` each rule is run on its examples. Raises
    ValueError, in one sentence, where there is no such package or folder.
    """
    ours: tuple[Rule, ...] = read_rules()
    users: tuple[Rule, ...] = ()
    schemas: Mapping[str, Mapping[str, Any]] | None = None
    home = _package_around(folder) if package is None else package
    if home is not None:
        file = find_descriptor(home)
        descriptor, problems = read_descriptor(file)
        if descriptor is None:
            raise NotAPackage(problems[0].message)
        schemas = {one.name: one.schema for one in descriptor.resources if one.schema}
        if package is not None:
            ours = ours if is_own_package(descriptor) else ()
            users = rules_beside(file.parent)
    if folder is not None:
        known = {rule.file.resolve() for rule in users}
        added = (rule for rule in read_user_rules(folder) if rule.file.resolve() not in known)
        users = (*users, *added)
    if not check:
        return tuple(ListedRule(rule) for rule in (*ours, *users))
    own = our_schemas()
    return (
        *(ListedRule(rule, check_examples(rule, own)) for rule in ours),
        *(ListedRule(rule, check_examples(rule, schemas)) for rule in users),
    )


def _package_around(folder: str | PathLike[str] | None) -> Path | None:
    """Return the folder of the package that a folder of rules lies in, None where it is none's."""
    home = Path(folder).resolve().parent if folder is not None else None
    return home if home is not None and (home / FILE_NAME).is_file() else None
