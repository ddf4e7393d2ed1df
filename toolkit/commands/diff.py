"""The command `diff`: what differs between two versions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from toolkit.commands.answers import USAGE, fail
from toolkit.commands.options import CatalogOption, PackageOption

FORMATS = ("table", "json", "csv", "html")


def diff(
    before: Annotated[
        str | None,
        typer.Argument(
            metavar="A",
            help="The version to start from, as --at takes it.",
            show_default="before B",
        ),
    ] = None,
    after: Annotated[
        str | None,
        typer.Argument(metavar="B", help="Version to come to.", show_default="the latest"),
    ] = None,
    table: Annotated[
        str | None, typer.Argument(metavar="TABLE", help="One table only.", show_default="all")
    ] = None,
    package: PackageOption = Path(),
    catalog: CatalogOption = None,
    format: Annotated[
        str, typer.Option("--format", "-f", help="table, json, csv or html.")
    ] = "table",
    limit: Annotated[
        int | None,
        typer.Option(
            min=0, help="Most rows of each table that are shown as a table.", show_default=False
        ),
    ] = None,
) -> None:
    """Show the rows that were added, removed and changed between two versions, cell by cell."""
    import toolkit

    if format not in FORMATS:
        fail(f"The format {format!r} is unknown; take one of {', '.join(FORMATS)}.", USAGE)
    difference = toolkit.open(package, catalog=catalog).diff(before, after, table)
    if format == "json":
        from toolkit.reports.difference_formats import write_json

        write_json(difference, sys.stdout)
    elif format == "csv":
        from toolkit.reports.difference_formats import write_csv

        write_csv(difference, sys.stdout)
    elif format == "html":
        from toolkit.reports.difference_page import write_page

        write_page(difference, sys.stdout)
    else:
        from toolkit.printing.difference import print_difference

        print_difference(difference, limit)
