"""The command `explain`: a row, and the words that it was read from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.commands.answers import print_json
from toolkit.commands.options import AtOption, CatalogOption, JsonOption, PackageOption, texts_of


def explain(
    id: Annotated[
        str, typer.Argument(help="Key of a row: an actor, a meeting, an election, a result ...")
    ],
    package: PackageOption = Path(),
    texts: Annotated[
        list[Path] | None,
        typer.Option(
            help="Files or folders with the articles. [default: the inputs of the last build]",
            show_default=False,
        ),
    ] = None,
    at: AtOption = None,
    catalog: CatalogOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a row, and for each value the words that it was read from."""
    import toolkit
    from toolkit.printing.explanation import print_explanation

    opened = toolkit.open(package, catalog=catalog)
    explanation = opened.explain(id, texts=texts_of(package, texts), at=at)
    if as_json:
        print_json(explanation.to_dict())
    else:
        print_explanation(explanation)
