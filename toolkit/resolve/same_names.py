"""Join actors of different articles that bear the same name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from toolkit.reference import read_words
from toolkit.resolve.clusters import Clusters
from toolkit.resolve.shards import Shards

_OF_ONE_NAME = """
WITH plain AS (
  SELECT written_out, arg_max(key, number) AS plain FROM candidates
  WHERE written_out IS NOT NULL GROUP BY written_out
)
SELECT family || ' ' || coalesce(plain, key) AS block, {columns}
FROM candidates LEFT JOIN plain ON plain.written_out = candidates.key
QUALIFY count(*) OVER (PARTITION BY block) > 1
ORDER BY block, number
"""

_OF_ONE_SOUND = """
SELECT min(number) OVER (PARTITION BY sound) AS block, {columns}
FROM candidates JOIN groups USING (number) WHERE sound IS NOT NULL
QUALIFY min(grp) OVER (PARTITION BY sound) < max(grp) OVER (PARTITION BY sound)
ORDER BY block, number
"""


class _Namesake(NamedTuple):
    number: int
    report: int
    family: str
    country: str | None
    wikidata_id: str | None
    surroundings: str | None
    is_alone: bool
    is_one_of_many: bool

    def may_be_of(self, country: str) -> bool:
        """Tell whether an actor of unknown country can be of this one.

        A body only if its article names something else of that country, or nothing of any.
        """
        if self.family != "body" or self.wikidata_id or self.surroundings is None:
            return True
        return country in self.surroundings.split()


_COLUMNS = ", ".join(_Namesake._fields)


def join_same_names(shards: Shards, clusters: Clusters) -> None:
    """Join what bears one name, as far as kind and country allow.

    - An office and a body whose name many countries use (an acronym, "National Assembly")
      join only within the same known country; one whose name a country uses many times
      ("County Court", "Chinese ambassador") and a person known by one word not at all.
    - Any other name joins with a known country where only one is known for that name; that
      of a body only if its article has to do with the country (`_Namesake.may_be_of`).
    - An unnamed group is a description: the same words of the same country are one row.
    - What a reference table gives one Wikidata item is one.
    - An umlaut written out ("ue" for "ü") is no other letter.
    """
    for namesakes in _blocks(shards, _OF_ONE_NAME):
        for group in _same_country(namesakes):
            clusters.join_all(_alone_in_their_article(group))


def join_transliterations(shards: Shards, clusters: Clusters) -> None:
    """Join persons whose names sound alike, in countries whose names are transliterated.

    Where one country alone is known for a sound, those of unknown country are of it.
    """
    transliterating = {country.upper() for country in read_words("transliterating_countries")}
    shards.register("groups", clusters.table())
    for namesakes in _blocks(shards, _OF_ONE_SOUND):
        for group in _same_country(namesakes):
            countries = {one.country for one in group} - {None}
            if countries and countries <= transliterating:
                clusters.join_all(_alone_in_their_article(group))


def _blocks(shards: Shards, query: str) -> Iterable[list[_Namesake]]:
    rows = shards.rows(query.format(columns=_COLUMNS))
    for _, block in groupby(rows, key=itemgetter(0)):
        yield [_Namesake(*row[1:]) for row in block]


def _same_country(namesakes: Sequence[_Namesake]) -> Iterable[Sequence[_Namesake]]:
    """Yield those of one name that are of one country, as far as can be known."""
    by_country: dict[str | None, list[_Namesake]] = defaultdict(list)
    for one in namesakes:
        if not one.is_alone:
            by_country[one.country].append(one)
    unknown = by_country.pop(None, [])
    clear = [one for one in unknown if not one.is_one_of_many]
    if len(by_country) == 1 and namesakes[0].family != "group":
        ((country, known),) = by_country.items()
        of_it = [one for one in clear if one.may_be_of(country or "")]
        yield sorted([*known, *of_it], key=attrgetter("number"))
        yield [one for one in clear if not one.may_be_of(country or "")]
        return
    yield from by_country.values()
    yield clear


def _alone_in_their_article(namesakes: Iterable[_Namesake]) -> list[int]:
    """Leave out every article that has the same name twice: nothing tells which is meant.

    Where both are one item of the reference table, the first is taken.
    """
    by_report: dict[int, list[_Namesake]] = defaultdict(list)
    for one in namesakes:
        by_report[one.report].append(one)
    return [
        group[0].number
        for group in by_report.values()
        if len(group) == 1 or group[0].wikidata_id is not None
    ]
