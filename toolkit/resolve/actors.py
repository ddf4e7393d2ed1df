"""Join the actors of single articles to persons and bodies of the world.

Two actors of different articles are one where their names agree once spelling habits are
taken away (`name_key`), their kinds can be one thing and their countries do not conflict;
where the names agree only in part, a post or the company they are named in must speak for
it too. In doubt they stay two: a wrong join makes every row that refers to it wrong, a missed
one leaves a duplicate that can be seen and mended. Two actors of one article are never one,
because the parser, which saw the text, kept them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from toolkit.resolve.body_joins import join_by_context, join_second_forms, join_wordings
from toolkit.resolve.candidates import Candidate, collect_candidates
from toolkit.resolve.clusters import Clusters
from toolkit.resolve.context import Context
from toolkit.resolve.footprints import Footprint
from toolkit.resolve.former import actor_identity
from toolkit.resolve.identifiers import Wish, slug
from toolkit.resolve.mentions import mentions_of
from toolkit.resolve.names import name_tokens
from toolkit.resolve.person_joins import join_by_post, join_similar_names, posts_of
from toolkit.resolve.reports import Report
from toolkit.resolve.same_names import join_same_names, join_transliterations
from toolkit.resolve.stable_ids import StableIds
from toolkit.resolve.voting import majority

ActorOf = Callable[[int, int], str]
"""Gives the actor_id for the position of a report and of an actor in its facts."""

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


@dataclass(frozen=True, slots=True)
class WorldActor:
    """A person or body of the world, with the actors of articles that it is.

    `members` holds the position of a report and of an actor in its facts, sorted.
    """

    actor_id: str
    name: str
    kind: str
    country: str | None
    wikidata_id: str | None
    members: tuple[tuple[int, int], ...]


def join_actors(reports: Sequence[Report], keys: StableIds) -> tuple[WorldActor, ...]:
    """Return every actor of the world that `reports` name, by first report.

    What joins is said by the functions that join, from the surest to the least sure; `keys`
    gives their ids.
    """
    candidates = collect_candidates(reports)
    clusters = Clusters(
        [candidate.report for candidate in candidates],
        [candidate.country for candidate in candidates],
    )
    join_same_names(candidates, clusters)
    join_transliterations(candidates, clusters)
    join_wordings(candidates, clusters)
    context = Context(candidates, clusters)
    join_second_forms(candidates, clusters, context)
    join_by_context(candidates, clusters, context)
    posts = posts_of(candidates, clusters)
    join_by_post(candidates, clusters, posts)
    join_similar_names(candidates, clusters, posts, context)
    members = [[candidates[n] for n in group] for group in clusters.groups()]
    names = [_fullest_name(group) for group in members]
    countries = [majority(member.stated_country for member in group) for group in members]
    kinds = [_kind(group) for group in members]
    found = [
        _footprint(reports, *one) for one in zip(members, names, kinds, countries, strict=True)
    ]
    actor_ids = keys.assign("actors", found, map(_wish, members, names, countries))
    return tuple(
        WorldActor(
            actor_id=actor_id,
            name=name,
            kind=kind,
            country=country,
            wikidata_id=majority(member.wikidata_id for member in group),
            members=tuple((member.report, member.actor) for member in group),
        )
        for actor_id, name, kind, country, group in zip(
            actor_ids, names, kinds, countries, members, strict=True
        )
    )


def _kind(group: Sequence[Candidate]) -> str:
    return majority((member.fact.kind for member in group), KINDS) or group[0].fact.kind


def _footprint(
    reports: Sequence[Report], group: Sequence[Candidate], name: str, kind: str, country: str | None
) -> Footprint:
    spans = (
        (reports[member.report].article_id, span.start, span.end)
        for member in group
        for span in mentions_of(reports[member.report].facts, member.actor)
    )
    forms = (form.name for member in group for form in member.fact.forms)
    return Footprint(frozenset(spans), frozenset(forms), actor_identity(name, kind), country)


def _fullest_name(group: Sequence[Candidate]) -> str:
    """Return the name with the most words; of those the most frequent, then by alphabet.

    A name in capitals, as headlines write it, is taken only where there is no other.
    """
    names = [member.fact.name for member in group]
    return min(
        names,
        key=lambda name: (name.isupper(), -len(name_tokens(name)), -names.count(name), name),
    )


def _wish(group: Sequence[Candidate], name: str, country: str | None) -> Wish:
    """Return the key that an actor would like.

    The name of a body that many countries have carries its country from the start, so
    that the key does not change when the second country comes.
    """
    qualifier = country.lower() if country else None
    base = slug(name, otherwise="actor")
    named = (member for member in group if member.fact.name == name)
    if qualifier and group[0].family == "body" and all(m.is_common_name for m in named):
        return Wish(f"{base}-{qualifier}")
    return Wish(base, qualifier)
