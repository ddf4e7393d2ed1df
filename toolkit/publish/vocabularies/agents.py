"""Persons and bodies in the words of schema.org, which Croissant and RO-Crate speak too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from toolkit.publish.contributors import Contributor
from toolkit.publish.vocabularies.said import without_unknown


def agents(people: Iterable[Contributor], prefix: str = "") -> list[dict[str, Any]]:
    """Return persons and bodies as nodes of schema.org; `prefix` goes before their types."""
    return [agent(person, prefix) for person in people]


def agent(person: Contributor, prefix: str = "") -> dict[str, Any]:
    """Return a person or body as a node of schema.org."""
    body = person.organization if person.is_person else None
    return without_unknown(
        {
            "@type": f"{prefix}Person" if person.is_person else f"{prefix}Organization",
            "name": person.name,
            "givenName": person.given_name,
            "familyName": person.family_name,
            "email": person.email,
            "url": person.path,
            "affiliation": {"@type": f"{prefix}Organization", "name": body} if body else None,
        }
    )
