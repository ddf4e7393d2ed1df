"""How the rules of a package are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.markup import escape

from toolkit.printing.terminal import empty_table, open_console

if TYPE_CHECKING:
    from toolkit.validation.rules.rule_list import ListedRule


def print_rules(listed: Sequence[ListedRule]) -> None:
    """Print each rule with its table and what it protects, then what is wrong with any."""
    console = open_console()
    if not listed:
        console.print("There are no rules: write one in rules/ of the package, or name a folder.")
        return
    checked = any(one.faults is not None for one in listed)
    headers = ["rule", "severity", "table", "protects"]
    table = empty_table(*headers, *(["examples"] if checked else []))
    faults: list[str] = []
    for one in listed:
        rule = one.rule
        cells = [rule.name, rule.severity, rule.table or "all", rule.protects]
        if checked:
            cells.append("wrong" if one.faults else "right")
        table.add_row(*map(escape, cells))
        faults += one.faults or ([rule.fault] if rule.fault else [])
    console.print(table)
    for fault in dict.fromkeys(faults):
        console.print(escape(fault), soft_wrap=True)
