"""One resource of a package: what its entry in the descriptor says, made plain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.validation.reading.compression import check_unpacking
from toolkit.validation.reading.encoding import TEXT_FORMATS, detect_encoding
from toolkit.validation.reading.formats import compression_of, format_of
from toolkit.validation.reading.places import Place, find_file
from toolkit.validation.reading.references import resolve
from toolkit.validation.reading.remote_files import is_remote
from toolkit.validation.reading.unreadable import Unreadable, shown_name


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource of a package, with all references of its descriptor resolved.

    `files` stand in their order and are empty where `data` holds the content itself. `format`
    is in lower case ("csv", "json", "parquet", ...), `compression` "gz", "zip" or None,
    `encoding` as stated, else "utf-8", or what a byte order mark says. `dialect` has the keys
    that were written, of v1 or v2; it is empty where none is stated. `schema` is None where the
    resource is no table. `descriptor` is the whole entry.
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


def read_resource(
    entry: Mapping[str, Any], properties: Mapping[str, Any], place: Place
) -> Resource:
    """Return the resource of an entry of a descriptor; its files are there.

    `properties` are those of the whole descriptor. Raises Unreadable.
    """
    name = entry.get("name")
    if not isinstance(name, str) or not name:
        message = "A resource has no name: give it that of its table."
        raise Unreadable("descriptor", message)
    if not name.isprintable():
        message = f"The name {shown_name(name)} holds a control character: give it another."
        raise Unreadable("descriptor", message)
    found = dict(entry)
    if "path" not in found and found.get("data") is None and "url" in found:
        # Version 0 of the specification called it so.
        found["path"] = found.pop("url")
    for what in ("schema", "dialect"):
        if found.get(what) is not None:
            found[what] = resolve(found[what], what, properties, place)
    _check_fields(found.get("schema"))
    paths = _paths(found)
    compression = compression_of(found, paths)
    format = format_of(found, paths, compression)
    # What version 1 allowed, version 2 forbids.
    hidden = "/profiles/2" not in str(properties.get("$schema", ""))
    files = tuple(find_file(place, path, hidden=hidden) for path in paths)
    for file in files:
        check_unpacking(file, compression, format)
    return Resource(
        name=name,
        files=files,
        data=None if files else found["data"],
        format=format,
        compression=compression,
        encoding=_encoding(found, files, format, compression),
        dialect=found.get("dialect") or {},
        schema=found.get("schema"),
        descriptor=found,
    )


def _paths(entry: Mapping[str, Any]) -> list[str]:
    """Return the paths of an entry, none where it holds its data; raises Unreadable."""
    path, data = entry.get("path"), entry.get("data")
    if path is not None and data is not None:
        message = "The resource has both path and data: keep one of them."
        raise Unreadable("descriptor", message)
    if path is None and data is not None:
        if not isinstance(data, (str, list, dict)):
            message = "The data of the resource are no list, object or text: write one of them."
            raise Unreadable("descriptor", message)
        if isinstance(data, str) and not ({"format", "mediatype"} & entry.keys()):
            message = "The data of the resource are text of unknown kind: state their format."
            raise Unreadable("descriptor", message)
        return []
    listed = path if isinstance(path, list) else [path]
    paths = [one for one in listed if isinstance(one, str) and one]
    if not paths or len(paths) < len(listed):
        message = "The resource has no path: give that of a file in the package."
        raise Unreadable("descriptor", message)
    if len({is_remote(one) for one in paths}) > 1:
        message = "The resource has paths and addresses: write only one of the kinds."
        raise Unreadable("descriptor", message)
    return paths


def _check_fields(schema: Mapping[str, Any] | None) -> None:
    fields = (schema or {}).get("fields")
    for field in fields if isinstance(fields, list) else []:
        name = field.get("name") if isinstance(field, dict) else None
        if isinstance(name, str) and "\0" in name:
            message = f"The field {shown_name(name)} has a NUL in its name: give it another."
            raise Unreadable("descriptor", message)


def _encoding(
    entry: Mapping[str, Any], files: tuple[Path, ...], format: str, compression: str | None
) -> str:
    stated = entry.get("encoding")
    if stated is not None and not isinstance(stated, str):
        message = "The encoding of the resource is no text: write its name, such as utf-8."
        raise Unreadable("descriptor", message)
    if stated:
        return stated
    if files and format in TEXT_FORMATS:
        return detect_encoding(files[0], compression)
    return "utf-8"
