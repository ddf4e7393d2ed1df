"""The command line: each command is one call of a public function, and its printing.

Exit codes: 0 fine; 1 wrong usage or nothing to do; 2 invalid data, or
figures below a floor; 3 some input was skipped.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli_build import build
from toolkit.cli_curation import curate, review
from toolkit.cli_diff import diff
from toolkit.cli_export import export
from toolkit.cli_inference import infer
from toolkit.cli_project import init
from toolkit.cli_publish import publish
from toolkit.cli_reader import evaluate, train
from toolkit.cli_rules import rules
from toolkit.cli_serve import serve
from toolkit.cli_site import site
from toolkit.cli_store import store
from toolkit.cli_terms import (
    FINE,
    USAGE,
    AtOption,
    CatalogOption,
    JsonOption,
    PackageOption,
    fail,
    print_json,
    say,
    texts_of,
)
from toolkit.cli_validation import validate
from toolkit.cli_versions import checkout, log, release

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


app.command()(build)


@app.command()
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


@app.command()
def describe(
    table: Annotated[str | None, typer.Argument(help="A table or view; all if left out.")] = None,
    package: PackageOption = Path(),
    at: AtOption = None,
    catalog: CatalogOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what the tables and columns are and mean, and how many rows they have."""
    import toolkit
    from toolkit.printing import print_description

    description = toolkit.open(package, catalog=catalog).describe(table, at=at)
    if as_json:
        print_json(description.to_dict())
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
    catalog: CatalogOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a row, and for each value the words that it was read from."""
    import toolkit
    from toolkit.printing import print_explanation

    opened = toolkit.open(package, catalog=catalog)
    explanation = opened.explain(id, texts=texts_of(package, texts), at=at)
    if as_json:
        print_json(explanation.to_dict())
    else:
        print_explanation(explanation)


app.command()(validate)
app.command()(rules)
app.command()(infer)
app.command()(init)
app.command()(evaluate)
app.command()(train)
app.add_typer(curate, name="curate")
app.command()(review)
app.command()(log)
app.command()(release)
app.command()(checkout)
app.command()(diff)
app.command()(serve)
app.command()(publish)
app.command()(export)
app.command()(site)
app.add_typer(store)


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
        code = say("stopped; what was there before is as it was.")
    except Exception as error:
        code = _say_error(error)
    sys.exit(code if isinstance(code, int) else FINE)


def _say_error(error: Exception) -> int:
    from toolkit.building.errors import BuildError
    from toolkit.store.errors import StoreError

    if hasattr(error, "show"):  # typer's own errors of usage, whichever click it brings
        error.show()
        return USAGE
    if isinstance(error, (BuildError, StoreError, ValueError, OSError)):
        return say(str(error))
    if os.environ.get(DEBUG_VARIABLE):
        raise error
    return say(
        f"unexpected {type(error).__name__}: {error}. This is a defect of the toolkit; run it "
        f"again with {DEBUG_VARIABLE}=1 and send the developers what it prints."
    )
