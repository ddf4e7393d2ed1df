"""The pointer to the latest release of a target: `latest.json`, and a page that leads there."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from typing import Protocol
from urllib.parse import quote

from toolkit.publish.errors import PublishError
from toolkit.publish.forms.checksums import CHECKSUMS_PATH
from toolkit.store.semantic_version import SemanticVersion, parse_semantic_version

POINTER_NAME = "latest.json"
PAGE_NAME = "index.html"
_LOOKS = 10
_MARK = '<meta name="generator" content="toolkit publish">'


class Place(Protocol):
    """Where releases lie, each in a folder that is named as its version."""

    def read(self, path: str) -> bytes | None:
        """Return the content of a file, None where there is none."""
        ...

    def write(self, path: str, content: bytes) -> None:
        """Write a file, which readers see as before or as after."""
        ...

    def folders(self) -> Iterable[str]:
        """Return the names of the folders."""
        ...

    def __str__(self) -> str:
        """Return the address of the place."""
        ...


def check_pointer(place: Place) -> None:
    """Raise PublishError where the pointer of a place was written by somebody else."""
    _latest(place)


def point_to_latest(place: Place, version: str) -> str:
    """Let the pointer of a place name a version just published, or a higher one that is there.

    Returns the version that it names then. Of several publishers each looks again after it has
    written, so that the last one to look sees what all of them published.
    """
    highest = version
    for _ in range(_LOOKS):
        named = _latest(place)
        highest = _highest_published(place, version if named is None else max_of(version, named))
        page = place.read(PAGE_NAME)
        wanted = page_text(highest).encode()
        if page != wanted and (page is None or _MARK.encode() in page):
            place.write(PAGE_NAME, wanted)
        if place.read(POINTER_NAME) != pointer_text(highest).encode():
            place.write(POINTER_NAME, pointer_text(highest).encode())
        if _highest_published(place, highest) == highest == _latest(place):
            break
    return highest


def pointer_text(version: str) -> str:
    """Return what `latest.json` says for a version."""
    return json.dumps({"version": version, "path": f"{quote(version)}/"}, indent=2) + "\n"


def page_text(version: str) -> str:
    """Return the page that leads from the target to a version, without a script."""
    shown, path = escape(version), escape(f"{quote(version)}/index.html")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'{_MARK}\n<meta http-equiv="refresh" content="0; url={path}">\n'
        f'<link rel="canonical" href="{path}">\n<title>Version {shown}</title>\n</head>\n'
        f'<body><p>The latest version is <a href="{path}">{shown}</a>.</p></body>\n</html>\n'
    )


def max_of(*versions: str) -> str:
    """Return the highest of some versions."""
    return max(versions, key=lambda version: parse_semantic_version(version).precedence)


def _latest(place: Place) -> str | None:
    """Return the version that the pointer of a place names, None where there is no pointer."""
    content = place.read(POINTER_NAME)
    if content is None:
        return None
    try:
        version = str(json.loads(content)["version"])
        parse_semantic_version(version)
    except (ValueError, KeyError, TypeError) as error:
        raise PublishError(
            f"{place}/{POINTER_NAME} names no version, so that it was not written by `toolkit "
            "publish`; move it or name another target."
        ) from error
    return version


def _highest_published(place: Place, least: str) -> str:
    """Return the highest version that is complete in a place, at least the one given."""
    versions = [version for name in place.folders() if (version := _version(name)) is not None]
    for version in sorted(versions, key=lambda version: version.precedence, reverse=True):
        if version.precedence <= parse_semantic_version(least).precedence:
            break
        if place.read(f"{version}/{CHECKSUMS_PATH}") is not None:
            return str(version)
    return least


def _version(name: str) -> SemanticVersion | None:
    try:
        return parse_semantic_version(name)
    except ValueError:
        return None
