"""How a release is cited, as `CITATION.cff` (https://citation-file-format.github.io, 1.2.0)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from toolkit.publish.published_version import PublishedVersion

CITATION_PATH = "CITATION.cff"
_MESSAGE = "If you use these data, please cite them as below."
_AUTHOR_ROLES = ("author", "creator")


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
        "url": address if str(address).startswith(("http://", "https://")) else None,
    }
    return {key: value for key, value in stated.items() if value is not None}


def _authors(descriptor: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    contributors = [item for item in descriptor.get("contributors") or () if _name_of(item)]
    chosen = [item for item in contributors if set(_roles_of(item)) & set(_AUTHOR_ROLES)]
    for item in chosen or contributors:
        names = {"family-names": item.get("familyName"), "given-names": item.get("givenName")}
        author = {key: str(name) for key, name in names.items() if name}
        author = author or {"name": _name_of(item)}
        if "name" not in author and item.get("organization"):
            author["affiliation"] = str(item["organization"])
        if str(item.get("path") or "").startswith(("http://", "https://")):
            author["website"] = str(item["path"])
        if "@" in str(item.get("email") or ""):
            author["email"] = str(item["email"])
        yield author


def _name_of(contributor: Mapping[str, Any]) -> str:
    names = [contributor.get(key) for key in ("givenName", "familyName")]
    joined = " ".join(str(name) for name in names if name)
    return str(contributor.get("title") or joined or contributor.get("organization") or "")


def _roles_of(contributor: Mapping[str, Any]) -> list[str]:
    # Data Package v1 has one role, v2 a list of them.
    return [*contributor.get("roles", ()), *filter(None, [contributor.get("role")])]
