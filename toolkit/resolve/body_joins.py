"""Join bodies and offices whose names agree in part, where something else speaks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from toolkit.resolve.clusters import Clusters
from toolkit.resolve.context import Context
from toolkit.resolve.shards import Shards

_WORDED_ALIKE = """
SELECT min(number) OVER same AS first, number FROM candidates WHERE wording IS NOT NULL
WINDOW same AS (PARTITION BY country, kind, wording)
QUALIFY count(*) OVER same > 1
ORDER BY first, number
"""

_QUALIFIED = """
WITH wordings AS (
  SELECT country, wording, bare_wording, min(number) AS first FROM candidates
  WHERE kind = 'government' AND wording IS NOT NULL GROUP BY ALL
), qualified AS (
  SELECT country, bare_wording, min(first) AS first FROM wordings
  WHERE bare_wording IS NOT NULL GROUP BY ALL HAVING count(*) = 1
)
SELECT wordings.first, qualified.first FROM qualified JOIN wordings
ON wordings.country = qualified.country AND wordings.wording = qualified.bare_wording
ORDER BY qualified.first
"""

_SECOND_FORMS = """
WITH claimants AS (
  SELECT DISTINCT key, family, kind, country, grp, false AS is_named, false AS is_telling
  FROM second_forms JOIN groups USING (number)
), named AS (
  SELECT DISTINCT key, family, kind, country, grp, true AS is_named, is_telling
  FROM candidates JOIN groups USING (number)
  WHERE is_nameable AND (key, family) IN (SELECT (key, family) FROM claimants)
)
SELECT family || ' ' || key AS block, is_named, is_telling, grp, kind, country
FROM (FROM named UNION ALL FROM claimants)
WHERE (key, family) IN (SELECT (key, family) FROM named)
ORDER BY block, is_named DESC, grp, kind, country NULLS FIRST, is_telling
"""

_LOOSE_NAMES = """
SELECT kind || ' ' || key AS block, grp, bool_or(country IS NULL) AS is_unknown
FROM candidates JOIN groups USING (number) WHERE is_loose
GROUP BY block, grp QUALIFY count(*) OVER (PARTITION BY block) > 1
ORDER BY min(min(number)) OVER (PARTITION BY block), block, grp
"""

_INITIALS = """
WITH acronyms AS (
  SELECT DISTINCT key AS letters, kind, country, key AS given_acronyms, grp, false AS is_named
  FROM candidates JOIN groups USING (number) WHERE is_acronym
), named AS (
  SELECT DISTINCT letters, kind, country, given_acronyms, grp, true AS is_named
  FROM initials JOIN groups USING (number)
  WHERE (letters, kind) IN (SELECT (letters, kind) FROM acronyms)
)
SELECT kind || ' ' || letters AS block, letters, is_named, grp, country, given_acronyms
FROM (FROM named UNION ALL FROM acronyms)
WHERE (letters, kind) IN (SELECT (letters, kind) FROM named)
ORDER BY block, is_named DESC, grp, country NULLS FIRST, given_acronyms NULLS FIRST
"""


def join_wordings(shards: Shards, clusters: Clusters) -> None:
    """Join bodies and offices of one known country and kind whose names are worded alike.

    A state body without "national", "central" or "independent" joins the one that has the
    word, if the country has only one such.
    """
    for _, alike in groupby(shards.rows(_WORDED_ALIKE), key=itemgetter(0)):
        clusters.join_all(number for _, number in alike)
    for plain, qualified in shards.rows(_QUALIFIED):
        clusters.join(plain, qualified)


class _Form(NamedTuple):
    """Groups of one name: those that it names (`is_named`) or that have it as a second form."""

    is_named: bool
    is_telling: bool
    group: int
    kind: str
    country: str | None


def join_second_forms(shards: Shards, clusters: Clusters, context: Context) -> None:
    """Join an actor with those whose article gives its name as a second form of theirs.

    The second form must be an acronym of a body, or the longer name without words before or
    after it ("Army Border Force") or, for a person, between. A name that tells nobody apart
    by itself, such as an acronym, joins only where kind and known country are the same;
    where a country is unknown, the articles must tell of one matter besides. In either case
    not if several have the form: then nothing tells whose it is.
    """
    if shards.is_empty("second_forms"):
        return
    shards.register("groups", clusters.table())
    claims: dict[int, set[int]] = defaultdict(set)
    for _, rows in groupby(shards.rows(_SECOND_FORMS), key=itemgetter(0)):
        forms = [_Form(*row[1:]) for row in rows]
        named = [form for form in forms if form.is_named]
        for other, claimant in _claims(named, forms[len(named) :], context):
            claims[other].add(claimant)
    for other, groups in sorted(claims.items()):
        if clusters.are_together(groups):
            for group in sorted(groups):
                clusters.join(group, other)


def _claims(
    named: Sequence[_Form], claimants: Sequence[_Form], context: Context
) -> Iterator[tuple[int, int]]:
    """Yield every group of `named` with each of those that it may be a part of."""
    groups = {form.group for form in named}
    if all(form.is_telling for form in named):
        if len(groups) == 1:
            yield from ((form.group, claimant.group) for form in named for claimant in claimants)
        return
    by_kind: dict[str, list[_Form]] = defaultdict(list)
    by_place: dict[tuple[str, str | None], list[_Form]] = defaultdict(list)
    for form in named:
        by_kind[form.kind].append(form)
        by_place[form.kind, form.country].append(form)
    shared: dict[tuple[int, int], bool] = {}
    for claimant in claimants:
        if claimant.kind == "intergovernmental" or claimant.country is None:
            candidates = by_kind[claimant.kind]
        else:
            candidates = by_place[claimant.kind, claimant.country] + by_place[claimant.kind, None]
        for form in candidates:
            pair = claimant.group, form.group
            if not _are_of_one_place(claimant, form):
                if pair not in shared:
                    shared[pair] = context.is_shared(*pair)
                if not shared[pair]:
                    continue
            yield form.group, claimant.group


def _are_of_one_place(one: _Form, other: _Form) -> bool:
    """Tell whether two bodies of one kind are of one known country, or of many states."""
    if one.kind == "intergovernmental":
        return True
    return one.country is not None and one.country == other.country


def join_by_context(shards: Shards, clusters: Clusters, context: Context) -> None:
    """Join bodies by a weak likeness where their articles tell of one matter.

    So a name of one word with the same of unknown country, and an acronym of three letters
    or more with the one name of its kind and country that it is the initials of, unless
    articles give that name another acronym.
    """
    shards.register("groups", clusters.table())
    for _, rows in groupby(shards.rows(_LOOSE_NAMES), key=itemgetter(0)):
        groups = [(group, is_unknown) for _, group, is_unknown in rows]
        if any(is_unknown for _, is_unknown in groups):
            for one, other in sorted(context.links(groups)):
                clusters.join(one, other)
    if shards.is_empty("initials"):
        return
    shards.register("groups", clusters.table())
    joins: list[tuple[int, int]] = []
    for _, rows in groupby(shards.rows(_INITIALS), key=itemgetter(0)):
        joins += _joins_by_initials([_Spelled(*row[1:]) for row in rows], context)
    for one, other in sorted(joins):
        clusters.join(one, other)


class _Spelled(NamedTuple):
    """A group by its initials: of a name that has them (`is_named`), or of them as an acronym."""

    letters: str
    is_named: bool
    group: int
    country: str | None
    given_acronyms: str | None

    @property
    def has_no_other_acronym(self) -> bool:
        return self.given_acronyms in (None, self.letters)


def _joins_by_initials(spelled: Sequence[_Spelled], context: Context) -> Iterator[tuple[int, int]]:
    named: dict[str | None, list[_Spelled]] = defaultdict(list)
    acronyms: list[_Spelled] = []
    everything: list[_Spelled] = []
    for one in spelled:
        if one.is_named:
            named[one.country].append(one)
            everything.append(one)
        else:
            acronyms.append(one)
    groups_of_all = {one.group for one in everything}
    for acronym in acronyms:
        if acronym.country is None:
            possible, groups = everything, groups_of_all
        else:
            possible = named[None] + named[acronym.country]
            groups = {one.group for one in possible}
        if len(groups) == 1 and any(one.has_no_other_acronym for one in possible):
            company = 1 if acronym.country else 2
            if context.is_shared(acronym.group, possible[0].group, company):
                yield acronym.group, possible[0].group
