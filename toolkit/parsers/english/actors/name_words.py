"""The reference tables that finding names needs, each as a set of words, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from toolkit.reference import read_table


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words as they are written, by what they do in a name.

    `titles` are honorifics, ranks and offices together; `modifiers` stand before a title;
    `heads` are the words that tell a body ("Party", "Ministry"), `units` and `numbered` those
    that take an ordinal before or a number after them ("19th Brigade", "Channel 12");
    `topics` are fields of policy; `never`, `things` and `sites` name no actor: alone, at the end,
    at the beginning.
    """

    honorifics: frozenset[str]
    offices: frozenset[str]
    titles: frozenset[str]
    modifiers: frozenset[str]
    topics: frozenset[str]
    heads: frozenset[str]
    units: frozenset[str]
    numbered: frozenset[str]
    never: frozenset[str]
    things: frozenset[str]
    sites: frozenset[str]
    particles: frozenset[str]
    known: frozenset[str]
    possessives: frozenset[str]
    party_labels: frozenset[str]
    calendar: frozenset[str]


def _column(name: str, column: str, **where: str) -> frozenset[str]:
    return frozenset(
        row[column]
        for row in read_table(name)
        if all(row[key] == value for key, value in where.items())
    )


@cache
def name_words() -> NameWords:
    """Return the words of the reference tables."""
    honorifics = _column("person_titles", "word", use="honorific")
    offices = _column("person_titles", "word", use="office")
    labels = _column("party_labels", "form") | _column("party_labels", "party")
    return NameWords(
        honorifics=honorifics,
        offices=offices,
        titles=honorifics | offices | _column("person_titles", "word", use="rank"),
        modifiers=_column("person_titles", "word", use="modifier"),
        topics=_column("topic_words", "word"),
        heads=_column("body_words", "word") - _column("body_words", "word", where="first"),
        units=_column("body_words", "word", kind="armed_group", where="end"),
        numbered=_column("body_words", "word", kind="media", where="start"),
        never=_column("never_names", "words"),
        things=_column("thing_words", "word", where="end"),
        sites=_column("thing_words", "word", where="start"),
        particles=_column("name_particles", "particle"),
        known=_column("known_bodies", "name"),
        possessives=_column("possessive_words", "word"),
        party_labels=frozenset(label for label in labels if " " not in label),
        calendar=_column("calendar_words", "word"),
    )
