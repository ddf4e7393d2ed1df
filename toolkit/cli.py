"""The command line: each command is one call of a public function, and its printing.

Exit codes: 0 fine; 1 wrong usage or nothing to do; 2 invalid data, or
figures below a floor; 3 some input was skipped.
"""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from toolkit.engines import ParserFactory

FINE, USAGE, INVALID, SKIPPED = 0, 1, 2, 3
DEBUG_VARIABLE = "PARLEY_DEBUG"

app = typer.Typer(
    name="toolkit",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Who met whom, and who won: news articles in, a valid, versioned, queryable data "
    "package out.",
    epilog="Exit codes: 0 fine; 1 wrong usage or nothing to do; 2 invalid data, or figures below "
    "a floor; 3 some input was skipped.",
)

PackageOption = Annotated[
    Path, typer.Option("--package", "-p", help="Folder of the package, or its datapackage.json.")
]
AtOption = Annotated[
    str | None, typer.Option("--at", help="Version: a number of `toolkit log`, or an ISO date.")
]
ParserOption = Annotated[
    str, typer.Option("--parser", help="Name of an installed parser.", show_default=True)
]
ModelOption = Annotated[
    Path | None,
    typer.Option("--model", help="Folder of a model that `toolkit train` wrote, for the parser."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")]


def _print_version(wanted: bool) -> None:
    if wanted:
        from toolkit.version import __version__

        typer.echo(f"toolkit {__version__}")
        raise typer.Exit(FINE)


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    pass


@app.command()
def build(
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files or folders of articles (.txt, .md, .jsonl).", show_default="seeds"
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the package.")] = Path(),
    format: Annotated[str, typer.Option(help="Format of the tables: csv or parquet.")] = "csv",
    workers: Annotated[int, typer.Option(help="Processes that parse.")] = 1,
    parser: ParserOption = "english",
    model: ModelOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read articles and write the data package of what they report."""
    from toolkit.build_error import InvalidTables
    from toolkit.build_package import build_package
    from toolkit.printing import print_build
    from toolkit.progress import show_progress

    failure = None
    with show_progress() as progress:
        try:
            report = build_package(
                inputs or [Path("seeds")],
                out,
                format=format,
                workers=workers,
                progress=progress,
                parser=_parser_factory(parser, model),
            )
        except InvalidTables as error:
            report, failure = error.report, str(error)
    if as_json:
        _print_json(report.to_dict())
    else:
        print_build(report)
    if failure is not None:
        _fail(failure, INVALID)
    raise typer.Exit(SKIPPED if report.skipped else FINE)


@app.command()
def validate(
    package: Annotated[
        Path, typer.Argument(help="Folder of the package, or its datapackage.json.")
    ] = Path(),
    texts: Annotated[
        list[Path] | None,
        typer.Option(
            help="Files or folders with the articles, to check spans against the texts. "
            "[default: the inputs of the last build]",
            show_default=False,
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check a package: descriptor, types, constraints, keys, hashes and cross-table rules."""
    import toolkit
    from toolkit.printing import print_validation

    report = toolkit.validate(package, texts=_texts(package, texts) or None)
    if as_json:
        _print_json(report.to_dict())
    else:
        print_validation(report)
    raise typer.Exit(FINE if report.valid else INVALID)


@app.command()
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
    as_json: JsonOption = False,
) -> None:
    """Measure a package, or what is built of articles, against annotations."""
    import toolkit
    from toolkit.evaluation import read_floor, shortfalls
    from toolkit.printing import MOST_PROBLEMS
    from toolkit.printing_evaluation import print_evaluation
    from toolkit.progress import show_progress

    least = read_floor(floor) if floor is not None else {}
    with show_progress() as progress:
        evaluation = toolkit.evaluate(
            gold,
            package=package,
            articles=articles,
            errors=errors,
            texts=_texts(Path(), texts) if texts else None,
            progress=progress,
            parser=None if package is not None else _parser_factory(parser, model),
        )
    if as_json:
        _print_json(evaluation.to_dict())
    elif evaluation.articles:
        print_evaluation(evaluation)
    for problem in evaluation.problems[:MOST_PROBLEMS]:
        _say(str(problem))
    if len(evaluation.problems) > MOST_PROBLEMS:
        _say(f"and {len(evaluation.problems) - MOST_PROBLEMS:,} more; --json lists all.")
    below = shortfalls(evaluation.figures, least)
    for shortfall in below:
        _say(f"{shortfall} ({floor}).")
    if evaluation.problems:
        raise typer.Exit(USAGE)
    raise typer.Exit(INVALID if below else FINE)


@app.command()
def train(
    data: Annotated[list[Path], typer.Argument(help="Folders of annotated articles.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the model; it is made.")],
    validation: Annotated[
        float, typer.Option(help="Share of the articles kept aside, to find the best epoch.")
    ] = 0.1,
    epochs: Annotated[int | None, typer.Option(help="Passes over the articles.")] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of all that is random.")] = None,
    curve: Annotated[
        Path | None,
        typer.Option(help="Train on growing shares too and draw the learning curve here (SVG)."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Train a reader on annotated articles and write it as a model for --model."""
    from toolkit.progress import show_training
    from toolkit.training.train import train as train_model

    with show_training() as watch:
        report = train_model(
            data, out, validation=validation, epochs=epochs, seed=seed, watch=watch
        )
        measured = None
        if curve is not None:
            from toolkit.training.curve_picture import draw_learning_curve
            from toolkit.training.learning_curve import measure_learning_curve

            measured = measure_learning_curve(
                data, validation=validation, epochs=epochs, seed=seed, watch_epoch=watch
            )
            draw_learning_curve(measured.points, curve)
    if as_json:
        _print_json(report.to_dict() | ({} if measured is None else {"curve": measured.to_dict()}))
    else:
        from toolkit.printing_training import print_training

        print_training(report, out)
    for problem in report.problems:
        _say(problem)
    raise typer.Exit(SKIPPED if report.problems else FINE)


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help="One SELECT over the tables and views.")],
    package: PackageOption = Path(),
    format: Annotated[
        str, typer.Option("--format", "-f", help="table, csv, json or parquet.")
    ] = "table",
    at: AtOption = None,
) -> None:
    """Ask a package a question in SQL; nothing can be changed by it."""
    from toolkit.store.query import run_query
    from toolkit.store.result_formats import FORMATS, write_result

    if format not in FORMATS:
        _fail(f"The format {format!r} is unknown; take one of {', '.join(FORMATS)}.", USAGE)
    write_result(run_query(package, sql, at=at), format, sys.stdout)


@app.command()
def describe(
    table: Annotated[str | None, typer.Argument(help="A table or view; all if left out.")] = None,
    package: PackageOption = Path(),
    at: AtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what the tables and columns are and mean, and how many rows they have."""
    import toolkit
    from toolkit.printing import print_description

    description = toolkit.open(package).describe(table, at=at)
    if as_json:
        _print_json(description.to_dict())
    else:
        print_description(description)


@app.command()
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
    as_json: JsonOption = False,
) -> None:
    """Show a row, and for each value the words that it was read from."""
    import toolkit
    from toolkit.printing import print_explanation

    explanation = toolkit.open(package).explain(id, texts=_texts(package, texts), at=at)
    if as_json:
        _print_json(explanation.to_dict())
    else:
        print_explanation(explanation)


@app.command()
def log(package: PackageOption = Path(), as_json: JsonOption = False) -> None:
    """List the versions of a package: when, and what changed."""
    import toolkit
    from toolkit.printing import print_log

    versions = toolkit.open(package).log()
    if as_json:
        _print_json([version.to_dict() for version in versions])
    else:
        print_log(versions)


def _parser_factory(name: str, model: Path | None) -> ParserFactory:
    """Return what makes the parser in any process; it is made here once, to fail early."""
    from toolkit.parsers.registry import make_parser

    make_parser(name, model)
    return partial(make_parser, name, model)


def _texts(package: Path, folders: list[Path] | None) -> dict[str, str]:
    from toolkit.texts import inputs_of_last_build, read_texts

    for folder in folders or []:
        if not folder.exists():
            _fail(f"{folder} does not exist; name a file or folder with the articles.", USAGE)
    home = package if package.is_dir() else package.parent
    return read_texts(folders or inputs_of_last_build(home))


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _fail(message: str, code: int) -> NoReturn:
    _say(message)
    raise typer.Exit(code)


def main() -> None:
    """Run the command line; every failure is one sentence and an exit code."""
    command = typer.main.get_command(app)
    try:
        code = command.main(prog_name="toolkit", standalone_mode=False)
    except BrokenPipeError:
        # Who reads our output (`| head`) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = FINE
    except KeyboardInterrupt:
        code = _say("stopped; what was there before is as it was.")
    except Exception as error:
        code = _say_error(error)
    sys.exit(code if isinstance(code, int) else FINE)


def _say_error(error: Exception) -> int:
    from toolkit.build_error import BuildError
    from toolkit.store.errors import StoreError

    if hasattr(error, "show"):  # typer's own errors of usage, whichever click it brings
        error.show()
        return USAGE
    if isinstance(error, (BuildError, StoreError, ValueError, OSError)):
        return _say(str(error))
    if os.environ.get(DEBUG_VARIABLE):
        raise error
    return _say(
        f"unexpected {type(error).__name__}: {error}. This is a defect of the toolkit; run it "
        f"again with {DEBUG_VARIABLE}=1 and send the developers what it prints."
    )


def _say(message: str) -> int:
    sys.stdout.flush()
    sys.stderr.write(f"toolkit: {message}\n")
    return USAGE
