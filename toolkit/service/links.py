"""The addresses by which one answer leads to another."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from starlette.requests import Request

from toolkit.service.parameters import Parameters


def address_of(request: Request, parameters: Parameters, changed: dict[str, str]) -> str:
    """Return the address of a request, begun at another row."""
    kept = [(name, value) for name, value in parameters if name not in ("after", "offset")]
    path = root_of(request) + quote(request.scope["path"])
    stated = urlencode([*kept, *changed.items()])
    return f"{path}?{stated}" if stated else path


def links_of(request: Request, parameters: Parameters, following: str | None) -> str:
    """Return the header `Link`: the first page and, where there is one, the page that follows."""
    links = [f'<{address_of(request, parameters, {})}>; rel="first"']
    if following:
        links.append(f'<{following}>; rel="next"')
    return ", ".join(links)


def root_of(request: Request) -> str:
    """Return the address below which the service answers, where a server puts it under another."""
    return str(request.scope.get("root_path", ""))
