"""The command `build`: articles in, a package out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from toolkit.commands.answers import FINE, INVALID, SKIPPED, USAGE, fail, print_json
from toolkit.commands.engine_options import (
    AddressOption,
    ArticleSecondsOption,
    EngineOption,
    SharedOption,
    WorkerMemoryOption,
    WorkersOption,
    engine_of,
)
from toolkit.commands.options import (
    CatalogOption,
    JsonOption,
    ModelOption,
    ParserOption,
    parser_factory,
)

LOGS = ("json",)


def build(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders or addresses of articles: text, pages, tables, feeds, crawls, "
            "archives.",
            show_default="seeds",
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the package.")] = Path(),
    format: Annotated[str, typer.Option(help="Format of the tables: csv or parquet.")] = "csv",
    workers: WorkersOption = 1,
    engine: EngineOption = "processes",
    address: AddressOption = None,
    shared: SharedOption = None,
    article_seconds: ArticleSecondsOption = None,
    worker_memory: WorkerMemoryOption = None,
    parser: ParserOption = "english",
    model: ModelOption = None,
    reparse: Annotated[
        bool, typer.Option("--reparse", help="Parse again what builds before have parsed.")
    ] = False,
    triage: Annotated[
        bool,
        typer.Option(
            "--triage", help="Parse only what may hold a meeting or a result, by its words."
        ),
    ] = False,
    parse_copies: Annotated[
        bool,
        typer.Option("--parse-copies", help="Parse texts that nearly repeat another one, too."),
    ] = False,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Fetch the web pages among the inputs, politely.")
    ] = False,
    fetch_again: Annotated[
        bool, typer.Option("--fetch-again", help="Fetch also those that were fetched before.")
    ] = False,
    wait: Annotated[
        float, typer.Option(help="Seconds to wait for another build of the same folder.")
    ] = 0,
    catalog: CatalogOption = None,
    catalog_data: Annotated[
        Path | None,
        typer.Option(
            help="Folder of the versions' rows, for a catalogue in PostgreSQL.", show_default=False
        ),
    ] = None,
    rebuild_store: Annotated[
        bool,
        typer.Option(
            "--rebuild-store", help="First make the store of versions anew, where it is damaged."
        ),
    ] = False,
    releases: Annotated[
        list[Path] | None,
        typer.Option(help="Package of a release, or a folder of them, for --rebuild-store."),
    ] = None,
    log: Annotated[
        str | None,
        typer.Option(help="json: tell on standard error what happens, an object a line."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Read articles and write the data package of what they report."""
    from toolkit.building.build_package import build_package
    from toolkit.building.errors import BuildError, InvalidCuration, InvalidTables
    from toolkit.building.log import log_events, log_report
    from toolkit.building.request import BuildRequest, named_inputs
    from toolkit.printing.build import print_build
    from toolkit.printing.progress import show_build
    from toolkit.store.errors import StoreError

    if log not in (None, *LOGS):
        fail(f"The log {log!r} is unknown; take {', '.join(LOGS)}.", USAGE)
    if releases and not rebuild_store:
        fail("--releases is for --rebuild-store; give both or none.", USAGE)
    failure = None
    try:
        with show_build(log_events(sys.stderr) if log else None) as watcher:
            request = BuildRequest(
                named_inputs(inputs or ["seeds"]),
                out,
                format=format,
                engine=engine_of(workers, engine, address, shared, article_seconds, worker_memory),
                parser=parser_factory(parser, model),
                reparse=reparse,
                triage=triage,
                parse_copies=parse_copies,
                fetch=fetch,
                fetch_again=fetch_again,
                wait=wait,
                catalog=catalog,
                catalog_data=catalog_data,
                rebuild_store=rebuild_store,
                releases=tuple(releases or ()),
            )
            report = build_package(request, watcher=watcher)
    except InvalidTables as error:
        report, failure = error.report, str(error)
    except InvalidCuration as error:
        _end(str(error), INVALID, log)
    except (BuildError, StoreError, ValueError, OSError) as error:
        _end(str(error), USAGE, log)
    except KeyboardInterrupt:
        _end(
            "stopped; what was there before is as it was, and what was parsed is kept for the "
            "next build.",
            USAGE,
            log,
        )
    if log:
        log_report(sys.stderr, report)
    if as_json:
        print_json(report.to_dict())
    else:
        print_build(report)
    if failure is not None:
        _end(failure, INVALID, log)
    raise typer.Exit(SKIPPED if report.skipped else FINE)


def _end(message: str, code: int, log: str | None) -> NoReturn:
    """End the command with one sentence, in the form of the log where there is one."""
    if log is None:
        fail(message, code)
    from toolkit.building.log import write_line

    write_line(sys.stderr, "failed", message=message)
    raise typer.Exit(code)
