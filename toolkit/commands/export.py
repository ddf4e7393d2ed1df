"""The command that writes a version in the format of another community."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path
from typing import Annotated

import typer

from toolkit.commands.answers import print_json
from toolkit.commands.options import AtOption, CatalogOption, JsonOption, PackageOption


def export(
    format: Annotated[
        str | None, typer.Argument(help="Name of a format; all are listed if left out.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="File to write. [default: standard output]"),
    ] = None,
    package: PackageOption = Path(),
    at: AtOption = None,
    catalog: CatalogOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a package in the format of another community, or list the formats."""
    import toolkit
    from toolkit.printing.exports import print_exports
    from toolkit.publish.exports.formats import EXPORTS

    if format is not None:
        opened = toolkit.open(package, catalog=catalog)
        opened.export(format, sys.stdout.buffer if out is None else out, at=at)
    elif as_json:
        names = [field.name for field in fields(EXPORTS[0]) if field.name != "write"]
        print_json([{name: getattr(export, name) for name in names} for export in EXPORTS])
    else:
        print_exports(EXPORTS)
