"""The facts of a parser measured before they are joined with those of other articles."""

from __future__ import annotations

from datetime import date

from toolkit.article import Article
from toolkit.evaluation.account import Span
from toolkit.evaluation.facts_accounts import account_of_facts
from toolkit.evaluation.figures import count
from toolkit.evaluation.judge import judge
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

DAY = date(2024, 5, 14)
ARTICLE = Article("talks.txt", "Mayor Ada Obi met Bo Ray.", publisher="Volta Wire")


def here(start: int, end: int) -> tuple[Evidence, ...]:
    return (Evidence(start, end, "name"),)


FACTS = Facts(
    publisher="Another Wire",
    published_on=DAY,
    actors=(
        ActorFact("Ada Obi", "person", (NameForm("Ada Obi", here(6, 13)),), "GH"),
        ActorFact("Bo Ray", "person", (NameForm("Bo Ray", here(18, 24)),)),
    ),
    roles=(RoleFact(0, "mayor", here(0, 13)),),
    meetings=(
        MeetingFact(
            "meeting",
            "held",
            (ParticipantFact(0, here(6, 13)), ParticipantFact(1, here(18, 24))),
            here(14, 17),
            DAY,
            DAY,
        ),
    ),
    elections=(ElectionFact("GH", "local", here(0, 5), turnout=61.5),),
    results=(ResultFact(0, 1, here(18, 24), seats=7, outcome="lost"),),
)


def test_facts_agree_with_themselves_in_everything():
    account = account_of_facts(ARTICLE, FACTS)
    figures = count(judge(account, account))
    assert figures.overall == 1.0
    assert {name: tally.right for name, tally in figures.tallies.items()} == {
        "actors": 2,
        "roles": 1,
        "meetings": 1,
        "participants": 2,
        "elections": 1,
        "result values": 3,
    }
    assert all(accuracy.share == 1.0 for accuracy in figures.accuracies.values())


def test_the_metadata_of_an_article_goes_before_its_text():
    account = account_of_facts(ARTICLE, FACTS)
    assert (account.publisher, account.published_on) == ("Volta Wire", DAY)


def test_evidence_is_kept():
    account = account_of_facts(ARTICLE, FACTS)
    assert account.meetings[0].spans == (Span(14, 17, None, "name"),)
