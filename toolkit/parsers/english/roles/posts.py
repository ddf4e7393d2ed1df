"""The posts that an article gives its persons, from the titles that the trained reader marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.facts import Evidence, RoleFact
from toolkit.parsers.english.actors.related_places import RELATED
from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.reader.scores import Scores
from toolkit.parsers.english.reading import Reading
from toolkit.parsers.english.roles.marked_titles import MarkedTitle, find_titles
from toolkit.parsers.english.roles.post_countries import with_countries_of_posts
from toolkit.parsers.english.roles.post_holders import holders_of
from toolkit.parsers.english.roles.post_links import Linked, TitleLinks, Value, read_title_links
from toolkit.parsers.english.roles.post_titles import PostTitle
from toolkit.parsers.english.roles.posts_by_another import is_told_by_another, post_by_another
from toolkit.parsers.english.roles.same_post import same_post
from toolkit.parsers.english.roles.title_bodies import BODY, TitleBodies
from toolkit.parsers.english.roles.title_neighbours import STATE_BESIDE, TitleNeighbours
from toolkit.parsers.english.text.sentences import find_sentences

COUNTRY = 0.4
"""Least probability of the state of a post, pooled over the words that name it."""
STATUS = 0.8
"""Probability from which the reader's status of a post goes before words like "former"."""

_OF_STATE = frozenset(("state", "royal", "diplomatic", "parliament", "military"))
_OF_HOME = frozenset(("state", "parliament"))
_FURTHEST_NAME = 120
_SWORN_IN = re.compile(
    r"\b(?:sworn in|(?:took|taken|takes) (?:the |an |his |her |their )?oath(?: of office)?) as\s"
    r"(?:(?:the|a|an|its|his|her)\s)?(?:[a-z][\w-]*\s){0,2}\Z"
)


def read_posts(reading: Reading, scores: Scores, cast: Cast) -> Cast:
    """Return `cast` with the posts of its persons, and the countries that these tell."""
    text = reading.article.text
    marked = find_titles(reading, scores, cast)
    words = [title.word for title in marked]
    links = read_title_links(reading, scores, cast, words)
    statuses = scores.labels("role_status", words)
    reader = _PostReader(reading, cast)
    roles: list[RoleFact] = []
    told: list[tuple[PostTitle, RoleFact]] = []
    for one, link, status in zip(marked, links, statuses, strict=True):
        for role in reader.roles(one, link, status):
            if is_told_by_another(text, one.title):
                told.append((one.title, role))
            else:
                roles.append(role)
    sentences = find_sentences(text, reading.blocks) if told else ()
    own = tuple(roles)
    for title, role in told:
        found = post_by_another(text, cast, sentences, title, role, own)
        if found is not None:
            roles.append(found)
    cast = replace(cast, roles=_without_repeats(roles))
    return with_countries_of_posts(reading, cast)


class _PostReader:
    """Makes the posts of one article of its titles and of what these are related to."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self._reading = reading
        self._cast = cast
        self._beside = TitleNeighbours(reading, cast)
        self._taken: set[int] = set()
        self._bodies = TitleBodies(reading.article.text, cast, self._beside)

    def roles(
        self, marked: MarkedTitle, links: TitleLinks, status: tuple[str, float]
    ) -> Iterator[RoleFact]:
        """Yield the post that a title names, once for each of its holders.

        `status` is what the reader takes for that of the post, and how likely it is.
        """
        title = marked.title
        text = self._reading.article.text
        holders = holders_of(text, marked, links.holders, self._beside, self._taken)
        if not holders:
            return
        if "," in text[title.end : holders[0].start]:
            self._taken.update(holder.start for holder in holders)
        bodies = self._bodies_of(title, holders, links.bodies)
        states = self._states_of(title, holders, links.countries)
        for holder, body, state in zip(holders, bodies, states, strict=True):
            country = self._country(title, holder, body) if state is None else state.value
            organization = None if body is None else body.value
            evidence = _evidence(title, holder, body, state)
            held = "current" if _is_sworn_in(text, title) else _status(title, *status)
            yield RoleFact(holder.value, title.title, evidence, organization, country, held)

    def _bodies_of(
        self, title: PostTitle, holders: Sequence[Linked[int]], linked: Sequence[Linked[int]]
    ) -> Sequence[Linked[int] | None]:
        """Return the body of the post of each holder."""
        each = _one_for_each(linked, BODY, len(holders))
        return each or [self._bodies.body(title, holder, linked) for holder in holders]

    def _states_of(
        self, title: PostTitle, holders: Sequence[Linked[int]], linked: Sequence[Linked[str]]
    ) -> Sequence[Linked[str] | None]:
        """Return the state of the post of each holder, as the words or the reader tell it."""
        each = _one_for_each(linked, COUNTRY, len(holders))
        if each:
            return each
        beside = self._beside.state(title)
        state = linked[0] if linked and linked[0].chance >= COUNTRY else None
        if beside is not None:
            state = Linked(beside.country, 1.0, beside.start, beside.end, beside.rule)
        own = {
            name.actor: Linked(name.country, 1.0, name.start, name.end, name.rule)
            for name in (self._beside.listed(title) if title.plural else ())
            if name.country
        }
        return [
            own.get(holder.value, None if self._is_of_another(holder.value, state) else state)
            for holder in holders
        ]

    def _is_of_another(self, holder: int, state: Linked[str] | None) -> bool:
        """Whether words beside the name of a holder state another country than the reader's."""
        if state is None or state.rule == STATE_BESIDE:
            return False
        known = self._cast.actors[holder]
        stated = any(told.rule != RELATED for told in known.country_evidence)
        return stated and known.country != state.value

    def _country(
        self, title: PostTitle, holder: Linked[int], body: Linked[int] | None
    ) -> str | None:
        """Return the state of a post of state that nothing places: the holder's, or the home."""
        if title.domain not in _OF_STATE or body is not None:
            return None
        known = self._cast.actors[holder.value].country
        if known is None and title.domain in _OF_HOME:
            return self._reading.header.home_country
        return known


