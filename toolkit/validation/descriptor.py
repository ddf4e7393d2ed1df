"""The descriptor of a package: where it is, and whether its files can be read at all."""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from toolkit.tables import table_names
from toolkit.validation.report import Problem

FILE_NAME = "datapackage.json"
_BLOCK = 1 << 20


class NotAPackage(ValueError):  # noqa: N818 - the name says what the path is
    """The path is not a data package; the message says so in one sentence."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource of a package, with all references of its descriptor resolved.

    `files` stand in their order and are empty where `data` holds the content itself. `format`
    is in lower case ("csv", "json", "parquet", ...), `compression` "gz", "zip" or None,
    `encoding` as stated, else "utf-8". `dialect` has the keys that were written, of v1 or v2;
    it is empty where none is stated. `schema` is None where the resource is no table.
    `descriptor` is the whole entry.
    """

    name: str
    files: tuple[Path, ...]
    data: Any
    format: str
    compression: str | None
    encoding: str
    dialect: Mapping[str, Any]
    schema: Mapping[str, Any] | None
    descriptor: Mapping[str, Any]

    @property
    def file(self) -> Path:
        """The first file; raises IndexError for inline data."""
        return self.files[0]


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A descriptor that was read, with the folder that its paths count from."""

    folder: Path
    properties: Mapping[str, Any]
    resources: tuple[Resource, ...]


def find_descriptor(path: str | PathLike[str]) -> Path:
    """Return the `datapackage.json` that a path means: the file itself, or that of a folder.

    Raises NotAPackage where there is none.
    """
    given = Path(path)
    if not given.exists():
        raise NotAPackage(f"{given} does not exist: name the folder of a data package.")
    file = given / FILE_NAME if given.is_dir() else given
    if not file.is_file():
        raise NotAPackage(
            f"{given} is not a data package, it holds no {FILE_NAME}: "
            "name the folder that a build has written."
        )
    if file.suffix.lower() != ".json":
        raise NotAPackage(
            f"{given} is not a data package: name its {FILE_NAME}, or the folder that holds it."
        )
    return file


def read_descriptor(file: Path) -> tuple[Descriptor | None, list[Problem]]:
    """Return the descriptor in a file and what keeps its resources from being read.

    The descriptor is None where the file itself cannot be read as one. Paths that lead out
    of the package or onto a network are problems here: nothing is ever fetched.
    """
    try:
        properties = json.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        return None, [_problem(None, "descriptor", f"{file.name} is not UTF-8: save it as UTF-8.")]
    except OSError as error:
        message = f"{file.name} cannot be read ({error.strerror}): make it readable."
        return None, [_problem(None, "descriptor", message)]
    except (json.JSONDecodeError, RecursionError) as error:
        where = f"line {error.lineno}, " if isinstance(error, json.JSONDecodeError) else ""
        message = f"{file.name} is not valid JSON ({where}{_cause(error)}): correct it there."
        return None, [_problem(None, "descriptor", message)]
    entries = properties.get("resources") if isinstance(properties, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        message = f"{file.name} has no list `resources` of objects: build the package again."
        return None, [_problem(None, "descriptor", message)]
    problems: list[Problem] = []
    resources: list[Resource] = []
    for number, entry in enumerate(entries):
        fault = _entry_fault(entry, file.parent)
        name = entry.get("name")
        if fault is not None:
            table = name if isinstance(name, str) else None
            problems.append(_problem(table, *fault, number=number))
        else:
            place = file.parent / entry["path"]
            kind = str(entry.get("format") or place.suffix.lstrip(".")).lower()
            resources.append(
                Resource(
                    name=entry["name"],
                    files=(place,),
                    data=None,
                    format=kind,
                    compression=None,
                    encoding=str(entry.get("encoding") or "utf-8"),
                    dialect=_mapping(entry.get("dialect")),
                    schema=entry.get("schema"),
                    descriptor=entry,
                )
            )
    named = [entry.get("name") for entry in entries]
    for table in table_names():
        if table not in named:
            message = f"The package has no table {table}: build it again."
            problems.append(_problem(table, "missing-table", message))
    for name in sorted({name for name in named if isinstance(name, str) and named.count(name) > 1}):
        message = f"Several resources are called {name}: keep one."
        problems.append(_problem(name, "descriptor", message))
    return Descriptor(file.parent, properties, tuple(resources)), problems


def is_own_package(descriptor: Descriptor) -> bool:
    """Whether a package is one of this data model: it has articles and half of the tables."""
    named = {resource.name for resource in descriptor.resources} & set(table_names())
    return "articles" in named and 2 * len(named) >= len(table_names())


def digest_problems(resource: Resource) -> Iterator[Problem]:
    """Return what `bytes` and `hash` of a resource say that its file does not bear out."""
    content = hashlib.sha256()
    size = 0
    with resource.file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            content.update(block)
            size += len(block)
    remedy = "restore the file, or build the package again."
    stated = resource.descriptor.get("bytes")
    if stated is not None and stated != size:
        message = f"The file has {size} bytes, the descriptor says {stated}: {remedy}"
        yield _problem(resource.name, "byte-count", message)
    digest = str(resource.descriptor.get("hash", ""))
    if digest.startswith("sha256:") and digest != f"sha256:{content.hexdigest()}":
        message = f"The file is not the one whose hash the descriptor states: {remedy}"
        yield _problem(resource.name, "hash-count", message)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _entry_fault(entry: Mapping[str, Any], folder: Path) -> tuple[str, str] | None:
    """Return the kind of fault that keeps a resource from being read, and the sentence."""
    if not isinstance(entry.get("name"), str):
        return "descriptor", "A resource has no name: give it that of its table."
    path = entry.get("path")
    if not isinstance(path, str) or not path:
        return "descriptor", "The resource has no path: give that of one file in the package."
    if "://" in path:
        return "remote-path", f"{path} is on a network: copy the file into the package."
    parts = (*PurePosixPath(path).parts, *PureWindowsPath(path).parts)
    outside = PurePosixPath(path).is_absolute() or PureWindowsPath(path).drive or ".." in parts
    if outside:
        return "unsafe-path", f"{path} leads out of the package: use a path below its folder."
    schema = entry.get("schema")
    if not isinstance(schema, dict) and (schema is not None or entry["name"] in table_names()):
        return "descriptor", "The resource has no schema of its own: build the package again."
    file = folder / path
    if not file.is_file():
        return "missing-file", f"The file {path} is missing: restore it, or build again."
    try:
        with file.open("rb") as stream:
            stream.read(1)
    except OSError as error:
        return "missing-file", f"{path} cannot be read ({error.strerror}): make it readable."
    if file.suffix.lower() == ".csv" and (position := _undecodable(file)) is not None:
        return "encoding", f"{path} is not UTF-8 at byte {position}: save it as UTF-8."
    return None


def _undecodable(file: Path) -> int | None:
    """Return the position of the first byte of a file that is not UTF-8, None where all are."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    position = 0
    with file.open("rb") as stream:
        while True:
            block = stream.read(_BLOCK)
            try:
                pending = len(decoder.getstate()[0])
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                return position - pending + error.start
            if not block:
                return None
            position += len(block)


def _cause(error: Exception) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"


def _problem(table: str | None, rule: str, message: str, number: int | None = None) -> Problem:
    if table is None and number is not None:
        message = f"Resource {number + 1}: {message}"
    return Problem("error", "frictionless", rule, table, None, None, message)
