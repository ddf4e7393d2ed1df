"""The command `evaluate`: how well a package, or the reader, agrees with annotations."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from toolkit.commands.answers import FINE, INVALID, USAGE, fail, print_json, say
from toolkit.commands.options import JsonOption, ModelOption, ParserOption, parser_factory, texts_of


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder of annotations, or one file.")],
    package: Annotated[
        Path | None,
        typer.Option("--package", "-p", help="Folder of a package that is to be measured."),
    ] = None,
    articles: Annotated[
        Path | None,
        typer.Option(
            help="Folder of articles that are built and measured. "
            "[default: the texts beside the annotations]",
            show_default=False,
        ),
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="Show each row missed, false or wrong.")
    ] = False,
    texts: Annotated[
        list[Path] | None,
        typer.Option(
            help="Files or folders with the articles, for the sentences of --errors. "
            "[default: those beside the annotations, and the inputs of the build]",
            show_default=False,
        ),
    ] = None,
    floor: Annotated[
        Path | None, typer.Option(help="File of least figures; below one, the exit code is 2.")
    ] = None,
    parser: ParserOption = "english",
    model: ModelOption = None,
    triage: Annotated[
        bool,
        typer.Option("--triage", help="Pass over articles without a word of a meeting or a vote."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Measure a package, or what is built of articles, against annotations."""
    import toolkit
    from toolkit.evaluation import read_floor, shortfalls
    from toolkit.printing.evaluation import MOST_PROBLEMS, print_evaluation
    from toolkit.printing.progress import show_progress

    least = read_floor(floor) if floor is not None else {}
    if package is not None and triage:
        fail("A package is measured as it was built; leave out --triage or --package.", USAGE)
    make_parser = None if package is not None else parser_factory(parser, model)
    if make_parser is not None and triage:
        from toolkit.triage.triaged_parser import TriagedParser

        make_parser = partial(TriagedParser, make_parser)
    with show_progress() as progress:
        evaluation = toolkit.evaluate(
            gold,
            package=package,
            articles=articles,
            errors=errors,
            texts=texts_of(Path(), texts) if texts else None,
            progress=progress,
            parser=make_parser,
        )
    if as_json:
        print_json(evaluation.to_dict())
    elif evaluation.articles:
        print_evaluation(evaluation)
    for problem in evaluation.problems[:MOST_PROBLEMS]:
        say(str(problem))
    if len(evaluation.problems) > MOST_PROBLEMS:
        say(f"and {len(evaluation.problems) - MOST_PROBLEMS:,} more; --json lists all.")
    below = shortfalls(evaluation.figures, least)
    for shortfall in below:
        say(f"{shortfall} ({floor}).")
    if evaluation.problems:
        raise typer.Exit(USAGE)
    raise typer.Exit(INVALID if below else FINE)
