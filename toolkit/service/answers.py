"""Answers of the service: their bytes, and the headers that let others keep and check them.

A version never changes, so the tag of an answer is made of the version and of what was asked, and
is known before anything is read. The same address may serve another version tomorrow; so whoever
keeps an answer asks first whether it still holds, which costs one short message.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import orjson
from starlette.requests import Request
from starlette.responses import Response

from toolkit.service import problems
from toolkit.service.served_version import ServedVersion

VERSION_HEADER = "Data-Version"
TOTAL_HEADER = "Total-Count"
JSON = "application/json"
_LEAST_GZIPPED = 1_000
"""Bytes from which on JSON is worth the time to compress it."""


def json_bytes(value: Any) -> bytes:
    """Return a value as JSON; days in ISO 8601."""
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS)


def entity_tag(served: ServedVersion, request: Request, variant: str = "") -> str:
    """Return the strong tag of the answer to a request."""
    parts = (
        served.digest,
        request.scope["path"],
        request.scope["query_string"].decode("latin-1"),
        variant,
        "gzip" if _takes_gzip(request) else "",
    )
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}"'


def is_known(request: Request, tag: str) -> bool:
    """Return whether whoever asks has the answer with this tag already."""
    stated = request.headers.get("if-none-match", "")
    return tag in (part.strip().removeprefix("W/") for part in stated.split(","))


def unchanged(served: ServedVersion, tag: str) -> Response:
    """Return the answer that what was kept still holds."""
    return Response(status_code=304, headers=common_headers(served, tag))


def respond(
    served: ServedVersion,
    request: Request,
    body: bytes,
    tag: str,
    media_type: str = JSON,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return an answer of these bytes, which may be kept."""
    found = {**common_headers(served, tag), **(headers or {})}
    return _packed(request, body, media_type, found)


def respond_unkept(served: ServedVersion, request: Request, body: bytes) -> Response:
    """Return an answer in JSON that may be another one the next time."""
    return _packed(request, body, JSON, _unkept_headers(served) | {"Vary": "Accept-Encoding"})


def respond_problem(
    served: ServedVersion, status: int, detail: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Return the answer to what can't be answered; nobody keeps it."""
    found = {**_unkept_headers(served), **(headers or {})}
    if status == problems.TOO_MANY:
        found["Retry-After"] = "1"
    body = json_bytes(problems.problem_members(status, detail))
    return Response(body, status, found, problems.MEDIA_TYPE)


def common_headers(served: ServedVersion, tag: str) -> dict[str, str]:
    """Return the headers of every answer that may be kept."""
    return {
        "Cache-Control": "public, no-cache",
        "ETag": tag,
        "Vary": "Accept, Accept-Encoding",
        **_headers(served),
    }


def _unkept_headers(served: ServedVersion) -> dict[str, str]:
    return {"Cache-Control": "no-store", **_headers(served)}


def _headers(served: ServedVersion) -> dict[str, str]:
    # A header is ASCII, whatever a descriptor calls its version.
    version = quote(served.version, safe="+.-_~:")
    return {VERSION_HEADER: version, "X-Content-Type-Options": "nosniff"}


def _packed(request: Request, body: bytes, media_type: str, headers: dict[str, str]) -> Response:
    """Return an answer; JSON is compressed for who takes that."""
    if media_type == JSON and len(body) >= _LEAST_GZIPPED and _takes_gzip(request):
        body = gzip.compress(body, 6, mtime=0)
        headers = {**headers, "Content-Encoding": "gzip"}
    return Response(body, media_type=media_type, headers=headers)


def _takes_gzip(request: Request) -> bool:
    for part in request.headers.get("accept-encoding", "").lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
