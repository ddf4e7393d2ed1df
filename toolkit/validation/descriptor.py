"""The descriptor of a package: where it is, and whether its files can be read at all."""

from __future__ import annotations

import stat
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Any

from toolkit.tables import table_names
from toolkit.validation.reading.descriptor_text import parse_object
from toolkit.validation.reading.file_changes import changed_files, stamp_files
from toolkit.validation.reading.package_archive import find_in_archive, unpack_member
from toolkit.validation.reading.places import Place
from toolkit.validation.reading.references import read_bounded
from toolkit.validation.reading.unreadable import Unreadable, shown_name
from toolkit.validation.report import Problem
from toolkit.validation.resource import Resource, read_resource

__all__ = [
    "Descriptor",
    "NotAPackage",
    "Resource",
    "find_descriptor",
    "is_own_package",
    "open_descriptor",
    "own_package_problems",
    "read_descriptor",
    "watched_files",
]

FILE_NAME = "datapackage.json"
FILE_NAMES = (FILE_NAME, "datapackage.yaml", "datapackage.yml")


class NotAPackage(ValueError):  # noqa: N818 - the name says what the path is
    """The path is not a data package; the message says so in one sentence."""


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A descriptor that was read, with the folder that its paths count from.

    `properties` are all of it, its resources with their references resolved; `resources` are
    those that can be read.
    """

    folder: Path
    properties: Mapping[str, Any]
    resources: tuple[Resource, ...]


def find_descriptor(path: str | PathLike[str]) -> Path:
    """Return the descriptor that a path means: the file itself, or that of a folder.

    It is `datapackage.json` or `datapackage.yaml`; a zip file that holds one is returned as it
    is. Raises NotAPackage where there is none.
    """
    given = Path(path)
    kind = _kind(given)
    if kind is None:
        raise NotAPackage(f"{given} does not exist: name the folder of a data package.")
    if stat.S_ISDIR(kind):
        file = next((given / name for name in FILE_NAMES if _is_file(given / name)), None)
        if file is None:
            raise NotAPackage(
                f"{given} is not a data package, it holds no {FILE_NAME}: "
                "name the folder that a build has written."
            )
        return file
    if not stat.S_ISREG(kind) or given.suffix.lower() not in (".json", ".yaml", ".yml", ".zip"):
        raise NotAPackage(
            f"{given} is not a data package: name its {FILE_NAME}, or the folder that holds it."
        )
    return given


@contextmanager
def open_descriptor(
    path: str | PathLike[str], *, allow_remote: bool = False
) -> Iterator[tuple[Descriptor | None, list[Problem]]]:
    """Give the descriptor that a path means and what keeps its resources from being read.

    As `read_descriptor`, and for packages in a zip file and of remote files too: what is
    unpacked or fetched is there until the context is left. Raises NotAPackage.
    """
    file = find_descriptor(path)
    with tempfile.TemporaryDirectory(prefix="toolkit-") as name:
        scratch = Path(name)
        try:
            if file.suffix.lower() == ".zip":
                file, place = _open_archive(file, scratch)
            else:
                place = Place(file.parent)
        except Unreadable as fault:
            yield None, [_problem(None, fault)]
            return
        (scratch / "fetched").mkdir()
        place = replace(place, allow_remote=allow_remote, scratch=scratch / "fetched")
        yield _read(file, place)


def read_descriptor(file: Path) -> tuple[Descriptor | None, list[Problem]]:
    """Return the descriptor in a file and what keeps its resources from being read.

    The descriptor is None where the file itself cannot be read as one. Paths that lead out
    of the package or onto a network are problems here: nothing is ever fetched.
    """
    return _read(file, Place(file.parent))


def is_own_package(descriptor: Descriptor) -> bool:
    """Whether a package is one of this data model: it has articles and half of the tables."""
    named = _names(descriptor.properties) & set(table_names())
    return "articles" in named and 2 * len(named) >= len(table_names())


def own_package_problems(descriptor: Descriptor) -> list[Problem]:
    """Return what a package of this data model lacks: tables, and schemas of those it has."""
    named = _names(descriptor.properties)
    schemas = {resource.name: resource.schema for resource in descriptor.resources}
    problems: list[Problem] = []
    for table in table_names():
        if table not in named:
            fault = Unreadable("missing-table", f"The package has no table {table}: build again.")
            problems.append(_problem(None, fault, table=table))
        elif table in schemas and schemas[table] is None:
            message = "The resource has no schema of its own: build the package again."
            problems.append(_problem(table, Unreadable("descriptor", message)))
    return problems


@contextmanager
def watched_files(descriptor: Descriptor) -> Iterator[list[Problem]]:
    """Give a list that has a problem, once the context is left, for each file changed in it.

    Exceptions that such files bring about end there.
    """
    files = {file: resource.name for resource in descriptor.resources for file in resource.files}
    stamps = stamp_files(files)
    problems: list[Problem] = []
    gone: set[Path] = set()
    try:
        yield problems
    except Exception as error:
        # What fails on files that change is no fault of who reads them.
        gone = {file for file in files if getattr(error, "filename", None) == str(file)}
        if not gone and not any(changed_files(stamps)):
            raise
    for file in {*changed_files(stamps), *gone}:
        message = f"{shown_name(file.name)} changed while it was read: validate again."
        problems.append(_problem(files[file], Unreadable("file-changed", message)))


def _open_archive(archive: Path, scratch: Path) -> tuple[Path, Place]:
    """Return the descriptor in a zip file, unpacked, and the place that its paths count from."""
    if not zipfile.is_zipfile(archive):
        message = f"{archive.name} is not a zip file: restore it, or name the folder of a package."
        raise Unreadable("descriptor", message)
    member = find_in_archive(archive, FILE_NAMES)
    if member is None:
        raise NotAPackage(
            f"{archive} is not a data package, it holds no {FILE_NAME}: put one at its top."
        )
    prefix, _, name = member.rpartition("/")
    folder = scratch / "unpacked"
    unpack_member(archive, member, folder / name)
    return folder / name, Place(folder, archive, f"{prefix}/" if prefix else "")


def _read(file: Path, place: Place) -> tuple[Descriptor | None, list[Problem]]:
    try:
        properties = parse_object(read_bounded(file), file.name)
        entries = properties.get("resources")
        if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
            message = f"{file.name} has no list `resources` of objects: build the package again."
            raise Unreadable("descriptor", message)
    except OSError as error:
        message = f"{file.name} cannot be read ({error.strerror}): make it readable."
        return None, [_problem(None, Unreadable("descriptor", message))]
    except Unreadable as fault:
        return None, [_problem(None, fault)]
    problems: list[Problem] = []
    resources: list[Resource] = []
    resolved: list[Mapping[str, Any]] = []
    names: set[str] = set()
    repeated: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        name = entry.get("name")
        if isinstance(name, str):
            (repeated if name in names else names).add(name)
        try:
            resource = read_resource(entry, properties, place)
        except Unreadable as fault:
            named = name if isinstance(name, str) and name.isprintable() else None
            problems.append(_problem(named, fault, number=number))
            resolved.append(entry)
        else:
            resources.append(resource)
            resolved.append(resource.descriptor)
    for name in sorted(repeated):
        message = f"Several resources are called {shown_name(name)}: keep one."
        problems.append(_problem(name, Unreadable("descriptor", message)))
    described = {**properties, "resources": resolved}
    return Descriptor(place.folder, described, tuple(resources)), problems


def _names(properties: Mapping[str, Any]) -> set[str]:
    return {one["name"] for one in properties["resources"] if isinstance(one.get("name"), str)}


def _kind(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or error
        raise NotAPackage(f"{path} cannot be read ({cause}): make it readable.") from None


def _is_file(path: Path) -> bool:
    kind = _kind(path)
    return kind is not None and stat.S_ISREG(kind)


def _problem(
    resource: str | None,
    fault: Unreadable,
    *,
    number: int | None = None,
    table: str | None = None,
) -> Problem:
    message = fault.message
    if resource is None and number is not None:
        message = f"Resource {number}: {message}"
    return Problem("error", "schema", fault.kind, resource or table, None, None, message)
