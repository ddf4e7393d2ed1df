"""Join what an article tells twice of one encounter: the headline and the detail."""

from __future__ import annotations

from dataclasses import replace

from toolkit.facts import MeetingFact, ParticipantFact
from toolkit.parsers.english.cast import Cast

SHARED = 0.6
"""Share of common participants from which two tellings can be one; set on training articles."""
MANY = 3
"""Common participants on one day from which a town and its country are names of one place."""

_APART = (
    frozenset({"held", "planned"}),
    frozenset({"held", "cancelled"}),
    frozenset({"held", "denied"}),
)


def _actors(meeting: MeetingFact) -> frozenset[int]:
    return frozenset(p.actor for p in meeting.participants)


def _are_apart_in_time(one: MeetingFact, other: MeetingFact) -> bool:
    if not (one.start_date and one.end_date and other.start_date and other.end_date):
        return False
    return one.end_date < other.start_date or other.end_date < one.start_date


def _is_one_day(one: MeetingFact, other: MeetingFact) -> bool:
    """Tell whether many of the same met on one day: two names of their place are of one place."""
    days = {one.start_date, one.end_date, other.start_date, other.end_date}
    return None not in days and len(days) == 1 and len(_actors(one) & _actors(other)) >= MANY


def _disagree(one: MeetingFact, other: MeetingFact) -> bool:
    """Tell whether kind, place, day or status keep two tellings apart."""
    if (one.kind == "call") != (other.kind == "call"):
        return True
    if one.place and other.place and one.place != other.place and not _is_one_day(one, other):
        return True
    if _are_apart_in_time(one, other):
        return True
    return frozenset({one.status, other.status}) in _APART


def is_same_encounter(one: MeetingFact, other: MeetingFact) -> bool:
    """Tell whether two tellings of one article are of one encounter."""
    a, b = _actors(one), _actors(other)
    common = len(a & b)
    if not common or _disagree(one, other):
        return False
    return a <= b or b <= a or common / len(a | b) >= SHARED


def _is_first_glance(one: MeetingFact, next_one: MeetingFact, cast: Cast) -> bool:
    """Tell whether an encounter with an unnamed group is told again with names at once.

    "A met candidates in X. ... A and B met members of the C party": the group of the lead is
    named in the detail, which must follow with no other encounter between. The joined
    encounter has the names and not the group.
    """
    named = {actor for actor in _actors(one) if cast.actors[actor].kind != "group"}
    if len(named) == len(_actors(one)) or not named or _disagree(one, next_one):
        return False
    added = _actors(next_one) - named
    names_some = any(cast.actors[actor].kind != "group" for actor in added)
    return named < _actors(next_one) and len(added) >= len(_actors(one)) - len(named) and names_some


def _names_group_again(one: MeetingFact, later: MeetingFact, cast: Cast) -> bool:
    """Tell whether a later telling speaks of the same group in shorter words.

    "A met Iraqi officials. ... A's meetings with officials": who is named is the same, and
    each group of the later telling has the last word of one before.
    """
    told, told_later = _actors(one), _actors(later)
    if told.isdisjoint(told_later):
        return False
    sides = []
    for numbers in (told, told_later):
        names = {actor: cast.actors[actor] for actor in sorted(numbers)}
        groups = {a.name.split()[-1].casefold() for a in names.values() if a.kind == "group"}
        sides.append(({i for i, a in names.items() if a.kind != "group"}, groups))
    (named, groups), (named_later, groups_later) = sides
    if not named or named != named_later or not groups_later:
        return False
    return groups_later <= groups and not _disagree(one, later)


def _without_groups(meeting: MeetingFact, cast: Cast) -> MeetingFact:
    named = tuple(p for p in meeting.participants if cast.actors[p.actor].kind != "group")
    return replace(meeting, participants=named)


def _closer_day(one: MeetingFact, other: MeetingFact) -> MeetingFact:
    if one.start_date is None or one.end_date is None:
        return other
    if other.start_date is None or other.end_date is None:
        return one
    is_closer = other.end_date - other.start_date < one.end_date - one.start_date
    return other if is_closer else one


def _joined_kind(one: str, other: str) -> str:
    """Return the kind of an encounter told twice, the more telling one.

    "Meeting" goes before "visit", which is said where nothing but the reception is reported.
    """
    if one == "visit":
        return other
    return other if one == "meeting" and other != "visit" else one


def join_tellings(one: MeetingFact, other: MeetingFact) -> MeetingFact:
    """Return one encounter with what either telling knows; the first goes before."""
    seen = {p.actor: p for p in one.participants}
    for p in other.participants:
        known = seen.get(p.actor)
        role = p.role if known is None or known.role == "participant" else known.role
        evidence = p.evidence if known is None else known.evidence + p.evidence
        seen[p.actor] = ParticipantFact(p.actor, tuple(dict.fromkeys(evidence)), role)
    dated = _closer_day(one, other)
    placed = one if one.place or (one.place_country and not other.place) else other
    sure = one if one.certainty != "stated" else other
    return replace(
        one,
        kind=_joined_kind(one.kind, other.kind),
        participants=tuple(seen.values()),
        evidence=tuple(dict.fromkeys(one.evidence + other.evidence)),
        start_date=dated.start_date,
        end_date=dated.end_date,
        place=placed.place,
        place_country=placed.place_country,
        topic=one.topic or other.topic,
        certainty=sure.certainty,
        source=sure.source,
    )


def merge_meetings(meetings: tuple[MeetingFact, ...], cast: Cast) -> tuple[MeetingFact, ...]:
    """Return the encounters with those told twice joined, in the order of their first telling."""
    merged: list[MeetingFact] = []
    for meeting in meetings:
        if merged and _is_first_glance(merged[-1], meeting, cast):
            merged[-1] = join_tellings(_without_groups(merged[-1], cast), meeting)
            continue
        for position, known in enumerate(merged):
            if is_same_encounter(known, meeting):
                merged[position] = join_tellings(known, meeting)
                break
            if _names_group_again(known, meeting, cast):
                merged[position] = join_tellings(known, _without_groups(meeting, cast))
                break
        else:
            merged.append(meeting)
    return tuple(merged)
