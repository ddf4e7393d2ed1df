"""A document of PROV-JSON while it is written: records by kind, relations numbered in order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Values = dict[str, Any]

# The predefined ones are stated as well: not every reader knows them.
_NAMESPACES = {
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Document:
    """Entities, activities and agents by name, and the relations between them."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        """Begin a document with prefixes of names, and the namespace that each stands for."""
        self._prefixes = {**prefixes, **_NAMESPACES}
        self._records: dict[str, dict[str, Values]] = {}
        self._people: dict[str, str] = {}
        self._relations = 0

    def add(self, kind: str, name: str, said: Values) -> None:
        """Add a record of a kind (`entity`, `activity`, `agent`); the same name is one record."""
        self._records.setdefault(kind, {})[name] = said

    def relate(self, kind: str, more: Values | None = None, **ends: str) -> None:
        """Add a relation, such as `used` with an activity and an entity, and what more it says."""
        self._relations += 1
        named = {f"prov:{end}": name for end, name in ends.items()}
        self._records.setdefault(kind, {})[f"_:r{self._relations}"] = {**named, **(more or {})}

    def person(self, name: str) -> str:
        """Return the agent that a person is, the same for the same name."""
        if name not in self._people:
            self._people[name] = f"parley:person-{len(self._people) + 1}"
            said = {"prov:type": qualified("prov:Person"), "prov:label": name}
            self.add("agent", self._people[name], said)
        return self._people[name]

    def to_dict(self) -> dict[str, Any]:
        """Return the document as values that JSON can hold."""
        return {"prefix": self._prefixes, **self._records}


def qualified(name: str) -> Values:
    """Return a qualified name, such as `prov:Collection`, as the value of an attribute."""
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def typed(kind: str, value: str) -> Values:
    """Return a value of a type of XML Schema, such as `date`."""
    return {"$": value, "type": f"xsd:{kind}"}
