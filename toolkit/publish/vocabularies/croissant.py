"""Croissant 1.0 (https://docs.mlcommons.org/croissant/docs/croissant-spec.html).

The tables are record sets. Where a release has a table as Parquet, its records are read from
there: the readers of CSV guess types, and take the country code NA for no value.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from toolkit.publish.citation_text import citation_bibtex
from toolkit.publish.contributors import creators, publishers
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
    without_unknown,
)
from toolkit.publish.vocabularies.words import read_context, read_words
from toolkit.table_schema import primary_key_of

PATH = "metadata/croissant.json"
_VERSION = "http://mlcommons.org/croissant/1.0"
_PREFIX = "sc:"


def croissant(published: PublishedVersion, descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """Return the release as a Dataset of Croissant, its tables as record sets."""
    links = links_of(published, PATH)
    paths = {str(resource["path"]) for resource in _hashed_files(descriptor)}
    tables = [table for table in table_resources(descriptor) if _source_of(table, paths)]
    names = {str(table["name"]) for table in tables}
    return without_unknown(
        {
            "@context": read_context("croissant"),
            "@type": "sc:Dataset",
            "name": descriptor.get("title") or published.name,
            "alternateName": published.name,
            "description": descriptor.get("description"),
            "conformsTo": _VERSION,
            "url": links.release if links.address else None,
            "sameAs": homepage(descriptor, links.release),
            "version": published.version,
            "license": [licence.address for licence in licences(descriptor)],
            "citeAs": citation_bibtex(descriptor, published.address),
            "creator": agents(creators(descriptor), _PREFIX),
            "publisher": agents(publishers(descriptor), _PREFIX),
            "datePublished": published.released_on.isoformat(),
            "keywords": list(descriptor.get("keywords") or ()),
            "inLanguage": list(published.coverage.languages),
            "distribution": [_file(item, links) for item in _hashed_files(descriptor)],
            "recordSet": [_record_set(table, paths, names) for table in tables],
        }
    )


def _hashed_files(descriptor: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the files that Croissant can name: it asks for the digest of each."""
    return [item for item in distributions(descriptor) if sha256_of(item)]


def _source_of(table: Mapping[str, Any], paths: set[str]) -> str | None:
    """Return the path of the file from which the rows of a table are read best."""
    parquet = str(PurePosixPath(table["path"]).with_suffix(".parquet"))
    return next((path for path in (parquet, str(table["path"])) if path in paths), None)


def _file(resource: Mapping[str, Any], links: Links) -> dict[str, Any]:
    media_type = str(resource.get("mediatype") or "application/octet-stream")
    size = resource.get("bytes")
    return without_unknown(
        {
            "@type": "cr:FileObject",
            "@id": resource["path"],
            "name": PurePosixPath(resource["path"]).name,
            "description": resource.get("description") or resource.get("title"),
            "contentUrl": links.file(resource["path"]),
            "contentSize": None if size is None else f"{size} B",
            "encodingFormat": read_words("croissant_names").get(media_type, media_type),
            "sha256": sha256_of(resource),
        }
    )


def _record_set(table: Mapping[str, Any], paths: set[str], names: set[str]) -> dict[str, Any]:
    name = str(table["name"])
    key = [{"@id": f"{name}/{column}"} for column in primary_key_of(table["schema"])]
    others = {column: pair for column, pair in references(table).items() if pair[0] in names}
    source = _source_of(table, paths)
    return without_unknown(
        {
            "@type": "cr:RecordSet",
            "@id": name,
            "name": name,
            "description": table.get("description"),
            "key": key[0] if len(key) == 1 else key,
            "field": [
                without_unknown(
                    {
                        "@type": "cr:Field",
                        "@id": f"{name}/{field['name']}",
                        "name": field["name"],
                        "description": field.get("description") or field.get("title"),
                        "dataType": _data_type(field),
                        "source": {
                            "fileObject": {"@id": source},
                            "extract": {"column": field["name"]},
                        },
                        "references": _reference(others.get(field["name"])),
                    }
                )
                for field in columns(table)
            ],
        }
    )


def _data_type(field: Mapping[str, Any]) -> str:
    return read_words("croissant_types").get(str(field.get("type")), "sc:Text")


def _reference(pair: tuple[str, str] | None) -> dict[str, Any] | None:
    return None if pair is None else {"field": {"@id": "/".join(pair)}}
