"""The words of an office known only by its title: whose it is, and how far they reach."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import takewhile

from toolkit.parsers.english.cast import Cast, Mention
from toolkit.parsers.english.reading import PlaceMention, Reading
from toolkit.parsers.english.roles.post_titles import (
    PostTitle,
    names_around_titles,
    read_post_title,
)
from toolkit.parsers.english.roles.title_neighbours import is_body

ARTICLE = re.compile(r"(?:the|a|an|his|her|its|their)\s+", re.IGNORECASE)
"""Words before an office that are no part of its name."""

_WORD = re.compile(r"\w+")
_NOT_COVERED = frozenset(("office", "person"))
_LONGEST = 120
_STATES = ("country", "demonym")
_POSSESSIVE = re.compile(r"(?:['’]s?)?\s")
_OF = re.compile(r"\s(?:of|from)\s(?:the\s)?")


@dataclass(frozen=True, slots=True)
class Office:
    """One mention of an office: where it stands, its title, and whose office it is.

    `state` is the place that tells the state, `body` a position in the cast.
    """

    start: int
    end: int
    actor: int
    title: PostTitle | None
    state: PlaceMention | None
    body: int | None

    @property
    def country(self) -> str | None:
        """The code of the state whose office it is."""
        return None if self.state is None else self.state.country


class OfficeReader:
    """Reads the mentions of offices in one article."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self._text = reading.article.text
        self._cast = cast
        self._names = names_around_titles(reading, cast)
        self._places = reading.places
        self._starts = [place.start for place in reading.places]
        self._forms = [
            (position, " ".join(_WORD.findall(form.name)))
            for position, actor in enumerate(cast.actors)
            if is_body(actor.kind, actor.name)
            for form in actor.forms
        ]

    def office(self, mention: Mention) -> Office:
        """Return what a mention says, with the state or body that stands right beside it.

        "[Norway's] ambassador" and "director [of the Bank]" reach as far as the brackets.
        """
        start, end = mention.start, mention.end
        inside = self._places_between(start, end)
        beside = None
        if not any(place.kind in _STATES for place in inside):
            beside = self._state_beside(mention)
        owner = beside or self._body_after(mention)
        if owner is not None:
            start, end = min(start, owner.start), max(end, owner.end)
        article = ARTICLE.match(self._text, mention.start, mention.end)
        first = mention.start if article is None else article.end()
        title = read_post_title(self._text, first, mention.end, self._names)
        if title is not None:
            end = max(end, title.end)
        if self._touches_another(mention, start, end):
            start, end, beside = mention.start, mention.end, None
        states = [p for p in (*inside, beside) if p is not None and p.country is not None]
        state = next((place for place in states if not _is_destination(title, place)), None)
        return Office(start, end, mention.actor, title, state, self._body_between(start, end))

    def _places_between(self, start: int, end: int) -> tuple[PlaceMention, ...]:
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(place for place in self._places[first:last] if place.end <= end)

    def _state_beside(self, mention: Mention) -> PlaceMention | None:
        """Return the state right before or after the words of an office."""
        place = bisect_left(self._starts, mention.start)
        for near in self._places[max(place - 1, 0) : place]:
            if near.kind in _STATES and _POSSESSIVE.fullmatch(self._text, near.end, mention.start):
                return near
        place = bisect_left(self._starts, mention.end)
        for near in self._places[place : place + 1]:
            if near.kind in _STATES and _OF.fullmatch(self._text, mention.end, near.start):
                return near
        return None

    def _body_after(self, mention: Mention) -> Mention | None:
        """Return the body right after the words of an office: "director [of the Bank]"."""
        mentions = self._cast.mentions
        place = bisect_left(mentions, mention.end, key=lambda m: m.start)
        for after in mentions[place : place + 1]:
            actor = self._cast.actors[after.actor]
            if is_body(actor.kind, "") and _OF.fullmatch(self._text, mention.end, after.start):
                return after
        return None

    def _touches_another(self, mention: Mention, start: int, end: int) -> bool:
        """Whether [start, end) shares characters with a person or with another office."""
        mentions = self._cast.mentions
        first = bisect_left(mentions, start - _LONGEST, key=lambda m: m.start)
        return any(
            other != mention
            and other.end > start
            and self._cast.actors[other.actor].kind in _NOT_COVERED
            for other in takewhile(lambda m: m.start < end, mentions[first:])
        )

    def _body_between(self, start: int, end: int) -> int | None:
        """Return the body that the words of an office name: "president of the Senate"."""
        words = " ".join(_WORD.findall(self._text[start:end]))
        found = (actor for actor, form in self._forms if form and f" {form} " in f" {words} ")
        return next(found, None)


def _is_destination(title: PostTitle | None, place: PlaceMention) -> bool:
    if title is None or title.domain != "diplomatic":
        return False
    return re.search(rf" (?:to|in|for) (?:the )?{re.escape(place.name)}$", title.title) is not None
