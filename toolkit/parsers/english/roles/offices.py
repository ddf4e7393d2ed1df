"""Offices known only by their title, and titles that stand for a person already named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from toolkit.facts import ActorFact, Evidence, NameForm, RoleFact
from toolkit.parsers.english.cast import Cast, Mention
from toolkit.parsers.english.reading import Reading
from toolkit.parsers.english.roles.same_post import same_post
from toolkit.parsers.english.roles.title_phrase import TitlePhrase
from toolkit.parsers.english.roles.title_words import status_of

_OFFICE_DOMAINS = frozenset(
    ("state", "royal", "diplomatic", "parliament", "body", "military", "clergy", "justice")
)
_BARE_OFFICE_DOMAINS = frozenset(("state", "royal", "diplomatic"))


@dataclass
class OfficeBook:
    """The offices of an article as they are found, with their mentions."""

    reading: Reading
    cast: Cast
    actors: list[ActorFact] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    posts: list[tuple[int, TitlePhrase]] = field(default_factory=list)

    def enter(self, phrase: TitlePhrase) -> None:
        """Enter the words of a phrase as a mention of a person or an office, if they are one."""
        if phrase.plural:
            if len(phrase.countries) > 1:
                self._enter_each(phrase)
            return
        country = phrase.countries[0] if phrase.countries else None
        self._enter_one(phrase, country)

    def _enter_one(self, phrase: TitlePhrase, country: str | None) -> None:
        holder = self.holder(phrase, country)
        if holder is not None:
            self.add_mention(phrase, holder, "title_of_a_person")
            return
        office = self.office(phrase, country)
        if office is not None:
            self.add_mention(phrase, office, "office_by_title")

    def _enter_each(self, phrase: TitlePhrase) -> None:
        """Enter "the foreign ministers of A and B" as two offices, each with its country."""
        places = [
            place
            for place in self.reading.places
            if phrase.start <= place.start and place.end <= phrase.end
            if place.kind in ("country", "demonym")
        ]
        if tuple(place.country for place in places) != phrase.countries:
            return
        for number, place in enumerate(places):
            before = place.start < phrase.core
            start, end = place.start, place.end
            if number == 0:
                start = phrase.start
            if before and number == len(places) - 1:
                end = phrase.end
            name = f"{place.name} {phrase.title}" if before else f"{phrase.title} of {place.name}"
            one = replace(
                phrase, start=start, end=end, plural=False, countries=(phrase.countries[number],)
            )
            self._enter_one(replace(one, name=name), place.country)

    def holder(self, phrase: TitlePhrase, country: str | None) -> int | None:
        """Return the person who holds the office that the phrase names in this article.

        The nearest mention before decides between several; where the name comes later
        ("The envoy met ... X, the envoy") the phrase has to say whose office
        it is.
        """
        fitting = [role for role in self.cast.roles if self._fits(phrase, role, country)]
        if not fitting:
            return None
        holders = sorted({role.actor for role in fitting})
        before = [m for m in self.cast.mentions if m.end <= phrase.start and m.actor in holders]
        if before:
            return before[-1].actor
        specific = phrase.countries or phrase.bodies or country is not None
        return holders[0] if len(holders) == 1 and specific else None

    def _fits(self, phrase: TitlePhrase, role: RoleFact, country: str | None) -> bool:
        if not same_post(phrase.title, role.title):
            return False
        if (phrase.status == "former") != (role.status == "former") and (
            phrase.status == "former" or self._others_hold(phrase, role)
        ):
            return False
        if phrase.bodies and role.organization is not None:
            return role.organization in phrase.bodies
        if country is None:
            return True
        known = role.country or self.cast.actors[role.actor].country
        if role.organization is not None and known is None:
            known = self.cast.actors[role.organization].country
        if known is not None:
            return known == country
        return not self._others_hold(phrase, role)

    def _others_hold(self, phrase: TitlePhrase, role: RoleFact) -> bool:
        return any(
            same_post(phrase.title, other.title) and other.actor != role.actor
            for other in self.cast.roles
        )

    def office(self, phrase: TitlePhrase, country: str | None) -> int | None:
        """Return the position of the office that the phrase names, entered if it is new."""
        for position, known in reversed(self.posts):
            if same_post(phrase.title, known.title) and self._same_owner(phrase, known, country):
                return position
        if not self._can_be_office(phrase):
            return None
        name = self._name(phrase)
        if not name:
            return None
        position = len(self.cast.actors) + len(self.actors)
        home = self.reading.header.home_country if phrase.domain in ("state", "royal") else None
        self.actors.append(ActorFact(name, "office", (), country or home))
        self.posts.append((position, phrase))
        return position

    def _same_owner(self, phrase: TitlePhrase, known: TitlePhrase, country: str | None) -> bool:
        if country is not None and known.countries:
            return country in known.countries
        if phrase.bodies and known.bodies:
            return phrase.bodies == known.bodies
        return not (phrase.countries or phrase.bodies or phrase.place or phrase.possessor)

    def _can_be_office(self, phrase: TitlePhrase) -> bool:
        if phrase.domain not in _OFFICE_DOMAINS or phrase.article == "a":
            return False
        if phrase.possessor is not None and phrase.possessor[0] < phrase.core:
            return False
        owned = bool(phrase.countries or phrase.bodies or phrase.place or phrase.possessor)
        first = self.reading.article.text[phrase.start]
        if phrase.article != "the" and phrase.start == phrase.core and first.islower():
            return False
        bare = phrase.domain in _BARE_OFFICE_DOMAINS or (
            phrase.domain == "military" and " " in phrase.title
        )
        return owned or (bare and phrase.article == "the")

    def _name(self, phrase: TitlePhrase) -> str:
        if phrase.name:
            return phrase.name
        text = self.reading.article.text[phrase.start : phrase.end]
        text = re.sub(r"\s+", " ", text)
        if phrase.article:
            text = text.split(" ", 1)[-1]
        words = text.split(" ")
        while len(words) > 1 and words[0].lower() in status_of():
            words = words[1:]
        return " ".join(words)

    def add_mention(self, phrase: TitlePhrase, actor: int, rule: str) -> None:
        """Enter the words of a phrase as a mention of an actor."""
        self.mentions.append(Mention(phrase.start, phrase.end, actor, "title", rule))

    def extended(self) -> Cast:
        """Return the cast with the offices and with the new mentions."""
        text = self.reading.article.text
        actors = list(self.cast.actors)
        for offset, actor in enumerate(self.actors):
            position = len(self.cast.actors) + offset
            forms: dict[str, list[Evidence]] = {}
            for mention in self.mentions:
                if mention.actor == position:
                    words = re.sub(r"\s+", " ", text[mention.start : mention.end])
                    place = Evidence(mention.start, mention.end, mention.rule)
                    forms.setdefault(words, []).append(place)
            first = next(iter(forms.values()))[0]
            known = [NameForm(name, tuple(places)) for name, places in forms.items()]
            if actor.name not in forms:
                shift = text[first.start : first.end].find(actor.name)
                start = first.start + max(shift, 0)
                end = start + len(actor.name) if shift >= 0 else first.end
                known.insert(0, NameForm(actor.name, (Evidence(start, end, "office_by_title"),)))
            country = () if actor.country is None else (replace(first, field="country"),)
            actors.append(replace(actor, forms=tuple(known), country_evidence=country))
        mentions = with_mentions(self.cast.mentions, self.mentions)
        return replace(self.cast, actors=tuple(actors), mentions=mentions)


def with_mentions(old: Iterable[Mention], new: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the mentions with `new` added, each in place of the shorter ones within it.

    A new mention that cuts through an old one, or lies within one, is left out.
    """
    kept = sorted(old)
    for mention in sorted(new, key=lambda m: (m.start - m.end, m.start)):
        touching = [m for m in kept if m.start < mention.end and mention.start < m.end]
        if all(mention.start <= m.start and m.end <= mention.end for m in touching):
            if any(m.start == mention.start and m.end == mention.end for m in touching):
                continue
            if any(m.form == "title" for m in touching):
                continue
            kept = sorted([*(m for m in kept if m not in touching), mention])
    return tuple(kept)
