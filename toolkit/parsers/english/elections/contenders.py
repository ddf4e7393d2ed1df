"""The contenders that a passage names: candidates, parties, and the words that stand for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.parsers.english.cast import Cast, Mention
from toolkit.parsers.english.elections.passages import Passage
from toolkit.parsers.english.reading import Reading

_PARTY_NOUN = (
    r"(?:party|alliance|coalition|lists?|movement|bloc|camp|group|faction|side|front|ticket)"
)
_OWNED_PARTY = re.compile(rf"(?:['’]s?|['’]) (?:own |[a-z-]+ ){{0,2}}{_PARTY_NOUN}\b(?! of [A-Z])")
_OWNED_OTHER = re.compile(r"(?:['’]s|s['’]) (?:[\w-]+ ){0,4}$")
_PRONOUN = re.compile(
    rf"\b(?P<owned>(?:his|her|whose|their|its) (?:[a-z-]+ ){{0,2}}{_PARTY_NOUN})\b"
    rf"|\b(?P<party>(?:the|this|that) (?:(?:ruling|governing|opposition|main|centre-left|"
    rf"centre-right|left-wing|right-wing|conservative|liberal) )?{_PARTY_NOUN})\b(?! of)"
    r"|\b(?P<person>he|she|him|(?<=and )her(?= with))\b|\b(?P<thing>it|they)\b"
    r"|\b(?P<rival>(?:(?<=beat )|(?<=led )|(?<=defeated )|(?<=trailed ))(?:him|her)\b"
    r"|(?:his|her|the) (?:[a-z]+ )?(?:rival|opponent|challenger))\b",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"(?:,(?: \d\d,)?)? (?:of|from|for) (?:the |a |an |his |her |its |[a-z-]+ ){0,4}|,? \("
    r"|,(?: \d\d,)? (?:the |a |an |of |its |his |her )?(?:[a-z'’-]+ ){1,6}"
    r"(?:(?:of|from|for|by|behind) )?(?:the )?"
    r"|,(?: \d\d,)? (?:[\w.'’-]+ ){0,9}(?:of|for|from|by|behind|in) (?:the |a |its |[a-z-]+ ){0,5}"
    r"|, "
)
_RUNNING_MATE = re.compile(r",? (?:and|with) (?:his |her |the )?running[ -]mate,? (?:[a-z]+ ){0,3}")
_AGE = re.compile(r",? \(?\d\d\)?,")
_LIST_GAP = re.compile(r",? (?:and |or )?(?:the )?|, ")
_VERB = re.compile(
    r"\b(?:won|took|got|had|has|have|is|was|were|are|will|secured|received|polled|beat|defeated"
    r"|gave|gained|lost|led|finished|came|stood|followed|and|with|while|against|but)\b"
)


_CHOICES = frozenset(
    ("yes", "no", "against", "for", "approve", "reject", "remain", "leave", "in favor", "in favour")
)


def is_choice(name: str) -> bool:
    """Tell whether a name is an answer that a referendum offers."""
    return name.casefold() in _CHOICES


@dataclass(frozen=True, slots=True)
class Contender:
    """Words of a passage that stand for one who runs.

    `subordinate`: they only describe the contender named just before ("(Labour)", "of the
    Greens"). `form`: "name", "owned" ("Silva's party"), "pronoun".
    """

    start: int
    end: int
    actor: int
    form: str
    subordinate: bool


_TITLE_GAP = r"(?:[\w.'’-]+ ){0,5}"
# What stands between a person and the party that he runs for, in this order or the other.
_PERSON_THEN_PARTY = re.compile(
    rf" \((?:[a-z]+, )?|,? (?:of|from|for) (?:the |his |her )?(?:[a-z-]+ ){{0,3}}"
    rf"|, (?:(?:the|a|its|who leads|who heads|leader|chair\w*|president|head|candidate) )"
    rf"{_TITLE_GAP}|, "
)
_PARTY_THEN_PERSON = re.compile(
    rf"['’]s? {_TITLE_GAP}| (?:leader|candidate|nominee|president|chair\w*|chief|boss|incumbent)"
    rf" {_TITLE_GAP}|,? (?:\([^)]*\),? )?(?:of|led by|under|headed by) {_TITLE_GAP}"
    rf"| \([^)]*\) (?:of|led by|under) {_TITLE_GAP}"
)


def read_affiliations(reading: Reading, cast: Cast) -> dict[int, int]:
    """Return the party of each person whose party the text tells, by their positions.

    A post in a party decides; then a name beside a party's name ("Silva (Greens)", "Silva of
    the Greens", "the Greens' Silva"), the first in the text.
    """
    found: dict[int, int] = {}
    for role in cast.roles:
        if role.organization is not None and cast.actors[role.organization].kind == "party":
            found.setdefault(role.actor, role.organization)
    text = reading.article.text
    for one, two in zip(cast.mentions, cast.mentions[1:], strict=False):
        kinds = (cast.actors[one.actor].kind, cast.actors[two.actor].kind)
        gap = text[one.end : two.start]
        if kinds == ("person", "party") and _PERSON_THEN_PARTY.fullmatch(gap):
            found.setdefault(one.actor, two.actor)
        elif kinds == ("party", "person") and _PARTY_THEN_PERSON.fullmatch(gap):
            found.setdefault(two.actor, one.actor)
    return found


def _namesake_party(cast: Cast, actor: int) -> int | None:
    """Return the party whose name shares the stem of a person's surname ("Perón": "Peronist")."""
    surname = cast.actors[actor].name.split()[-1].casefold()
    surname = surname.removeprefix("al-")
    if len(surname) >= 4:
        for position, other in enumerate(cast.actors):
            if other.kind == "party" and any(
                word.casefold().startswith(surname) for word in other.name.split()
            ):
                return position
    return None


class ContenderReader:
    """Finds contenders passage by passage, keeping who was named last for pronouns."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self.reading = reading
        self.cast = cast
        self.affiliations = read_affiliations(reading, cast)
        self.last_person: int | None = None
        self.other_person: int | None = None
        self.last_party: int | None = None

    def party_of(self, actor: int) -> int | None:
        """Return the party that a person leads or stands for, None where the text does not say."""
        found = self.affiliations.get(actor)
        return _namesake_party(self.cast, actor) if found is None else found

    def _resolve(self, match: re.Match[str]) -> int | None:
        """Return the actor that a pronoun or "his party" stands for."""
        if match["owned"]:
            owner = self.last_person
            if owner is not None:
                return self.party_of(owner)
            return None
        if match["rival"]:
            return self.other_person
        if match["person"]:
            return self.last_person
        return self.last_party

    def read(self, passage: Passage) -> tuple[Contender, ...]:
        """Return the contenders of a passage in text order, not overlapping."""
        text = self.reading.article.text
        found: list[Contender] = []
        for mention in self._items(passage):
            start, end, actor, form = mention
            subordinate = False
            if found:
                gap = text[found[-1].end : start]
                head = found[-1]
                subordinate = (
                    len(gap) < 90
                    and "\n" not in gap
                    and not any(char.isdigit() for char in _AGE.sub("", gap))
                    and bool(_SUBORDINATE.fullmatch(gap))
                    and not (_LIST_GAP.fullmatch(gap) and not self._may_describe(head, actor))
                    and not _VERB.search(gap)
                )
                subordinate = subordinate or bool(_RUNNING_MATE.fullmatch(gap))
                if re.fullmatch(r"['’]s? (?:[\w'’-]+,? ){0,5}", gap) and not _VERB.search(gap):
                    found[-1] = Contender(head.start, head.end, head.actor, head.form, True)
            found.append(Contender(start, end, actor, form, subordinate))
        return tuple(found)

    def _may_describe(self, head: Contender, actor: int) -> bool:
        """Tell whether a comma before `actor` can open an apposition ("Foo, Bar Party: 12")."""
        kinds = (self.cast.actors[head.actor].kind, self.cast.actors[actor].kind)
        return kinds == ("person", "party")

    def _items(self, passage: Passage) -> Iterable[tuple[int, int, int, str]]:
        text = self.reading.article.text
        items: list[tuple[int, int, int, str]] = []
        for mention in self.cast.mentions_between(passage.start, passage.end):
            if not self._can_run(mention):
                continue
            if self.cast.actors[mention.actor].kind == "person" and (
                owned := _OWNED_PARTY.match(text, mention.end, passage.end)
            ):
                party = self.party_of(mention.actor)
                actor = mention.actor if party is None else party
                items.append((mention.start, owned.end(), actor, "owned"))
            else:
                items.append((mention.start, mention.end, mention.actor, "name"))
        named = list(items)
        for match in _PRONOUN.finditer(text, passage.start, passage.end):
            if any(match.start() < end and start < match.end() for start, end, _, _ in named):
                continue
            for start, _, actor, form in sorted(named):
                if start < match.start() and form == "name":
                    self._note(actor)
            resolved = self._resolve(match)
            if resolved is not None:
                items.append((match.start(), match.end(), resolved, "pronoun"))
        for _, _, actor, form in sorted(named, reverse=True):
            if form == "name":
                self._note(actor)
        return sorted(items)

    def _can_run(self, mention: Mention) -> bool:
        """Tell whether a mention can be of a contender: a person, a party, a choice."""
        kind = self.cast.actors[mention.actor].kind
        if kind == "group":
            return is_choice(self.cast.actors[mention.actor].name)
        return kind in ("person", "party")

    def _note(self, actor: int) -> None:
        if self.cast.actors[actor].kind == "person":
            if actor != self.last_person:
                self.other_person = self.last_person
            self.last_person = actor
        else:
            self.last_party = actor
