"""What stands right beside a title: "Chad's president", "head of the Harbour Board".

Words that touch a title tell its holder, body or state for certain, so that the reader's
links, which weigh the whole article, are asked only where none does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.places.places import country_of
from toolkit.parsers.english.reading import Reading
from toolkit.parsers.english.roles.post_titles import PostTitle

STATE_BESIDE = "state_beside_title"
"""The rule of a state whose name touches a title."""
_BODIES_OF_NONE = frozenset(("person", "office", "group"))
_STATES = ("country", "demonym")

_NAME_AFTER = re.compile(
    r",?(?:\s(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Lord|Lady|Hon|Rev|Fr|Comrade|[Tt]he|[Ll]ate)\b\.?)*\s"
)
_APPOSED = re.compile(
    r"(?:,|,? –|,? —|\s\()\s?(?:who\s(?:is|was|has been)\s)?"
    r"(?:[a-z][\w-]*\s|[A-Z]\w+(?:['’]s)?\s){0,4}"
)
_OF_AND_NAME = re.compile(
    r"(?:\s(?:of|at|for|in|to|from)\s[^,;:.\n]{2,70}?)?(?:\s\([^()\n]{1,30}\))?,\s"
    r"(?:the\s(?:[a-z][\w-]*\s){0,3})?(?:[A-Z]\w{1,10}\.?\s){0,2}"
)
_OWNER_AND_NAME = re.compile(r"(?:\s\([^()\n]{1,30}\))?(?:\s(?:[A-Z]\w{1,10}\.?))?\s")
_HONORIFICS = r"(?:(?:Mr|Mrs|Ms|Dr|Sir|Hon)\b\.?\s)*"
_LIST_OPENS = re.compile(rf"(?:[,:]|\s–|\s—)?(?:\s(?:of|for)\s[^,;:.\n]{{2,80}},)?\s{_HONORIFICS}")
_LIST_GOES_ON = re.compile(rf"\)?(?:\s\([^()\n]{{1,30}}\))?(?:[,;]|[,;]?\sand|\s&)\s{_HONORIFICS}")
_STATE_BESIDE = re.compile(r"\s(?:\(|of\s|from\s)(?:the\s)?")
_BRACKET = r"(?:\)|\s\([^()\n]{1,30}\))?"
_OWNER_AFTER = re.compile(
    rf"{_BRACKET},?\s(?:of|at|from|in|for|with|within)\s"
    r"(?:(?:the|a|an|its|his|her|their)\s)?(?:[a-z][\w-]*\s){0,4}"
)
_OBJECT_AFTER = re.compile(r"\s(?:(?:the|a|an|its|his|her|their)\s)?(?:[a-z][\w-]*\s){0,3}")
_STATE_AFTER = re.compile(
    r"\s(?:of|from)\s(?:the\s)?(?:(?:[A-Z]\w+\s){0,3}(?:Republic|Kingdom|State|Federation)\sof\s)?"
)
_OF_BESIDE_NAME = re.compile(
    rf"{_BRACKET},?\s(?:\(|(?:of|from|for)\s(?:the\s)?(?:[a-z][\w-]*\s){{0,3}})"
)
_POSSESSIVE = re.compile(rf"{_BRACKET}(?:['’]s?{_BRACKET}|,?\swhose)\s(?:[a-z][\w-]*\s){{0,3}}")
_DIRECT = re.compile(rf"{_BRACKET}[\s-]")
_STATE_BEFORE = re.compile(r"(?:['’]s?)?\s(?:[a-z][\w-]*\s){0,2}")
_WITHIN = re.compile(r"['’]s?\s")
_LED_BY = re.compile(rf"{_BRACKET},?\s(?:(?:which|that|and|is|was|now|then)\s){{0,2}}")
_BY = re.compile(r"\sby\b")
_AS = re.compile(r"\bas\s(?:(?:the|a|an|its|his|her|their)\s)?(?:[a-z][\w-]*\s){0,2}\Z")
_APPOINTED = re.compile(
    r"(?:\s\([^()\n]{1,60}\)|,[^,.;:()\n]{1,60},)?(?:\s[a-z][\w-]*){0,6}?\sas\s"
    r"(?:(?:the|a|an|its|his|her|their)\s)?(?:[a-z][\w-]*\s){0,2}"
)
_REPLACED = re.compile(
    r"\b(?:succe|replac|follow|defeat|beat|under|to|by|from|oust|unseat|than)[a-z]*\s"
    r"(?:[A-Z]\w*\.?\s){0,3}\Z"
)
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_REACH = 120
_LOOK_BACK = 60


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A name beside a title: a position in the cast, or the code of a country."""

    start: int
    end: int
    actor: int = -1
    country: str = ""

    @property
    def rule(self) -> str:
        """The rule of what it tells."""
        return STATE_BESIDE if self.country else "name_beside_title"


