"""When two names, titles or places are taken for the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from toolkit.evaluation.account import Actor

_PASSED_OVER = frozenset(
    "the al el mr mrs ms dr gen general sir of to in s and for".split()  # noqa: SIM905
)
_SAME_TITLES = {
    "chairman": "chair",
    "chairperson": "chair",
    "chairwoman": "chair",
    "chief": "leader",
    "congressman": "representative",
    "congresswoman": "representative",
    "head": "leader",
    "lawmaker": "member of parliament",
    "mp": "member of parliament",
    "pm": "prime minister",
    "premier": "prime minister",
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
}
_APOSTROPHES = "’'`ʿʾ‘"
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]s\b")
_INSIDE_WORDS = re.compile(rf"[{_APOSTROPHES}.]")
_OFFICE_STEM = 4
_OFFICE_OVERLAP = 0.6


@lru_cache(maxsize=1 << 16)
def words(name: str | None) -> tuple[str, ...]:
    """Return the words of a name that tell it from others.

    Case, diacritics, apostrophes, particles and honorifics make no difference; a name of
    nothing else keeps them.
    """
    text = unicodedata.normalize("NFKD", name or "")
    text = "".join(letter for letter in text if not unicodedata.combining(letter)).casefold()
    text = _INSIDE_WORDS.sub("", _POSSESSIVE.sub("", text))
    every = re.findall(r"\w+", text)
    return tuple(word for word in every if word not in _PASSED_OVER) or tuple(every)


def title_words(title: str) -> set[str]:
    """Return the words of a post, with those that mean the same made equal."""
    return {word for own in words(title) for word in words(_SAME_TITLES.get(own, own))}


def forms(actor: Actor) -> set[tuple[str, ...]]:
    """Return the words of every form of an actor's name."""
    return {form for form in map(words, (actor.name, *actor.aliases)) if form}


def same_place(expected: str, found: str | None) -> bool:
    """Return whether two places are equal or one names the other more exactly."""
    one, other = set(words(expected)), set(words(found))
    return bool(one and other) and (one <= other or other <= one)


def actor_similarity(expected: Actor, found: Actor) -> float:
    """Return how surely two actors are the same, 0 where they are not.

    3: the same fullest name. 2: the fullest name of one is a form of the other. 1: a form in
    common. 0.5: an office known by its title, with most words alike.
    """
    one, other = words(expected.name), words(found.name)
    if one == other:
        return 3.0
    ones, others = forms(expected), forms(found)
    if one in others or other in ones:
        return 2.0
    if ones & others:
        return 1.0
    if "office" in (expected.kind, found.kind):
        stems, other_stems = ({word[:_OFFICE_STEM] for word in name} for name in (one, other))
        either = stems | other_stems
        if stems and other_stems and len(stems & other_stems) / len(either) >= _OFFICE_OVERLAP:
            return 0.5
    return 0.0
