"""The country of a person from that of the state or body whose post he holds."""

from __future__ import annotations

from dataclasses import replace

from toolkit.facts import ActorFact, RoleFact
from toolkit.parsers.english.actors.countries import GUESSED
from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.reading import Reading


def with_countries_of_posts(reading: Reading, cast: Cast) -> Cast:
    """Return `cast` with the countries that the posts of its persons tell.

    A person without a country, or with one only guessed from the places around the name,
    gets that of the state whose post the text says he holds, or else of the body.
    """
    actors = list(cast.actors)
    for role in cast.roles:
        actors[role.actor] = _with_country(reading, actors, role)
    return replace(cast, actors=tuple(actors))


def _with_country(reading: Reading, actors: list[ActorFact], role: RoleFact) -> ActorFact:
    actor = actors[role.actor]
    known = actor.country_evidence
    if known and (known[0].rule != GUESSED or role.status == "former"):
        return actor
    country = role.country if _says_country(reading, role) else None
    if country is None and role.organization is not None:
        body = actors[role.organization]
        guessed = any(place.rule == GUESSED for place in body.country_evidence)
        country = None if known and guessed else body.country
    if country is None:
        return actor
    place = replace(role.evidence[0], field="country")
    return replace(actor, country=country, country_evidence=(place,))


def _says_country(reading: Reading, role: RoleFact) -> bool:
    """Return whether the words of the post name its state, not only the rest of the article."""
    return any(
        place.country == role.country
        and any(place.start < words.end and place.end > words.start for words in role.evidence)
        for place in reading.places
    )
