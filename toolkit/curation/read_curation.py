"""Read the files of curation beside a package."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from toolkit.curation.contradictions import check_consistency
from toolkit.curation.curation import Curation
from toolkit.curation.entries import (
    Addition,
    Anchor,
    Confirmation,
    Distinction,
    Merge,
    Override,
    Provenance,
    Rejection,
    Split,
)
from toolkit.curation.entry_files import entry_file_names, read_entry_file
from toolkit.curation.errors import CurationError

Lines = list[tuple[int, dict[str, Any]]]

_MADE = ("who", "made_on", "why", "source")


def read_curation(folder: Path) -> Curation:
    """Return what the files of a folder say; an absent folder or file says nothing.

    Raises CurationError, naming file, line and remedy, for what a schema forbids, for a table
    or column that is not there, and for two entries that contradict each other.
    """
    if not folder.exists():
        return Curation()
    if not folder.is_dir():
        raise CurationError(f"{folder} is a file; curation is a folder of CSV files.")
    names = entry_file_names()
    paths = sorted(folder.glob("*.csv"))
    for path in paths:
        if path.stem not in names:
            raise CurationError(
                f"{path}: no file of curation has this name; take one of "
                f"{', '.join(f'{name}.csv' for name in names)}, or move it away."
            )
    lines: dict[str, Lines] = {name: [] for name in names}
    lines |= {path.stem: list(read_entry_file(path)) for path in paths}
    curation = Curation(
        merges=tuple(_entry(Merge, line) for line in lines["merges"]),
        splits=tuple(_entry(Split, line) for line in lines["splits"]),
        overrides=tuple(_override(line) for line in lines["values"]),
        rejections=tuple(_entry(Rejection, line) for line in lines["rejections"]),
        additions=tuple(_entry(Addition, line) for line in lines["additions"]),
        distinctions=tuple(_entry(Distinction, line) for line in lines["distinctions"]),
        confirmations=tuple(_entry(Confirmation, line) for line in lines["confirmations"]),
        anchors=tuple(Anchor(**values) for _, values in lines["anchors"]),
        digest=_digest(paths) if any(lines.values()) else None,
    )
    check_consistency(curation, folder)
    return curation


def _entry(kind: Any, line: tuple[int, dict[str, Any]]) -> Any:
    number, values = line
    own = {name: value for name, value in values.items() if name not in _MADE}
    made = Provenance(**{name: values[name] for name in _MADE})
    return kind(**own, made=made, line=number)


def _override(line: tuple[int, dict[str, Any]]) -> Override:
    number, values = line
    override: Override = _entry(Override, (number, {**values, "value": values["value"] or ""}))
    return override


def _digest(paths: list[Path]) -> str:
    """Return the SHA-256 over the names and bytes of the files."""
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        digest.update(f"{path.name}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()
