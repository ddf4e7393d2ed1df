"""The command `describe`: what the tables and columns are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.commands.answers import print_json
from toolkit.commands.options import AtOption, CatalogOption, JsonOption, PackageOption


def describe(
    table: Annotated[str | None, typer.Argument(help="A table or view; all if left out.")] = None,
    package: PackageOption = Path(),
    at: AtOption = None,
    catalog: CatalogOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what the tables and columns are and mean, and how many rows they have."""
    import toolkit
    from toolkit.printing.description import print_description

    description = toolkit.open(package, catalog=catalog).describe(table, at=at)
    if as_json:
        print_json(description.to_dict())
    else:
        print_description(description)
