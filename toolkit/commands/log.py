"""The command `log`: the versions of a package, or the history of one row."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.commands.answers import print_json
from toolkit.commands.options import CatalogOption, JsonOption, PackageOption


def log(
    id: Annotated[
        str | None,
        typer.Argument(help="Key of a row: its history; that of the package if left out."),
    ] = None,
    package: PackageOption = Path(),
    catalog: CatalogOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the versions of a package, or what became of one row: when, and what changed."""
    import toolkit
    from toolkit.printing.versions import print_history, print_log

    opened = toolkit.open(package, catalog=catalog)
    if id is not None:
        history = opened.log(id)
        if as_json:
            print_json(history.to_dict())
        else:
            print_history(history)
        return
    versions = opened.log()
    if as_json:
        print_json([version.to_dict() for version in versions])
    else:
        print_log(versions)
