"""What kind of actor a name stands for, judged by its words and by what stands beside it.

Each sign adds its weight to a kind; the heaviest kind wins. "place" is a verdict too: names
so judged are no actors.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc

from toolkit.parsers.english.actors.forms import NameSpan, Verdict
from toolkit.parsers.english.actors.initials import initials_match
from toolkit.parsers.english.actors.kind_words import begins_as_body, kind_of_words
from toolkit.parsers.english.actors.name_context import (
    APPOSITION,
    head_words,
    kind_of_head,
    signs_beside,
)
from toolkit.parsers.english.places.places import city_country, region_country
from toolkit.parsers.english.reading import Reading
from toolkit.reference import read_table

PLACE = "place"
BODY_KINDS = ("party", "armed_group", "government", "intergovernmental", "media", "organization")

_TITLE, _CONTEXT, _ARTICLE, _LABEL, _SHAPE, _FIRST_WORD = 4.0, 2.5, 3.0, 1.0, 2.0, 3.0
_LABELS = {
    "PERSON": "person",
    "ORG": "organization",
    "NORP": "party",
    "GPE": PLACE,
    "LOC": PLACE,
    "FAC": PLACE,
}
_AGE = re.compile(r", (?:aged )?\d\d\b(?!\.\d| per| seats|,\d)")
_WHO = re.compile(r", (?:who|himself|herself)\b")
_LAST_WORD = re.compile(r"([a-z-]+)[ ,]+$")
_BEFORE_PLACE = re.compile(
    r"\b(?:in|at|near|outside|around|towards|into|across|via)(?: the)? $", re.I
)
_BEFORE_NUMBER = re.compile(r"(?:\)|:| \.{2,}| –| -| \||  )?\s*\|?\s*\(?\d")
_SAYS = re.compile(r" (?:said|says|told|added|insisted|wrote|argued|replied|conceded|tweeted)\b")
_REPORTS = re.compile(r"\b(?:told|according to|quoted by|reported by|quoting|citing)(?: the)? $")
_DIGIT = re.compile(r"\d")
_SEATS = re.compile(r"\b(?:seats?|part(?:y|ies)|lists?)\b", re.I)
_GETS_SEATS = re.compile(
    r"[^.;\n]{1,32}\b(?:seats?|deputies|councillors|mandates|largest|biggest)\b"
)
_SENTENCE_END = re.compile(r"(?<![.\s])\. ")
_FROM = re.compile(r" (?:of|from) (?:the (?:[a-z-]+ )?)?")
_OWNS = frozenset(("'s ", "’s ", "' ", "’ "))
_WHOSE = re.compile(r", (?:which|whose (?:leader|chair|head|president|candidate|list|MP|deput))\b")
_TITLE_OF = re.compile(r"([a-z-]+) (?:of|for) (?:the )?$")
_CONTEST = re.compile(r"\b(?:seats|votes|per ?cent|turnout)\b|%", re.I)
_BESIDE = {"before": 4.0, "after": 3.0}
_HEARD = 6
"""How many mentions of a name are listened to."""
_BRACKET = re.compile(r" \(([^()\n]{2,40})\)")


@cache
def _titles() -> frozenset[str]:
    """Titles of office in lower case, for appositions."""
    own = {row["word"].casefold() for row in read_table("person_titles") if row["use"] == "office"}
    return frozenset(own | {row["title"] for row in read_table("titles")})


class _Ballot:
    """The weights that speak for each kind of one name, and the loudest rule of each."""

    __slots__ = ("heard", "loudest", "scores")

    def __init__(self) -> None:
        self.scores: dict[str, float] = {}
        self.loudest: dict[str, tuple[float, str]] = {}
        self.heard: set[str] = set()

    def add(self, kind: str, weight: float, rule: str) -> None:
        self.scores[kind] = self.scores.get(kind, 0.0) + weight
        if weight > self.loudest.get(kind, (0.0, ""))[0]:
            self.loudest[kind] = (weight, rule)

    def verdict(self) -> Verdict:
        """Return the heaviest kind; the kinds of bodies stand together against a person."""
        if not self.scores:
            return Verdict("", 0.0, "")
        bodies = sum(self.scores.get(kind, 0.0) for kind in BODY_KINDS)
        best = max(sorted(self.scores), key=lambda kind: self.scores[kind])
        if best == "person" and bodies > self.scores["person"]:
            best = max(BODY_KINDS, key=lambda kind: self.scores.get(kind, 0.0))
        return Verdict(best, self.scores[best], self.loudest[best][1])


class Judge:
    """Judges the names of one article; keeps its text and labels at hand."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.article.text
        self.labels = _labels(reading.doc)
        self.places = {place.start: place for place in reading.places}
        self.contest = _CONTEST.search(self.text) is not None
        self.body = "party" if self.contest else "organization"

    def judge(self, spans: Sequence[NameSpan]) -> dict[str, Verdict]:
        """Return the verdict on each name among `spans`."""
        ballots: dict[str, _Ballot] = {}
        heard: dict[str, int] = {}
        before: NameSpan | None = None
        for span in spans:
            ballot = ballots.get(span.text)
            if ballot is None:
                ballot = ballots[span.text] = self._open(span.text)
            heard[span.text] = heard.get(span.text, 0) + 1
            if heard[span.text] <= _HEARD:
                self._hear(span, ballot)
                self._hear_neighbours(before, span, ballot, ballots)
            before = span
        if self.contest:
            for row in self._rows(spans):
                near = self.text[max(0, row[0].start - 200) : row[min(2, len(row) - 1)].start]
                _agree(row, ballots, bool(_SEATS.search(near)))
        return {name: ballot.verdict() for name, ballot in ballots.items()}

    def _hear_neighbours(
        self,
        left: NameSpan | None,
        span: NameSpan,
        ballot: _Ballot,
        ballots: dict[str, _Ballot],
    ) -> None:
        """Hear "Jane Doe of NAME", "Doe's NAME" and "NAME's Jane Doe"."""
        if left is None or span.start - left.end > 12:
            return
        gap = self.text[left.end : span.start]
        other = ballots[left.text].verdict()
        if _FROM.fullmatch(gap) and other.kind == "person":
            ballot.add(self.body, 2.5, "person_of_name")
        sure = other.kind == "person" and (other.weight >= 3 or " " not in left.text)
        if gap in _OWNS and span.hint != "person" and sure:
            ballot.add(self.body, 2.5, "person_owns_name")
        if gap in _OWNS and " " in span.text and span.hint == "person":
            ballots[left.text].add(self.body, 2.0, "name_owns_person")

    def _open(self, name: str) -> _Ballot:
        ballot = _Ballot()
        told = kind_of_words(name)
        if told is not None:
            ballot.add(told[0], told[1], "name_words")
        elif begins_as_body(name):
            ballot.add(self.body, _FIRST_WORD, "first_word")
        elif " " in name and not name.isupper():
            ballot.add("person", _SHAPE, "name_shape")
        elif name.isupper() and len(name) <= 6:
            ballot.add(self.body, 1.0, "acronym")
        return ballot

    def _rows(self, spans: Sequence[NameSpan]) -> list[list[NameSpan]]:
        """Return rows of names with a number after each: columns of tables, lists of results."""
        rows: list[list[NameSpan]] = []
        row: list[NameSpan] = []
        for left, right in pairwise(spans):
            gap = self.text[left.end : right.start]
            if gap.strip() in ("(", "(the"):
                continue
            listed = len(gap) < 90 and _DIGIT.search(gap) and not _SENTENCE_END.search(gap)
            if listed:
                if not row:
                    row = [left]
                row.append(right)
            elif row:
                rows.append(row)
                row = []
        if row:
            rows.append(row)
        return [row for row in rows if len(row) > 2]

    def _hear(self, span: NameSpan, ballot: _Ballot) -> None:
        text = self.text
        add = ballot.add
        several = " " in span.text
        told = ballot.loudest.get("person", (0, ""))[1] != "name_shape" and any(
            rule == "name_words" for _, rule in ballot.loudest.values()
        )
        before = text[max(0, span.start - 40) : span.start]
        after = text[span.end : span.end + 80]
        if span.hint == "person":
            add("person", _TITLE, "title_before_name")
        elif span.hint in ("body", "before") and not told:
            add(self.body, _CONTEXT, "name_before_title")
        label = self.labels.get(span.start)
        if label is not None:
            weight = _LABEL if "named_entity" not in ballot.heard else 0.3
            ballot.heard.add("named_entity")
            several_place = several and _LABELS[label] == PLACE
            kind = _LABELS[label]
            if label == "NORP" and not several and not span.text.endswith("s"):
                kind = PLACE  # an adjective of a land or a people
            add(kind, weight * (2 if several_place else 1), "named_entity")
        if not told:
            place = self.places.get(span.start)
            if place is not None and place.end >= span.end:
                add(PLACE, 4.0, "place_name")
            elif names_a_city(span.text) or (several and region_country(span.text)):
                add(PLACE, 3.0 if several else 1.5, "city_name")
            if _BEFORE_PLACE.search(before):
                add(PLACE, 2.5, "place_preposition")
        if before.endswith(("the ", "The ")) and not told and span.hint != "person":
            weight = _ARTICLE if several or span.text.isupper() else 1.0
            add(self.body, weight, "article_before_name")
        bracket = _BRACKET.match(after)
        if bracket and not told and initials_match(span.text, bracket[1]):
            add(self.body, 5.0, "initials_after_name")
        elif bracket and not told and several and " " in bracket[1]:
            once = self.text.count(bracket[1]) == 1
            if once and bracket[1][0].isupper() and kind_of_words(bracket[1]):
                add(self.body, 2.5, "translation_after_name")
        self._hear_apposition(before, after, ballot, several and not told)
        if several and not told and self._has_title_before(before):
            add("person", _CONTEXT, "title_before_name")
        self._hear_context(span, before, after, ballot)

    def _hear_context(self, span: NameSpan, before: str, after: str, ballot: _Ballot) -> None:
        add = ballot.add
        several = " " in span.text
        title = _TITLE_OF.search(before)
        if title and several and title[1] in _titles():
            add(self.body, 2.5, "title_of_name")
        if self.contest and _GETS_SEATS.match(after):
            add("party", 2.0, "seats_after_name")
        for side, kind, sure in signs_beside(before, after):
            weight = _BESIDE[side] if sure else 1.0 if several else 2.0
            add(kind, weight, f"words_{side}_name")
        if not several and _REPORTS.search(before):
            add("media", 2.0, "source_of_report")
        if several and _SAYS.match(after):
            add("person", 1.0, "speaks")
        if before.endswith("(") and after.startswith((")", ",", ";")) and not several:
            add("party", 1.5, "bracket")
        if self.contest and not several and _BEFORE_NUMBER.match(after):
            add("party", 1.5, "number_after_name")

    def _hear_apposition(self, before: str, after: str, ballot: _Ballot, unsigned: bool) -> None:
        if _AGE.match(after):
            ballot.add("person", _CONTEXT, "apposition")
        elif _WHO.match(after):
            if not before.endswith((" of ", " of the ")):
                ballot.add("person", _CONTEXT, "apposition")
        elif unsigned and _WHOSE.match(after):
            ballot.add(self.body, _CONTEXT, "apposition")
        elif unsigned:
            found = APPOSITION.match(after)
            if found is None:
                return
            words = head_words(found)
            if words and (words[-1].casefold() in _titles() or words[0].casefold() in _titles()):
                ballot.add("person", _CONTEXT, "apposition")
            elif (kind := kind_of_head(words)) is not None:
                ballot.add(kind, 3.0, "apposition")

    def _has_title_before(self, before: str) -> bool:
        found = _LAST_WORD.search(before)
        return bool(found) and found[1] in _titles()  # type: ignore[index]


