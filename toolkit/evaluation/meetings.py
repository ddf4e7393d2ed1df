"""Judge meetings, who took part in them, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.evaluation.account import Account, Actor, Meeting, interval, may_coincide
from toolkit.evaluation.assignment import assign
from toolkit.evaluation.judgement import FieldJudgement, Judgement, RowJudgement, judge_rows
from toolkit.evaluation.names import actor_similarity, forms, same_place, words

_SAME = 0.5
_SAME_WITH_DAY_AND_PLACE = 0.33


def judge_meetings(expected: Account, found: Account) -> Iterator[Judgement]:
    """Yield the judgements of all meetings, their participants and their values.

    Two meetings are the same by who took part; day, place and status decide between equals.
    """
    people = [_expected_people(meeting, expected.actors) for meeting in expected.meetings]
    found_people = [_found_people(meeting, found.actors) for meeting in found.meetings]

    def similarity(i: int, j: int) -> float:
        return _similarity(expected.meetings[i], found.meetings[j], people[i], found_people[j])

    pairs = assign(range(len(people)), range(len(found_people)), similarity)
    yield from judge_rows("meetings", expected.meetings, found.meetings, pairs)
    for i, j in pairs:
        one, other = expected.meetings[i], found.meetings[j]
        met = assign(people[i], found_people[j], actor_similarity)
        yield from judge_rows("participants", people[i], found_people[j], met, of=one)
        fields = list(_fields(one, other))
        yield from fields
        everyone = len(met) == len(found_people[j]) and not any(
            judgement.missed for judgement in judge_rows("", people[i], found_people[j], met)
        )
        exact = everyone and all(
            field.right for field in fields if field.column in ("start_date", "place", "status")
        )
        yield FieldJudgement("meeting exact", exact, None, None)
    met_at, found_at = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, one in enumerate(expected.meetings):
        if i not in met_at and not one.optional:
            yield from judge_rows("participants", people[i], (), (), of=one)
            yield FieldJudgement("meeting exact", False, None, None)
    for j, other in enumerate(found.meetings):
        if j not in found_at:
            for person in found_people[j]:
                yield RowJudgement("participants", None, person, other)


def _expected_people(meeting: Meeting, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Return the participants as actors: a name may be any form, an unnamed group is itself."""
    return tuple(
        replace(
            next(
                (actor for actor in actors if words(one.name) in forms(actor)),
                Actor(one.name, "office"),
            ),
            optional=one.optional,
        )
        for one in meeting.participants
    )


def _found_people(meeting: Meeting, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    return tuple(
        replace(
            next((actor for actor in actors if actor.name == one.name), Actor(one.name)),
            spans=one.spans,
        )
        for one in meeting.participants
    )


def _similarity(
    one: Meeting, other: Meeting, people: Sequence[Actor], found_people: Sequence[Actor]
) -> float:
    pairs = assign(people, found_people, actor_similarity)
    required = sum(not person.optional for person in people)
    hits = sum(not people[i].optional for i, _ in pairs)
    optional_hits = len(pairs) - hits
    if hits:
        shared = 2 * hits / (required + hits + len(found_people) - len(pairs))
    elif optional_hits and not required:
        shared = 0.9 * 2 * optional_hits / (len(people) + len(found_people))
    else:
        return 0.0
    same_day = may_coincide(interval(one), interval(other))
    here = bool(one.place) and same_place(one.place or "", other.place)
    if shared < _SAME and not (shared >= _SAME_WITH_DAY_AND_PLACE and same_day and here):
        return 0.0
    alike = 0.05 * (one.status == other.status) + 0.05 * (interval(one) == interval(other))
    return shared + 0.2 * same_day + 0.1 * here + alike


def _fields(one: Meeting, other: Meeting) -> Iterator[FieldJudgement]:
    days, found_days = interval(one), interval(other)
    if days:
        yield FieldJudgement(
            "meeting date", days == found_days, days, found_days, "start_date", one, other
        )
    if one.place:
        right = same_place(one.place, other.place)
        yield FieldJudgement("meeting place", right, one.place, other.place, "place", one, other)
    if one.place_country:
        yield _equal("place country", "place_country", one, other)
    for column in ("kind", "status", "certainty"):
        yield _equal(column, column, one, other)


def _equal(figure: str, column: str, one: Meeting, other: Meeting) -> FieldJudgement:
    wanted, have = getattr(one, column), getattr(other, column)
    return FieldJudgement(f"meeting {figure}", wanted == have, wanted, have, column, one, other)
