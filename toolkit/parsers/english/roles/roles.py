"""Posts that an article gives its persons, and what it knows only by an office.

`read_roles` joins the rules: titles beside names (`title_holders`), verbs of leading
(`leading_verbs`), posts told by another's ("his deputy"), offices (`offices`), groups
(`groups`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from toolkit.facts import ActorFact, Evidence, RoleFact
from toolkit.parsers.english.actors.countries import GUESSED
from toolkit.parsers.english.anaphora.antecedents import (
    BODY_KINDS,
    antecedent,
    body_meant,
    body_named,
    person_meant,
)
from toolkit.parsers.english.anaphora.grammatical_role import is_subject
from toolkit.parsers.english.cast import Cast, Mention
from toolkit.parsers.english.places.places import country_of
from toolkit.parsers.english.reading import Reading
from toolkit.parsers.english.roles.groups import GroupReader
from toolkit.parsers.english.roles.landmarks import find_landmarks
from toolkit.parsers.english.roles.leading_verbs import read_leading_roles
from toolkit.parsers.english.roles.offices import OfficeBook, with_mentions
from toolkit.parsers.english.roles.title_holders import HolderReader, Holding
from toolkit.parsers.english.roles.title_phrase import TitlePhrase
from toolkit.parsers.english.roles.title_words import body_nouns, domain_of
from toolkit.parsers.english.roles.titles import find_title_phrases
from toolkit.parsers.english.roles.wording import Wording

_OF_BODY = re.compile(r"(?: \([^()]{1,30}\))?,?\s+(?:of|from|for)\s+(?:the\s+)?")
_PARLIAMENT = (
    r"assembly|parliament|house|senate|congress|chamber|diet|duma|knesset|riksdag|bundestag|majlis|"
    r"council of representatives|rada|sejm|seimas|saeima|riigikogu|eduskunta|storting|folketing|"
    r"althing|dáil|commons|lords|cortes|jirga|khural|skupština|kuvendi"
)
_HOUSES = {
    "speaker": _PARLIAMENT,
    "deputy": _PARLIAMENT,
    "judge": r"court|tribunal",
    "justice": r"court|tribunal",
    "councillor": r"council",
    "councilor": r"council",
    "commissioner": r"commission",
}
_LEADERS = frozenset(("leader", "co-leader", "founder", "candidate"))
_LED_KINDS = frozenset(("party", "armed_group", "organization"))
_OF_ANY_BODY = frozenset(
    (
        *("chair", "chairman", "chairperson", "chairwoman", "chief executive", "secretary general"),
        *("general secretary", "spokesman", "spokesperson", "spokeswoman", "secretary-general"),
    )
)
"""Posts that nobody holds but in a body, so that the one last spoken of is meant."""
_NOT_POSTS = frozenset(("military", "profession", "clergy", "candidate"))
_STATE_POST = frozenset(("state", "royal", "diplomatic", "parliament", "military"))


def read_roles(reading: Reading, cast: Cast) -> Cast:
    """Return `cast` with the posts of its persons, the offices and the unnamed groups.

    A person without a country, or with one only guessed from the places around the name,
    gets that of the state, or else of the body, whose post the text says he holds.
    """
    wording = Wording(reading.article.text, reading.doc, find_landmarks(reading, cast))
    reader = HolderReader(reading, cast, wording, find_title_phrases(wording))
    holdings = reader.holdings()
    roles: dict[tuple[int, str, int | None], RoleFact] = {}

    def enter(role: RoleFact | None) -> None:
        if role is not None:
            roles.setdefault((role.actor, role.title, role.organization), role)

    for role in read_leading_roles(reader):
        enter(role)
    inherited = []
    for holding in holdings:
        if holding.phrase.domain == "relation" or _is_inherited(reader, holding.phrase):
            inherited.append(holding)
        else:
            enter(_role(reader, holding))
    enter(_lead_role(reader, holdings, {role.actor for role in roles.values()}))
    for holding in inherited:
        enter(_inherited_role(reader, holding, tuple(roles.values())))
    ordered = sorted(roles.values(), key=lambda role: (role.evidence[0].start, role.actor))
    cast = replace(cast, roles=tuple(ordered))
    cast = replace(cast, actors=_with_countries(reading, cast))
    return _with_offices_and_groups(reader, cast, holdings)


def _is_inherited(reader: HolderReader, phrase: TitlePhrase) -> bool:
    """Whether the post is told by another person's: "his deputy", "X's spokesman"."""
    if phrase.holder_of is not None:
        return True
    if phrase.possessor is None:
        return False
    return reader.wording.text[slice(*phrase.possessor)].lower() in ("his", "her")


