"""A file inside another one, and which of their names are trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import BinaryIO

from toolkit.sources.outcome import Skipped
from toolkit.sources.printable_name import printable_name

_ABSOLUTE = re.compile(r"/|[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a container: its own name, its path for people, and its bytes.

    The stream may be read until the next member is asked for.
    """

    name: str
    source_path: str
    stream: BinaryIO


def path_of_member(source_path: str, name: str) -> str:
    """Return the path of a member below its archive, as printable text."""
    return f"{source_path}/{_printable(name)}"


def refuse_name(source_path: str, name: str) -> Skipped | None:
    """Return why a member is not read for its name alone, None where it may be.

    Nothing is ever unpacked, but an archive with such names was made to write elsewhere.
    """
    path = name.replace("\\", "/")
    if _ABSOLUTE.match(path) or ".." in path.split("/"):
        return Skipped(
            path_of_member(source_path, name),
            "its name leads out of the archive",
            "Make the archive again, with paths inside one folder.",
        )
    return None


def refuse_link(source_path: str, name: str) -> Skipped:
    """Return that a member is a link, which is never followed."""
    return Skipped(
        path_of_member(source_path, name),
        "it is a link to another file",
        "Put the file itself into the archive.",
    )


def _printable(name: str) -> str:
    return printable_name(name.removeprefix("./"))
