"""RO-Crate 1.2 (https://www.researchobject.org/ro-crate/specification/1.2/): what is in the folder.

`ro-crate-metadata.json` at the top of the release makes that folder a crate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from toolkit.publish.citation_text import citation_text
from toolkit.publish.contributors import Contributor, creators, others, publishers
from toolkit.publish.coverage import country_name
from toolkit.publish.published_version import PublishedVersion
from toolkit.publish.vocabularies.agents import agent
from toolkit.publish.vocabularies.links import links_of
from toolkit.publish.vocabularies.said import (
    Licence,
    file_resources,
    licences,
    sha256_of,
    without_unknown,
)

PATH = "ro-crate-metadata.json"
_PROFILE = "https://w3id.org/ro/crate/1.2"
_ROOT = "./"
_TOOL = "https://pypi.org/project/parley-toolkit/"

Node = dict[str, Any]


def ro_crate(
    published: PublishedVersion, descriptor: Mapping[str, Any], beside: Iterable[Node] = ()
) -> Node:
    """Return the release as a crate: a flat graph of the folder, its files and its makers.

    `beside` has entities for the files of the release that its descriptor does not list.
    """
    links = links_of(published, PATH)
    files = [*map(_file, file_resources(descriptor)), *beside]
    covered = published.coverage
    licensed = [_licence(licence) for licence in licences(descriptor)]
    people = [creators(descriptor), publishers(descriptor), others(descriptor)]
    made, shown, helped = ([_agent(person) for person in group] for group in people)
    actions = _actions(published)
    root = {
        "@id": _ROOT,
        "@type": "Dataset",
        "name": descriptor.get("title") or published.name,
        "description": descriptor.get("description") or descriptor.get("title") or published.name,
        "identifier": descriptor.get("id"),
        "url": links.release if links.address else None,
        "version": published.version,
        "datePublished": published.released_on.isoformat(),
        "license": _references(licensed),
        "creator": _references(made),
        "publisher": _references(shown),
        "contributor": _references(helped),
        "keywords": list(descriptor.get("keywords") or ()),
        "creditText": citation_text(descriptor, published.address),
        "temporalCoverage": covered.interval,
        "spatialCoverage": _references(map(_country, covered.countries)),
        "mentions": _references(actions[:1]),
        "hasPart": _references(files),
    }
    described = {
        "@id": PATH,
        "@type": "CreativeWork",
        "conformsTo": {"@id": _PROFILE},
        "about": {"@id": _ROOT},
    }
    graph = [described, without_unknown(root), *files, *licensed, *made, *shown, *helped, *actions]
    graph += map(_country, covered.countries)
    # One person may have several roles, and is still one entity.
    return {
        "@context": f"{_PROFILE}/context",
        "@graph": list({entity["@id"]: entity for entity in graph}.values()),
    }


def file_entity(path: str, name: str, description: str, media_type: str) -> Node:
    """Return the entity of a file of the release that its descriptor does not list."""
    return {
        "@id": path,
        "@type": "File",
        "name": name,
        "description": description,
        "encodingFormat": media_type,
    }


def _file(resource: Mapping[str, Any]) -> Node:
    size = resource.get("bytes")
    return without_unknown(
        {
            "@id": quote(resource["path"]),
            "@type": "File",
            "name": resource.get("title") or resource.get("name"),
            "description": resource.get("description"),
            "encodingFormat": resource.get("mediatype"),
            "contentSize": None if size is None else str(size),
            "sha256": sha256_of(resource),
        }
    )


def _licence(licence: Licence) -> Node:
    return {
        "@id": licence.address,
        "@type": "CreativeWork",
        "name": licence.title,
        "description": licence.title,
    }


def _agent(person: Contributor) -> Node:
    entity = agent(person)
    if "affiliation" in entity:
        entity["affiliation"] = entity["affiliation"]["name"]
    return {"@id": person.path or f"#{quote(person.name)}", **entity}


def _actions(published: PublishedVersion) -> list[Node]:
    """Return the build that made the version, and the software that it ran, as far as is known."""
    if not published.record.versions:
        return []
    version = published.record.versions[-1]
    tool = version.extra.get("toolkit")
    software = {
        "@id": f"{_TOOL}#{tool}",
        "@type": "SoftwareApplication",
        "name": "parley-toolkit",
        "url": _TOOL,
        "version": tool,
        "softwareVersion": tool,
    }
    build = {
        "@id": f"#build-{version.number}",
        "@type": "CreateAction",
        "name": f"Build of version {published.version}",
        "description": version.message,
        "endTime": version.committed_at.isoformat(timespec="seconds"),
        "instrument": {"@id": software["@id"]} if tool else None,
        "result": {"@id": _ROOT},
    }
    return [without_unknown(build), *([software] if tool else [])]


def _country(code: str) -> Node:
    return {
        "@id": f"#country-{code}",
        "@type": "Country",
        "name": country_name(code),
        "identifier": code,
    }


def _references(entities: Iterable[Node]) -> list[Node] | Node:
    """Return references to entities; to a single one without a list, as RO-Crate 1.2 asks for."""
    found = [{"@id": entity["@id"]} for entity in entities]
    return found[0] if len(found) == 1 else found
