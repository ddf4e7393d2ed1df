"""Facts that were read from a copy of a text, with their evidence moved into the text itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from toolkit.facts import Evidence, Facts

Relocate = Callable[[int, int], tuple[int, int]]
"""Where the characters from a start to an end of the copy stand in the text."""


def relocate(facts: Facts, span: Relocate) -> Facts:
    """Return the same facts with each piece of evidence where `span` says that it stands."""

    def moved(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        # An article has hundreds; `replace` would take four times as long.
        return tuple(Evidence(*span(one.start, one.end), one.rule, one.field) for one in evidence)

    return replace(
        facts,
        actors=tuple(
            replace(
                actor,
                forms=tuple(replace(form, evidence=moved(form.evidence)) for form in actor.forms),
                country_evidence=moved(actor.country_evidence),
            )
            for actor in facts.actors
        ),
        roles=tuple(replace(role, evidence=moved(role.evidence)) for role in facts.roles),
        meetings=tuple(
            replace(
                meeting,
                evidence=moved(meeting.evidence),
                participants=tuple(
                    replace(one, evidence=moved(one.evidence)) for one in meeting.participants
                ),
            )
            for meeting in facts.meetings
        ),
        elections=tuple(replace(vote, evidence=moved(vote.evidence)) for vote in facts.elections),
        results=tuple(replace(result, evidence=moved(result.evidence)) for result in facts.results),
    )
