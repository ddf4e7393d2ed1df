"""Hold facts to the contract of `toolkit.facts` before anything is made of them.

One article that a parser read wrongly must not stop a build of thousands, and must not
make the whole package invalid either. So a fact that breaks the contract is reduced to
what is sound in it, or left out; under test (`strict`) it is an error that names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import is_
from typing import TypeVar

from toolkit.article import Article
from toolkit.facts import (
    ActorFact,
    ElectionFact,
    Evidence,
    Facts,
    MeetingFact,
    NameForm,
    ParticipantFact,
    ResultFact,
    RoleFact,
)
from toolkit.resolve.evidence import of_whole_row

Dated = TypeVar("Dated", MeetingFact, ElectionFact)


class BrokenFacts(ValueError):  # noqa: N818 - the state of a value, as in `toolkit.sources`
    """A parser handed on facts that break the contract: a defect of the parser."""


def sound_facts(article: Article, facts: Facts, *, strict: bool = False) -> Facts:
    """Return `facts` with everything that breaks the contract repaired or left out.

    - Evidence outside the text, or of no character, is left out.
    - A role, meeting, election or result without evidence is left out, and so is one that
      refers to an actor or election that is not there; a source or organisation that is
      not there becomes None. A name form without evidence is left out.
    - A participant without evidence of its own gets that of the meeting.
    - An interval of dates that is half open or ends before it starts becomes None, None.

    What is sound stays the object that it is. Actors and elections keep their positions, because
    other facts refer to them; those without evidence are passed over where the tables are built.
    Raises BrokenFacts, with the article and every fault, if `strict` and there is any.
    """
    inspection = _Inspection(len(article.text), facts)
    sound = inspection.sound_facts()
    if strict and inspection.faults:
        raise BrokenFacts(f"{article.source_path}: {'; '.join(inspection.faults)}.")
    return sound


class _Inspection:
    """One pass over the facts of an article that notes every fault that it repairs."""

    def __init__(self, text_length: int, facts: Facts) -> None:
        self._text_length = text_length
        self._facts = facts
        self.faults: list[str] = []

    def sound_facts(self) -> Facts:
        facts = self._facts
        elections = tuple(self._election(n, fact) for n, fact in enumerate(facts.elections))
        roles = (self._role(fact) for fact in facts.roles)
        meetings = (self._meeting(n, fact) for n, fact in enumerate(facts.meetings))
        results = (self._result(n, fact, elections) for n, fact in enumerate(facts.results))
        return replace(
            facts,
            actors=tuple(self._actor(fact) for fact in facts.actors),
            roles=tuple(role for role in roles if role is not None),
            meetings=tuple(meeting for meeting in meetings if meeting is not None),
            elections=elections,
            results=tuple(result for result in results if result is not None),
        )

    def _actor(self, fact: ActorFact) -> ActorFact:
        what = f"actor {fact.name!r}"
        forms = tuple(self._form(form, what) for form in fact.forms)
        country_evidence = self._spans(fact.country_evidence, what)
        if country_evidence is fact.country_evidence and all(map(_is_sound, fact.forms, forms)):
            return fact
        return replace(
            fact,
            forms=tuple(form for form in forms if form.name.strip() and form.evidence),
            country_evidence=country_evidence,
        )

    def _form(self, form: NameForm, what: str) -> NameForm:
        evidence = self._spans(form.evidence, what)
        return form if evidence is form.evidence else NameForm(form.name, evidence)

    def _role(self, fact: RoleFact) -> RoleFact | None:
        what = f"role {fact.title!r}"
        evidence = self._required_spans(fact.evidence, what)
        if not (self._exists(fact.actor, self._facts.actors, what) and evidence):
            return None
        organization = self._actor_or_none(fact.organization, what)
        if evidence is fact.evidence and organization == fact.organization:
            return fact
        return replace(fact, evidence=evidence, organization=organization)

    def _meeting(self, number: int, fact: MeetingFact) -> MeetingFact | None:
        what = f"meeting {number}"
        evidence = self._required_spans(fact.evidence, what)
        if not evidence:
            return None
        as_a_whole = tuple(of_whole_row(evidence))
        participants = tuple(
            self._participant(one, as_a_whole, what)
            for one in fact.participants
            if self._exists(one.actor, self._facts.actors, what)
        )
        source = self._actor_or_none(fact.source, what)
        dated = self._with_sound_interval(fact, what)
        if (
            dated is fact
            and evidence is fact.evidence
            and source == fact.source
            and len(participants) == len(fact.participants)
            and all(map(is_, participants, fact.participants))
        ):
            return fact
        return replace(dated, evidence=evidence, participants=participants, source=source)

    def _participant(
        self, fact: ParticipantFact, as_a_whole: tuple[Evidence, ...], what: str
    ) -> ParticipantFact:
        evidence = self._spans(fact.evidence, what) or as_a_whole
        return fact if evidence is fact.evidence else replace(fact, evidence=evidence)

    def _election(self, number: int, fact: ElectionFact) -> ElectionFact:
        what = f"election {number}"
        evidence = self._required_spans(fact.evidence, what)
        dated = self._with_sound_interval(fact, what)
        return dated if evidence is fact.evidence else replace(dated, evidence=evidence)

    def _result(
        self, number: int, fact: ResultFact, elections: Sequence[ElectionFact]
    ) -> ResultFact | None:
        what = f"result {number}"
        evidence = self._required_spans(fact.evidence, what)
        known = self._exists(fact.contender, self._facts.actors, what)
        known = self._exists(fact.election, elections, what) and known
        if not (known and evidence and elections[fact.election].evidence):
            return None
        return fact if evidence is fact.evidence else replace(fact, evidence=evidence)

    def _spans(self, evidence: tuple[Evidence, ...], what: str) -> tuple[Evidence, ...]:
        """Return the evidence that lies in the text, each once, in text order.

        It is the same tuple where that is so already.
        """
        if self._are_in_order(evidence):
            return evidence
        kept = []
        for span in dict.fromkeys(evidence):
            if 0 <= span.start < span.end <= self._text_length:
                kept.append(span)
            else:
                self.faults.append(f"{what}: evidence {span.start}-{span.end} is outside the text")
        return tuple(sorted(kept, key=_order))

    def _are_in_order(self, evidence: tuple[Evidence, ...]) -> bool:
        before = -1
        for span in evidence:
            if not before < span.start < span.end <= self._text_length:
                return False
            before = span.start
        return True

    def _required_spans(self, evidence: tuple[Evidence, ...], what: str) -> tuple[Evidence, ...]:
        kept = self._spans(evidence, what)
        if not kept:
            self.faults.append(f"{what} has no evidence")
        return kept

    def _exists(self, position: int, among: Sequence[object], what: str) -> bool:
        if 0 <= position < len(among):
            return True
        self.faults.append(f"{what} refers to position {position}, which does not exist")
        return False

    def _actor_or_none(self, position: int | None, what: str) -> int | None:
        if position is None or not self._exists(position, self._facts.actors, what):
            return None
        return position

    def _with_sound_interval(self, fact: Dated, what: str) -> Dated:
        """Return a fact whose dates are both None unless they make an interval."""
        start, end = fact.start_date, fact.end_date
        if start is None and end is None:
            return fact
        if start is not None and end is not None and start <= end:
            return fact
        self.faults.append(f"{what} has the dates {start} to {end}")
        return replace(fact, start_date=None, end_date=None)


def _is_sound(given: NameForm, inspected: NameForm) -> bool:
    return inspected is given and bool(given.evidence and given.name.strip())


def _order(evidence: Evidence) -> tuple[int, int, str, str]:
    return evidence.start, evidence.end, evidence.field or "", evidence.rule
