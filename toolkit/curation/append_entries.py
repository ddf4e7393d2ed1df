"""Write entries at the end of the files of curation."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from toolkit.curation.cell_values import text_from_value
from toolkit.curation.entries import Anchor, Entry, Provenance
from toolkit.curation.entry_files import entry_fields
from toolkit.curation.errors import CurationError


def append_entries(folder: Path, entries: Iterable[Entry], anchors: Iterable[Anchor]) -> None:
    """Append entries and anchors to their files below a folder, which are made if need be.

    Anchors come first: an entry is never there without the words by which its row is known.
    Each file is replaced in one step. Raises CurationError where one can't be written.
    """
    lines: dict[str, list[Mapping[str, Any]]] = {}
    for anchor in anchors:
        lines.setdefault(anchor.file, []).append(_cells(anchor))
    for entry in entries:
        lines.setdefault(entry.file, []).append({**_cells(entry), **_cells(entry.made)})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, more in lines.items():
            _append(folder / f"{name}.csv", name, more)
    except OSError as error:
        raise CurationError(
            f"{folder} can't be written to ({error.strerror}); make it writable."
        ) from error


def _cells(value: Entry | Anchor | Provenance) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


def _append(path: Path, name: str, lines: Iterable[Mapping[str, Any]]) -> None:
    columns = list(entry_fields(name))
    present = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
    written = io.StringIO(newline="")
    if present:
        # A person may have put the columns in another order.
        columns = next(csv.reader(io.StringIO(present, newline="")))
    writer = csv.writer(written, lineterminator="\r\n" if "\r\n" in present else "\n")
    if not present:
        writer.writerow(columns)
    elif not present.endswith("\n"):
        present += "\n"
    for line in lines:
        writer.writerow(text_from_value(line[column]) for column in columns)
    _replace(path, present + written.getvalue())


def _replace(path: Path, text: str) -> None:
    """Write a file beside its place and move it there, so that it is whole at any moment."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
