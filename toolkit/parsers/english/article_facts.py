"""The facts of one article, from what the steps of reading found."""

from __future__ import annotations

from toolkit.facts import ElectionFact, Facts, MeetingFact, ResultFact
from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.consistency import leave_out_contradictions
from toolkit.parsers.english.elections.contender_countries import place_contenders
from toolkit.parsers.english.prune import prune_cast
from toolkit.parsers.english.reading import Reading


def article_facts(
    reading: Reading,
    cast: Cast,
    meetings: tuple[MeetingFact, ...],
    elections: tuple[ElectionFact, ...],
    results: tuple[ResultFact, ...],
) -> Facts:
    """Return the facts of an article, free of contradictions and of actors in no fact."""
    header = reading.header
    facts = Facts(
        title=header.title,
        author=header.author,
        publisher=header.publisher,
        language="en",
        published_on=header.published_on,
        published_basis=header.published_basis,
        actors=place_contenders(cast.actors, elections, results),
        roles=cast.roles,
        meetings=meetings,
        elections=elections,
        results=results,
    )
    return prune_cast(leave_out_contradictions(facts, reading.today), cast.doubtful)
