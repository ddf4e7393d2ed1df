"""When and where an encounter took place."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.meetings.actor_phrases import title_words, token_at
from toolkit.parsers.english.meetings.cues import Cue
from toolkit.parsers.english.meetings.word_positions import find_positions, word_ids
from toolkit.parsers.english.places.places import city_country
from toolkit.parsers.english.reading import DateMention, PlaceMention, Reading

_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_SETTLEMENTS = frozenset(["city", "town", "village", "capital", "port", "resort"])
_PLACE_PREPOSITIONS = frozenset(["in", "at", "near", "outside", "inside"])
_WAY_PREPOSITIONS = frozenset(["to", "from", "into", "for", "via", "through"])
_JOURNEYS = frozenset(
    ["trip", "trips", "visit", "visits", "journey", "journeys", "flight", "stop", "tour"]
)
_NAME_OPENERS = word_ids(["in", "at"])

PARAGRAPHS_BACK = 2
"""Paragraphs before its own in which an encounter's day is sought at last: 0 finds 67 of 100
days of the encounters found in the training articles, 1 finds 69, 2 finds 72."""


@dataclass(frozen=True, slots=True)
class Owners:
    """For each date and place, the position of the cue in whose clause it stands."""

    dates: dict[int, int | None]
    places: dict[int, int | None]


def _owner(doc: Doc, token: int, cue_of_word: dict[int, int]) -> int | None:
    current = doc[token]
    for _ in range(40):
        if current.i in cue_of_word:
            return cue_of_word[current.i]
        if current.head.i == current.i:
            return None
        current = current.head
    return None


def find_owners(
    reading: Reading, locations: tuple[PlaceMention, ...], cues: tuple[Cue, ...]
) -> Owners:
    """Return which cue each date and each place of the article belongs to by the parse."""
    doc = reading.doc
    words: dict[int, int] = {}
    for position, cue in enumerate(cues):
        words.setdefault(cue.verb, position)
    for position, cue in enumerate(cues):
        words[cue.word] = position

    def owners(
        mentions: tuple[DateMention, ...] | tuple[PlaceMention, ...],
    ) -> dict[int, int | None]:
        return {m.start: _owner(doc, token_at(doc, m.start), words) for m in mentions}

    return Owners(owners(reading.dates), owners(locations))


def _distance(cue: Cue, start: int, end: int) -> int:
    return start - cue.end if start >= cue.end else cue.start - end


def _paragraph_start(reading: Reading, position: int) -> int:
    """Return where the block that holds `position` begins."""
    index = bisect_right(reading.blocks, position, key=lambda b: b.start) - 1
    return reading.blocks[index].start if index >= 0 else 0


def read_day_before(
    reading: Reading, position: int, paragraphs_back: int = PARAGRAPHS_BACK
) -> DateMention | None:
    """Return the last day named before `position`: the story of that day goes on.

    It is sought in the paragraph of `position` and in `paragraphs_back` before it. What came
    "a day earlier" is no step of the story.
    """
    start = _paragraph_start(reading, position)
    for _ in range(paragraphs_back):
        start = _paragraph_start(reading, max(0, start - 1))
    before = [
        d
        for d in reading.dates
        if start <= d.start < position and d.first is not None and d.precision == "day"
        if not _looks_back(reading.article.text, d)
    ]
    return before[-1] if before else None


def _looks_back(text: str, day: DateMention) -> bool:
    words = text[day.start : day.end].casefold()
    return day.rule == "date.from_previous" and words.endswith(("earlier", "before"))


def _previous_words(text: str, start: int) -> list[str]:
    return [word.lower() for word in text[max(0, start - 40) : start].split()]


def _is_location(text: str, doc: Doc, place: PlaceMention) -> bool:
    """Tell whether the words say where something happens ("in Rome"), not whose it is."""
    if place.kind == "demonym":
        return False
    before = _previous_words(text, place.start)
    while before and before[-1] in (
        "the",
        "a",
        "an",
        "nearby",
        "neighbouring",
        "central",
        "northern",
        "southern",
    ):
        before.pop()
    if not before:
        return False
    if before[-1] == "of":
        return len(before) > 1 and before[-2] in _SETTLEMENTS
    if before[-1] in _SETTLEMENTS:
        return True
    if before[-1] not in _PLACE_PREPOSITIONS | _WAY_PREPOSITIONS:
        return False
    governor = _governor(doc[token_at(doc, place.end - 1)])
    if before[-1] in _WAY_PREPOSITIONS:
        return governor.pos_ == "VERB" or governor.lower_ in _JOURNEYS
    return governor.lower_ not in title_words()


def _governor(token: Token) -> Token:
    """Return the word that the preposition before a place depends on."""
    while token.dep_ != "prep" and token.head.i != token.i and token.pos_ != "VERB":
        token = token.head
    return token.head if token.dep_ == "prep" else token


def find_locations(reading: Reading, cast: Cast) -> tuple[PlaceMention, ...]:
    """Return the places of the article where something can have happened, in text order.

    Besides the places of the reading these are names after "in" or "at" that no table of
    cities holds.
    """
    text, doc = reading.article.text, reading.doc
    found = {p.start: p for p in reading.places if _is_location(text, doc, p)}
    taken = [(p.start, p.end) for p in reading.places]
    taken += [(m.start, m.end) for m in cast.mentions]
    taken += [(d.start, d.end) for d in reading.dates]
    taken.sort()
    for preposition in find_positions(doc, _NAME_OPENERS):
        i = preposition + 1
        if i >= len(doc):
            break
        token = doc[i]
        if token.pos_ != "PROPN" or not token.text[:1].isupper():
            continue
        last = i
        while (
            last + 1 < len(doc)
            and doc[last + 1].pos_ == "PROPN"
            and not doc[last + 1].is_sent_start
        ):
            last += 1
        start, end = token.idx, doc[last].idx + len(doc[last].text)
        at = bisect_right(taken, (end, 0)) - 1
        is_taken = any(a < end and start < b for a, b in taken[max(0, at - 2) : at + 2])
        if not is_taken and doc[last].ent_type_ in ("GPE", "LOC", "FAC", "PERSON", "ORG", ""):
            kind = "city" if doc[i - 1].lower_ == "in" else "venue"
            found[start] = PlaceMention(start, end, text[start:end], None, kind)
    return tuple(found[start] for start in sorted(found))


def _place_before(
    reading: Reading, locations: tuple[PlaceMention, ...], position: int
) -> PlaceMention | None:
    """Return the last city named before `position` in its paragraph, else the dateline's."""
    start = _paragraph_start(reading, position)
    before = [p for p in locations if start <= p.start < position and p.kind == "city"]
    if before:
        return before[-1]
    dateline = next((b for b in reading.blocks if b.kind == "dateline"), None)
    name = reading.header.dateline_place
    if dateline is None or name is None or name.casefold() in _DAYS:
        earlier = [p for p in locations if p.start < start and p.kind == "city"]
        return earlier[-1] if earlier else None
    for p in reading.places:
        if p.kind == "city" and p.name.casefold() == name.casefold():
            return PlaceMention(
                dateline.start, dateline.start + len(name), p.name, p.country, "city"
            )
    country = city_country(name.title(), reading.header.home_country)
    return PlaceMention(dateline.start, dateline.start + len(name), name.title(), country, "city")


