"""The command `checkout`: a version written as a data package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.commands.answers import print_json
from toolkit.commands.options import CatalogOption, JsonOption, PackageOption


def checkout(
    version: Annotated[
        str, typer.Argument(help="A release (1.2.0), a number of `toolkit log`, or an ISO date.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="A new or an empty folder.")],
    package: PackageOption = Path(),
    catalog: CatalogOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a version as a data package, a release to the byte as it was published."""
    import toolkit
    from toolkit.printing.versions import print_checkout

    done = toolkit.open(package, catalog=catalog).checkout(version, out)
    if as_json:
        print_json(done.to_dict())
    else:
        print_checkout(done)
