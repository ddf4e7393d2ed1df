"""The noun phrases of an article that stand for actors: names, titles, pronouns, groups."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from toolkit.parsers.english.actors.group_nouns import group_nouns
from toolkit.parsers.english.anaphora.anaphora import referents
from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.meetings.encounter_nouns import encounter_nouns
from toolkit.parsers.english.meetings.grammatical_subjects import subject_beside
from toolkit.parsers.english.meetings.word_positions import (
    find_positions,
    token_starts,
    word_ids,
)
from toolkit.parsers.english.reading import Reading
from toolkit.reference import read_table

_PRONOUNS = frozenset({"he", "him", "she", "her", "they", "them", "we", "us", "i", "me"})
_POSSESSIVES = frozenset({"his", "her", "their"})
_OTHER_PARTIES = frozenset(
    [
        "host",
        "hostess",
        "visitor",
        "guest",
        "interlocutor",
        "caller",
        "rival",
        "opponent",
        "challenger",
        "successor",
        "predecessor",
        "counterpart",
    ]
)
_TWO = frozenset({"two", "pair", "duo", "both", "they", "them", "their"})
_PAIR = 2
_PLURAL_HEADS = frozenset(
    [
        "two",
        "three",
        "four",
        "pair",
        "trio",
        "duo",
        "men",
        "women",
        "leaders",
        "ministers",
        "presidents",
        "sides",
        "parties",
        "both",
        "delegations",
        "brothers",
        "colleagues",
        "heads",
        "rivals",
        "neighbours",
        "neighbors",
        "premiers",
        "quartet",
    ]
)


@cache
def collective_nouns() -> frozenset[str]:
    """Return the nouns for people who act for a body ("delegation"): the body is who met."""
    return frozenset(noun.casefold() for noun in group_nouns("delegation", "people"))


@cache
def title_words() -> frozenset[str]:
    """Return the nouns that name the holder of an office, in the singular."""
    return frozenset(row["title"].casefold() for row in read_table("titles"))


@dataclass(frozen=True, slots=True)
class ActorPhrase:
    """Tokens [start, end) that stand for `actors`; positions of `Cast.actors`.

    `form` is that of the cast's mention, or "pronoun", "possessive" (before the noun of an
    encounter: "their talks"), "group" ("the two leaders") or "other" ("his host").
    """

    start: int
    end: int
    actors: tuple[int, ...]
    form: str


def token_at(doc: Doc, character: int) -> int:
    """Return the position of the token that covers `character` or stands before it."""
    return max(0, bisect_right(range(len(doc)), character, key=lambda i: doc[i].idx) - 1)


def _is_group_head(token: Token) -> bool:
    return token.lower_ in _PLURAL_HEADS or token.lower_ in collective_nouns()


def _actors_at(phrases: dict[int, ActorPhrase], token: Token | None) -> frozenset[int]:
    """Return the actors of the phrase that ends at or covers `token`, with those joined to it."""
    if token is None:
        return frozenset()
    for first in range(token.i, max(-1, token.i - 8), -1):
        phrase = phrases.get(first)
        if phrase is not None and phrase.end > token.i:
            return frozenset(phrase.actors)
    return frozenset()


def _pair_just_named(
    reading: Reading, cast: Cast, phrases: dict[int, ActorPhrase], token: Token, words: str
) -> tuple[int, ...]:
    """Return the two persons of the sentence before, where `words` mean two of them.

    A sentence that has exactly two persons, be they named or meant by a pronoun, is what
    "the two", "they" or "both" after it most often go back to.
    """
    if token.lower_ not in _TWO and not _TWO & set(words.split()):
        return ()
    start = token.sent.start
    for first, stop in ((start, token.i), (_sentence_before(reading.doc, start), start)):
        persons = {
            actor: None
            for i in range(first, stop)
            if i in phrases and phrases[i].form != "group"
            for actor in phrases[i].actors
            if cast.actors[actor].kind in ("person", "office")
        }
        if len(persons) == _PAIR:
            return tuple(persons)
        if persons:
            return ()
    return ()


def _sentence_before(doc: Doc, start: int) -> int:
    """Return the first token of the sentence before the one that starts at `start`."""
    while start > 0:
        start = doc[start - 1].sent.start
        if doc[start].sent.text.strip():
            break
    return start


def _pronoun_phrase(
    reading: Reading, cast: Cast, phrases: dict[int, ActorPhrase], token: Token
) -> ActorPhrase | None:
    """Return what a pronoun stands for, together with "host" or "rival" after a possessive."""
    start, end, form = token.i, token.i + 1, "pronoun"
    but = _actors_at(phrases, subject_beside(token))
    if token.tag_ == "PRP$" or token.lower_ in ("his", "their"):
        while end < min(start + 3, len(reading.doc)) and reading.doc[end].pos_ in ("ADJ", "PROPN"):
            end += 1
        noun = reading.doc[min(end, len(reading.doc) - 1)]
        if noun.lower_ in _OTHER_PARTIES:
            end, form, but = end + 1, "other", _actors_at(phrases, subject_beside(noun))
        elif token.dep_ == "poss" and token.head.lower_ in encounter_nouns():
            end, form, but = start + 1, "possessive", frozenset()
        else:
            return None
    last = reading.doc[end - 1]
    actors = _pair_just_named(reading, cast, phrases, token, token.lower_) or referents(
        reading, cast, token.idx, last.idx + len(last.text), but
    )
    return ActorPhrase(start, end, actors, form) if actors else None


@cache
def _words_of_interest() -> frozenset[int]:
    return word_ids(_PRONOUNS | _POSSESSIVES | _PLURAL_HEADS | collective_nouns())


def read_actor_phrases(reading: Reading, cast: Cast) -> dict[int, ActorPhrase]:
    """Return every actor phrase of the article by the position of its first token."""
    doc = reading.doc
    phrases: dict[int, ActorPhrase] = {}
    covered: set[int] = set()
    starts = token_starts(doc)
    for mention in cast.mentions:
        first = max(0, bisect_right(starts, mention.start) - 1)
        last = max(first + 1, bisect_right(starts, mention.end - 1))
        if first in covered:
            continue
        phrases[first] = ActorPhrase(first, last, (mention.actor,), mention.form)
        covered.update(range(first, last))
    for position in find_positions(doc, _words_of_interest()):
        if position in covered:
            continue
        token = doc[position]
        if token.lower_ in _PRONOUNS or token.lower_ in _POSSESSIVES:
            phrase = _pronoun_phrase(reading, cast, phrases, token)
            if phrase is not None:
                phrases.setdefault(phrase.start, phrase)
                covered.update(range(phrase.start, phrase.end))
        elif _is_group_head(token):
            first = token.i
            while (
                first > 0
                and first - 1 not in covered
                and doc[first - 1].dep_ in ("det", "nummod", "amod", "compound", "poss", "predet")
                and not doc[first].is_sent_start
            ):
                first -= 1
            words = doc[first : token.i + 1].text.lower()
            actors = _pair_just_named(reading, cast, phrases, doc[first], words) or referents(
                reading, cast, doc[first].idx, token.idx + len(token.text)
            )
            if actors and first not in phrases:
                phrases[first] = ActorPhrase(first, token.i + 1, actors, "group")
    return phrases
