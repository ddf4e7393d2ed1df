"""Answers that say why a request can't be answered, as problem details (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from toolkit.store.near_names import near_names

MEDIA_TYPE = "application/problem+json"

BAD_REQUEST = HTTPStatus.BAD_REQUEST.value
NOT_FOUND = HTTPStatus.NOT_FOUND.value
URI_TOO_LONG = HTTPStatus.REQUEST_URI_TOO_LONG.value
TOO_MUCH = HTTPStatus.UNPROCESSABLE_ENTITY.value
TOO_MANY = HTTPStatus.TOO_MANY_REQUESTS.value


class Problem(Exception):  # noqa: N818 - it is an answer as RFC 9457 names it, not a failure.
    """A request that can't be answered: a status, and one sentence with the remedy."""

    def __init__(self, status: int, detail: str) -> None:
        """Take the status of the answer and the sentence."""
        super().__init__(detail)
        self.status = status
        self.detail = detail


def problem_members(status: int, detail: str) -> dict[str, Any]:
    """Return the members of a problem; its type says no more than the status."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }


def nearest(wanted: str, known: list[str]) -> str:
    """Return the end of a sentence that names what was perhaps meant, else what there is."""
    near = near_names(wanted[:100], known, most=1)
    if near:
        return f"did you mean {near[0]}?"
    return f"there are {', '.join(known)}."