def _qualifies(text: str, day: DateMention) -> bool:
    """Tell whether a year or month only qualifies a noun ("the 2018 elections")."""
    before = _previous_words(text, day.start)
    return (
        day.precision in ("year", "month")
        and bool(before)
        and before[-1] in ("the", "a", "its", "since", "until", "of")
    )


def read_date(reading: Reading, cue: Cue, position: int, owners: Owners) -> DateMention | None:
    """Return the date words of the cue's clause, else of its sentence; days before spans."""
    sentence = cue.sentence(reading.doc)
    here = [
        d
        for d in reading.dates
        if sentence.start_char <= d.start < sentence.end_char
        and d.first is not None
        and not _qualifies(reading.article.text, d)
    ]
    if not here:
        return read_day_before(reading, sentence.start_char, paragraphs_back=0)

    def rank(d: DateMention) -> tuple[int, int, int]:
        owner = owners.dates.get(d.start)
        clause = 0 if owner == position else 1 if owner is None else 2
        return clause, d.precision != "day", _distance(cue, d.start, d.end)

    return min(here, key=rank)


def read_place(
    reading: Reading,
    locations: tuple[PlaceMention, ...],
    cue: Cue,
    position: int,
    owners: Owners,
) -> PlaceMention | None:
    """Return the city, else the narrowest place, of the cue's clause, sentence or dateline."""
    sentence = cue.sentence(reading.doc)
    here = [p for p in locations if sentence.start_char <= p.start < sentence.end_char]
    if not any(p.kind == "city" for p in here):
        before = _place_before(reading, locations, sentence.start_char)
        if before is not None or not here:
            return before

    def rank(p: PlaceMention) -> tuple[int, int, int]:
        owner = owners.places.get(p.start)
        clause = 0 if owner == position else 1 if owner is None else 2
        return (
            {"city": 0, "venue": 1, "region": 1}.get(p.kind, 2),
            clause,
            _distance(cue, p.start, p.end),
        )

    return min(here, key=rank)
