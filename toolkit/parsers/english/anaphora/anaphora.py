"""The actors that a pronoun or a definite phrase refers to: "he", "the two", "his host"."""

from __future__ import annotations

import re
from itertools import pairwise

from toolkit.parsers.english.anaphora.antecedents import (
    antecedent,
    body_meant,
    person_meant,
    sentences_before,
)
from toolkit.parsers.english.cast import Cast, Mention
from toolkit.parsers.english.places.places import country_of
from toolkit.parsers.english.reading import Reading
from toolkit.parsers.english.roles.title_words import body_nouns

_SINGULAR = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself"])
_PLURAL = re.compile(
    r"(?:they|them|their|themselves|each other|one another|both(?: \w+)?|the (?:pair|duo|trio)|"
    r"(?:the|these|those|all|both)(?: of)?(?: the| these)? ?(?:two|three|four)?(?: \w+){0,2})",
    re.IGNORECASE,
)
_NUMBERS = {"two": 2, "both": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4}
_SIDES = frozenset(
    ["sides", "parties", "countries", "nations", "states", "neighbours", "governments", "capitals"]
)
_OTHER_PARTY = re.compile(
    r"(?:his|her|their|its)\s+(?:\w+\s+)?(?:host|hostess|visitor|guest|interlocutor|caller|rival|"
    r"opponent|challenger|successor|predecessor)s?",
    re.IGNORECASE,
)
_COUNTERPART = re.compile(
    r"(?:his|her|their)\s+(?P<where>[\w ]+?\s+)?(?:counterpart|opposite number|colleague)",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r",?\s+(?:and\s+)?(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?|,?\s+and\s+[\w\s’'-]{1,40}")
_MOST_TOGETHER = 4


def _several_meant(reading: Reading, cast: Cast, start: int, words: str) -> tuple[int, ...]:
    """Return the actors of the last stretch of text that names enough of them."""
    tokens = words.split()
    number = next((_NUMBERS[token] for token in tokens if token in _NUMBERS), None)
    sides = any(token in _SIDES for token in tokens)
    persons = not sides and tokens[-1] not in ("they", "them", "other", "another", "both", "two")
    found: list[int] = []
    for first, last in sentences_before(reading, start):
        mentions = cast.mentions_between(first, last)
        named = [m for m in mentions if cast.actors[m.actor].kind in ("person", "office")]
        if not persons and len({m.actor for m in named}) < 2:
            named = [m for m in mentions if cast.actors[m.actor].kind != "media"]
        here = tuple(dict.fromkeys(m.actor for m in named))
        if number is None and 2 <= len(here) <= _MOST_TOGETHER:
            return here
        if number is not None and len(here) > number:
            return _joined(reading, named, number) or here[:number]
        found = [*(actor for actor in here if actor not in found), *found]
        if len(found) >= (number or 2):
            return tuple(found[: number or 2])
    return tuple(found) if number is None else ()


def _joined(reading: Reading, mentions: list[Mention], number: int) -> tuple[int, ...]:
    """Return the first `number` actors that stand together as "A and B" or "A, B and C"."""
    text = reading.article.text
    for first in range(len(mentions) - number + 1):
        run = mentions[first : first + number]
        gaps = [text[a.end : b.start] for a, b in pairwise(run)]
        if all(_TOGETHER.fullmatch(gap) for gap in gaps) and "and" in gaps[-1]:
            return tuple(mention.actor for mention in run)
    return ()


def _counterpart(reading: Reading, cast: Cast, start: int, match: re.Match[str]) -> int | None:
    """Return the person with the same post of the country that the phrase names."""
    text = reading.article.text
    owner = person_meant(reading, cast, start, start + len(match[0].split()[0]))
    where = (match["where"] or "").strip()
    country = country_of(where) or country_of(where.title())
    posts = {role.title for role in cast.roles if role.actor == owner}
    for role in cast.roles:
        if role.actor == owner or role.title not in posts:
            continue
        if country is None or country in (role.country, cast.actors[role.actor].country):
            return role.actor
    if country is None or not text:
        return None
    return next(
        (
            position
            for position, actor in enumerate(cast.actors)
            if actor.kind == "person" and actor.country == country and position != owner
        ),
        None,
    )


def referents(
    reading: Reading, cast: Cast, start: int, end: int, but: frozenset[int] = frozenset()
) -> tuple[int, ...]:
    """Return the positions of the actors that the words of [start, end) refer to.

    Mentions within the words answer for themselves; otherwise the words are read as a
    pronoun or a definite phrase. The result is empty where nothing fits. `but` are persons
    whom a pronoun cannot mean.
    """
    inside = cast.mentions_between(start, end)
    text = reading.article.text
    words = re.sub(r"\s+", " ", text[start:end]).strip().lower()
    one: int | None
    if match := _COUNTERPART.match(words):
        if inside:
            return tuple(dict.fromkeys(mention.actor for mention in inside))
        named = _COUNTERPART.match(re.sub(r"\s+", " ", text[start:end]))
        one = _counterpart(reading, cast, start, named or match)
        return () if one is None else (one,)
    if inside:
        return tuple(dict.fromkeys(mention.actor for mention in inside))
    if words in _SINGULAR:
        one = person_meant(reading, cast, start, end, but)
        return () if one is None else (one,)
    if _OTHER_PARTY.fullmatch(words):
        owner_end = start + len(words.split()[0])
        owner = person_meant(reading, cast, start, owner_end)
        others = but if owner is None else but | {owner}
        one = person_meant(reading, cast, start, start, others)
        return () if one is None else (one,)
    if words in ("the latter", "the former"):
        two = _several_meant(reading, cast, start, "the two")
        return two[-1:] if words == "the latter" else two[:1]
    if words in ("it", "its", "itself"):
        one = body_meant(reading, cast, start, end)
        return () if one is None else (one,)
    last = words.split()[-1] if words else ""
    if last in _NUMBERS or last in ("they", "them", "their", "themselves", "other", "another"):
        return _several_meant(reading, cast, start, words)
    if _PLURAL.fullmatch(words) and (
        any(token in _NUMBERS for token in words.split()) or last in _SIDES
    ):
        return _several_meant(reading, cast, start, words)
    if words.startswith(("the ", "this ", "that ")):
        one = _nationality(reading, cast, start, text[start:end].split()[-1])
        if one is None and last in body_nouns():
            one = body_meant(reading, cast, start, end)
        return () if one is None else (one,)
    return ()


def _nationality(reading: Reading, cast: Cast, start: int, noun: str) -> int | None:
    """Return the person before whom "the Brazilian" means."""
    country = country_of(noun)
    if country is None:
        return None
    return antecedent(
        reading,
        cast,
        start,
        lambda mention: int(
            cast.actors[mention.actor].kind == "person"
            and cast.actors[mention.actor].country == country
        ),
    )
