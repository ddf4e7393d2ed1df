"""How a release is cited: a sentence, and an entry for BibTeX."""

from __future__ import annotations

import re
from typing import Any

from toolkit.publish.published_version import PublishedVersion
from toolkit.site.loading_lines import release_address

_AUTHORS = ("author", "creator", "contributor")
_SPECIAL = re.compile(r"([&%$#_{}])")


def citation(published: PublishedVersion) -> str:
    """Return the sentence to cite a release with: who, when, what, which version, where."""
    who = f"{_people(published)} ({published.released_on.year})"
    said = f"{who}. {_title(published)}. Version {published.version}. Data set."
    return said if published.address is None else f"{said} {release_address(published)}/"


def bibtex(published: PublishedVersion) -> str:
    """Return an entry for BibTeX, with its special characters escaped."""
    fields = {
        "author": f"{{{_escaped(_people(published, ' and '))}}}",
        "title": f"{{{_escaped(_title(published))}}}",
        "year": str(published.released_on.year),
        "version": _escaped(published.version),
        "note": "Data set",
    }
    if published.address is not None:
        fields["url"] = f"{release_address(published)}/"
    key = re.sub(r"[^a-z0-9]+", "-", f"{published.name}-{published.version}".lower())
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{key},\n{lines}}}"


def _people(published: PublishedVersion, joined: str = ", ") -> str:
    contributors: list[dict[str, Any]] = published.descriptor.get("contributors") or []
    names = [str(one["title"]) for one in contributors if one.get("title")]
    makers = [
        str(one["title"])
        for one in contributors
        if one.get("title") and set(_AUTHORS) & set(one.get("roles") or ())
    ]
    return joined.join(makers or names) or published.name


def _title(published: PublishedVersion) -> str:
    return str(published.descriptor.get("title") or published.name)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text.replace("\\", "/"))
