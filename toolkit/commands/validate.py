"""The command that validates a package: its options, its printing and the files it writes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, cast

import typer

from toolkit.commands.answers import FINE, INVALID, USAGE, fail, print_json
from toolkit.commands.options import JsonOption, texts_of

if TYPE_CHECKING:
    from toolkit.validation.report import Report, Severity


def validate(
    package: Annotated[
        Path, typer.Argument(help="Folder of the package, or its datapackage.json.")
    ] = Path(),
    engine: Annotated[
        str, typer.Option(help="fast, frictionless, or both, which must agree.")
    ] = "fast",
    rules: Annotated[
        Path | None,
        typer.Option(
            help="Folder with rules of your own (*.sql), beside those in rules/ of the package."
        ),
    ] = None,
    texts: Annotated[
        list[Path] | None,
        typer.Option(
            help="Files or folders with the articles, to check spans against the texts. "
            "[default: the inputs of the last build]",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option(min=1, help="Most problems of a resource that are named; all count.")
    ] = 1000,
    fail_on: Annotated[
        str, typer.Option(help="What makes a package invalid: error, or warning too.")
    ] = "error",
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="Fetch files that lie on a network.")
    ] = False,
    as_json: JsonOption = False,
    github: Annotated[
        bool, typer.Option("--github", help="Print annotations of a workflow on GitHub.")
    ] = False,
    junit: Annotated[
        Path | None, typer.Option(help="Also write the report to this file, as JUnit's XML.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="Also write the report to this file, as a web page.")
    ] = None,
    sarif: Annotated[
        Path | None, typer.Option(help="Also write the report to this file, as SARIF 2.1.0.")
    ] = None,
) -> None:
    """Check any data package: descriptor, types, constraints, keys, hashes and rules."""
    import toolkit
    from toolkit.validation.engines import ENGINES

    if engine not in ENGINES:
        fail(f"The engine {engine!r} is unknown; take one of {', '.join(ENGINES)}.", USAGE)
    if fail_on not in ("error", "warning"):
        fail(f"--fail-on takes error or warning, not {fail_on!r}.", USAGE)
    if as_json and github:
        fail("--json and --github both print to standard output; give one.", USAGE)
    at_hand = texts_of(package, texts)
    report = toolkit.validate(
        package,
        engine=engine,
        texts=at_hand or None,
        rules=rules,
        allow_remote=allow_remote,
        limit=limit,
        fail_on=cast("Severity", fail_on),
    )
    folder = package if package.is_dir() else package.parent
    if junit is not None:
        from toolkit.reports.junit import write_junit

        _write(junit, lambda stream: write_junit(report, stream))
    if sarif is not None:
        from toolkit.reports.sarif import write_sarif

        _write(sarif, lambda stream: write_sarif(report, folder, stream))
    if html is not None:
        from toolkit.reports.page import write_page
        from toolkit.reports.sentences import sentences_of

        sentences = sentences_of(report, folder, at_hand)
        title = f"Validation of {folder.resolve().name}"
        _write(html, lambda stream: write_page(report, stream, title=title, sentences=sentences))
    _print(report, folder, as_json=as_json, github=github)
    raise typer.Exit(FINE if report.valid else INVALID)


def _print(report: Report, folder: Path, *, as_json: bool, github: bool) -> None:
    from toolkit.printing.validation import print_validation

    if as_json:
        print_json(report.to_dict())
        return
    if github:
        from toolkit.reports.github import write_annotations

        write_annotations(report, folder, sys.stdout)
    print_validation(report)


def _write(file: Path, write: Callable[[IO[str]], None]) -> None:
    """Write a report to a file; ends the command where it can't be written."""
    try:
        with file.open("w", encoding="utf-8", newline="\n") as stream:
            write(stream)
    except OSError as error:
        fail(f"{file} can't be written ({error.strerror}); name another file.", USAGE)
