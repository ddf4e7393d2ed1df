"""The options that several commands share, and what they name."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.commands.answers import USAGE, fail

if TYPE_CHECKING:
    from toolkit.engines import ParserFactory

PackageOption = Annotated[
    Path, typer.Option("--package", "-p", help="Folder of the package, or its datapackage.json.")
]
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at", help="Version: a release (1.2.0), a number of `toolkit log`, or an ISO date."
    ),
]
CatalogOption = Annotated[
    str | None,
    typer.Option(
        "--catalog",
        help="Catalogue of the versions: file, postgres:dbname=... host=... or postgresql://... "
        "[default: PARLEY_CATALOG, else that of the last build]",
        show_default=False,
    ),
]
ParserOption = Annotated[
    str, typer.Option("--parser", help="Name of an installed parser.", show_default=True)
]
ModelOption = Annotated[
    Path | None,
    typer.Option("--model", help="Folder of a model that `toolkit train` wrote, for the parser."),
]
QuotableOption = Annotated[
    list[Path] | None,
    typer.Option("--with-texts", help="Files or folders with articles that may be quoted."),
]
AssetsOption = Annotated[
    Path | None,
    typer.Option(
        "--vendor-assets",
        help="Folder of copies of the script libraries, instead of a public CDN.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")]


def parser_factory(name: str, model: Path | None) -> ParserFactory:
    """Return what makes the parser in any process; it is made here once, to fail early."""
    from toolkit.parsers.registry import make_parser

    make_parser(name, model)
    return partial(make_parser, name, model)


def texts_of(package: Path, folders: list[Path] | None) -> dict[str, str]:
    """Return the texts of some folders, else those of the last build of a package."""
    from toolkit.texts import inputs_of_last_build, read_texts

    for folder in folders or []:
        if not folder.exists():
            fail(f"{folder} does not exist; name a file or folder with the articles.", USAGE)
    home = package if package.is_dir() else package.parent
    return read_texts(folders or inputs_of_last_build(home), home)
