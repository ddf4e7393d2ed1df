"""schema.org/Dataset as JSON-LD, for the page that tells of a release.

With the properties that Google's Dataset Search asks for and recommends
(https://developers.google.com/search/docs/appearance/structured-data/dataset). `citation` is not
among them: it is for papers about the data, not for how the data are cited.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from toolkit.publish.citation_text import citation_text
from toolkit.publish.contributors import creators, others, publishers
from toolkit.publish.coverage import country_name
from toolkit.publish.published_version import PublishedVersion
from toolkit.publish.vocabularies.agents import agents
from toolkit.publish.vocabularies.links import Links, links_of
from toolkit.publish.vocabularies.said import (
    columns,
    distributions,
    homepage,
    licences,
    references,
    sha256_of,
    table_resources,
    web_address,
    without_unknown,
)
from toolkit.table_schema import primary_key_of

PAGE = "index.html"


def schema_org(published: PublishedVersion, descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """Return the release as a Dataset of schema.org, to stand in its page."""
    links = links_of(published, PAGE)
    covered = published.coverage
    licensed = [licence.address for licence in licences(descriptor)]
    return without_unknown(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "@id": links.release,
            "name": descriptor.get("title") or published.name,
            "alternateName": published.name,
            "description": descriptor.get("description"),
            "url": links.release if links.address else None,
            "identifier": descriptor.get("id"),
            "sameAs": homepage(descriptor, links.release),
            "version": published.version,
            "license": licensed,
            "isAccessibleForFree": True if licensed else None,
            "keywords": list(descriptor.get("keywords") or ()),
            "creator": agents(creators(descriptor)),
            "publisher": agents(publishers(descriptor)),
            "contributor": agents(others(descriptor)),
            "creditText": citation_text(descriptor, published.address),
            "datePublished": published.released_on.isoformat(),
            "temporalCoverage": covered.interval,
            "spatialCoverage": [_country(code) for code in covered.countries],
            "inLanguage": list(covered.languages),
            "isBasedOn": [_source(source) for source in descriptor.get("sources") or ()],
            "variableMeasured": _variables(descriptor),
            "distribution": [_download(item, links) for item in distributions(descriptor)],
        }
    )


def schema_org_script(published: PublishedVersion, descriptor: Mapping[str, Any]) -> str:
    """Return the JSON-LD as text that may stand in a `<script>` of HTML, whatever it says.

    No character in it can end the element or open another.
    """
    text = json.dumps(schema_org(published, descriptor), ensure_ascii=False, indent=1)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _variables(descriptor: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every column that says something of its row, rather than which row is meant."""
    return [
        without_unknown(
            {
                "@type": "PropertyValue",
                "name": field.get("title") or field["name"],
                "propertyID": f"{table['name']}.{field['name']}",
                "description": field.get("description"),
            }
        )
        for table in table_resources(descriptor)
        for field in columns(table)
        if field["name"] not in {*primary_key_of(table["schema"]), *references(table)}
    ]


def _download(resource: Mapping[str, Any], links: Links) -> dict[str, Any]:
    size = resource.get("bytes")
    return without_unknown(
        {
            "@type": "DataDownload",
            "name": resource.get("title") or resource.get("name"),
            "contentUrl": links.file(resource["path"]),
            "encodingFormat": resource.get("mediatype"),
            "contentSize": None if size is None else f"{size} B",
            "sha256": sha256_of(resource),
        }
    )


def _country(code: str) -> dict[str, Any]:
    return {"@type": "Country", "name": country_name(code), "identifier": code}


def _source(source: Mapping[str, Any]) -> dict[str, Any]:
    address = web_address(source.get("path"))
    named = {"@type": "CreativeWork", "name": source.get("title"), "url": address}
    return without_unknown(named)
