"""The formats of export, and writing a version in them."""

from __future__ import annotations

from contextlib import suppress
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from toolkit.publish.errors import PublishError
from toolkit.publish.exports import followthemoney, gexf, graphml, plover, popolo
from toolkit.publish.exports.export import Export
from toolkit.publish.partial_file import partial_beside
from toolkit.publish.published_version import PublishedVersion
from toolkit.store.errors import reason

EXPORTS: tuple[Export, ...] = (
    followthemoney.EXPORT,
    gexf.EXPORT,
    graphml.EXPORT,
    plover.EXPORT,
    popolo.EXPORT,
)
"""Every format, sorted by name."""


def find_export(name: str) -> Export:
    """Return a format by its name; raises PublishError, which names all, for an unknown one."""
    for export in EXPORTS:
        if export.name == name:
            return export
    known = ", ".join(export.name for export in EXPORTS)
    raise PublishError(f"There is no export {name!r}; the formats are {known}.")


def write_export(
    published: PublishedVersion, export: Export, out: str | PathLike[str] | BinaryIO
) -> None:
    """Write a version in one format, into a file or a stream of bytes.

    A file is there only when it is whole. Raises PublishError where it can't be written.
    """
    if not isinstance(out, str | PathLike):
        export.write(published, out)
        return
    path = Path(out)
    part = partial_beside(path)
    try:
        with part.open("wb") as stream:
            export.write(published, stream)
        part.replace(path)
    except OSError as error:
        raise PublishError(f"{path}: can't be written: {reason(error)}.") from error
    finally:
        with suppress(OSError):
            part.unlink()


def write_exports(published: PublishedVersion, folder: Path) -> tuple[Path, ...]:
    """Write a version in every format into a folder, and return the files in their order.

    The folder is made where it is not there. Raises as `write_export` does.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PublishError(f"{folder}: can't be made: {reason(error)}.") from error
    paths = tuple(folder / export.file_name for export in EXPORTS)
    for export, path in zip(EXPORTS, paths, strict=True):
        write_export(published, export, path)
    return paths
