"""The parameters of a request, strictly read: what is not understood is never passed over."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import unquote_to_bytes

from toolkit.service.problems import BAD_REQUEST, URI_TOO_LONG, Problem, nearest

LONGEST = 16_000
"""Characters that the parameters of a request may have together."""
_MOST = 200
_BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")

Parameters = list[tuple[str, str]]


def read_parameters(query: bytes) -> Parameters:
    """Return names and values of what follows the `?`, in their order; raises Problem."""
    if len(query) > LONGEST:
        raise Problem(
            URI_TOO_LONG,
            f"The parameters have {len(query)} characters, and may have {LONGEST}; ask for less.",
        )
    if not query:
        return []
    parts = query.split(b"&")
    if len(parts) > _MOST:
        raise Problem(
            BAD_REQUEST, f"There are {len(parts)} parameters, and may be {_MOST}; ask for less."
        )
    found = []
    for part in parts:
        name, _, value = part.partition(b"=")
        if part:
            found.append((_text(name), _text(value)))
    return found


def _text(encoded: bytes) -> str:
    if _BAD_ESCAPE.search(encoded):
        raise Problem(
            BAD_REQUEST, "A % is not followed by two hexadecimal digits; write it as %25."
        )
    try:
        text = unquote_to_bytes(encoded.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(
            BAD_REQUEST, "The parameters are not text in UTF-8; encode them as UTF-8."
        ) from error
    if "\0" in text:
        raise Problem(BAD_REQUEST, "A parameter has the character NUL; leave it out.")
    return text


def single(parameters: Parameters, name: str) -> str | None:
    """Return the value of a parameter that may stand once, None where it is not there."""
    values = [value for given, value in parameters if given == name]
    if len(values) > 1:
        raise Problem(BAD_REQUEST, f"{name} is given {len(values)} times; give it once.")
    return values[0] if values else None


def whole_number(parameters: Parameters, name: str, least: int, most: int, default: int) -> int:
    """Return a parameter as a whole number within bounds; raises Problem."""
    text = single(parameters, name)
    if text is None:
        return default
    if re.fullmatch(r"[0-9]{1,12}", text) and least <= int(text) <= most:
        return int(text)
    raise Problem(BAD_REQUEST, f"{name} is a whole number from {least} to {most}; correct it.")


def refuse_others(parameters: Parameters, known: Collection[str]) -> None:
    """Raise Problem for a parameter that is not among those known."""
    for name, _ in parameters:
        if name not in known:
            raise Problem(
                BAD_REQUEST,
                f"There is no parameter {name[:100]!r}; {nearest(name, sorted(known))}",
            )
