"""Join persons whose names agree in part, where a post or the company they are in speaks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from toolkit.resolve.clusters import Clusters
from toolkit.resolve.context import Context
from toolkit.resolve.holders import NEVER, Holder, HolderNames, joined_holders
from toolkit.resolve.shards import Shards
from toolkit.resolve.similar_names import fill_similar_names, similar_groups
from toolkit.resolve.spelling import sound_key

_POSTS_OF_GROUPS = """
CREATE OR REPLACE TABLE posts_of_groups AS
SELECT holders.grp, title, coalesce(state, bodies.grp::VARCHAR) AS giver, is_sole, day,
  bool_or(holds) AS holds, min(posts.number * 4096 + place) AS first
FROM posts JOIN groups AS holders ON holders.number = posts.number
LEFT JOIN groups AS bodies ON bodies.number = posts.body
WHERE giver IS NOT NULL
GROUP BY posts.number, holders.grp, title, giver, is_sole, day
"""

_SOLE_POSTS = """
WITH held AS (
  SELECT title, giver, grp, min(first) AS first,
    list_sort(list(DISTINCT day) FILTER (holds AND day IS NOT NULL)) AS days,
    min(day) FILTER (NOT holds) AS ended
  FROM posts_of_groups WHERE is_sole GROUP BY title, giver, grp
), contested AS (
  SELECT grp, days, ended, min(first) OVER post AS first, title, giver FROM held
  WINDOW post AS (PARTITION BY title, giver) QUALIFY count(*) OVER post > 1
), named AS (
  SELECT grp, list_sort(list(DISTINCT name) FILTER (NOT is_surname)) AS full_names,
    arg_min(name, number) AS first_name
  FROM candidates JOIN groups USING (number)
  WHERE grp IN (SELECT grp FROM contested) GROUP BY grp
)
SELECT first, title, giver, grp, days, ended, full_names, first_name
FROM contested JOIN named USING (grp) ORDER BY first, title, giver, grp
"""


def join_by_post(shards: Shards, clusters: Clusters) -> None:
    """Join persons who hold one post within a year and whose names can be one person's.

    The post must be one that a single person holds at a time ("foreign minister" of a
    country, "leader" of a party). Then a surname is enough, and a slip in the spelling or a
    word left out do not matter. See `toolkit.resolve.holders`.
    """
    if shards.is_empty("posts"):
        return
    shards.register("groups", clusters.table())
    shards.execute(_POSTS_OF_GROUPS)
    names_now: dict[int, HolderNames] = {}
    for _, rows in groupby(shards.rows(_SOLE_POSTS), key=itemgetter(0, 1, 2)):
        holders = _holders([row[3:] for row in rows], clusters, names_now)
        names_of = {holder.group: holder.names for holder in holders}
        for one, other in sorted(joined_holders(holders)):
            parts = clusters.group_of(one), clusters.group_of(other)
            if parts[0] != parts[1] and clusters.join(one, other):
                whole = _together(*(names_now.get(p) or names_of[p] for p in sorted(parts)))
                names_now[clusters.group_of(one)] = whole


def _holders(
    rows: Sequence[tuple[Any, ...]], clusters: Clusters, names_now: dict[int, HolderNames]
) -> list[Holder]:
    """Return the groups, as they are now, that hold a post, or held it."""
    by_group: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for group, *held in rows:
        by_group[clusters.group_of(group)].append(tuple(held))
    holders = []
    for group, parts in by_group.items():
        _, _, full_names, first_name = parts[0]
        surname = None if full_names else sound_key(first_name)
        days = {day for days, *_ in parts for day in days or ()}
        ended = [ended for _, ended, *_ in parts if ended is not None]
        names = names_now.get(group) or HolderNames(tuple(full_names or ()), surname)
        holders.append(Holder(group, names, tuple(sorted(days)), min(ended, default=NEVER)))
    return holders


def _together(first: HolderNames, second: HolderNames) -> HolderNames:
    full_names = {*first.full_names, *second.full_names}
    return HolderNames(tuple(sorted(full_names)), None if full_names else first.surname)


def join_similar_names(shards: Shards, clusters: Clusters, context: Context) -> None:
    """Join persons of one country with a shorter form of a name, or a slip in its spelling.

    "Ana Reis" is "Ana Reis Prado" if both have a post in common or their articles tell of
    one matter, and if no third name of that country fits one of the two but not the other.
    """
    shards.register("groups", clusters.table())
    fill_similar_names(shards)
    related = similar_groups(shards)
    pairs = [
        (one, other)
        for one in sorted(related)
        for other in sorted(related[one])
        if one < other and related[one] - {other} == related[other] - {one}
    ]
    posts = _posts_of({group for pair in pairs for group in pair}, shards)
    joins = [
        (one, other)
        for one, other in pairs
        if posts[one] & posts[other] or context.is_shared(one, other)
    ]
    for one, other in joins:
        clusters.join(one, other)


def _posts_of(groups: set[int], shards: Shards) -> dict[int, set[tuple[str, str]]]:
    """Return title and giver of all posts of each of these groups."""
    posts: dict[int, set[tuple[str, str]]] = defaultdict(set)
    if not groups or shards.is_empty("posts"):
        return posts
    for group, title, giver in _of_groups(shards):
        if group in groups:
            posts[group].add((title, giver))
    return posts


def _of_groups(shards: Shards) -> Iterator[tuple[int, str, str]]:
    # The table has the groups of before `join_by_post`; they are looked up as they are now.
    for row in shards.rows(
        "SELECT DISTINCT groups.grp, title, giver FROM posts_of_groups "
        "JOIN groups ON groups.number = posts_of_groups.grp"
    ):
        group, title, giver = row
        yield group, title, giver
