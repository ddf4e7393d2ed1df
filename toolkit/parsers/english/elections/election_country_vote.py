"""The countries whose votes an article reports, by vote over its places, actors and figures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.facts import ActorFact
from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.elections.country_words import count_national_words
from toolkit.parsers.english.elections.election_country import (
    country_in_name,
    country_of_mention,
    voting_country,
)
from toolkit.parsers.english.elections.election_mentions import ElectionMention
from toolkit.parsers.english.elections.figure_candidates import Candidates
from toolkit.parsers.english.elections.figures_of_reader import OF_VOTES, ReadFigure
from toolkit.parsers.english.places.place_countries import is_known_place
from toolkit.parsers.english.reading import Reading

FIGURE_WEIGHT = 1.0
"""Votes of a figure that the reader is sure of; a place of a country has one."""
MOST_FIGURES = 6.0
"""Votes that the figures of one country have at most: they are often all in one place."""
ACTOR_WEIGHT = 0.3
"""Votes of an actor, whose country is often only taken from the article's."""
BESIDE_WEIGHT = 2.0
"""Votes of a country that stands beside the words for a vote."""
NATIONAL_WEIGHT = 30.0
"""Votes of a word that one country's politics alone has, such as its parliament's name."""
HOME_WEIGHT = 10.0
"""Votes of the country that the article is mostly about."""
TITLE_WEIGHT = 2.0
"""Votes of a country in the title."""
PUBLISHER_WEIGHT = 3.0
"""Votes of a country, capital or town in the publisher's name."""
ARTICLE_WEIGHT = 2.0
"""Weight of the whole article's votes beside what speaks of a single figure's country."""
CONTENDER_WEIGHT = 3.0
"""Log odds that the country of its contender adds to that of a figure."""
PARAGRAPH_WEIGHT = 2.0
"""Log odds that the only state that its paragraph names adds to that of a figure."""
UNNAMED_SHARE = 0.6
"""Chance of a country that no place names, so that no figure can point to it.

All weights here are set on training articles.
"""

_LEAST_SHARE = 0.01


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
    # Actors have their countries from places; where none names the main one, they tell nothing.
    known = cast.actors if main in candidates.countries else ()
    beside = _only_states(reading)
    return VoteCountries(
        main,
        tuple(
            _of_figure(figure, prior, beside[_block_of(reading, figure.start)], known, candidates)
            for figure in figures
        ),
    )


def _of_figure(
    figure: ReadFigure,
    prior: Mapping[str, float],
    beside: str | None,
    actors: Sequence[ActorFact],
    candidates: Candidates,
) -> str:
    logs = dict(prior)
    if beside in logs:
        logs[beside] += PARAGRAPH_WEIGHT
    # What the reader gives to "none of them" speaks for no country more than for another.
    none = float(np.exp(figure.countries[-1]))
    shares = dict(zip(candidates.countries, np.exp(figure.countries[:-1]).tolist(), strict=True))
    for country in logs:
        share = shares.get(country, UNNAMED_SHARE)
        logs[country] += float(np.log(share + none + _LEAST_SHARE))
    if figure.measure not in OF_VOTES and actors:
        country_of_contender = actors[int(figure.actors.argmax())].country
        if country_of_contender in logs:
            logs[country_of_contender] += CONTENDER_WEIGHT
    return max(logs, key=lambda country: logs[country])


def _only_states(reading: Reading) -> list[str | None]:
    """Return for each paragraph the only state that it names, None where it names several.

    The last is for what stands in none.
    """
    named: list[set[str]] = [set() for _ in (*reading.blocks, None)]
    for place in reading.places:
        if place.country and place.kind in ("country", "demonym"):
            named[_block_of(reading, place.start)].add(place.country)
    named[-1].clear()
    return [next(iter(states)) if len(states) == 1 else None for states in named]


def _block_of(reading: Reading, position: int) -> int:
    """Return the place of the block that holds a character, -1 where none does."""
    at = bisect_right(reading.blocks, position, key=lambda block: block.start) - 1
    return at if at >= 0 and position < reading.blocks[at].end else -1


def _weigh(
    reading: Reading,
    cast: Cast,
    mentions: Sequence[ElectionMention],
    figures: Sequence[ReadFigure],
    candidates: Candidates,
) -> dict[str, float]:
    weights: dict[str, float] = {}

    def add(country: str | None, weight: float) -> None:
        if country is not None:
            weights[country] = weights.get(country, 0.0) + weight

    for place in reading.places:
        if is_known_place(place):
            add(place.country, 1.0)
    for actor in cast.actors:
        add(actor.country, ACTOR_WEIGHT)
    for mention in mentions:
        add(country_of_mention(reading, mention), BESIDE_WEIGHT)
    article = reading.article
    for country, number in count_national_words(article.text).items():
        add(country, NATIONAL_WEIGHT * number)
    add(country_in_name(article.title or ""), TITLE_WEIGHT)
    add(country_in_name(article.publisher or reading.header.publisher or ""), PUBLISHER_WEIGHT)
    add(reading.header.home_country, HOME_WEIGHT)
    if figures:
        sure = np.exp(np.stack([figure.countries for figure in figures])).sum(axis=0)
        for position, country in enumerate(candidates.countries):
            add(country, FIGURE_WEIGHT * min(MOST_FIGURES, float(sure[position])))
    return weights
