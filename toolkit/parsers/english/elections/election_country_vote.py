"""The country whose votes an article reports, by vote over its places, actors and figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.elections.election_country import country_of_mention, voting_country
from toolkit.parsers.english.elections.election_mentions import ElectionMention
from toolkit.parsers.english.elections.figure_candidates import Candidates
from toolkit.parsers.english.elections.figures_of_reader import ReadFigure
from toolkit.parsers.english.reading import Reading

FIGURE_WEIGHT = 1.0
"""Votes of a figure that the reader is sure of; a place or an actor of a country has one."""
BESIDE_WEIGHT = 2.0
"""Votes of a country that stands beside the words for a vote. Set on training articles."""


def vote_on_country(
    reading: Reading,
    cast: Cast,
    mentions: Sequence[ElectionMention],
    figures: Sequence[ReadFigure],
    candidates: Candidates,
) -> str | None:
    """Return the country whose elections the article speaks of, None if nothing tells it."""
    votes: Counter[str] = Counter()
    weights: dict[str, float] = {}
    votes.update(place.country for place in reading.places if place.country)
    votes.update(actor.country for actor in cast.actors if actor.country)
    for country, number in votes.items():
        weights[country] = float(number)
    for mention in mentions:
        beside = country_of_mention(reading, mention)
        if beside is not None:
            weights[beside] = weights.get(beside, 0.0) + BESIDE_WEIGHT
    if figures:
        sure = np.exp(np.stack([figure.countries for figure in figures])).sum(axis=0)
        for position, country in enumerate(candidates.countries):
            weights[country] = weights.get(country, 0.0) + FIGURE_WEIGHT * float(sure[position])
    if not weights:
        return voting_country(reading, cast, mentions)
    best = max(weights.values())
    return next(country for country, weight in weights.items() if weight == best)