def _agree(row: Sequence[NameSpan], ballots: dict[str, _Ballot], seats: bool) -> None:
    """Let the names of a row whose kind is sure speak for the others."""
    votes = {"party": 0.0, "person": 0.0}
    for name in dict.fromkeys(span.text for span in row):
        verdict = ballots[name].verdict()
        if verdict.kind in votes and verdict.weight >= 3:
            votes[verdict.kind] += 1
    if seats and not votes["person"]:
        votes["party"] += 1
    if votes["party"] == votes["person"]:
        return
    kind = max(sorted(votes), key=lambda k: votes[k])
    for name in dict.fromkeys(span.text for span in row):
        verdict = ballots[name].verdict()
        if verdict.weight < 4 and verdict.kind != PLACE:
            ballots[name].add(kind, 2.5, "row_of_names")


def _labels(doc: Doc) -> dict[int, str]:
    """Return the label of spaCy's entity at each character where one of ours may start."""
    labels: dict[int, str] = {}
    for entity in doc.ents:
        if entity.label_ in _LABELS:
            for token in entity:
                labels.setdefault(token.idx, entity.label_)
    return labels


def names_a_city(name: str) -> bool:
    """Tell whether a name, or a name in capitals throughout, is that of a city."""
    if city_country(name) is not None:
        return True
    return name.isupper() and len(name) > 3 and city_country(name.capitalize()) is not None
