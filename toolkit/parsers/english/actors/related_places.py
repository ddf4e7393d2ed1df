"""The country of an actor by the places that the trained reader relates to its mentions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from toolkit.facts import Evidence
from toolkit.parsers.english.reader.scores import Scores, log_softmax
from toolkit.parsers.english.reading import PlaceMention, Reading

COUNTRY = 0.3
"""Least mean probability, over an actor's mentions, of the places of one country."""


class RelatedPlaces:
    """The places of one article with the words where they begin."""

    def __init__(self, reading: Reading, scores: Scores) -> None:
        self._scores = scores
        self._places: list[PlaceMention] = []
        self._words: list[int] = []
        for place in reading.places:
            inside = scores.words.between(place.start, place.end)
            if place.country is not None and inside is not None:
                self._places.append(place)
                self._words.append(inside[0])

    def country_of(self, words: Sequence[int]) -> tuple[str, tuple[Evidence, ...]] | None:
        """Return the country of the actor whose mentions begin at `words`, and a place of it."""
        if not self._words or not words:
            return None
        logs = log_softmax(self._scores.relate("acountry", words, self._words))
        chances = np.exp(logs).mean(axis=0)[:-1]
        total: dict[str, float] = {}
        for place, chance in zip(self._places, chances, strict=True):
            if place.country is not None:
                total[place.country] = total.get(place.country, 0.0) + float(chance)
        best = max(total, key=lambda country: total[country])
        if total[best] < COUNTRY:
            return None
        here = [i for i, place in enumerate(self._places) if place.country == best]
        place = self._places[max(here, key=lambda i: (float(chances[i]), -i))]
        return best, (Evidence(place.start, place.end, "reader/acountry", "country"),)
