"""Settle the country of a person of whom several articles tell.

Where an article says nothing of a person's country, a parser can only infer it from what
stands around the name, and it takes the host of a visitor, or the country that the article is
about, for his own. What other articles state of one who bears the same full name is the better
ground. Two countries that are both stated are those of two persons. So it is with a body whose
name many countries do not have, and its country is that of its people where theirs is only
inferred: the commander of a force that visits another country is not of that country.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from toolkit.facts import ActorFact, Facts, RoleFact
from toolkit.resolve.name_traits import traits_of
from toolkit.resolve.names import name_key, name_tokens
from toolkit.resolve.posts import HOLDS, title_words
from toolkit.resolve.shards import Shards

_LEAST_SHARE = 0.1
"""Least share of the articles that state a country of a name for theirs to be no slip."""


_BODIES = frozenset({"armed_group", "government", "organization", "party"})
_OF_BODY = "body "
"""What the keys of bodies begin with, so that none is that of a person."""


@dataclass(frozen=True, slots=True)
class _Bearer:
    """One who bears a full name in one article, by the position of its report and of him in it.

    `has_post` is whether the article tells a post of that country that he holds; `titles` are
    those of all his posts; `neighbours` are the states of all others whom it names.
    """

    report: int
    actor: int
    country: str | None
    is_stated: bool
    has_post: bool
    titles: frozenset[str]
    neighbours: frozenset[str]


BEARERS = {
    "seq": "int64",
    "key": "string",
    "actor": "int64",
    "country": "string",
    "is_stated": "bool",
    "has_post": "bool",
    "titles": "string",
    "neighbours": "string",
}
"""The table `bearers`: the number under which an article was read, then what `bearers_of` says."""

_OF_SEVERAL_COUNTRIES = """
WITH borne AS (SELECT * FROM bearers JOIN reports USING (seq)),
several AS (SELECT key FROM borne GROUP BY key HAVING count(DISTINCT country) > 1)
SELECT key, report, actor, country, is_stated, has_post, titles, neighbours
FROM borne JOIN several USING (key) ORDER BY key, report, actor
"""


def settled_countries(shards: Shards) -> Iterator[tuple[int, int, str]]:
    """Yield report, actor and country of each person or body that nothing shows to be of another.

    A country that is only inferred, or stated by less than a tenth of the articles that state
    any, gives way to one that others state; where none does, the one of which most articles
    tell a post stays, then the one that most articles give or have to do with. It gives way
    where the article names others of that country, or gives the person no post that the others
    don't: it counts on its readers to know him.
    """
    for key, rows in groupby(shards.rows(_OF_SEVERAL_COUNTRIES), key=itemgetter(0)):
        bearers = [_bearer(*row) for row in rows]
        if _is_of_body(key) and not _is_well_stated(bearers):
            continue
        for bearer, country in _settled(bearers):
            yield bearer.report, bearer.actor, country


def bearers_of(facts: Facts) -> Iterator[tuple[Any, ...]]:
    """Yield those of an article whose names tell who they are, as rows of `bearers`.

    The rows are without the number of the article: persons with full names, and bodies by each
    of their names that many countries do not have.
    """
    neighbours = _neighbours(facts)
    roles: dict[int, list[RoleFact]] = defaultdict(list)
    for role in facts.roles:
        roles[role.actor].append(role)
    for position, fact in enumerate(facts.actors):
        if fact.kind in _BODIES:
            near = neighbours[fact.country]
            for key in _telling_keys(fact):
                yield key, position, fact.country, fact.has_stated_country, False, None, near
        if fact.kind != "person" or len(name_tokens(fact.name)) < 2:
            continue
        country, is_stated = _country(fact, roles[position])
        titles = {" ".join(title_words(role.title)) for role in roles[position]}
        has_post = any(
            _is_told(role) and role.country == country and role.status in HOLDS
            for role in roles[position]
        )
        yield (
            *(name_key(fact.name), position, country, is_stated, has_post),
            *(_text_of(titles), neighbours[fact.country]),
        )


def _neighbours(facts: Facts) -> dict[str | None, str | None]:
    """Return for the state of each actor those of all others of the article, as text."""
    named = _counted(fact.country for fact in facts.actors)
    return {
        country: _text_of({other for other in named if other != country or named[other] > 1})
        for country in (None, *named)
    }


def _telling_keys(fact: ActorFact) -> list[str]:
    """Return the keys of a body's names of several words that are not those of many bodies."""
    names = {fact.name, *(form.name for form in fact.forms)}
    traits = (traits_of(name, fact.kind, None) for name in names)
    return sorted({_OF_BODY + one.key for one in traits if one.is_telling})


def _is_of_body(key: str) -> bool:
    return key.startswith(_OF_BODY)


