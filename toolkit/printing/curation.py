"""How a person sees curation: what entries would change, and what a build left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape

from toolkit.printing.terminal import empty_table, open_console

if TYPE_CHECKING:
    from toolkit.curation import Curated
    from toolkit.review import Finding
    from toolkit.review.proposal import Proposal, RowChange

MOST_CHANGES = 40
"""Values before and after that a terminal lists; the JSON has them all."""


def curated_text(curated: Curated) -> str:
    """Return in words how many entries of which file were applied, and how many were not."""
    counts = [f"{count:,} of {name}" for name, count in curated.counts.items()]
    if curated.not_applied:
        counts.append(f"{len(curated.not_applied):,} left out")
    return ", ".join(counts) or "none"


def print_curated(console: Console, curated: Curated) -> None:
    """Print each entry of curation that a build left out, and why."""
    if not curated.not_applied:
        return
    table = empty_table("curation", "", "why")
    for left in curated.not_applied:
        where = f"{left.entry.file}.csv" + (f":{left.entry.line}" if left.entry.line else "")
        table.add_row(where, escape(f"left out: {left.entry}"), escape(left.why))
    console.print(table)


def print_proposal(proposal: Proposal) -> None:
    """Print the entries, and every value before and after."""
    console = open_console()
    for entry in proposal.entries:
        console.print(escape(f"{entry.file}.csv: {entry}"), soft_wrap=True)
    if not proposal.changes:
        console.print("No row would change; `toolkit review` does not ask about it again.")
        return
    table = empty_table("", "table", "row", "column", "before", "after")
    shown = 0
    for change in proposal.changes:
        if shown >= MOST_CHANGES:
            continue
        for sign, column, before, after in _cells(change):
            table.add_row(sign, change.table, escape(change.record_id), column, before, after)
            shown += 1
    console.print(table)
    rows = len(proposal.changes)
    console.print(f"{rows:,} row{'' if rows == 1 else 's'} would change; --json lists all values.")
    for left in proposal.displaced:
        where = f"{left.entry.file}.csv, line {left.entry.line}"
        console.print(escape(f"{where} ({left.entry}) would not apply: {left.why}"), soft_wrap=True)


def _cells(change: RowChange) -> list[tuple[str, str, str, str]]:
    """Return sign, column, value before and after; a row that comes or goes is one line."""
    if change.before is None or change.after is None:
        row = change.before or change.after or {}
        known = ", ".join(f"{c}={_text(row[c])}" for c in change.columns)
        return [("-", "", known, "")] if change.after is None else [("+", "", "", known)]
    return [
        ("", column, _text(change.before[column]), _text(change.after[column]))
        for column in change.columns
    ]


def _text(value: Any) -> str:
    return "" if value is None else escape(str(value))


def print_findings(findings: tuple[Finding, ...]) -> None:
    """Print what deserves a look, the most doubtful first, with what would settle it."""
    console = open_console()
    if not findings:
        console.print("Nothing here calls for a look.")
        return
    for finding in findings:
        ids = ", ".join(finding.ids)
        console.print(
            f"{finding.score:.2f}  [bold]{finding.kind}[/]  {escape(ids)}", soft_wrap=True
        )
        console.print(escape(f"      {finding.why}"), soft_wrap=True)
        for command in finding.commands:
            console.print(escape(f"      $ {command}"), style="dim", soft_wrap=True)
