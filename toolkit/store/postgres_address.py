"""The address of a PostgreSQL database, and its password kept apart from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from toolkit.store.errors import StoreError

_PREFIX = "postgres:"
_URL_SCHEMES = ("postgresql://", "postgres://")
_PARAMETER = re.compile(r"\s*(\w+)\s*=\s*('(?:[^'\\]|\\.)*'|[^\s']\S*|)(?=\s|$)")
_PLAIN_VALUE = re.compile(r"[^\s'\\]+")
# Whoever can't be reached should be said to be so before a person gives up.
_DEFAULTS = {"connect_timeout": "10"}


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """Where a database is, as libpq's parameters; the password is shown and written nowhere.

    Without a password, libpq looks for one itself: in PGPASSWORD, then in `~/.pgpass`.
    """

    parameters: Mapping[str, str]
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        """Return the address without the password: `postgres:dbname=lake host=db.example`."""
        return _PREFIX + _conninfo(self.parameters)

    @property
    def conninfo(self) -> str:
        """The parameters as libpq reads them, without the password."""
        return _conninfo({**_DEFAULTS, **self.parameters})


def is_postgres(text: str) -> bool:
    """Return whether a text is meant as an address of PostgreSQL."""
    return text.startswith((_PREFIX, *_URL_SCHEMES))


def parse_postgres_address(text: str) -> PostgresAddress:
    """Return the address that a text states: `postgres:dbname=... host=...` or `postgresql://...`.

    Raises StoreError, which shows nothing of the text, as it may hold a password.
    """
    stated = text if text.startswith(_URL_SCHEMES) else text.removeprefix(_PREFIX)
    is_url = stated.startswith(_URL_SCHEMES)
    parameters = _read_url(stated) if is_url else _read_conninfo(stated)
    if not parameters.get("dbname"):
        raise StoreError(
            "The address of the catalogue names no database that can be read from it; write "
            "postgres:dbname=NAME host=HOST user=USER or postgresql://USER@HOST/NAME."
        )
    password = parameters.pop("password", None)
    return PostgresAddress(parameters, password or None)


def _read_conninfo(text: str) -> dict[str, str]:
    """Return the parameters of `key=value key='a value'`; none where it is written otherwise."""
    parameters, position = {}, 0
    while text[position:].strip():
        found = _PARAMETER.match(text, position)
        if found is None:
            return {}
        value = found[2]
        if value.startswith("'"):
            value = value[1:-1]
        parameters[found[1]] = re.sub(r"\\(.)", r"\1", value)
        position = found.end()
    return parameters


def _read_url(text: str) -> dict[str, str]:
    """Return the parameters of `postgresql://user:password@host:port/dbname?key=value`."""
    try:
        parts = urlsplit(text)
        stated = {
            "host": unquote(parts.hostname or ""),
            "port": str(parts.port or ""),
            "user": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "dbname": unquote(parts.path.removeprefix("/")),
            **dict(parse_qsl(parts.query)),
        }
    except ValueError:
        return {}
    return {key: value for key, value in stated.items() if value}


def _conninfo(parameters: Mapping[str, str]) -> str:
    return " ".join(f"{key}={_value(parameters[key])}" for key in sorted(parameters))


def _value(value: str) -> str:
    if _PLAIN_VALUE.fullmatch(value):
        return value
    return "'" + re.sub(r"(['\\])", r"\\\1", value) + "'"
