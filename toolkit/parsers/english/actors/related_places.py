"""The country of an actor by the places that the trained reader relates to its mentions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from toolkit.facts import Evidence
from toolkit.parsers.english.reader.scores import Scores, log_softmax
from toolkit.parsers.english.reading import PlaceMention, Reading

RELATED = "reader/acountry"
"""The rule of a country that the trained reader relates to a name."""
COUNTRY = 0.35
"""Least probability, at the surest of an actor's mentions, of the places of one country."""
HOME_WEIGHT = 1.5
"""Odds for the country that the article is about: so many of its actors are of it."""


class RelatedPlaces:
    """The places of one article, and how likely each is that of a mention at one of `words`."""

    def __init__(self, reading: Reading, scores: Scores, words: Sequence[int]) -> None:
        inside = [scores.words.between(place.start, place.end) for place in reading.places]
        self._places: list[PlaceMention] = []
        firsts: list[int] = []
        countries: list[str] = []
        for place, found in zip(reading.places, inside, strict=True):
            if place.country is not None and found is not None:
                self._places.append(place)
                firsts.append(found[0])
                countries.append(place.country)
        self._countries = list(dict.fromkeys(countries))
        home = reading.header.home_country
        self._weights = np.array([1 + (HOME_WEIGHT - 1) * (one == home) for one in self._countries])
        numbers = {country: number for number, country in enumerate(self._countries)}
        self._numbers = np.array([numbers[country] for country in countries])
        if self._places:
            # All mentions at once: to relate those of one actor after another takes much longer.
            self._chances = np.exp(log_softmax(scores.relate("acountry", words, firsts)))[:, :-1]

    def country_of(self, mentions: Sequence[int]) -> tuple[str, tuple[Evidence, ...]] | None:
        """Return the country of the actor of some mentions, and a place of it.

        `mentions` are positions among the words with which this was made.
        """
        if not self._places or not mentions:
            return None
        chances = self._chances[list(mentions)].max(axis=0)
        totals = np.bincount(self._numbers, weights=chances) * self._weights
        best = int(totals.argmax())
        if totals[best] < COUNTRY:
            return None
        place = self._places[int(np.where(self._numbers == best, chances, -1).argmax())]
        evidence = Evidence(place.start, place.end, RELATED, "country")
        return self._countries[best], (evidence,)
