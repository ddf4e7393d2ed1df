"""The command `review`: what deserves a person's eye."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.commands.answers import print_json
from toolkit.commands.options import JsonOption, PackageOption


def review(
    package: PackageOption = Path(),
    limit: Annotated[int, typer.Option(help="Most findings; 0 lists all.", min=0)] = 20,
    kind: Annotated[
        list[str] | None, typer.Option(help="Only this kind; can be given again.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List what deserves a person's eye, the most doubtful first."""
    import toolkit
    from toolkit.printing.curation import print_findings

    findings = toolkit.open(package).review(kinds=kind, limit=limit or None)
    if as_json:
        print_json([finding.to_dict() for finding in findings])
    else:
        print_findings(findings)
