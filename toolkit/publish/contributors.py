"""Who made a package, as its descriptor says, for the vocabularies that ask for persons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_CREATING = ("creator", "author")
_PUBLISHING = ("publisher",)


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or body: the name to show, what else is stated, and the roles it has.

    `path` is an address on the web.

    Data Package tells persons from bodies by nothing else than the parts of a name: who has a
    family name is taken for a person, any other for a body.
    """

    name: str
    given_name: str | None = None
    family_name: str | None = None
    email: str | None = None
    path: str | None = None
    organization: str | None = None
    roles: tuple[str, ...] = ()

    @property
    def is_person(self) -> bool:
        """Whether it has a family name."""
        return self.family_name is not None


def contributors(descriptor: Mapping[str, Any]) -> tuple[Contributor, ...]:
    """Return all contributors that have a name, in the order of the descriptor."""
    listed = descriptor.get("contributors") or ()
    found = (_contributor(item) for item in listed if isinstance(item, Mapping))
    return tuple(item for item in found if item.name)


def creators(descriptor: Mapping[str, Any]) -> tuple[Contributor, ...]:
    """Return those whom the descriptor calls creators or authors; maybe none."""
    return _with_role(descriptor, _CREATING)


def publishers(descriptor: Mapping[str, Any]) -> tuple[Contributor, ...]:
    """Return those whom the descriptor calls publishers; maybe none."""
    return _with_role(descriptor, _PUBLISHING)


def others(descriptor: Mapping[str, Any]) -> tuple[Contributor, ...]:
    """Return those who are neither creators nor publishers."""
    known = {*_CREATING, *_PUBLISHING}
    return tuple(item for item in contributors(descriptor) if not known & set(item.roles))


def _with_role(descriptor: Mapping[str, Any], roles: tuple[str, ...]) -> tuple[Contributor, ...]:
    return tuple(item for item in contributors(descriptor) if set(roles) & set(item.roles))


def _contributor(item: Mapping[str, Any]) -> Contributor:
    given, family = _text(item, "givenName"), _text(item, "familyName")
    email, path = _text(item, "email"), _text(item, "path")
    # Version 1 of Data Package knew one role, version 2 knows several.
    roles = item.get("roles") or [item.get("role")]
    return Contributor(
        name=_text(item, "title") or " ".join(filter(None, (given, family))),
        given_name=given,
        family_name=family,
        email=email if email and "@" in email else None,
        path=path if path and path.startswith(("https://", "http://")) else None,
        organization=_text(item, "organization"),
        roles=tuple(str(role).lower() for role in roles if role),
    )


def _text(item: Mapping[str, Any], key: str) -> str | None:
    value = item.get(key)
    return str(value).strip() or None if value is not None else None
