"""The command `query`: a question in SQL."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from toolkit.commands.answers import USAGE, fail
from toolkit.commands.options import AtOption, CatalogOption, PackageOption


def query(
    sql: Annotated[str, typer.Argument(help="One SELECT over the tables and views.")],
    package: PackageOption = Path(),
    format: Annotated[
        str, typer.Option("--format", "-f", help="table, csv, json or parquet.")
    ] = "table",
    at: AtOption = None,
    catalog: CatalogOption = None,
) -> None:
    """Ask a package a question in SQL; nothing can be changed by it."""
    from toolkit.store.query import run_query
    from toolkit.store.result_formats import FORMATS, write_result

    if format not in FORMATS:
        fail(f"The format {format!r} is unknown; take one of {', '.join(FORMATS)}.", USAGE)
    write_result(run_query(package, sql, at=at, catalog=catalog), format, sys.stdout)
