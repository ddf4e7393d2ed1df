"""DCAT 3 as JSON-LD (https://www.w3.org/TR/vocab-dcat-3/), as DCAT-AP 3 narrows it.

A release is a Dataset, its files are Distributions, and all releases together a DatasetSeries.
Countries and languages have the addresses of the European Union's lists, which DCAT-AP asks for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from toolkit.publish.citation_text import citation_text
from toolkit.publish.contributors import Contributor, contributors, creators, others, publishers
from toolkit.publish.coverage import Coverage, country_name
from toolkit.publish.published_version import PublishedVersion
from toolkit.publish.vocabularies.earlier import release_before
from toolkit.publish.vocabularies.links import Links, links_of
from toolkit.publish.vocabularies.said import (
    checksum,
    distributions,
    homepage,
    licences,
    web_address,
    without_unknown,
)
from toolkit.publish.vocabularies.schema_org import PAGE
from toolkit.publish.vocabularies.words import read_context, read_words

PATH = "metadata/dcat.jsonld"
_LANGUAGE = "en"
"""Language of the texts of a descriptor."""

_AUTHORITY = "http://publications.europa.eu/resource/authority"
_MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
_ALGORITHM = "spdx:checksumAlgorithm_"
# What has no code in ISO 3166-1 and yet one in the list of the European Union: Kosovo.
_BESIDE_ISO = {"XK": "XKX"}

Node = dict[str, Any]


def dcat(published: PublishedVersion, descriptor: Mapping[str, Any]) -> Node:
    """Return the release as a Dataset of DCAT, with its Distributions and its series."""
    links = links_of(published, PATH)
    files = distributions(descriptor)
    licensed = [_node(item.address, "dct:LicenseDocument") for item in licences(descriptor)]
    return {
        "@context": read_context("dcat"),
        "@graph": [
            _series(published, descriptor, links),
            _dataset(published, descriptor, links),
            *(_distribution(resource, licensed, links) for resource in files),
        ],
    }


def _series(published: PublishedVersion, descriptor: Mapping[str, Any], links: Links) -> Node:
    return without_unknown(
        {
            "@id": links.series,
            "@type": "dcat:DatasetSeries",
            "dct:title": _text(descriptor.get("title") or published.name),
            "dct:description": _text(descriptor.get("description")),
            "dct:publisher": [_agent(item) for item in publishers(descriptor)],
        }
    )


def _dataset(published: PublishedVersion, descriptor: Mapping[str, Any], links: Links) -> Node:
    covered = published.coverage
    before = release_before(published.record)
    home = homepage(descriptor, links.release)
    earlier = _node(links.release_of(before.name)) if before else None
    return without_unknown(
        {
            "@id": links.release,
            "@type": "dcat:Dataset",
            "dct:title": _text(descriptor.get("title") or published.name),
            "dct:description": _text(descriptor.get("description")),
            "dct:identifier": descriptor.get("id") or (links.release if links.address else None),
            "dct:issued": {"@type": "xsd:date", "@value": published.released_on.isoformat()},
            "dcat:version": published.version,
            "dcat:inSeries": _node(links.series),
            "dcat:isVersionOf": _node(links.series),
            "dcat:prev": earlier,
            "dcat:previousVersion": earlier,
            "dcat:landingPage": _node(links.file(PAGE), "foaf:Document"),
            "foaf:page": _node(home, "foaf:Document") if home else None,
            "dcat:keyword": [_text(word) for word in descriptor.get("keywords") or ()],
            "dct:creator": [_agent(item) for item in creators(descriptor)],
            "dct:publisher": [_agent(item) for item in publishers(descriptor)],
            "dct:contributor": [_agent(item) for item in others(descriptor)],
            "dcat:contactPoint": _contacts(descriptor),
            "dct:bibliographicCitation": citation_text(descriptor, published.address),
            "dct:temporal": _period(covered),
            "dct:spatial": [_country(code) for code in covered.countries],
            "dct:language": list(filter(None, map(_language, covered.languages))),
            "dct:conformsTo": _profile(descriptor),
            "dcat:distribution": [
                _node(links.part(item["path"])) for item in distributions(descriptor)
            ],
        }
    )


def _distribution(resource: Mapping[str, Any], licensed: list[Node], links: Links) -> Node:
    address = _node(links.file(resource["path"]))
    size, media_type = resource.get("bytes"), str(resource.get("mediatype") or "")
    # Only what is registered has an address at IANA.
    known = media_type in read_words("media_types")
    return without_unknown(
        {
            "@id": links.part(resource["path"]),
            "@type": "dcat:Distribution",
            "dct:title": _text(resource.get("title") or resource.get("name")),
            "dct:description": _text(resource.get("description")),
            "dct:license": licensed,
            "dcat:accessURL": address,
            "dcat:downloadURL": address,
            "dcat:mediaType": _node(_MEDIA_TYPE + media_type, "dct:MediaType") if known else None,
            "dcat:byteSize": _typed("nonNegativeInteger", size),
            "spdx:checksum": _checksum(resource),
        }
    )


def _checksum(resource: Mapping[str, Any]) -> Node | None:
    found = checksum(resource)
    return found and {
        "@type": "spdx:Checksum",
        "spdx:algorithm": _node(_ALGORITHM + found[0], "spdx:ChecksumAlgorithm"),
        "spdx:checksumValue": _typed("hexBinary", found[1]),
    }


def _agent(person: Contributor) -> Node:
    kind = "foaf:Person" if person.is_person else "foaf:Organization"
    return without_unknown(
        {
            "@type": ["foaf:Agent", kind],
            "foaf:name": person.name,
            "foaf:homepage": _node(person.path, "foaf:Document") if person.path else None,
        }
    )


def _contacts(descriptor: Mapping[str, Any]) -> list[Node]:
    return [
        {
            "@type": "vcard:Kind",
            "vcard:fn": person.name,
            "vcard:hasEmail": _node(f"mailto:{person.email}"),
        }
        for person in contributors(descriptor)
        if person.email
    ]


def _period(covered: Coverage) -> Node | None:
    if covered.start is None or covered.end is None:
        return None
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _typed("date", covered.start.isoformat()),
        "dcat:endDate": _typed("date", covered.end.isoformat()),
    }


@cache
def _country(code: str) -> Node:
    import pycountry

    found = pycountry.countries.get(alpha_2=code)
    long = found.alpha_3 if found else _BESIDE_ISO.get(code)
    named = {"@type": "dct:Location", "skos:prefLabel": _text(country_name(code))}
    return {"@id": f"{_AUTHORITY}/country/{long}", **named} if long else named


def _language(code: str) -> Node | None:
    import pycountry

    found = pycountry.languages.get(alpha_2=code)
    if found is None:
        return None
    return _node(f"{_AUTHORITY}/language/{found.alpha_3.upper()}", "dct:LinguisticSystem")


def _profile(descriptor: Mapping[str, Any]) -> Node | None:
    stated = web_address(descriptor.get("$schema"))
    return _node(stated, "dct:Standard") if stated else None


def _node(address: str, kind: str | None = None) -> Node:
    return {"@id": address, "@type": kind} if kind else {"@id": address}


def _text(value: Any) -> Node | None:
    return {"@language": _LANGUAGE, "@value": str(value)} if value else None


def _typed(kind: str, value: Any) -> Node | None:
    return None if value is None else {"@type": f"xsd:{kind}", "@value": str(value)}
