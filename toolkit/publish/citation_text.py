"""How a version is cited: one line, in the form that DataCite recommends.

Creator (year): Title. Version. Publisher. Kind of thing. Address
(https://datacite-metadata-schema.readthedocs.io, "Recommended citation format").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from toolkit.publish.contributors import Contributor, contributors, creators, publishers

_KIND = "Data set"
_DOI = "https://doi.org/"
_NO_BRACES = re.compile(r"[{}\\]")
_SPECIAL = re.compile(r"([&%$#_])")


def citation_text(descriptor: Mapping[str, Any], address: str | None = None) -> str:
    """Return how the version that a descriptor describes is cited, as one line.

    "Ann Lee and Bo Ray (2026): Who met whom. Version 1.2.0. Data set.
    https://example.org/data/1.2.0/". `address` is where the releases are found, as
    `PublishedVersion` has it. The makers are the creators and authors, all contributors where
    none is called so. What the descriptor does not say is left out.
    """
    year = str(descriptor.get("created") or "")[:4]
    title = str(descriptor.get("title") or descriptor.get("name") or "").strip().rstrip(".")
    makers = _joined(_makers(descriptor))
    dated = f"{makers} ({year})" if makers and year else makers or year
    parts = [f"{dated}: {title}" if dated else title]
    if descriptor.get("version"):
        parts.append(f"Version {descriptor['version']}")
    published = _joined(publishers(descriptor))
    if published and published != makers:
        parts.append(published)
    parts.append(_KIND)
    where = cited_address(descriptor, address)
    return f"{'. '.join(parts)}." + (f" {where}" if where else "")


def citation_bibtex(descriptor: Mapping[str, Any], address: str | None = None) -> str:
    """Return the same citation as an entry of BibTeX, which Croissant asks for.

    Each of its values is in braces of its own, so that names stay as they are.
    """
    name, version = str(descriptor.get("name") or "data"), descriptor.get("version")
    fields = {
        "author": " and ".join(_braced(person.name) for person in _makers(descriptor)),
        "title": _braced(descriptor.get("title") or name),
        "year": str(descriptor.get("created") or "")[:4],
        "version": _braced(version),
        "publisher": " and ".join(_braced(person.name) for person in publishers(descriptor)),
        "url": _NO_BRACES.sub("", cited_address(descriptor, address) or ""),
        "note": _KIND,
    }
    lines = [f"  {key} = {{{value}}}" for key, value in fields.items() if value]
    key = re.sub(r"[^A-Za-z0-9.-]+", "-", f"{name}-{version}" if version else name)
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}"


def cited_address(descriptor: Mapping[str, Any], address: str | None = None) -> str | None:
    """Return the address that a citation names, None where none is known.

    It is the identifier of the descriptor where that is a DOI or a web address, else the place
    of this version, else the homepage of the package.
    """
    identifier = str(descriptor.get("id") or "").strip()
    if identifier.lower().removeprefix("doi:").startswith("10."):
        return _DOI + identifier[identifier.index("10.") :]
    if identifier.startswith(("https://", "http://")):
        return identifier
    if address is not None:
        return f"{address.rstrip('/')}/{descriptor.get('version')}/"
    homepage = descriptor.get("homepage")
    return str(homepage) if homepage else None


def _braced(value: Any) -> str:
    return f"{{{_plain(str(value))}}}" if value else ""


def _plain(text: str) -> str:
    """Return a text as LaTeX shows it, without what would end or begin a value of BibTeX."""
    return _SPECIAL.sub(r"\\\1", " ".join(_NO_BRACES.sub("", text).split()))


def _makers(descriptor: Mapping[str, Any]) -> tuple[Contributor, ...]:
    return creators(descriptor) or contributors(descriptor)


def _joined(people: tuple[Contributor, ...]) -> str:
    names = [person.name for person in people]
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
