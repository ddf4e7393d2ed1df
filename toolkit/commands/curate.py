"""The commands `curate`: what people correct, as entries that every build applies."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.commands.answers import FINE, USAGE, fail, print_json
from toolkit.commands.options import JsonOption, PackageOption, texts_of

if TYPE_CHECKING:
    from toolkit.curation.entries import Entry, Provenance

curate = typer.Typer(
    no_args_is_help=True,
    help="Correct what was read, in files that every build applies (docs/curation.md).",
)

TableArgument = Annotated[str, typer.Argument(help="Table of the row.")]
ThingArgument = Annotated[str, typer.Argument(help="actors, meetings or elections.")]
WhyOption = Annotated[str, typer.Option("--why", help="The reason, in words.")]
SourceOption = Annotated[
    str | None, typer.Option("--source", help="Where it can be checked, such as a URL.")
]
WhoOption = Annotated[
    str | None,
    typer.Option(
        "--who", help="Who decides. [default: user.name of git, else $USER]", show_default=False
    ),
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show the changes, write nothing.")]


@curate.command()
def merge(
    table: ThingArgument,
    old_id: Annotated[str, typer.Argument(help="Key of the row that goes into the other.")],
    new_id: Annotated[str, typer.Argument(help="Key of the row that stays.")],
    why: WhyOption,
    source: SourceOption = None,
    who: WhoOption = None,
    package: PackageOption = Path(),
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Say that two actors, meetings or elections are one."""
    from toolkit.curation.entries import Merge

    entry = Merge(table, old_id, new_id, _made(who, why, source))
    _decide(package, [entry], yes=yes, dry_run=dry_run, as_json=as_json)


