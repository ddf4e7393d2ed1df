"""Whether an article speaks of a person as a man or a woman, where its words show it."""

from __future__ import annotations

import re

from toolkit.facts import ActorFact
from toolkit.parsers.english.cast import Cast, Mention

_MALE = re.compile(
    r"\b(?:Mr|Sir|Lord|King|Prince|Sheikh|Sheik|Sayyid|Father|Fr|Pope|Emir|Sultan|Imam|Mullah|"
    r"Ayatollah|Hajj|Haji|Don|Shri|Sri|Herr|Bishop|Cardinal|Datuk|Tan Sri|[Cc]hairman|"
    r"[Ss]pokesman|[Cc]ongressman|[Bb]usinessman|[Bb]rother|[Hh]usband|[Ff]ather|[Ss]on)\.?,?\s$"
)
_FEMALE = re.compile(
    r"\b(?:Mrs|Ms|Miss|Dame|Lady|Queen|Princess|Mme|Madame|Sister|Sheikha|Hajia|Smt|Begum|Doña|"
    r"Frau|Empress|[Cc]hairwoman|[Ss]pokeswoman|[Cc]ongresswoman|[Bb]usinesswoman|[Ww]ife|"
    r"[Ww]idow|[Mm]other|[Dd]aughter|[Ss]ister)\.?,?\s$"
)
_MALE_IN_A = frozenset(
    [
        "mustafa",
        "luca",
        "joshua",
        "nikola",
        "ilya",
        "musa",
        "isa",
        "garba",
        "sasha",
        "nana",
        "elia",
        "abba",
        "mikola",
        "mykola",
        "moussa",
        "issa",
        "aliyu",
        "bola",
        "yahya",
        "joska",
        "sava",
        "koba",
        "giorgia",
        "kwabena",
        "kofi",
    ]
)
_LOOK_BACK = 16


def gender_of(text: str, cast: Cast, actor: int) -> str | None:
    """Return "male" or "female" where a title or a word of kinship beside a name shows it."""
    for form in cast.actors[actor].forms:
        for place in form.evidence:
            before = text[max(0, place.start - _LOOK_BACK) : place.start]
            if _MALE.search(before):
                return "male"
            if _FEMALE.search(before):
                return "female"
    return None


def likely_gender(actor: ActorFact) -> str | None:
    """Return "female" where the forename has the ending that most often tells it."""
    forename = actor.name.split()[0].lower() if " " in actor.name else ""
    if len(forename) > 2 and forename.endswith("a") and forename not in _MALE_IN_A:
        return "female"
    return None


def pronoun_gender(pronoun: str) -> str | None:
    """Return the gender that a third-person pronoun shows."""
    if pronoun in ("he", "him", "his", "himself"):
        return "male"
    return "female" if pronoun in ("she", "her", "hers", "herself") else None


def compatible(text: str, cast: Cast, mention: Mention, gender: str | None) -> int:
    """Return 2 where the gender fits what is known, 1 where nothing is known, 0 otherwise."""
    if gender is None:
        return 1
    known = gender_of(text, cast, mention.actor)
    if known is not None:
        return 2 if known == gender else 0
    likely = likely_gender(cast.actors[mention.actor])
    return 2 if likely == gender else 1