def _inherited_role(
    reader: HolderReader, holding: Holding, roles: tuple[RoleFact, ...]
) -> RoleFact | None:
    """Return the post of "his Turkish counterpart, X", "his predecessor, X", "his deputy, X"."""
    phrase = holding.phrase
    owner = phrase.holder_of
    if owner is None and phrase.possessor is not None:
        but = frozenset((holding.actor,))
        owner = person_meant(reader.reading, reader.cast, *phrase.possessor, but)
    before = [r for r in roles if r.actor == owner and r.evidence[0].start < holding.start]
    held = max(
        before or [role for role in roles if role.actor == owner],
        key=lambda role: (
            domain_of(role.title) not in _NOT_POSTS,
            role.status == "current",
            role.organization is not None,
        ),
        default=None,
    )
    evidence = (Evidence(holding.start, holding.end, holding.rule),)
    word = phrase.title.split()[-1]
    country = phrase.countries[0] if phrase.countries else None
    if phrase.domain == "relation":
        titled = any(
            role.actor == holding.actor
            and holding.start < role.evidence[0].start
            and role.evidence[0].end <= holding.end
            for role in roles
        )
        if held is None or titled:
            return None
        if word in ("predecessor", "successor"):
            status = "former" if word == "predecessor" else "current"
            return replace(held, actor=holding.actor, evidence=evidence, status=status)
        if country is None and word == "colleague":
            return None
        country = country or reader.cast.actors[holding.actor].country
        return RoleFact(holding.actor, held.title, evidence, None, country)
    role = _role(reader, holding)
    if role is None or held is None:
        return role
    if word == "deputy" and held.title.split()[0] != "deputy":
        role = replace(role, title=f"deputy {held.title}")
    return replace(
        role,
        organization=role.organization if role.organization is not None else held.organization,
        country=role.country or held.country,
    )


def _lead_role(reader: HolderReader, holdings: list[Holding], holders: set[int]) -> RoleFact | None:
    """Return the post of "The president of X is in town. Y landed on Monday".

    A report may open with the office alone, as the subject of its first sentence, and name
    the holder at the head of the next.
    """
    sentences = list(reader.reading.doc.sents)[:3]
    if len(sentences) < 2 or not reader.phrases or not reader.persons.marks:
        return None
    phrase, person = reader.phrases[0], reader.persons.marks[0]
    second = sentences[1]
    opens = not reader.wording.text[sentences[0].start_char : phrase.start].strip()
    named = reader.wording.text[person.start : person.end]
    if (
        not opens
        or not (phrase.bodies or phrase.countries)
        or phrase.domain in ("profession", "relation", "candidate")
        or phrase.plural
        or phrase.article != "the"
        or any(holding.phrase == phrase for holding in holdings)
        or not is_subject(reader.reading, phrase.core, phrase.end)
        or person.start != second.start_char + len(second.text) - len(second.text.lstrip())
        or " " not in named
        or person.actor in holders
        or not is_subject(reader.reading, person.start, person.end)
    ):
        return None
    rule = "office_then_name"
    holding = Holding(phrase, person.actor or 0, rule, phrase.start, phrase.end)
    return _role(reader, holding)


def _with_countries(reading: Reading, cast: Cast) -> tuple[ActorFact, ...]:
    actors = list(cast.actors)
    for role in cast.roles:
        known = actors[role.actor].country_evidence
        if known and (known[0].rule != GUESSED or role.status == "former"):
            continue
        country = role.country if _says_country(reading, role) else None
        if country is None and role.organization is not None:
            body = actors[role.organization]
            guessed = any(place.rule == GUESSED for place in body.country_evidence)
            country = None if known and guessed else body.country
        if country is not None:
            place = replace(role.evidence[0], field="country")
            actors[role.actor] = replace(
                actors[role.actor],
                country=country,
                country_evidence=(place,),
                country_basis="stated",
            )
    return tuple(actors)


def _says_country(reading: Reading, role: RoleFact) -> bool:
    """Return whether the words of the post name its state, not only the rest of the article."""
    post = role.evidence[0]
    return any(
        place.country == role.country and place.start < post.end and place.end > post.start
        for place in reading.places
    )


