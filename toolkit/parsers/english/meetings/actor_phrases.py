"""The noun phrases of an article that stand for actors: names, titles, pronouns, groups."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from toolkit.parsers.english.anaphora.anaphora import referents
from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.reading import Reading
from toolkit.reference import read_table

_PRONOUNS = frozenset({"he", "him", "she", "her", "they", "them", "we", "us", "i", "me"})
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
    return frozenset(
        row["noun"].casefold()
        for row in read_table("group_nouns")
        if row["kind"] in ("delegation", "people")
    )


@cache
def title_words() -> frozenset[str]:
    """Return the nouns that name the holder of an office, in the singular."""
    return frozenset(row["title"].casefold() for row in read_table("titles"))


@dataclass(frozen=True, slots=True)
class ActorPhrase:
    """Tokens [start, end) that stand for `actors`; positions of `Cast.actors`.

    `form` is that of the cast's mention, or "pronoun", or "group" ("the two leaders").
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


def read_actor_phrases(reading: Reading, cast: Cast) -> dict[int, ActorPhrase]:
    """Return every actor phrase of the article by the position of its first token."""
    doc = reading.doc
    phrases: dict[int, ActorPhrase] = {}
    covered: set[int] = set()
    for mention in cast.mentions:
        first = token_at(doc, mention.start)
        last = max(first + 1, token_at(doc, mention.end - 1) + 1)
        if first in covered:
            continue
        phrases[first] = ActorPhrase(first, last, (mention.actor,), mention.form)
        covered.update(range(first, last))
    for token in doc:
        if token.i in covered:
            continue
        if token.lower_ in _PRONOUNS:
            actors = referents(reading, cast, token.idx, token.idx + len(token.text))
            if actors:
                phrases[token.i] = ActorPhrase(token.i, token.i + 1, actors, "pronoun")
        elif _is_group_head(token):
            first = token.i
            while (
                first > 0
                and first - 1 not in covered
                and doc[first - 1].dep_ in ("det", "nummod", "amod", "compound", "poss", "predet")
                and not doc[first].is_sent_start
            ):
                first -= 1
            actors = referents(reading, cast, doc[first].idx, token.idx + len(token.text))
            if actors and first not in phrases:
                phrases[first] = ActorPhrase(first, token.i + 1, actors, "group")
    return phrases
