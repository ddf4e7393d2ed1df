"""Where the parts of a package lie: the descriptor, the database and the store.

DIR/datapackage.json   what the package is
DIR/data/              its tables
DIR/build/NAME.duckdb  the current version as a database
DIR/build/store/       every version
DIR/build/fetched/     web pages that were inputs of builds
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.store.errors import StoreError
from toolkit.store.pending_swap import complete_swap

DESCRIPTOR_NAME = "datapackage.json"
BUILD_FOLDER = "build"
STORE_FOLDER = f"{BUILD_FOLDER}/store"
FETCHED_FOLDER = f"{BUILD_FOLDER}/fetched"
STAGING_FOLDER = f"{BUILD_FOLDER}/.staging"
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class PackageFolder:
    """A package on disk and its descriptor as it was read."""

    folder: Path
    descriptor: dict[str, Any]

    @property
    def database_path(self) -> Path:
        """Path of the DuckDB file of the current version; it need not exist."""
        return self.folder / database_name(self.descriptor)

    @property
    def store_folder(self) -> Path:
        """Folder of the versioned store; it need not exist."""
        return self.folder / STORE_FOLDER

    @property
    def resources(self) -> list[dict[str, Any]]:
        """The resources that the descriptor lists, in its order."""
        return [item for item in self.descriptor.get("resources", []) if isinstance(item, dict)]


def database_name(descriptor: dict[str, Any]) -> str:
    """Return the path of the database below the package's folder, from the package's name."""
    name = _UNSAFE.sub("-", str(descriptor.get("name") or "")).strip("-.") or "package"
    return f"{BUILD_FOLDER}/{name}.duckdb"


def resources_digest(descriptor: dict[str, Any]) -> str:
    """Return the SHA-256 of the names and hashes of all resources.

    Two packages with the same digest hold the same data files.
    """
    listed = [
        [resource.get("name"), resource.get("hash")]
        for resource in descriptor.get("resources", [])
        if isinstance(resource, dict)
    ]
    return hashlib.sha256(json.dumps(listed).encode()).hexdigest()


def read_json_object(path: Path) -> dict[str, Any]:
    """Return the JSON object in a file.

    Raises StoreError, naming file, line and remedy, where there is none.
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        raise StoreError(
            f"{path}, line {error.lineno}, column {error.colno}: not valid JSON ({error.msg}); "
            "correct that line, or remove the file and build again."
        ) from error
    except UnicodeDecodeError as error:
        raise StoreError(
            f"{path}: not text in UTF-8 (byte {error.start}); save it as UTF-8, "
            "or remove the file and build again."
        ) from error
    except OSError as error:
        raise StoreError(f"{path}: can't be read ({error.strerror}).") from error
    if not isinstance(value, dict):
        raise StoreError(
            f"{path}: a descriptor is one JSON object {{...}}; correct it, "
            "or remove the file and build again."
        )
    return value


def find_package(path: str | Path) -> PackageFolder:
    """Return the package at a folder or at its `datapackage.json`.

    A build that was cut off after its last step is finished first. Raises StoreError where
    there is no package or where its descriptor can't be read.
    """
    given = Path(path)
    descriptor_path = given / DESCRIPTOR_NAME if given.is_dir() else given
    complete_swap(descriptor_path.parent)
    if descriptor_path.suffix != ".json" or not descriptor_path.is_file():
        raise StoreError(
            f"{given} is not a data package: there is no {descriptor_path.name}. "
            f"Name a folder that holds a {DESCRIPTOR_NAME}, or make one with `toolkit build`."
            if given.exists()
            else f"{given} does not exist; name a folder that holds a {DESCRIPTOR_NAME}."
        )
    return PackageFolder(descriptor_path.parent, read_json_object(descriptor_path))
