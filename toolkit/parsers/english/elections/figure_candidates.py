"""What a figure can belong to: the actors, days and countries that the article names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.parsers.english.cast import Cast, Mention
from toolkit.parsers.english.elections.contests import Interval
from toolkit.parsers.english.reader.scores import Floats, Scores
from toolkit.parsers.english.reading import DateMention, PlaceMention, Reading

_IMPOSSIBLE = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Candidates:
    """The mentions of one article that a figure can point to, each group in text order.

    `..._words` has the first word of each mention. `intervals` and `countries` are the
    distinct ones that `days` and `places` name, in order of their first mention.
    """

    mentions: tuple[Mention, ...]
    mention_words: tuple[int, ...]
    days: tuple[DateMention, ...]
    day_words: tuple[int, ...]
    intervals: tuple[Interval, ...]
    places: tuple[PlaceMention, ...]
    place_words: tuple[int, ...]
    countries: tuple[str, ...]

    def actor_logits(self, scores: Scores, anchors: Sequence[int], actors: int) -> Floats:
        """Return how much each anchor word tells of each of `actors` actors, [anchors, actors]."""
        if not self.mentions:
            return np.full((len(anchors), actors), _IMPOSSIBLE, dtype=np.float32)
        logits = scores.relate("contender", anchors, self.mention_words)
        groups = [mention.actor for mention in self.mentions]
        return pool(logits[:, :-1], groups, actors)

    def interval_logits(self, scores: Scores, anchors: Sequence[int]) -> Floats:
        """Return how much each anchor word belongs to each interval and, last, to none."""
        if not self.days:
            return np.zeros((len(anchors), 1), dtype=np.float32)
        logits = scores.relate("fdate", anchors, self.day_words)
        none = len(self.intervals)
        return pool(logits, [*self.day_groups(), none], none + 1)

    def day_groups(self) -> list[int]:
        """Return the position in `intervals` of each of `days`, one too far if it has no place.

        "Thursday" of an article without a date names the day of a vote as well as none would.
        """
        place = {interval: number for number, interval in enumerate(self.intervals)}
        none = len(place)
        return [
            none if (interval := interval_of(day)) is None else place[interval] for day in self.days
        ]

    def country_logits(self, scores: Scores, anchors: Sequence[int]) -> Floats:
        """Return how much each anchor word belongs to each country and, last, to none."""
        if not self.places:
            return np.zeros((len(anchors), 1), dtype=np.float32)
        logits = scores.relate("fcountry", anchors, self.place_words)
        number = {country: position for position, country in enumerate(self.countries)}
        none = len(number)
        groups = [none if p.country is None else number[p.country] for p in self.places]
        pooled = pool(logits, [*groups, none], none + 1)
        return pooled


def interval_of(day: DateMention) -> Interval | None:
    """Return first and last day of a date, None if it could not be placed."""
    if day.first is None or day.last is None:
        return None
    return day.first, day.last


def find_candidates(reading: Reading, cast: Cast, scores: Scores) -> Candidates:
    """Return what the figures of an article can belong to."""
    words = scores.words
    mentions = [
        (mention, span[0])
        for mention in cast.mentions
        if (span := words.between(mention.start, mention.end)) is not None
    ]
    days = [
        (day, span[0])
        for day in reading.dates
        if (span := words.between(day.start, day.end)) is not None
    ]
    places = [
        (place, span[0])
        for place in reading.places
        if (span := words.between(place.start, place.end)) is not None
    ]
    return Candidates(
        tuple(mention for mention, _ in mentions),
        tuple(word for _, word in mentions),
        tuple(day for day, _ in days),
        tuple(word for _, word in days),
        tuple(dict.fromkeys(i for day, _ in days if (i := interval_of(day)) is not None)),
        tuple(place for place, _ in places),
        tuple(word for _, word in places),
        tuple(dict.fromkeys(place.country for place, _ in places if place.country)),
    )


def pool(logits: Floats, groups: Sequence[int], number: int) -> Floats:
    """Return [anchors, number]: the log of the summed exponentials of each group's columns.

    A group without a column is as good as impossible.
    """
    pooled = np.full((len(logits), number), _IMPOSSIBLE, dtype=np.float32)
    for column, group in enumerate(groups):
        pooled[:, group] = np.logaddexp(pooled[:, group], logits[:, column])
    return pooled
