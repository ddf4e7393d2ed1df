"""Entries in a CHANGELOG.md of the form of Keep a Changelog (https://keepachangelog.com)."""

from __future__ import annotations

import re
from datetime import date

CHANGELOG_NAME = "CHANGELOG.md"

_HEAD = """# Changelog

What changed in the data, version by version. The form is that of
[Keep a Changelog](https://keepachangelog.com/en/1.1.0/).
"""
_HEADING = re.compile(r"^##(?!#)[ \t]+(.*?)[ \t]*$")
_UNRELEASED = re.compile(r"\[?unreleased\]?", re.IGNORECASE)
_LINK = re.compile(r"^\[[^\]]+\]:\s")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")


def add_entry(changelog: str | None, version: str, released_on: date, body: str) -> str:
    """Return the text of a changelog with an entry more; None stands for no changelog yet.

    The entry stands after the section `[Unreleased]` where there is one, else before all
    entries. Not a character of what was there is changed; the lines of the entry end as those
    of the file do.
    """
    text = changelog if changelog and changelog.strip() else _HEAD
    line_end = "\r\n" if "\r\n" in text else "\n"
    place = _place_of_entry(text)
    before, after = text[:place], text[place:]
    entry = f"## [{version}] - {released_on.isoformat()}\n\n{body.strip()}\n"
    ended = before[len(before.rstrip("\r\n")) :].count("\n")
    lead = "\n" * (2 - min(ended, 2)) if before else ""
    tail = "\n" if after.strip() and after[0] not in "\r\n" else ""
    return before + (lead + entry + tail).replace("\n", line_end) + after


def _place_of_entry(text: str) -> int:
    """Return the position of the line before which the entry goes."""
    fenced = False
    position = end = 0
    for line in text.split("\n"):
        bare = line.rstrip("\r")
        if _FENCE.match(bare):
            fenced = not fenced
        heading = None if fenced else _HEADING.match(bare)
        if heading and not _UNRELEASED.fullmatch(heading[1]):
            return position
        position += len(line) + 1
        # Definitions of links stand at the very end of a changelog.
        if bare.strip() and not _LINK.match(bare):
            end = min(position, len(text))
    return end
