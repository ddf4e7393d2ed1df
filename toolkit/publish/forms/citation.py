"""How a release is cited, as `CITATION.cff` (https://citation-file-format.github.io, 1.2.0)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from toolkit.publish.contributors import contributors, creators
from toolkit.publish.published_version import PublishedVersion

CITATION_PATH = "CITATION.cff"
_MESSAGE = "If you use these data, please cite them as below."
_WEB = ("http://", "https://")


def write_citation(published: PublishedVersion, folder: Path) -> None:
    """Write how a release is cited."""
    import yaml

    text = yaml.safe_dump(citation(published), allow_unicode=True, sort_keys=False, width=10_000)
    (folder / CITATION_PATH).write_text(text, encoding="utf-8", newline="\n")


def citation(published: PublishedVersion) -> dict[str, Any]:
    """Return what `CITATION.cff` says of a release.

    The authors are the contributors whose role is author or creator, all of them where none
    has such a role, the package itself where it names none.
    """
    said = published.descriptor
    licenses = [str(item["name"]) for item in said.get("licenses") or () if item.get("name")]
    address = published.release_address or said.get("homepage")
    stated = {
        "cff-version": "1.2.0",
        "message": _MESSAGE,
        "type": "dataset",
        "title": str(said.get("title") or published.name),
        "abstract": said.get("description"),
        "authors": list(_authors(said)) or [{"name": published.name}],
        "version": published.version,
        "date-released": published.released_on,
        "license": licenses[0] if len(licenses) == 1 else licenses or None,
        "keywords": sorted(set(map(str, said.get("keywords") or ()))) or None,
        "url": address if str(address).startswith(_WEB) else None,
    }
    return {key: value for key, value in stated.items() if value is not None}


def _authors(descriptor: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for one in creators(descriptor) or contributors(descriptor):
        author = {"name": one.name}
        if one.family_name:
            author = {"family-names": one.family_name}
            author |= {"given-names": one.given_name} if one.given_name else {}
            author |= {"affiliation": one.organization} if one.organization else {}
        if (one.path or "").startswith(_WEB):
            author["website"] = str(one.path)
        if "@" in (one.email or ""):
            author["email"] = str(one.email)
        yield author
