"""One version of a package, served over HTTP to be read: `toolkit serve`.

`make_application` returns an ASGI application, which any server of ASGI runs. It reads a copy of
the version, made when it starts, so that builds meanwhile change nothing of what it answers.
"""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

from toolkit.service.limits import Limits

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from toolkit.service.version_copy import Progress

__all__ = ["Limits", "make_application"]


def make_application(
    path: str | PathLike[str] = ".",
    at: str | int | None = None,
    *,
    catalog: str | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Starlette:
    """Return the ASGI application that serves one version of a package, by default the present.

    `path`, `at` and `catalog` are as `toolkit.store.query.open_package` takes them. `limits`
    bounds what a request may take. `progress` is called while the version is copied with a stage,
    how many tables are done, and of how many. The copy of the version is removed when the server
    ends. Raises `toolkit.service.errors.ServiceError` where the extra `serve` is not installed or
    the copy can't be written, and as `open_package` does.
    """
    from toolkit.service.errors import require_framework

    require_framework()
    from toolkit.service.application import make_application as make

    return make(path, at, catalog, limits or Limits(), progress)
