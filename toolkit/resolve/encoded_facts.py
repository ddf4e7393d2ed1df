"""Facts as bytes and back, for the time of one build."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from operator import attrgetter
from typing import Any

from toolkit.facts import (
    ActorFact,
    ElectionFact,
    Evidence,
    Facts,
    MeetingFact,
    NameForm,
    ParticipantFact,
    ResultFact,
    RoleFact,
)

_HELD: dict[type, dict[str, type]] = {
    Evidence: {},
    NameForm: {"evidence": Evidence},
    ParticipantFact: {"evidence": Evidence},
    ActorFact: {"forms": NameForm, "country_evidence": Evidence},
    RoleFact: {"evidence": Evidence},
    MeetingFact: {"participants": ParticipantFact, "evidence": Evidence},
    ElectionFact: {"evidence": Evidence},
    ResultFact: {"evidence": Evidence},
}
"""The facts that a fact holds, by field; those that are held stand before their holders."""

_OF_AN_ARTICLE = {
    "actors": ActorFact,
    "roles": RoleFact,
    "meetings": MeetingFact,
    "elections": ElectionFact,
    "results": ResultFact,
}

_DATES = frozenset({"start_date", "end_date"})

_QUICK = 1
"""The level of zlib: what is written is read a few times and then gone."""


def encode_facts(facts: Facts) -> bytes:
    """Return the facts about the world; what they say of the article itself is left out.

    The bytes are for the process that made them: no other version of Python need read them.
    """
    parts = [_WRITE[kind](getattr(facts, name)) for name, kind in _OF_AN_ARTICLE.items()]
    return zlib.compress(marshal.dumps(parts), _QUICK)


def decode_facts(encoded: bytes) -> Facts:
    """Return the facts that `encode_facts` made bytes of."""
    parts = marshal.loads(zlib.decompress(encoded))
    held: dict[str, Any] = {
        name: _READ[kind](part)
        for (name, kind), part in zip(_OF_AN_ARTICLE.items(), parts, strict=True)
    }
    return Facts(**held)


Write = Callable[[Iterable[Any]], list[tuple[Any, ...]]]
Read = Callable[[Iterable[tuple[Any, ...]]], tuple[Any, ...]]


def _writer(kind: type, held: dict[str, type]) -> Write:
    names = [field.name for field in fields(kind)]
    values_of = attrgetter(*names)
    changed: list[tuple[int, Callable[[Any], Any]]] = [
        (names.index(name), _WRITE[inner]) for name, inner in held.items()
    ]
    changed += [(names.index(name), _day_number) for name in names if name in _DATES]
    if not changed:
        return lambda facts: [values_of(fact) for fact in facts]

    def write(facts: Iterable[Any]) -> list[tuple[Any, ...]]:
        written = []
        for fact in facts:
            values = list(values_of(fact))
            for position, change in changed:
                values[position] = change(values[position])
            written.append(tuple(values))
        return written

    return write


def _reader(kind: type, held: dict[str, type]) -> Read:
    names = [field.name for field in fields(kind)]
    changed: list[tuple[int, Callable[[Any], Any]]] = [
        (names.index(name), _READ[inner]) for name, inner in held.items()
    ]
    changed += [(names.index(name), _day) for name in names if name in _DATES]
    if not changed:
        return lambda written: tuple([kind(*values) for values in written])

    def read(written: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
        facts = []
        for given in written:
            values = list(given)
            for position, change in changed:
                values[position] = change(values[position])
            facts.append(kind(*values))
        return tuple(facts)

    return read


def _day_number(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _day(number: int | None) -> date | None:
    return None if number is None else date.fromordinal(number)


_WRITE: dict[type, Write] = {}
_READ: dict[type, Read] = {}
for _kind, _inner in _HELD.items():
    _WRITE[_kind] = _writer(_kind, _inner)
    _READ[_kind] = _reader(_kind, _inner)
