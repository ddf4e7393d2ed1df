"""The command `rules`: what a package is held to beside its schemas."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.commands.answers import FINE, INVALID, print_json
from toolkit.commands.options import JsonOption


def rules(
    package: Annotated[
        Path | None,
        typer.Argument(
            help="Folder of a package, or its datapackage.json. "
            "[default: the current folder, where it is one]",
            show_default=False,
        ),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--rules", help="Folder with rules of your own (*.sql).", show_default=False),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Run each rule on its example tables.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """List the rules that a package is held to, or check them on their example tables."""
    import toolkit
    from toolkit.printing.rules import print_rules

    here = Path() if package is None and Path("datapackage.json").is_file() else package
    listed = toolkit.rules(here, folder, check=check)
    if as_json:
        print_json([one.to_dict() for one in listed])
    else:
        print_rules(listed)
    raise typer.Exit(FINE if all(one.is_right for one in listed) else INVALID)