def _with_offices_and_groups(reader: HolderReader, cast: Cast, holdings: list[Holding]) -> Cast:
    book = OfficeBook(reader.reading, cast)
    held = {holding.phrase.start: holding for holding in holdings}
    for phrase in reader.phrases:
        holding = held.get(phrase.start)
        if holding is not None:
            if phrase.holder_of is None and not phrase.plural:
                book.add_mention(phrase, holding.actor, holding.rule)
            continue
        if not phrase.definite or phrase.domain in ("relation", "profession"):
            continue
        if phrase.holder_of is None:
            phrase = _with_body_meant(reader, phrase)
            book.enter(phrase)
    cast = book.extended()
    groups = GroupReader(reader.reading, cast, reader.wording)
    groups.read()
    mentions = with_mentions(cast.mentions, groups.mentions)
    return replace(cast, actors=(*cast.actors, *groups.actors), mentions=mentions)


def _with_body_meant(reader: HolderReader, phrase: TitlePhrase) -> TitlePhrase:
    """Return the phrase with the body that "its" or "of the party" in it means."""
    if phrase.possessor is None:
        return phrase
    body = body_meant(reader.reading, reader.cast, *phrase.possessor)
    return phrase if body is None else replace(phrase, bodies=(body,))


def _role(reader: HolderReader, holding: Holding) -> RoleFact | None:
    reading, cast = reader.reading, reader.cast
    phrase, at = holding.phrase, holding.position
    bodies, countries = phrase.bodies, phrase.countries
    organization = bodies[min(at, len(bodies) - 1)] if bodies else None
    country = countries[min(at, len(countries) - 1)] if countries else None
    if holding.owner is not None:
        is_body = holding.owner.kind == "body"
        organization = holding.owner.actor if is_body else organization
        country = country if is_body else holding.owner.country or country
    if organization is None and phrase.possessor is not None:
        kinds = _LED_KINDS if phrase.title.split()[-1] in _LEADERS else BODY_KINDS
        organization = body_meant(reading, cast, *phrase.possessor, kinds)
    if organization is None and holding.rule == "title_before_name" and not countries:
        organization = _body_of_name(reader, holding.end)
    if organization is None and not countries and phrase.possessor is None:
        organization = _body_in_view(reader, phrase)
        if organization is None and phrase.domain == "body":
            organization = _body_spoken_of(reader, holding)
    status = holding.status or phrase.status
    if phrase.domain == "candidate":
        status = "candidate" if status in ("current", "designate") else status
    if phrase.domain in _STATE_POST and organization is None and country is None:
        country = cast.actors[holding.actor].country
        if country is None and phrase.domain in ("state", "parliament"):
            country = reading.header.home_country
    evidence = (Evidence(holding.start, holding.end, holding.rule),)
    return RoleFact(holding.actor, phrase.title, evidence, organization, country, status)


def _body_in_view(reader: HolderReader, phrase: TitlePhrase) -> int | None:
    """Return the body whose post a bare title must be: a speaker's house, a judge's court."""
    words = _HOUSES.get(phrase.title.split()[-1])
    if words is None:
        return None
    return body_named(reader.cast, phrase.start, words)


def _body_spoken_of(reader: HolderReader, holding: Holding) -> int | None:
    """Return the body of "Party chair X" and of a bare "Chief executive X": the one before."""
    phrase = holding.phrase
    if phrase.place or phrase.holder_of is not None or phrase.article == "a":
        return None
    first = phrase.title.split()[0]
    if first in body_nouns():
        return body_meant(reader.reading, reader.cast, phrase.core, phrase.core + len(first))
    if phrase.title not in _OF_ANY_BODY or not holding.rule.startswith("title_"):
        return None
    actors = reader.cast.actors

    def is_body(mention: Mention) -> int:
        actor = actors[mention.actor]
        return int(actor.kind in _LED_KINDS and country_of(actor.name) is None)

    return antecedent(reader.reading, reader.cast, phrase.start, is_body)


def _body_of_name(reader: HolderReader, position: int) -> int | None:
    """Return the body of "X of the Karenni Army" where the name ends at `position`."""
    match = _OF_BODY.match(reader.wording.text, position)
    mark = reader.wording.body_at(match.end()) if match else None
    return None if mark is None else mark.actor