@curate.command()
def split(
    table: ThingArgument,
    record_id: Annotated[str, typer.Argument(help="Key of the row that holds too much.")],
    new_id: Annotated[str, typer.Argument(help="Key of the row that gets a part of it.")],
    article: Annotated[
        list[str],
        typer.Option(help="Key of an article whose statements belong to the other row."),
    ],
    why: WhyOption,
    source: SourceOption = None,
    who: WhoOption = None,
    package: PackageOption = Path(),
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Say that what some articles tell of a row belongs to another one."""
    from toolkit.curation.entries import Split

    made = _made(who, why, source)
    entries = [Split(table, record_id, article_id, new_id, made) for article_id in article]
    _decide(package, entries, yes=yes, dry_run=dry_run, as_json=as_json)


@curate.command("set")
def set_values(
    table: TableArgument,
    record_id: Annotated[
        str, typer.Argument(help="Key of the row; the parts of a composite key joined with /.")
    ],
    values: Annotated[
        list[str], typer.Argument(help="COLUMN=VALUE, or COLUMN= where it is not known.")
    ],
    why: WhyOption,
    source: SourceOption = None,
    who: WhoOption = None,
    package: PackageOption = Path(),
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Give values of a row other than those that were read."""
    from toolkit.curation.entries import Override

    made = _made(who, why, source)
    entries = []
    for value in values:
        column, equals, text = value.partition("=")
        if not equals:
            fail(f"{value!r} gives no value; write COLUMN=VALUE.", USAGE)
        entries.append(Override(table, record_id, column, text, made))
    _decide(package, entries, yes=yes, dry_run=dry_run, as_json=as_json)


@curate.command()
def reject(
    table: TableArgument,
    record_id: Annotated[
        str, typer.Argument(help="Key of the row; the parts of a composite key joined with /.")
    ],
    why: WhyOption,
    source: SourceOption = None,
    who: WhoOption = None,
    package: PackageOption = Path(),
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Say that a row is wrong; it goes with what depends on it."""
    from toolkit.curation.entries import Rejection

    entry = Rejection(table, record_id, _made(who, why, source))
    _decide(package, [entry], yes=yes, dry_run=dry_run, as_json=as_json)


@curate.command()
def distinguish(
    table: ThingArgument,
    record_id: Annotated[str, typer.Argument(help="Key of one of the rows.")],
    other_id: Annotated[str, typer.Argument(help="Key of the other row.")],
    why: WhyOption,
    source: SourceOption = None,
    who: WhoOption = None,
    package: PackageOption = Path(),
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Say that two actors, meetings or elections that are alike are two."""
    from toolkit.curation.entries import Distinction

    entry = Distinction(table, record_id, other_id, _made(who, why, source))
    _decide(package, [entry], yes=yes, dry_run=dry_run, as_json=as_json)


@curate.command()
def confirm(
    table: TableArgument,
    record_id: Annotated[
        list[str],
        typer.Argument(help="Key of a row; the parts of a composite key joined with /."),
    ],
    why: WhyOption,
    source: SourceOption = None,
    who: WhoOption = None,
    package: PackageOption = Path(),
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Say that rows are right as they are."""
    from toolkit.curation.entries import Confirmation

    made = _made(who, why, source)
    entries = [Confirmation(table, record, made) for record in record_id]
    _decide(package, entries, yes=yes, dry_run=dry_run, as_json=as_json)


@curate.command()
def add(
    rows: Annotated[
        list[str],
        typer.Argument(
            help="TABLE and the row as a JSON object, as often as rows belong together.",
            metavar="TABLE ROW ...",
        ),
    ],
    article: Annotated[str, typer.Option(help="Key of the article that states it.")],
    start: Annotated[int, typer.Option(help="First character of the words that state it.")],
    end: Annotated[int, typer.Option(help="Position after their last character.")],
    why: WhyOption,
    source: SourceOption = None,
    who: WhoOption = None,
    package: PackageOption = Path(),
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Add facts that were not read, at the words that state them."""
    from toolkit.curation.entries import Addition

    if len(rows) % 2:
        fail("Each row is two words: a table, and the row as a JSON object in quotes.", USAGE)
    made = _made(who, why, source)
    entries = [
        Addition(table, row, article, start, end, made)
        for table, row in zip(rows[::2], rows[1::2], strict=True)
    ]
    _decide(package, entries, yes=yes, dry_run=dry_run, as_json=as_json)


def _decide(
    package: Path, entries: Sequence[Entry], *, yes: bool, dry_run: bool, as_json: bool
) -> None:
    """Show what entries would change, ask, and write them."""
    import toolkit
    from toolkit.printing.curation import print_proposal

    proposal = toolkit.open(package).propose(entries, texts=texts_of(package, None))
    if not as_json:
        print_proposal(proposal)
    writes = not dry_run and (yes or _confirmed(as_json))
    paths = proposal.write() if writes else ()
    if as_json:
        print_json({**proposal.to_dict(), "written": [str(path) for path in paths]})
    elif writes:
        written = " and ".join(map(str, paths))
        applied = "; `toolkit build` applies it" if proposal.changes else ""
        typer.echo(f"Written to {written}{applied}.")
    else:
        typer.echo("Nothing was written.")
    raise typer.Exit(FINE)


def _confirmed(as_json: bool) -> bool:
    if as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        fail("No one can be asked here, so nothing was written; say --yes or --dry-run.", USAGE)
    return typer.confirm("Write this down?")


def _made(who: str | None, why: str, source: str | None) -> Provenance:
    from toolkit.curation.entries import Provenance
    from toolkit.publish.descriptor import build_time

    name = who or _git_user() or os.environ.get("USER")
    if not name:
        fail("It is not known who decides; say --who NAME.", USAGE)
    if not why.strip():
        fail("Every entry has a reason; say --why in a few words.", USAGE)
    return Provenance(name, build_time().date(), why, source or None)


def _git_user() -> str | None:
    try:
        ran = subprocess.run(
            ["git", "config", "user.name"], capture_output=True, text=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return ran.stdout.strip() or None
