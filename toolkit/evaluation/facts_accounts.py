"""What a parser says of one article, before the articles are joined."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.article import Article
from toolkit.evaluation.account import (
    Account,
    Actor,
    Election,
    Meeting,
    Participant,
    Result,
    Role,
    Span,
)
from toolkit.facts import Evidence, Facts


def account_of_facts(article: Article, facts: Facts) -> Account:
    """Return the facts of an article in the shape of an annotation.

    The metadata of the article goes before what the text states. Use it to measure a parser
    on single articles; a package also shows what the joining of articles does.
    """
    names = [actor.name for actor in facts.actors]

    def roles_of(actor: int) -> tuple[Role, ...]:
        return tuple(
            Role(
                role.title,
                None if role.organization is None else names[role.organization],
                role.country,
                role.status,
                spans=_spans(role.evidence),
            )
            for role in facts.roles
            if role.actor == actor
        )

    return Account(
        title=article.title or facts.title,
        publisher=article.publisher or facts.publisher,
        published_on=article.published_on or facts.published_on,
        actors=tuple(
            Actor(
                actor.name,
                actor.kind,
                actor.country,
                tuple(form.name for form in actor.forms),
                roles_of(number),
                spans=_spans(span for form in actor.forms for span in form.evidence),
            )
            for number, actor in enumerate(facts.actors)
        ),
        meetings=tuple(
            Meeting(
                meeting.kind,
                meeting.status,
                meeting.start_date,
                meeting.end_date,
                meeting.place,
                meeting.place_country,
                tuple(
                    Participant(names[one.actor], spans=_spans(one.evidence))
                    for one in meeting.participants
                ),
                meeting.certainty,
                spans=_spans(meeting.evidence),
            )
            for meeting in facts.meetings
        ),
        elections=tuple(
            Election(
                str(number),
                election.country,
                election.kind,
                election.start_date,
                election.end_date,
                election.turnout,
                election.seats_total,
                spans=_spans(election.evidence),
            )
            for number, election in enumerate(facts.elections)
        ),
        results=tuple(
            Result(
                str(result.election),
                names[result.contender],
                result.status,
                result.votes,
                result.vote_share,
                result.seats,
                result.seats_change,
                result.outcome,
                spans=_spans(result.evidence),
            )
            for result in facts.results
        ),
        article_id=article.article_id,
    )


def _spans(evidence: Iterable[Evidence]) -> tuple[Span, ...]:
    spans = (Span(one.start, one.end, one.field, one.rule) for one in evidence)
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))
