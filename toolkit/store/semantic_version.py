"""Semantic versions (https://semver.org): how one is read, ordered and followed by the next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Level = Literal["major", "minor", "patch"]

LEVELS: tuple[Level, ...] = ("major", "minor", "patch")
"""The parts of a version, the weightiest first."""

_NUMBER = r"(?:0|[1-9]\d*)"
_WORD = rf"(?:{_NUMBER}|\d*[a-zA-Z-][0-9a-zA-Z-]*)"
_FORM = re.compile(
    rf"(?P<major>{_NUMBER})\.(?P<minor>{_NUMBER})\.(?P<patch>{_NUMBER})"
    rf"(?:-(?P<pre_release>{_WORD}(?:\.{_WORD})*))?"
    r"(?:\+(?P<build>[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?",
    re.ASCII,
)

Precedence = tuple[int, int, int, bool, tuple[tuple[bool, int, str], ...]]


@dataclass(frozen=True, slots=True)
class SemanticVersion:
    """A version such as 1.2.0, 2.0.0-rc.1 or 1.2.0+note."""

    major: int
    minor: int
    patch: int
    pre_release: tuple[str, ...] = ()
    build: str = ""

    def __str__(self) -> str:
        """Return the version as semver writes it."""
        text = f"{self.major}.{self.minor}.{self.patch}"
        text += f"-{'.'.join(self.pre_release)}" if self.pre_release else ""
        return text + (f"+{self.build}" if self.build else "")

    @property
    def precedence(self) -> Precedence:
        """What versions are ordered by: that of the later one is the greater.

        What stands behind `+` does not count.
        """
        words = tuple(
            (False, int(word), "") if word.isdecimal() else (True, 0, word)
            for word in self.pre_release
        )
        return self.major, self.minor, self.patch, not self.pre_release, words

    def following(self, level: Level) -> SemanticVersion:
        """Return the next release after a change of this level.

        A pre-release is followed by the release that it leads to, where that is of the level.
        """
        major, minor, patch = self.major, self.minor, self.patch
        leads_to = bool(self.pre_release)
        if level == "major":
            return SemanticVersion(major + (not (leads_to and minor == patch == 0)), 0, 0)
        if level == "minor":
            return SemanticVersion(major, minor + (not (leads_to and patch == 0)), 0)
        return SemanticVersion(major, minor, patch + (not leads_to))


def parse_semantic_version(text: str) -> SemanticVersion:
    """Return the version that a text states; raises ValueError for another form."""
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError(
            f"{text!r} is not a semantic version; write three numbers such as 1.2.0 "
            "(https://semver.org)."
        )
    return SemanticVersion(
        int(found["major"]),
        int(found["minor"]),
        int(found["patch"]),
        tuple(found["pre_release"].split(".")) if found["pre_release"] else (),
        found["build"] or "",
    )
