"""What the files of a release are, as a server says it to a browser.

A page that a storage serves as bytes of no type is downloaded and not shown.
"""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath

_DEFAULT = "application/octet-stream"
_TYPES = {
    "": "text/plain; charset=utf-8",
    ".cff": "text/yaml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".duckdb": "application/vnd.duckdb",
    ".ducklake": "application/vnd.duckdb",
    ".graphml": "application/graphml+xml",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".partial": "text/plain; charset=utf-8",
    ".sqlite": "application/vnd.sqlite3",
    ".svg": "image/svg+xml",
    ".ttl": "text/turtle; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
}


def media_type(path: str) -> str:
    """Return the media type of a file by the ending of its name."""
    found = _TYPES.get(PurePosixPath(path).suffix.lower())
    return found or mimetypes.guess_type(path)[0] or _DEFAULT
