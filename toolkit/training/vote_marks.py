"""The numbers and words that state annotated results, and the days of annotated elections."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.parsers.english.reader.words import Words
from toolkit.reference import read_table
from toolkit.training.annotated import actor_named
from toolkit.training.candidates import Candidates
from toolkit.training.encounter_marks import passage
from toolkit.training.labels import (
    ELECTION_KINDS,
    LABELS,
    OUTCOMES,
    RESULT_MEASURES,
    RESULT_STATUSES,
    WHOLE_MEASURES,
)
from toolkit.training.lexicon import SURE, Passages, best_word
from toolkit.training.mention_marks import MentionMark

_SHARES = frozenset({"turnout", "vote_share"})
_SHARE_UNITS = frozenset({"count", "fraction", "percent", "points"})
_OF_TURNOUT = re.compile(r"turn|took part|participat|voted|cast|poll", re.IGNORECASE)
_AROUND = 90
_BEHIND = 5
"""Words by which a number before its contender counts as farther off than one after."""
_FAR = 999
_NEAR = 25
"""Words between a passage that tells an outcome and the name before it of whom it is told."""

UNKNOWN = -100
"""Outcome of a mention that nothing is learned from; torch leaves such labels out."""


@dataclass(frozen=True, slots=True)
class FigureMark:
    """A number or a word that states part of a result, and the election that it is of.

    `measure` is 0 for a word that tells an outcome; `contender` None for a figure of the
    election as a whole. `dates` and `countries` are learned from only where `knows_...`.
    """

    word: int
    measure: int
    contender: int | None
    election_kind: int
    dates: tuple[int, ...]
    knows_date: bool
    status: int
    outcome: int
    countries: tuple[int, ...]
    knows_country: bool


def known_outcomes(outcome: str) -> frozenset[str]:
    """Return the words of our table that tell an outcome."""
    return frozenset(
        word
        for row in read_table("outcome_words")
        if outcome in (row["subject"], row["object"])
        for word in row["words"].split()
    )


def _same(found: float, wanted: float, measure: str) -> bool:
    if measure in _SHARES:
        return abs(found - wanted) <= 0.05
    return abs(abs(found) - abs(wanted)) < 1e-9


class _Marker:
    """Finds the figures of one article; a number states one thing only."""

    def __init__(
        self,
        record: Mapping[str, Any],
        words: Words,
        mentions: Sequence[MentionMark],
        candidates: Candidates,
    ) -> None:
        self.record = record
        self.words = words
        self.mentions = mentions
        self.candidates = candidates
        self.elections = {election["key"]: election for election in record["elections"]}
        self.of_number: dict[int, FigureMark] = {}
        self.of_word: dict[tuple[int, int], FigureMark] = {}
        self.of_mention: dict[int, FigureMark] = {}

    def _figure(
        self,
        word: int,
        measure: str,
        election: Mapping[str, Any],
        contender: int | None,
        result: Mapping[str, Any],
    ) -> FigureMark:
        dates = self.candidates.dates_of(election.get("start"), election.get("end"))
        countries = self.candidates.places_in(election.get("country"))
        return FigureMark(
            word,
            LABELS["number"].index(measure),
            contender,
            ELECTION_KINDS.index(election["kind"]),
            tuple(dates),
            election.get("start") is None or bool(dates),
            RESULT_STATUSES.index(result.get("status") or "unspecified"),
            OUTCOMES.index(result.get("outcome") or "none"),
            tuple(countries),
            election.get("country") is None or bool(countries),
        )

    def mark_result(self, result: Mapping[str, Any]) -> None:
        """Mark the numbers of one annotated result."""
        election = self.elections.get(result["election"])
        contender = actor_named(self.record, result["contender"])
        if election is None or contender is None:
            return
        quoted = passage(self.words, result.get("evidence"))
        everywhere = (0, len(self.words) - 1)
        for measure in RESULT_MEASURES:
            value = result.get(measure)
            if value is None:
                continue
            for zone in (quoted, everywhere):
                number = None if zone is None else self._number(value, measure, contender, zone)
                if number is not None:
                    word = self.candidates.number_words[number]
                    self.of_number[number] = self._figure(
                        word, measure, election, contender, result
                    )
                    break

    def _number(
        self, value: float, measure: str, contender: int, zone: tuple[int, int]
    ) -> int | None:
        """Return the free number of the zone with this value, nearest to its contender."""
        named = [mark.first for mark in self.mentions if mark.actor == contender]

        def distance(number: int) -> tuple[int, int]:
            word = self.candidates.number_words[number]
            apart = [abs(word - at) + (_BEHIND if at > word else 0) for at in named]
            return min(apart, default=_FAR), number

        options = [
            number
            for number, found in enumerate(self.candidates.numbers)
            if number not in self.of_number
            and _same(found.value, value, measure)
            and zone[0] <= self.candidates.number_words[number] <= zone[1]
            and (measure != "vote_share" or found.unit in _SHARE_UNITS)
        ]
        return min(options, key=distance, default=None)

    def mark_outcome(
        self, result: Mapping[str, Any], taken: set[int], scores: Mapping[str, float]
    ) -> None:
        """Mark the word that tells the outcome of one annotated result, if one does.

        Marks the name of whom it is told as well, if that stands there or shortly before.
        """
        election = self.elections.get(result["election"])
        contender = actor_named(self.record, result["contender"])
        quoted = passage(self.words, result.get("evidence"))
        if election is None or contender is None or quoted is None:
            return
        word = best_word(Passages(self.words, taken, ()), quoted, scores)
        mention = self._mention(contender, quoted, quoted[0] if word is None else word)
        if mention is not None:
            first = self.mentions[mention].first
            figure = self._figure(first, "none", election, contender, result)
            self.of_mention.setdefault(mention, figure)
        if word is None or scores.get(self.words.word(word).casefold(), 0.0) < SURE:
            return
        figure = self._figure(word, "none", election, contender, result)
        self.of_word[word, contender] = figure

    def _mention(self, contender: int, quoted: tuple[int, int], word: int) -> int | None:
        """Return the mention of a contender in a passage nearest to a word, else one before it."""
        own = {n: mark.first for n, mark in enumerate(self.mentions) if mark.actor == contender}
        inside = [n for n, first in own.items() if quoted[0] <= first <= quoted[1]]
        before = [n for n, first in own.items() if 0 < quoted[0] - first <= _NEAR]
        return min(inside or before, key=lambda n: abs(own[n] - word), default=None)

    def mark_whole(self, election: Mapping[str, Any]) -> None:
        """Mark the turnout and the seats of one annotated election."""
        for measure in WHOLE_MEASURES:
            value = election.get(measure)
            if value is None:
                continue
            numbers = [
                number
                for number, found in enumerate(self.candidates.numbers)
                if number not in self.of_number and _same(found.value, value, measure)
            ]
            if len(numbers) > 1 and measure == "turnout":
                numbers = [n for n in numbers if self._tells_turnout(n)] or numbers
            for number in numbers:
                word = self.candidates.number_words[number]
                self.of_number[number] = self._figure(word, measure, election, None, {})

    def _tells_turnout(self, number: int) -> bool:
        found = self.candidates.numbers[number]
        around = self.words.text[max(0, found.start - _AROUND) : found.end + _AROUND]
        return _OF_TURNOUT.search(around) is not None


@dataclass(frozen=True, slots=True)
class VoteMarks:
    """What states the results of one article.

    `numbers` are the figures that numbers state, `words` those that words state, and `names`
    those that the names of contenders stand for. `contender_outcomes` has for each mention a
    position in `OUTCOMES`, UNKNOWN for further mentions of a contender whose outcome is told.
    """

    numbers: tuple[FigureMark, ...]
    words: tuple[FigureMark, ...]
    names: tuple[FigureMark, ...]
    contender_outcomes: tuple[int, ...]


def mark_votes(
    record: Mapping[str, Any],
    words: Words,
    mentions: Sequence[MentionMark],
    taken: set[int],
    candidates: Candidates,
    scores: Mapping[str, Mapping[str, float]],
) -> VoteMarks:
    """Return the marks of one article, each group in text order.

    `scores` has for each outcome how well words tell it.
    """
    marker = _Marker(record, words, mentions, candidates)
    for result in record["results"]:
        marker.mark_result(result)
        if result.get("outcome"):
            marker.mark_outcome(result, taken, scores[result["outcome"]])
    for election in record["elections"]:
        marker.mark_whole(election)
    ended = {
        actor_named(record, result["contender"])
        for result in record["results"]
        if result.get("outcome")
    }
    return VoteMarks(
        tuple(marker.of_number[number] for number in sorted(marker.of_number)),
        tuple(marker.of_word[word] for word in sorted(marker.of_word)),
        tuple(marker.of_mention[mention] for mention in sorted(marker.of_mention)),
        tuple(
            marker.of_mention[number].outcome
            if number in marker.of_mention
            else UNKNOWN
            if mention.actor in ended
            else OUTCOMES.index("none")
            for number, mention in enumerate(mentions)
        ),
    )


def election_days(record: Mapping[str, Any], candidates: Candidates) -> list[list[float]]:
    """Return for each date whether it is the day of an election of each kind, 0 or 1."""
    days = [[0.0] * len(ELECTION_KINDS) for _ in candidates.dates]
    for election in record["elections"]:
        for date in candidates.dates_of(election.get("start"), election.get("end")):
            days[date][ELECTION_KINDS.index(election["kind"])] = 1.0
    return days
