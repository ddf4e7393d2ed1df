"""The country of a person from that of the state or body whose post he holds."""

from __future__ import annotations

from dataclasses import replace

from toolkit.facts import ActorFact, Evidence, RoleFact
from toolkit.parsers.english.actors.related_places import RELATED
from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.reading import Reading
from toolkit.parsers.english.roles.title_neighbours import STATE_BESIDE


def with_countries_of_posts(reading: Reading, cast: Cast) -> Cast:
    """Return `cast` with the countries that the posts of its persons tell.

    A person without a country gets that of the state whose post the text says he holds, or
    else of the body. The state of a post also goes before the country that the reader relates
    to the name alone. A country that nothing but the reader tells counts as inferred.
    """
    actors = [replace(actor, country_basis=_basis(actor.country_evidence)) for actor in cast.actors]
    for role in cast.roles:
        actors[role.actor] = _with_country(reading, actors, role)
    return replace(cast, actors=tuple(actors))


def _basis(told: tuple[Evidence, ...]) -> str:
    return "inferred" if any(words.rule == RELATED for words in told) else "stated"


def _with_country(reading: Reading, actors: list[ActorFact], role: RoleFact) -> ActorFact:
    actor = actors[role.actor]
    if actor.has_stated_country:
        return actor
    words = replace(role.evidence[0], field="country")
    rules = {told.rule for told in role.evidence if told.field == "country"}
    if role.country is not None and (
        rules or (actor.country is None and _says_country(reading, role))
    ):
        basis = "stated" if STATE_BESIDE in rules else "inferred"
        if role.country == actor.country:
            return replace(actor, country_basis=basis)
        return replace(actor, country=role.country, country_evidence=(words,), country_basis=basis)
    if actor.country is not None or role.organization is None:
        return actor
    body = actors[role.organization]
    if body.country is None:
        return actor
    return replace(actor, country=body.country, country_evidence=(words,), country_basis="inferred")


def _says_country(reading: Reading, role: RoleFact) -> bool:
    """Return whether the words of the post name its state, not only the rest of the article."""
    return any(
        place.country == role.country
        and any(place.start < words.end and place.end > words.start for words in role.evidence)
        for place in reading.places
    )
