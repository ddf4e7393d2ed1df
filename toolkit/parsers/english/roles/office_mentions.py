"""Whom an office known only by its title means: a person of the article, or itself.

"The Turkish ambassador" is another mention of the person who holds just that post; two
mentions of one post of one state or body are one actor.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from toolkit.facts import ActorFact, Evidence, NameForm, RoleFact
from toolkit.parsers.english.cast import Cast, Mention
from toolkit.parsers.english.places.places import country_of
from toolkit.parsers.english.reader.scores import Scores, log_softmax
from toolkit.parsers.english.reading import Reading
from toolkit.parsers.english.roles.office_words import ARTICLE, Office, OfficeReader
from toolkit.parsers.english.roles.post_titles import domain_of_post
from toolkit.parsers.english.roles.same_post import same_post

COREFERENCE = 0.5
"""Least probability at which the reader takes an office for a person named before."""

_MENTIONS_BACK = 200
"""Furthest mention before an office that it can stand for; it bounds the time of long texts."""
_OF_PERSON = "office_of_a_person"
_OF_ITSELF = "reader/mention"


def resolve_offices(reading: Reading, scores: Scores, cast: Cast) -> Cast:
    """Return `cast` without the offices that are persons named in the article, or one another.

    Their mentions become those of the person, or of the office that is mentioned first. An
    office that its own words do not place takes the words beside it that do: "[Norway's]
    ambassador", "ambassador [of Norway]".
    """
    if all(actor.kind != "office" for actor in cast.actors):
        return cast
    cast = _without_bare_states(reading.article.text, cast)
    reader = OfficeReader(reading, cast)
    offices = [
        reader.office(mention)
        for mention in cast.mentions
        if cast.actors[mention.actor].kind == "office"
    ]
    meant = _actors_meant(cast, scores, offices)
    mentions = _uncovered(cast, offices)
    actors = list(cast.actors)
    for office, position in zip(offices, meant, strict=True):
        actor = actors[position]
        rule = _OF_PERSON if actor.kind == "person" else _OF_ITSELF
        mentions.append(Mention(office.start, office.end, position, "title", rule))
        if actor.country is None and office.state is not None:
            place = Evidence(office.state.start, office.state.end, "state_of_office", "country")
            actors[position] = replace(
                actor, country=office.state.country, country_evidence=(place,)
            )
    cast = replace(cast, actors=tuple(actors), mentions=tuple(sorted(mentions)))
    return _without_unmentioned(reading.article.text, cast)


def _uncovered(cast: Cast, offices: Sequence[Office]) -> list[Mention]:
    """Return the mentions of what is no office, but not those within the words of one."""
    starts = [office.start for office in offices]
    kept = []
    for mention in cast.mentions:
        if cast.actors[mention.actor].kind != "office":
            place = bisect_left(starts, mention.end) - 1
            if place < 0 or offices[place].end <= mention.start:
                kept.append(mention)
    return kept


def _without_bare_states(text: str, cast: Cast) -> Cast:
    """Return `cast` without the mentions of offices that name only a state: "Chad"."""
    mentions = tuple(
        mention
        for mention in cast.mentions
        if cast.actors[mention.actor].kind != "office"
        or country_of(text[mention.start : mention.end]) is None
    )
    return replace(cast, mentions=mentions)


def _actors_meant(cast: Cast, scores: Scores, offices: Sequence[Office]) -> list[int]:
    """Return for each office the actor that it means: a person, another office, or its own."""
    meant: list[int] = []
    for number, office in enumerate(offices):
        person = _person(cast, scores, office)
        if person is None:
            twin = _twin(offices, number)
            meant.append(office.actor if twin is None else meant[twin])
        else:
            meant.append(person)
    return meant


def _person(cast: Cast, scores: Scores, office: Office) -> int | None:
    """Return the person whom an office means, None where it is none of the article."""
    fitting = [role for role in cast.roles if _fits(cast, office, role)]
    reached = bisect_left(cast.mentions, office.start, key=lambda m: m.start)
    before = cast.mentions[max(reached - _MENTIONS_BACK, 0) : reached]
    holders = {role.actor for role in fitting}
    if len(holders) == 1 and (office.country or office.body is not None):
        return next(iter(holders))
    named = next((m.actor for m in reversed(before) if m.actor in holders), None)
    return named if named is not None else _linked(cast, scores, office, before)


def _fits(cast: Cast, office: Office, role: RoleFact) -> bool:
    """Whether a role is the post that the words of an office name."""
    if office.title is None or not same_post(office.title.title, role.title):
        return False
    if (office.title.status == "former") != (role.status == "former"):
        return False
    if office.body is not None and role.organization is not None:
        return office.body == role.organization
    if office.country is None:
        return office.body is None and office.title.domain == domain_of_post(role.title)
    body = None if role.organization is None else cast.actors[role.organization].country
    return office.country == (role.country or body or cast.actors[role.actor].country)


def _linked(cast: Cast, scores: Scores, office: Office, before: Sequence[Mention]) -> int | None:
    """Return the person that the reader takes an office for."""
    here = scores.words.between(office.start, office.end)
    firsts = [scores.words.between(mention.start, mention.end) for mention in before]
    spots = [(m.actor, word[0]) for m, word in zip(before, firsts, strict=True) if word]
    if here is None or not spots:
        return None
    logits = scores.relate("coref", [here[0]], [word for _, word in spots])
    chances = np.exp(log_softmax(logits)[0])
    by_actor: dict[int, float] = {}
    for (actor, _), chance in zip(spots, chances[:-1], strict=True):
        by_actor[actor] = by_actor.get(actor, 0.0) + float(chance)
    best = max(by_actor, key=lambda actor: by_actor[actor])
    is_person = cast.actors[best].kind == "person"
    return best if is_person and by_actor[best] >= COREFERENCE else None


def _twin(offices: Sequence[Office], place: int) -> int | None:
    """Return the place of an office before that at `place` that is the same post."""
    office = offices[place]
    for number in reversed(range(max(place - _MENTIONS_BACK, 0), place)):
        other = offices[number]
        if other.actor == office.actor:
            return number
        if other.title is None or office.title is None:
            continue
        one, two = office.title.title, other.title.title
        giver, other_giver = (office.country, office.body), (other.country, other.body)
        if same_post(one, two) and giver in (other_giver, (None, None)):
            return number
        if same_post(two, one) and giver == other_giver != (None, None):
            return number
    return None


def _without_unmentioned(text: str, cast: Cast) -> Cast:
    """Return `cast` without the offices that are no longer mentioned, positions renumbered."""
    marks: dict[int, list[Mention]] = {}
    for mention in cast.mentions:
        marks.setdefault(mention.actor, []).append(mention)
    kept = [
        position
        for position, actor in enumerate(cast.actors)
        if position in marks or actor.kind != "office"
    ]
    place = {old: new for new, old in enumerate(kept)}
    actors = []
    for position in kept:
        actor = cast.actors[position]
        if actor.kind == "office":
            actor = _renamed(text, actor, marks[position])
        actors.append(actor)
    roles = tuple(
        replace(
            role,
            actor=place[role.actor],
            organization=None if role.organization is None else place[role.organization],
        )
        for role in cast.roles
    )
    mentions = tuple(replace(m, actor=place[m.actor]) for m in cast.mentions)
    renamed = {cast.actors[old].name: actors[new].name for old, new in place.items()}
    doubtful = frozenset(renamed.get(name, name) for name in cast.doubtful)
    return Cast(tuple(actors), mentions, roles, doubtful)


def _renamed(text: str, actor: ActorFact, mentions: Sequence[Mention]) -> ActorFact:
    """Return an office under its fullest mention, with all its forms."""
    forms: dict[str, list[Evidence]] = {}
    for mention in mentions:
        name = " ".join(text[mention.start : mention.end].split())
        forms.setdefault(name, []).append(Evidence(mention.start, mention.end, mention.rule))
    name = max(forms, key=len)
    bare = ARTICLE.sub("", name, count=1) if ARTICLE.match(name) else name
    named = tuple(NameForm(form, tuple(places)) for form, places in forms.items())
    if bare not in forms:
        first = forms[name][0]
        place = replace(first, start=first.end - len(bare))
        named = (NameForm(bare, (place,)), *named)
    return replace(actor, name=bare, forms=named)