class TitleNeighbours:
    """Looks up the names that stand right beside the titles of one article."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self._text = reading.article.text
        persons, bodies = [], []
        for mention in cast.mentions:
            actor = cast.actors[mention.actor]
            found = Neighbour(mention.start, mention.end, mention.actor)
            if actor.kind == "person":
                persons.append(found)
            elif is_body(actor.kind, actor.name):
                bodies.append(found)
        self._persons = _Edges(persons)
        self._bodies = _Edges(bodies)
        self._states = _Edges(
            [
                Neighbour(place.start, place.end, country=place.country)
                for place in reading.places
                if place.country and place.kind in _STATES
            ]
        )

    def holder(self, title: PostTitle) -> Neighbour | None:
        """Return the person whose name follows: "President X", "her counterpart, X".

        A full stop lies between only where it shortens the title: "Gov. X". What comes after
        the comma of "sworn in as president, X" is not the name of the one sworn in.
        """
        text, end = self._text, title.end
        if text[end : end + 1] == "." and _last_word(text, title) not in title.title.split():
            end += 1
        found = self._persons.after(text, end, _NAME_AFTER)
        if found is None:
            return self._after_owner(title)
        if text[end] != "," or not _AS.search(text, max(0, title.start - _LOOK_BACK), title.start):
            return found
        return None

    def _after_owner(self, title: PostTitle) -> Neighbour | None:
        """Return X of "Ambassador of France X", "leader of the Harbour Party X"."""
        owner = self._bodies.after(self._text, title.end, _OWNER_AFTER)
        owner = owner or self._states.after(self._text, title.end, _STATE_AFTER)
        if owner is None:
            return None
        return self._persons.after(self._text, owner.end, _OWNER_AND_NAME)

    def appointed(self, title: PostTitle) -> Neighbour | None:
        """Return the person of "appointed X as minister", "X was sworn in as minister".

        Not that of "succeeds X as minister".
        """
        found = self._persons.before(self._text, title.start, _APPOINTED)
        if found is None:
            return None
        before = self._text[max(0, found.start - _LOOK_BACK) : found.start]
        return None if _REPLACED.search(before) else found

    def beside(self, title: PostTitle) -> tuple[Neighbour, ...]:
        """Return the persons of "X, the former head of Y" and "the head of Y, X"."""
        found = (
            self._persons.before(self._text, title.start, _APPOSED),
            self._persons.after(self._text, title.end, _OF_AND_NAME),
        )
        return tuple(name for name in found if name is not None)

    def listed(self, title: PostTitle) -> tuple[Neighbour, ...]:
        """Return the persons named one after another behind a plural title.

        Each has the state that stands beside the name, "X of Chad" or "X (Chad)", if any.
        """
        found: list[Neighbour] = []
        joint, position = _LIST_OPENS, title.end
        while (name := self._persons.after(self._text, position, joint)) is not None:
            state = self._states.after(self._text, name.end, _STATE_BESIDE)
            position = name.end if state is None else state.end
            found.append(name if state is None else replace(name, country=state.country))
            joint = _LIST_GOES_ON
        return tuple(found)

    def body(self, title: PostTitle) -> Neighbour | None:
        """Return the body of "X's leader", "leader of X", "X leader", "leads X", "X, led by"."""
        if title.told and _BY.match(self._text, title.end):
            return self._bodies.before(self._text, title.start, _LED_BY)
        found = self._bodies.before(self._text, title.start, _POSSESSIVE)
        if found is None:
            joint = _OBJECT_AFTER if title.told else _OWNER_AFTER
            found = self._bodies.after(self._text, title.end, joint)
            while found is not None:
                inner = self._bodies.after(self._text, found.end, _WITHIN)
                if inner is None:
                    break
                found = inner
        return found or self._bodies.before(self._text, title.start, _DIRECT)

    def body_of_holder(self, end: int) -> Neighbour | None:
        """Return the body of "Marshal X of the Y Army", "X (Y)" where the name ends at `end`."""
        return self._bodies.after(self._text, end, _OF_BESIDE_NAME)

    def state(self, title: PostTitle) -> Neighbour | None:
        """Return the state of "Chad's president", "the Chadian president", "president of Chad"."""
        before = self._states.before(self._text, title.start, _STATE_BEFORE)
        return before or self._states.after(self._text, title.end, _STATE_AFTER)


def _last_word(text: str, title: PostTitle) -> str | None:
    found = _LAST_WORD.search(text[title.start : title.end])
    return None if found is None else found[0].casefold()


def is_body(kind: str, name: str) -> bool:
    """Whether an actor can be the body of a post; a state is not, its posts have a country."""
    return kind not in _BODIES_OF_NONE and country_of(name) is None


class _Edges:
    """Names in text order, found by what lies between them and a title."""

    def __init__(self, names: Sequence[Neighbour]) -> None:
        self._names = sorted(names, key=lambda name: name.start)
        self._starts = [name.start for name in self._names]

    def after(self, text: str, position: int, joint: re.Pattern[str]) -> Neighbour | None:
        """Return the next name, if just `joint` lies between `position` and it."""
        place = bisect_left(self._starts, position)
        if place == len(self._names) or self._starts[place] > position + _REACH:
            return None
        found = self._names[place]
        return found if joint.fullmatch(text, position, found.start) else None

    def before(self, text: str, position: int, joint: re.Pattern[str]) -> Neighbour | None:
        """Return the last name before, if just `joint` lies between it and `position`."""
        place = bisect_left(self._starts, position) - 1
        if place < 0 or self._names[place].end < position - _REACH:
            return None
        found = self._names[place]
        return found if joint.fullmatch(text, found.end, position) else None
