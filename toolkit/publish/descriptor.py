"""The descriptor of a package: what a person says of it, and the files that a build lists.

Its form is Data Package v2 (https://datapackage.org).
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from toolkit.publish.data_files import DataFormat
from toolkit.publish.errors import PublishError
from toolkit.store.file_digest import file_digest
from toolkit.store.package_folder import read_json_object
from toolkit.store.semantic_version import parse_semantic_version
from toolkit.tables import table_schema

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_SAID_OF_RESOURCE = ("name", "title", "description")


def default_descriptor() -> dict[str, Any]:
    """Return the descriptor of a new package, for a person to edit."""
    return {
        "$schema": _PROFILE,
        "name": "parley",
        "title": "Who met whom, and who won",
        "description": (
            "Meetings and election results that news articles report, with the people and bodies "
            "concerned, and the place in each article that every value was read from."
        ),
        "version": "0.1.0",
        "keywords": ["politics", "meetings", "elections", "news"],
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0 International",
            }
        ],
        "contributors": [{"title": "parley-toolkit", "roles": ["wrangler"]}],
        "sources": [{"title": "The news articles that the table `articles` lists"}],
    }


def read_descriptor(path: Path) -> dict[str, Any]:
    """Return the descriptor in a file.

    Raises `toolkit.store.errors.StoreError`, naming file, line and remedy, where it can't be
    read.
    """
    return read_json_object(path)


def update_descriptor(
    existing: Mapping[str, Any],
    resources: Sequence[Mapping[str, Any]],
    now: datetime,
    released: Collection[str] = (),
) -> dict[str, Any]:
    """Return a descriptor with the resources of a build; all else stays, in its order.

    `created` becomes `now` (UTC, to the second) only where the resources are not those that
    the descriptor had, so that a build that changes nothing gives the same bytes. A version
    that is among those `released` then becomes a pre-release of the next: it names other data.
    """
    updated = dict(existing)
    listed = [dict(resource) for resource in resources]
    if "created" not in existing or existing.get("resources") != listed:
        updated["created"] = timestamp(now)
        if existing.get("version") in released:
            following = parse_semantic_version(existing["version"]).following("patch")
            updated["version"] = f"{following}-unreleased"
    updated["resources"] = listed
    return updated


def build_time() -> datetime:
    """Return the time of a build: SOURCE_DATE_EPOCH (seconds) where it is set, else now.

    See https://reproducible-builds.org/specs/source-date-epoch/. Raises PublishError where
    it is not a number of seconds.
    """
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    if not stated:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(stated), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise PublishError(
            f"SOURCE_DATE_EPOCH is {stated!r}; set it to a number of seconds or unset it."
        ) from error


def release_descriptor(
    existing: Mapping[str, Any], version: str, released_at: datetime
) -> dict[str, Any]:
    """Return a descriptor with the version of a release and its time in `created`.

    Data Package has no date of release: `created` is the only date of a package that it
    knows, a time of RFC 3339.
    """
    released = {**existing, "version": version, "created": timestamp(released_at)}
    # Resources are long; what is said of the package stays above them.
    resources = released.pop("resources", None)
    return released if resources is None else {**released, "resources": resources}


def timestamp(moment: datetime) -> str:
    """Return a moment as a descriptor states it: UTC, to the second, in RFC 3339."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def table_resource(
    name: str,
    folder: Path,
    path: str,
    rows: int,
    format: DataFormat,
    stated: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the resource for the data file `path`, below `folder`, of a table.

    `rows` counts its rows; Data Package names no such property, frictionless checks it.
    `stated` is another Table Schema than the present one of the table.
    """
    schema = table_schema(name) if stated is None else stated
    file = folder / path
    resource: dict[str, Any] = {
        "name": name,
        "type": "table",
        "title": schema.get("title"),
        "description": schema.get("description"),
        "path": path,
        "scheme": "file",
        "format": format.name,
        "mediatype": format.media_type,
        "encoding": format.encoding,
        "bytes": file.stat().st_size,
        "hash": file_digest(file),
        "rows": rows,
        "schema": {key: schema[key] for key in schema if key not in _SAID_OF_RESOURCE},
    }
    return {key: value for key, value in resource.items() if value is not None}


def write_descriptor(path: Path, descriptor: Mapping[str, Any]) -> None:
    """Write a descriptor as JSON, two spaces deep, in UTF-8."""
    path.write_text(descriptor_text(descriptor), encoding="utf-8", newline="\n")


def descriptor_text(descriptor: Mapping[str, Any]) -> str:
    """Return the text that a descriptor is written as."""
    return json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
