"""The commands for versions: which there are, naming one, and getting one back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli_terms import INVALID, CatalogOption, JsonOption, PackageOption, fail, print_json


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
    from toolkit.printing_versions import print_history, print_log

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
    from toolkit.printing_versions import print_release

    try:
        report = toolkit.open(package, catalog=catalog).release(version, dry_run=dry_run)
    except InvalidPackage as error:
        fail(str(error), INVALID)
    if as_json:
        print_json(report.to_dict())
    else:
        print_release(report)


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
    from toolkit.printing_versions import print_checkout

    done = toolkit.open(package, catalog=catalog).checkout(version, out)
    if as_json:
        print_json(done.to_dict())
    else:
        print_checkout(done)
