"""The rows that pictures are drawn from, and the queries that read them.

However large a version is, each query answers with a bounded number of rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from toolkit.site.pictures.time_units import unit_for

if TYPE_CHECKING:
    from toolkit.publish.published_version import PublishedVersion

MOST_MEETINGS = 400
"""Meetings that a timeline shows one by one; of more it shows how many there were."""

MOST_ACTORS = 60
"""Actors that a network shows."""

MOST_TIES = 150
"""Pairs of actors that a network shows, of those who met most often."""


@dataclass(frozen=True, slots=True)
class DatedMeeting:
    """A meeting, or `count` meetings of one status whose days lie from start to end.

    `start` and `end` are null where no day is known; `label` says who met, and where.
    """

    status: str
    start: date | None
    end: date | None
    meeting_id: str | None = None
    label: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class MetActor:
    """An actor and the number of meetings, held or ongoing, in which it took part."""

    actor_id: str
    name: str
    kind: str
    meetings: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Two actors by key and the number of meetings, held or ongoing, that both were in."""

    one: str
    other: str
    meetings: int


@dataclass(frozen=True, slots=True)
class WhoMet:
    """The actors and the pairs of them that met most often, each from the most meetings on.

    `actors_in_all` met at all, and `ties_in_all` are the pairs of those that are given here.
    """

    actors: tuple[MetActor, ...]
    ties: tuple[Tie, ...] = ()
    actors_in_all: int = 0
    ties_in_all: int = 0


@dataclass(frozen=True, slots=True)
class ContenderResult:
    """What one article reports of one contender, in one state of the count.

    `source` is what a reader knows the article by. `vote_share` is in percent.
    """

    contender_id: str
    contender: str
    article_id: str
    source: str
    status: str = "unspecified"
    votes: int | None = None
    vote_share: float | None = None
    seats: int | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class ElectionCount:
    """What one article reports of a whole election; `turnout` is in percent."""

    article_id: str
    source: str
    status: str = "unspecified"
    turnout: float | None = None
    seats_total: int | None = None


@dataclass(frozen=True, slots=True)
class CountryCount:
    """A state by ISO 3166-1 alpha-2 code, and its numbers of meetings and elections."""

    country: str
    meetings: int = 0
    elections: int = 0


def read_meetings(
    published: PublishedVersion, most: int = MOST_MEETINGS
) -> tuple[DatedMeeting, ...]:
    """Return the meetings of a version in the order of time.

    Of more than `most` meetings these are numbers of meetings by status and span, where spans
    are days, months, quarters, years or decades, so that there are never many.
    """
    summary = _rows(
        published,
        "SELECT count(*), min(start_date), max(end_date) FROM meetings",
    )
    meetings, first, last = summary[0]
    if meetings <= most:
        return tuple(DatedMeeting(*row) for row in _rows(published, _MEETINGS))
    unit = "day" if first is None else unit_for(first, last).name
    query = _MEETING_COUNTS.format(unit=unit)
    return tuple(
        DatedMeeting(status, start, end, count=count)
        for status, start, end, count in _rows(published, query)
    )


_MEETINGS = """
WITH who AS (
  SELECT
    meeting_id,
    count(*) AS participants,
    array_to_string(list_slice(list(actors.name ORDER BY actors.name, actor_id), 1, 3), ', ')
      AS names
  FROM meeting_participants JOIN actors USING (actor_id)
  GROUP BY meeting_id
)
SELECT
  status, start_date, end_date, meeting_id,
  concat_ws(
    '; ',
    names || CASE WHEN participants > 3 THEN ' and ' || (participants - 3) || ' more' ELSE '' END,
    place
  )
FROM meetings LEFT JOIN who USING (meeting_id)
ORDER BY start_date NULLS LAST, end_date, meeting_id
"""

