"""The files that schemas are inferred from: their formats, and the names of their tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from toolkit.inference.draft import CannotInfer, name_of

_FORMATS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".txt": "csv",
    ".json": "json",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".parquet": "parquet",
    ".pq": "parquet",
}
_KNOWN = "csv, tsv, json, ndjson or parquet"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of one table: where it is, its format, and whether it is compressed by gzip."""

    name: str
    path: Path
    format: str
    is_gzip: bool


def source_files(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
) -> tuple[SourceFile, ...]:
    """Return the files at some paths, each with a name of its own.

    Raises CannotInfer for a path that is no file, or of no format that is known.
    """
    given = [paths] if isinstance(paths, (str, PathLike)) else list(paths)
    if not given:
        raise CannotInfer(f"No file is named: name one or more ({_KNOWN}).")
    found: list[SourceFile] = []
    for path in map(Path, given):
        is_gzip = path.suffix.lower() == ".gz"
        plain = path.with_suffix("") if is_gzip else path
        format = _FORMATS.get(plain.suffix.lower())
        if path.is_dir():
            raise CannotInfer(f"{path} is a folder: name the files in it.")
        if not path.is_file():
            raise CannotInfer(f"{path} is not there, or is no file: name one ({_KNOWN}).")
        if format is None or (is_gzip and format == "parquet"):
            raise CannotInfer(f"{path} is of no format that is known: name a file of {_KNOWN}.")
        taken = {source.name for source in found}
        name = name_of(plain.stem)
        number = 2
        while name in taken:
            name = f"{name_of(plain.stem)}-{number}"
            number += 1
        found.append(SourceFile(name, path, format, is_gzip))
    return tuple(found)
