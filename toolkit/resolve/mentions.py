"""Where an article names an actor, or refers to it without a name."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.facts import Evidence, Facts


def mentions_of(facts: Facts, position: int) -> list[Evidence]:
    """Return the words that name an actor; where none do, those of every fact about it."""
    named = [span for form in facts.actors[position].forms for span in form.evidence]
    return named or list(_references(facts, position))


def _references(facts: Facts, position: int) -> Iterator[Evidence]:
    """Yield the words of every fact that refers to an actor."""
    for role in facts.roles:
        if position in (role.actor, role.organization):
            yield from role.evidence
    for meeting in facts.meetings:
        for participant in meeting.participants:
            if participant.actor == position:
                yield from participant.evidence
        if meeting.source == position:
            yield from meeting.evidence
    for result in facts.results:
        if result.contender == position:
            yield from result.evidence
