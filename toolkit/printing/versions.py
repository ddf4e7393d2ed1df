"""How versions, releases and the history of a row are shown to a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from toolkit.printing.terminal import empty_table, open_console

if TYPE_CHECKING:
    from toolkit.publish.checkout import Checkout
    from toolkit.release.report import ReleaseReport
    from toolkit.store.lake import Version
    from toolkit.store.row_history import RowEvent, RowHistory


def print_log(versions: Iterable[Version]) -> None:
    """Print the versions, the newest first."""
    table = empty_table("version", "release", "when (UTC)", "what changed", right=("version",))
    for version in sorted(versions, key=lambda version: -version.number):
        table.add_row(
            str(version.number),
            ", ".join(version.releases),
            version.committed_at.strftime("%Y-%m-%d %H:%M:%S"),
            escape(version.message or ""),
        )
    open_console().print(table)


def print_history(history: RowHistory) -> None:
    """Print what became of a row, the oldest event first."""
    console = open_console()
    console.print(f"[bold]{history.table}[/] {escape(history.id)}", soft_wrap=True)
    table = empty_table("version", "release", "when (UTC)", "what happened", right=("version",))
    for event in history.events:
        when = event.committed_at
        table.add_row(
            str(event.version),
            event.release or "",
            "" if when is None else when.strftime("%Y-%m-%d %H:%M:%S"),
            escape(_happened(event, history.id)),
        )
    console.print(table)


def print_release(report: ReleaseReport) -> None:
    """Print a release or, of a dry run, the proposal, and the entry of the changelog."""
    console = open_console()
    done = "would be released" if report.dry_run else "is released"
    console.print(f"version {report.snapshot} {done} as [bold]{report.version}[/]")
    if report.previous is None:
        console.print("It is the first release.")
    else:
        console.print(
            f"The changes since {report.previous} ask for {report.proposal} ({report.level})."
        )
    if report.is_too_low:
        console.print(f"{report.version} promises users less change than there is.")
    heading = f"## [{report.version}] - {report.released_on.isoformat()}"
    console.print(f"\n{escape(f'{heading}{chr(10) * 2}{report.entry}')}", soft_wrap=True)


def print_checkout(checkout: Checkout) -> None:
    """Print which version was written, where, and how much it is."""
    rows = sum(checkout.rows.values())
    text = (
        f"{checkout.name} (version {checkout.version.number}) in {checkout.folder}: "
        f"{len(checkout.rows)} tables, {rows:,} rows"
    )
    open_console().print(escape(text), soft_wrap=True)


def _happened(event: RowEvent, id: str) -> str:
    who = "" if event.id == id else f"{event.id} "
    if event.kind == "redirected":
        return f"{who}gone" if event.other is None else f"{who}became {event.other}"
    if event.kind == "absorbed":
        return f"{who}took in {event.other}"
    if event.kind == "removed":
        return f"{who}removed"
    if event.kind == "changed":
        lines = [
            f"{cell.column}: {_shown(cell.before)} -> {_shown(cell.after)}" for cell in event.cells
        ]
        return "\n".join([*([f"{who}changed"] if who else []), *lines])
    said = "added" if event.kind == "added" else "known since the oldest version kept"
    return "\n".join([f"{who}{said}", *(f"{c.column} = {_shown(c.after)}" for c in event.cells)])


def _shown(value: Any) -> str:
    return "nothing" if value is None else str(value)
