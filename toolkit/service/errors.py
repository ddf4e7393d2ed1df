"""What can go wrong before anything is served."""

from __future__ import annotations

from importlib.util import find_spec

_NEEDED = ("orjson", "starlette", "uvicorn")


class ServiceError(ValueError):
    """The service can't start; the message says why and what to do."""


def require_framework() -> None:
    """Raise ServiceError where the packages that serve over HTTP are not installed."""
    missing = [name for name in _NEEDED if not _is_installed(name)]
    if missing:
        raise ServiceError(
            f"To serve a package, {' and '.join(missing)} must be installed: "
            "pip install 'parley-toolkit[serve]'."
        )


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ValueError:  # It was imported, and says nothing of where it came from.
        return False
