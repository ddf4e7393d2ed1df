"""The commands of the store: how large it is, and making it smaller."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.commands.answers import print_json
from toolkit.commands.options import JsonOption, PackageOption

store = typer.Typer(
    name="store", no_args_is_help=True, help="Look after the store that keeps every version."
)


@store.command()
def status(package: PackageOption = Path(), as_json: JsonOption = False) -> None:
    """Show the size of the store, its versions, releases and files."""
    import toolkit
    from toolkit.printing.store import print_status

    found = toolkit.open(package).store_status()
    if as_json:
        print_json(found.to_dict())
    else:
        print_status(found)


@store.command()
def compact(
    package: PackageOption = Path(),
    keep: Annotated[
        str,
        typer.Option(help="Versions that stay beside the releases: 10 newest, or 30d (days)."),
    ] = "30d",
    grace: Annotated[
        float, typer.Option(help="Days that replaced files stay for whoever still reads them.")
    ] = 7.0,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be done.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Let old versions go that were not released, and merge small files."""
    import toolkit
    from toolkit.printing.store import print_compaction

    done = toolkit.open(package).compact_store(keep=keep, grace_days=grace, dry_run=dry_run)
    if as_json:
        print_json(done.to_dict())
    else:
        print_compaction(done)
