"""Unnamed groups ("Chilean officials") and those who stand for a body ("members of X")."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from toolkit.facts import ActorFact, Evidence, NameForm
from toolkit.parsers.english.actors.group_nouns import group_nouns
from toolkit.parsers.english.cast import Cast, Mention
from toolkit.parsers.english.places.places import country_of
from toolkit.parsers.english.reading import Reading
from toolkit.parsers.english.roles.landmarks import Landmark
from toolkit.parsers.english.roles.wording import Wording

_OF = re.compile(r"\s+(?:of|from|for|representing)\s+(?:the\s+|an?\s+)?", re.IGNORECASE)
_MODIFIER_TAGS = frozenset(("JJ", "JJR", "JJS", "NN", "NNP", "NNPS", "VBG", "VBN", "HYPH"))
_OPENING_TAGS = frozenset(("DT", "CD", "PRP$", "PDT"))
_QUANTIFIERS = frozenset(
    (
        *("several", "many", "some", "other", "various", "few", "key", "certain", "more", "most"),
        *("numerous", "such", "own", "number", "dozens", "all", "both"),
        *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    )
)
_RANKS = frozenset(
    ("senior", "top", "high", "high-ranking", "leading", "prominent", "ranking", "junior", "former")
)
"""Adjectives before a group that say who of it, and are no part of its name."""
_NAMED_ALONE = frozenset(("officials", "lawmakers", "diplomats"))
_MADE_OF = re.compile(r"(?: \([^()\n]{1,30}\))?, (?:an?|the) (?:[\w-]+ ){1,3}of (?:[\w-]+ ){0,2}")


@cache
def _nouns(kind: str) -> frozenset[str]:
    return frozenset(noun.lower() for noun in group_nouns(kind))


class GroupReader:
    """Finds in one article the groups and the phrases that stand for a body."""

    def __init__(self, reading: Reading, cast: Cast, wording: Wording) -> None:
        self._wording = wording
        self._text = reading.article.text
        self._cast = cast
        self._marks = wording.marks
        self.actors: list[ActorFact] = []
        self.mentions: list[Mention] = []

    def read(self) -> None:
        """Fill `actors` and `mentions`."""
        for start, word in zip(self._wording.starts, self._wording.words, strict=True):
            stands = word in _nouns("delegation")
            if not stands and word not in _nouns("people"):
                continue
            token = self._wording.token_at(start)
            if not token.tag_.startswith("NN") or token.dep_ == "compound":
                continue
            if stands and self._for_a_body(token):
                continue
            if token.tag_ in ("NNS", "NNPS") or word == "delegation":
                self._group(token)

    def _for_a_body(self, token: Token) -> bool:
        """Read "members of the Homeland Union" or "Homeland Union members" as the alliance."""
        end = token.idx + len(token)
        start = self._start_of(token)
        match = _OF.match(self._text, end)
        mark = self._marks.by_start.get(match.end()) if match else None
        actor = self._body(mark)
        if actor is not None and mark is not None:
            self._stands_for(start, mark.end, actor)
            return True
        before = self._marks.by_end.get(token.idx - 1) or self._marks.by_end.get(token.idx - 3)
        actor = self._body(before)
        if actor is None or before is None or before.kind != "body":
            return False
        following = self._marks.by_start.get(end + 1)
        if following is not None and following.kind == "person":
            return False
        self._stands_for(before.start, end, actor)
        return True

    def _stands_for(self, start: int, end: int, actor: int) -> None:
        self.mentions.append(Mention(start, end, actor, "nominal", "those_of_a_body"))

    def _body(self, mark: Landmark | None) -> int | None:
        """Return the actor of a body or a state, None for anything else."""
        if mark is None:
            return None
        if mark.kind in ("body", "place"):
            return mark.actor
        if mark.kind == "state":
            return mark.actor if mark.actor is not None else self._state(mark.country)
        return None

    def _state(self, country: str | None) -> int | None:
        for position, actor in enumerate(self._cast.actors):
            if actor.kind == "government" and country and country_of(actor.name) == country:
                return position
        return None

    def _start_of(self, token: Token) -> int:
        start = token
        while start.i > 0:
            previous = start.nbor(-1)
            if previous.tag_ in _OPENING_TAGS:
                return int(previous.idx)
            if previous.tag_ not in _MODIFIER_TAGS:
                break
            start = previous
        return int(start.idx)

    def _group(self, token: Token) -> None:
        first = token
        while first.i > 0:
            previous = first.nbor(-1)
            mark = self._marks.by_start.get(previous.idx)
            if previous.tag_ not in _MODIFIER_TAGS or previous.text.lower() in _QUANTIFIERS:
                break
            if mark is not None and mark.kind in ("person", "body"):
                return
            first = previous
        if first is token and token.text.lower() not in _NAMED_ALONE:
            return
        if first.i > 1 and first.nbor(-1).text.lower() in ("two", "both", "three"):
            return
        full, first = first, self._without_rank(first, token)
        start, end = full.idx, token.idx + len(token)
        if self._tells_what_a_body_is(start):
            return
        if any(m.start < end and start < m.end for m in self._cast.mentions_between(start, end)):
            inside = self._cast.mentions_between(start, end)
            if any(self._cast.actors[m.actor].kind != "government" for m in inside):
                return
        name = re.sub(r"\s+", " ", self._text[first.idx : end])
        place = Evidence(first.idx, end, "unnamed_group")
        position = len(self._cast.actors) + len(self.actors)
        for offset, actor in enumerate(self.actors):
            if actor.name.lower() == name.lower():
                position = len(self._cast.actors) + offset
                break
        else:
            country = self._marks.by_start.get(first.idx)
            code = country.country if country is not None and country.kind == "state" else None
            evidence = (replace(place, field="country"),) if code else ()
            self.actors.append(
                ActorFact(name, "group", (NameForm(name, (place,)),), code, evidence)
            )
        self.mentions.append(Mention(start, end, position, "nominal", "unnamed_group"))

    def _without_rank(self, first: Token, noun: Token) -> Token:
        """Return the first word of "senior Iraqi officials" past the words of rank."""
        bare = first
        while bare.i < noun.i and bare.text.lower() in _RANKS:
            bare = bare.nbor(1)
        named = bare.i < noun.i or noun.text.lower() in _NAMED_ALONE
        return bare if named else first

    def _tells_what_a_body_is(self, start: int) -> bool:
        """Tell whether a group only stands in "the Homeland Union, an alliance of Lao parties"."""
        return any(
            end in self._marks.by_end
            and self._marks.by_end[end].kind == "body"
            and _MADE_OF.fullmatch(self._text, end, start)
            for end in range(max(0, start - 80), start)
            if self._text[end] in ", "
        )