def _text_of(values: set[str]) -> str | None:
    return "\n".join(sorted(values)) if values else None


def _bearer(
    _key: str,
    report: int,
    actor: int,
    country: str | None,
    is_stated: bool,
    has_post: bool,
    titles: str | None,
    neighbours: str | None,
) -> _Bearer:
    known = (report, actor, country, is_stated, has_post)
    return _Bearer(*known, frozenset(_lines(titles)), frozenset(_lines(neighbours)))


def _lines(text: str | None) -> list[str]:
    return [] if text is None else text.split("\n")


def _country(fact: ActorFact, roles: Iterable[RoleFact]) -> tuple[str | None, bool]:
    """Return the state of a person by the article or his posts, and whether it is stated."""
    if fact.country is not None:
        return fact.country, fact.has_stated_country
    posts = [role for role in roles if role.country is not None and role.status in HOLDS]
    states = {role.country for role in posts}
    if len(states) != 1:
        return None, False
    return states.pop(), any(map(_is_told, posts))


def _settled(bearers: Sequence[_Bearer]) -> Iterator[tuple[_Bearer, str]]:
    """Yield those of one name who are of another country than their article has it."""
    if len({bearer.country for bearer in bearers} - {None}) < 2:
        return
    homes = _homes(bearers)
    titles = frozenset(
        title for bearer in bearers if bearer.country in homes for title in bearer.titles
    )
    for bearer in bearers:
        if bearer.country not in homes:
            near = sorted(homes & bearer.neighbours)
            if len(near) == 1:
                yield bearer, near[0]
            elif len(homes) == 1 and bearer.titles <= titles:
                yield bearer, next(iter(homes))


def _is_well_stated(bearers: Sequence[_Bearer]) -> bool:
    """Tell whether the country that most articles state of a body is one that most give it.

    "The Iran-backed alliance" states no country of the alliance, though it may be read so.
    """
    stated = _counted(bearer.country for bearer in bearers if bearer.is_stated)
    given = _counted(bearer.country for bearer in bearers)
    if not stated:
        return False
    most = min(stated, key=lambda one: (-stated[one], one))
    return given[most] == max(given.values())


def _homes(bearers: Sequence[_Bearer]) -> frozenset[str]:
    """Return the countries that persons of one name are of, as far as anything speaks for it."""
    stated = _counted(bearer.country for bearer in bearers if bearer.is_stated)
    if not stated:
        posts = _counted(bearer.country for bearer in bearers if bearer.has_post)
        given = _counted(bearer.country for bearer in bearers)
        near = _counted(country for bearer in bearers for country in bearer.neighbours)
        return frozenset([min(given, key=lambda one: (-posts[one], -given[one] - near[one], one))])
    first = min(stated, key=lambda one: (-stated[one], one))
    titles = {title for one in bearers if one.country == first for title in one.titles}
    return frozenset(
        bearer.country
        for bearer in bearers
        if bearer.is_stated
        and bearer.country is not None
        and (stated[bearer.country] >= _LEAST_SHARE * stated.total() or not bearer.titles <= titles)
    )


def _counted(countries: Iterable[str | None]) -> Counter[str]:
    return Counter(country for country in countries if country is not None)


def with_countries(facts: Facts, countries: Mapping[int, str]) -> Facts:
    """Return facts with these countries of actors, and of the posts that have theirs from them.

    A person whose country is only inferred, as that of the body he has a post in, moves with it.
    """
    if not countries:
        return facts
    countries = {**_of_members(facts, countries), **countries}
    actors = list(facts.actors)
    for position, country in countries.items():
        actors[position] = replace(
            actors[position], country=country, country_evidence=(), country_basis="inferred"
        )
    roles = (
        replace(role, country=countries[role.actor])
        if role.actor in countries and _is_from_holder(role, facts.actors[role.actor])
        else role
        for role in facts.roles
    )
    return replace(facts, actors=tuple(actors), roles=tuple(roles))


def _of_members(facts: Facts, countries: Mapping[int, str]) -> dict[int, str]:
    """Return the countries of the persons who have a post in a body that gets another."""
    moved: dict[int, str] = {}
    for role in facts.roles:
        if role.organization is None or role.organization not in countries:
            continue
        person, body = facts.actors[role.actor], facts.actors[role.organization]
        if person.country_basis == "inferred" and person.country in (None, body.country):
            moved.setdefault(role.actor, countries[role.organization])
    return moved


def _is_from_holder(role: RoleFact, holder: ActorFact) -> bool:
    """Tell whether a post has its state from that of its holder alone."""
    return role.country is not None and role.country == holder.country and not _is_told(role)


def _is_told(role: RoleFact) -> bool:
    """Tell whether words of the article say of which state a post is."""
    return any(span.field == "country" for span in role.evidence)
