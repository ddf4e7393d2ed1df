"""The command `init`: a new dataset project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.commands.answers import USAGE, fail, print_json
from toolkit.commands.options import JsonOption


def init(
    name: Annotated[
        Path, typer.Argument(help="Folder to make; its last part is the name of the package.")
    ],
    title: Annotated[
        str | None, typer.Option(help="Title of the package. [default: the name in words]")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Make a new dataset project: articles, descriptor, tests, and a README that says how."""
    import toolkit
    from toolkit.project.errors import ProjectError

    try:
        made = toolkit.init(name, title=title)
    except ProjectError as error:
        fail(str(error), USAGE)
    if as_json:
        print_json(made.to_dict())
        return
    for file in made.files:
        typer.echo(f"{made.folder / file}")
    typer.echo(f"\nNext: cd {made.folder} && toolkit build articles && pytest")
