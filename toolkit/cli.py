"""The command line: each command is one call of a public function, and its printing.

Exit codes: 0 fine; 1 wrong usage or nothing to do; 2 invalid data, or
figures below a floor; 3 some input was skipped.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from toolkit.commands.answers import FINE, USAGE, say
from toolkit.commands.build import build
from toolkit.commands.checkout import checkout
from toolkit.commands.curate import curate
from toolkit.commands.describe import describe
from toolkit.commands.diff import diff
from toolkit.commands.evaluate import evaluate
from toolkit.commands.explain import explain
from toolkit.commands.export import export
from toolkit.commands.infer import infer
from toolkit.commands.init import init
from toolkit.commands.log import log
from toolkit.commands.publish import publish
from toolkit.commands.query import query
from toolkit.commands.release import release
from toolkit.commands.review import review
from toolkit.commands.rules import rules
from toolkit.commands.serve import serve
from toolkit.commands.site import site
from toolkit.commands.store import store
from toolkit.commands.train import train
from toolkit.commands.validate import validate

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
app.command()(query)
app.command()(describe)
app.command()(explain)
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
