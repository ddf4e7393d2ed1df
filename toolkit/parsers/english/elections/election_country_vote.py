"""The countries whose votes an article reports, by vote over its places, actors and figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.elections.election_country import country_of_mention, voting_country
from toolkit.parsers.english.elections.election_mentions import ElectionMention
from toolkit.parsers.english.elections.figure_candidates import Candidates
from toolkit.parsers.english.elections.figures_of_reader import OF_VOTES, ReadFigure
from toolkit.parsers.english.reading import Reading

FIGURE_WEIGHT = 1.0
"""Votes of a figure that the reader is sure of; a place or an actor of a country has one."""
BESIDE_WEIGHT = 2.0
"""Votes of a country that stands beside the words for a vote."""
ARTICLE_WEIGHT = 2.0
"""Weight of the whole article's votes beside what speaks of a single figure's country."""
CONTENDER_WEIGHT = 3.0
"""Log odds that the country of its contender adds to that of a figure. Set on training articles."""


@dataclass(frozen=True, slots=True)
class VoteCountries:
    """The country that an article's votes are in: of most, and of each figure."""

    main: str
    of_figures: tuple[str, ...]


def vote_on_countries(
    reading: Reading,
    cast: Cast,
    mentions: Sequence[ElectionMention],
    figures: Sequence[ReadFigure],
    candidates: Candidates,
) -> VoteCountries | None:
    """Return the countries whose elections the article speaks of, None if nothing tells any."""
    weights = _weigh(reading, cast, mentions, figures, candidates)
    if not weights:
        main = voting_country(reading, cast, mentions)
        return None if main is None else VoteCountries(main, (main,) * len(figures))
    best = max(weights.values())
    main = next(country for country, weight in weights.items() if weight == best)
    prior = {
        country: ARTICLE_WEIGHT * float(np.log((1 + weight) / (1 + best)))
        for country, weight in weights.items()
    }
    return VoteCountries(
        main, tuple(_of_figure(figure, prior, cast, candidates) for figure in figures)
    )


def _of_figure(
    figure: ReadFigure, prior: Mapping[str, float], cast: Cast, candidates: Candidates
) -> str:
    logs = dict(prior)
    # What the reader gives to "none of them" speaks for no country more than for another.
    none = float(np.exp(figure.countries[-1]))
    shares = dict(zip(candidates.countries, np.exp(figure.countries[:-1]).tolist(), strict=True))
    for country in logs:
        logs[country] += float(np.log(shares.get(country, 0.0) + none + 0.01))
    if figure.measure not in OF_VOTES and cast.actors:
        country_of_contender = cast.actors[int(figure.actors.argmax())].country
        if country_of_contender in logs:
            logs[country_of_contender] += CONTENDER_WEIGHT
    return max(logs, key=lambda country: logs[country])


def _weigh(
    reading: Reading,
    cast: Cast,
    mentions: Sequence[ElectionMention],
    figures: Sequence[ReadFigure],
    candidates: Candidates,
) -> dict[str, float]:
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
    return weights