_MEETING_COUNTS = """
SELECT
  status,
  date_trunc('{unit}', start_date)::DATE AS first,
  (date_trunc('{unit}', end_date) + INTERVAL 1 {unit} - INTERVAL 1 DAY)::DATE AS last,
  count(*)
FROM meetings
GROUP BY ALL
ORDER BY first NULLS LAST, last, status
"""


def read_who_met(
    published: PublishedVersion, most: int = MOST_ACTORS, most_ties: int = MOST_TIES
) -> WhoMet:
    """Return the actors that met most often, and which of them met one another.

    Only meetings that were held, or go on, are counted.
    """
    actors = _rows(
        published,
        f"""
        WITH met AS ({_MET})
        SELECT actor_id, any_value(name), any_value(kind), count(*), count(*) OVER ()
        FROM met JOIN actors USING (actor_id)
        GROUP BY actor_id
        ORDER BY count(*) DESC, actor_id
        LIMIT {most:d}
        """,
    )
    ties = _rows(
        published,
        f"""
        WITH met AS ({_MET}),
        most AS (SELECT * FROM met WHERE actor_id IN (SELECT unnest($actors)))
        SELECT one.actor_id, other.actor_id, count(*), count(*) OVER ()
        FROM most AS one
        JOIN most AS other
          ON other.meeting_id = one.meeting_id AND other.actor_id > one.actor_id
        GROUP BY one.actor_id, other.actor_id
        ORDER BY count(*) DESC, one.actor_id, other.actor_id
        LIMIT {most_ties:d}
        """,
        {"actors": [row[0] for row in actors]},
    )
    return WhoMet(
        tuple(MetActor(*row[:4]) for row in actors),
        tuple(Tie(*row[:3]) for row in ties),
        actors[0][4] if actors else 0,
        ties[0][3] if ties else 0,
    )


_MET = """
SELECT actor_id, meeting_id
FROM meeting_participants JOIN meetings USING (meeting_id)
WHERE status IN ('held', 'ongoing')
"""


def read_results(published: PublishedVersion, election_id: str) -> tuple[ContenderResult, ...]:
    """Return what each article reports of the contenders of one election."""
    query = f"""
        SELECT contender_id, actors.name, article_id, {_SOURCE}, status,
          votes, vote_share, seats, outcome
        FROM election_results
        JOIN actors ON actors.actor_id = contender_id
        JOIN articles USING (article_id)
        WHERE election_id = $election
        ORDER BY published_on NULLS LAST, article_id, contender_id, status, result_id
        LIMIT 500
    """
    return tuple(
        ContenderResult(*row) for row in _rows(published, query, {"election": election_id})
    )


def read_counts(published: PublishedVersion, election_id: str) -> tuple[ElectionCount, ...]:
    """Return what each article reports of one election as a whole."""
    query = f"""
        SELECT article_id, {_SOURCE}, status, turnout, seats_total
        FROM election_reports JOIN articles USING (article_id)
        WHERE election_id = $election
        ORDER BY published_on NULLS LAST, article_id
        LIMIT 100
    """
    return tuple(ElectionCount(*row) for row in _rows(published, query, {"election": election_id}))


_SOURCE = """
concat_ws(
  ', ',
  coalesce(articles.publisher, articles.title, articles.url, article_id),
  strftime(articles.published_on, '%-d %b %Y')
)
"""


def read_countries(published: PublishedVersion) -> tuple[CountryCount, ...]:
    """Return the number of meetings in each state and of its elections.

    Meetings are counted whatever their status, where their state is known.
    """
    query = """
        SELECT country, sum(meetings)::BIGINT, sum(elections)::BIGINT
        FROM (
          SELECT place_country AS country, 1 AS meetings, 0 AS elections FROM meetings
          UNION ALL
          SELECT country, 0, 1 FROM elections
        )
        WHERE country IS NOT NULL
        GROUP BY country
        ORDER BY country
    """
    return tuple(CountryCount(*row) for row in _rows(published, query))


def _rows(
    published: PublishedVersion, query: str, values: dict[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    return published.connection.execute(query, values).fetchall()