def _is_sworn_in(text: str, title: PostTitle) -> bool:
    """Tell whether a holder has just entered on a post: "was sworn in as minister"."""
    return _SWORN_IN.search(text, max(0, title.start - 60), title.start) is not None


def _status(title: PostTitle, status: str, chance: float) -> str:
    """Return the status that the reader gives, or words beside a title where he is unsure."""
    if title.status is not None and chance < STATUS:
        status = title.status
    if title.domain == "candidate" and status in ("current", "designate"):
        return "candidate"
    return status


def _one_for_each(
    links: Sequence[Linked[Value]], least: float, holders: int
) -> list[Linked[Value]]:
    """Return as many bodies or states as there are holders, in the order of the text.

    "The foreign ministers of A and B, X and Y" names both in the same order. None are
    returned for one holder, or where the numbers differ.
    """
    several = [link for link in links if link.chance >= least / max(holders, 1)]
    if holders < 2 or len(several) != holders:
        return []
    return sorted(several, key=lambda link: link.start)


def _evidence(
    title: PostTitle,
    holder: Linked[int],
    body: Linked[int] | None,
    state: Linked[str] | None,
) -> tuple[Evidence, ...]:
    """Return the words of a post, up to the holder's name where it stands beside them."""
    start, end = title.start, title.end
    near = max(holder.start - end, start - holder.end) <= _FURTHEST_NAME
    if near:
        start, end = min(start, holder.start), max(end, holder.end)
    found = [Evidence(start, end, "reader/title")]
    if not near:
        found.append(Evidence(holder.start, holder.end, holder.rule, "actor_id"))
    if body is not None:
        found.append(Evidence(body.start, body.end, body.rule, "organization_id"))
    if state is not None:
        found.append(Evidence(state.start, state.end, state.rule, "country"))
    return tuple(found)


def _without_repeats(roles: Sequence[RoleFact]) -> tuple[RoleFact, ...]:
    """Return each post of a person once, under its fullest title, in the order of the text."""
    kept: dict[int, list[RoleFact]] = {}
    for role in sorted(roles, key=_place):
        known = kept.setdefault(role.actor, [])
        twin = next((number for number, old in enumerate(known) if _is_same(old, role)), None)
        if twin is None:
            known.append(role)
        elif _says_more(role, known[twin]):
            known[twin] = role
    return tuple(sorted((role for known in kept.values() for role in known), key=_place))


def _place(role: RoleFact) -> tuple[int, int, int]:
    return role.evidence[0].start, role.evidence[0].end, role.actor


def _is_same(one: RoleFact, other: RoleFact) -> bool:
    """Whether two roles are one post: the same title, or one that is short for the other."""
    if one.actor != other.actor or len({one.organization, other.organization} - {None}) > 1:
        return False
    if one.title == other.title:
        return True
    alike = same_post(one.title, other.title) or same_post(other.title, one.title)
    return alike and one.status == other.status


def _says_more(role: RoleFact, known: RoleFact) -> bool:
    if role.title == known.title:
        return known.organization is None and role.organization is not None
    return len(role.title) > len(known.title)
