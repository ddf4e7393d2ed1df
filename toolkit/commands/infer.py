"""The command `infer`: a proposal of schemas for files that have none."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from toolkit.commands.answers import USAGE, fail, print_json
from toolkit.commands.options import JsonOption

if TYPE_CHECKING:
    from toolkit.inference import Draft, DraftTable, Note

_DESCRIPTOR = "datapackage.json"


def infer(
    files: Annotated[
        list[Path], typer.Argument(help="Files of a table each: CSV, JSON, NDJSON or Parquet.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="A .json file for the schema or descriptor, or the folder of a package. "
            "[default: standard output]",
            show_default=False,
        ),
    ] = None,
    package: Annotated[
        bool,
        typer.Option("--package", help="Give a whole descriptor, for one file too."),
    ] = False,
    delimiter: Annotated[
        str | None,
        typer.Option(help="What parts the cells of text. [default: what the text shows]"),
    ] = None,
    no_header: Annotated[
        bool, typer.Option("--no-header", help="The first line is a row, not the names.")
    ] = False,
    ranges: Annotated[
        bool, typer.Option("--ranges", help="Add the least and greatest values and lengths.")
    ] = False,
    enum: Annotated[
        int, typer.Option(min=0, help="Most values of an enumeration; 0 for none.")
    ] = 20,
    force: Annotated[bool, typer.Option("--force", help="Replace what OUT is.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Propose schemas with types, constraints and keys, that hold for all rows of some files."""
    import toolkit
    from toolkit.printing.inference import print_draft, say_notes
    from toolkit.printing.progress import show_progress

    if delimiter is not None and len(delimiter) != 1:
        fail(f"The delimiter {delimiter!r} is not one character; give one.", USAGE)
    place = _place(out, force=force)
    with show_progress() as progress:
        draft = toolkit.infer(
            files,
            delimiter=delimiter,
            header=not no_header,
            ranges=ranges,
            most_values=enum,
            progress=progress,
        )
    is_package = package or len(files) > 1 or (place is not None and place.name == _DESCRIPTOR)
    folder = _common_folder(files) if place is None else place.parent
    content = draft.to_package(folder) if is_package else dict(draft.tables[0].schema)
    if place is not None:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(_text(content), encoding="utf-8")
    if not is_package:
        draft = replace(draft, notes=(*draft.notes, *_lost_layout(draft.tables[0])))
    if as_json:
        print_json(_report(draft, place))
    elif place is None:
        sys.stdout.write(_text(content))
        say_notes(draft)
    else:
        print_draft(draft, place)


def _place(out: Path | None, *, force: bool) -> Path | None:
    """Return the file to write, None for standard output."""
    if out is None:
        return None
    place = out if out.suffix.lower() == ".json" and not out.is_dir() else out / _DESCRIPTOR
    if place.exists() and not force:
        fail(f"{place} exists; name another file, or replace it with --force.", USAGE)
    return place


def _common_folder(files: list[Path]) -> Path:
    parents = [file.resolve().parent for file in files]
    folder = parents[0]
    while not all(parent.is_relative_to(folder) for parent in parents):
        folder = folder.parent
    return folder


def _lost_layout(table: DraftTable) -> Iterator[Note]:
    """Return what a schema alone cannot say of how its file is written."""
    from toolkit.inference import Note

    written = [] if table.encoding == "utf-8" else [f"its encoding is {table.encoding}"]
    if table.dialect and table.dialect["delimiter"] != ("\t" if table.format == "tsv" else ","):
        written.append(f"its delimiter is {table.dialect['delimiter']!r}")
    if written:
        yield Note(table.name, None, f"{' and '.join(written)}: --package states that too.")


def _report(draft: Draft, place: Path | None) -> dict[str, Any]:
    return {**draft.to_dict(), "out": None if place is None else str(place)}


def _text(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
