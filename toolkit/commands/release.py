"""The command `release`: a version that users can name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.commands.answers import INVALID, fail, print_json
from toolkit.commands.options import CatalogOption, JsonOption, PackageOption


def release(
    version: Annotated[
        str | None,
        typer.Argument(
            help="Semantic version, such as 1.2.0. [default: what the changes ask for]",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be done, and change nothing.")
    ] = False,
    package: PackageOption = Path(),
    catalog: CatalogOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give the package as it stands a version that users can name and get back."""
    import toolkit
    from toolkit.building.errors import InvalidPackage
    from toolkit.printing.versions import print_release

    try:
        report = toolkit.open(package, catalog=catalog).release(version, dry_run=dry_run)
    except InvalidPackage as error:
        fail(str(error), INVALID)
    if as_json:
        print_json(report.to_dict())
    else:
        print_release(report)
