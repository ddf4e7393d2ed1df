"""Schemas and dialects that a descriptor keeps elsewhere: in a file, or in another of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from toolkit.validation.reading.descriptor_text import MOST_BYTES, parse_object
from toolkit.validation.reading.places import Place, find_file
from toolkit.validation.reading.unreadable import Unreadable, shown_name


def resolve(value: Any, what: str, properties: Mapping[str, Any], place: Place) -> dict[str, Any]:
    """Return the object that a property gives or refers to; `what` names the property.

    A text is a path or an address of a file of JSON, or with "#" before it a JSON pointer
    (RFC 6901) into the descriptor. Raises Unreadable, also for references in a circle.
    """
    followed: list[str] = []
    while not isinstance(value, dict):
        if not isinstance(value, str) or not value:
            message = f"Its {what} is neither an object nor a path: write one of them."
            raise Unreadable("descriptor", message)
        if value in followed:
            circle = shown_name(" to ".join([*followed, value]))
            message = f"Its {what} refers in a circle ({circle}): write the {what} itself."
            raise Unreadable("descriptor", message)
        followed.append(value)
        if value.startswith("#"):
            value = _part(properties, value[1:])
        else:
            file = find_file(place, value)
            value = parse_object(read_bounded(file), value)
    if "$ref" in value and not (value.keys() & {"fields", "delimiter"}):
        message = (
            f"Its {what} refers on with $ref, which the specification does not know: "
            f"write the path of the {what} itself."
        )
        raise Unreadable("descriptor", message)
    return value


def read_bounded(file: Path) -> bytes:
    """Return what a file holds, of one that is too large for a descriptor only the beginning."""
    with file.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def _part(properties: Mapping[str, Any], pointer: str) -> Any:
    part: Any = properties
    for step in unquote(pointer).split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(part, dict) and name in part:
            part = part[name]
        elif isinstance(part, list) and name.isdecimal() and int(name) < len(part):
            part = part[int(name)]
        else:
            message = f"The descriptor has no part #{shown_name(pointer)}: correct the reference."
            raise Unreadable("descriptor", message)
    return part
