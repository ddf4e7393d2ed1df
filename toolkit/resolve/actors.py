"""Join the actors of single articles to persons and bodies of the world.

Two actors of different articles are one where their names agree once spelling habits are
taken away (`name_key`), their kinds can be one thing and their countries do not conflict;
where the names agree only in part, a post or the company they are named in must speak for
it too. In doubt they stay two: a wrong join makes every row that refers to it wrong, a missed
one leaves a duplicate that can be seen and mended. Two actors of one article are never one,
because the parser, which saw the text, kept them apart.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from toolkit.resolve.aligned import Aligned
from toolkit.resolve.body_joins import join_by_context, join_second_forms, join_wordings
from toolkit.resolve.candidates import People
from toolkit.resolve.context import Context
from toolkit.resolve.footprints import Footprint
from toolkit.resolve.former import actor_identity
from toolkit.resolve.found_things import FoundThings
from toolkit.resolve.identifiers import Wish, slug
from toolkit.resolve.names import name_tokens
from toolkit.resolve.person_joins import join_by_post, join_similar_names
from toolkit.resolve.same_names import join_same_names, join_transliterations
from toolkit.resolve.shards import Shards
from toolkit.resolve.stable_ids import StableIds
from toolkit.resolve.voting import majority_of_counted

KINDS = (
    "person",
    "party",
    "armed_group",
    "intergovernmental",
    "government",
    "media",
    "organization",
    "office",
    "group",
)
"""Kinds in the order that settles a tied vote: the more telling ones first."""

_GROUPED = """
SELECT grp, name, kind, stated_country, wikidata_id, count(*), bool_and(is_common_name),
  any_value(family)
FROM candidates JOIN groups USING (number)
GROUP BY grp, name, kind, stated_country, wikidata_id ORDER BY grp, min(number)
"""

_FORMS = """
SELECT DISTINCT grp, name FROM names JOIN groups USING (number)
SEMI JOIN contested ON thing = grp ORDER BY grp, name
"""

_SPANS = """
SELECT grp AS thing, article_id, char_start, char_end FROM mentions JOIN groups USING (number)
"""

_FOUND = {
    "grp": "int64",
    "name": "string",
    "kind": "string",
    "country": "string",
    "wikidata_id": "string",
    "wish": "string",
    "qualifier": "string",
}
"""The actors of the world, by the number of their group, with the key that each would like."""


def join_actors(shards: Shards, people: People, days: array[int]) -> None:
    """Bring together the actors of all reports that are one; `groups` is then what they are.

    What joins is said by the functions that join, from the surest to the least sure. Each looks
    only at those that have something in common: rows of a query in one block.
    """
    clusters = people.clusters
    join_same_names(shards, clusters)
    join_transliterations(shards, clusters)
    join_wordings(shards, clusters)
    context = Context(people, days)
    join_second_forms(shards, clusters, context)
    join_by_context(shards, clusters, context)
    join_by_post(shards, clusters)
    join_similar_names(shards, clusters, context)
    clusters.register(shards)


class _Form(NamedTuple):
    """What several articles say alike of one actor, and how many do."""

    name: str
    kind: str
    country: str | None
    wikidata_id: str | None
    number: int
    is_common_name: bool
    family: str


def name_actors(shards: Shards, keys: StableIds) -> None:
    """Make `actors`, those of the world by the number of their group; `keys` gives their ids."""
    shards.open("actors_found", _FOUND)
    for group, forms in _groups(shards):
        name = _fullest_name(forms)
        country = majority_of_counted((one.country, one.number) for one in forms)
        kind = majority_of_counted(((one.kind, one.number) for one in forms), KINDS)
        wikidata_id = majority_of_counted((one.wikidata_id, one.number) for one in forms)
        wish = _wish(forms, name, country)
        shards.add("actors_found", (group, name, kind, country, wikidata_id, *wish))
    shards.close("actors_found")
    wishes = "SELECT grp AS thing, wish, qualifier FROM actors_found"
    keys.assign("actors", FoundThings(wishes, _SPANS, partial(_footprints, shards)))
    shards.execute(
        "CREATE VIEW actors AS SELECT grp, id AS actor_id, name, kind, country, wikidata_id "
        "FROM actors_found JOIN actors_keys ON thing = grp"
    )


def _footprints(shards: Shards) -> Iterator[tuple[int, Footprint]]:
    """Yield by what each contested actor is known again."""
    spans = Aligned(
        shards.rows(f"FROM ({_SPANS}) SEMI JOIN contested USING (thing) ORDER BY thing")
    )
    named = Aligned(shards.rows(_FORMS))
    for group, name, kind, country in shards.rows(
        "SELECT grp, name, kind, country FROM actors_found SEMI JOIN contested ON thing = grp "
        "ORDER BY grp"
    ):
        yield (
            group,
            Footprint(
                frozenset((article_id, start, end) for article_id, start, end in spans.take(group)),
                frozenset(form for (form,) in named.take(group)),
                actor_identity(name, kind),
                country,
            ),
        )


def _groups(shards: Shards) -> Iterator[tuple[int, list[_Form]]]:
    for group, rows in groupby(shards.rows(_GROUPED), key=itemgetter(0)):
        yield group, [_Form(*row[1:]) for row in rows]


def _fullest_name(forms: Sequence[_Form]) -> str:
    """Return the name with the most words; of those the most frequent, then by alphabet.

    A name in capitals, as headlines write it, is taken only where there is no other.
    """
    numbers: dict[str, int] = {}
    for form in forms:
        numbers[form.name] = numbers.get(form.name, 0) + form.number
    return min(
        numbers,
        key=lambda name: (name.isupper(), -len(name_tokens(name)), -numbers[name], name),
    )


def _wish(forms: Sequence[_Form], name: str, country: str | None) -> Wish:
    """Return the key that an actor would like.

    The name of a body that many countries have carries its country from the start, so
    that the key does not change when the second country comes.
    """
    qualifier = country.lower() if country else None
    base = slug(name, otherwise="actor")
    named = (form for form in forms if form.name == name)
    if qualifier and forms[0].family == "body" and all(form.is_common_name for form in named):
        return Wish(f"{base}-{qualifier}")
    return Wish(base, qualifier)
