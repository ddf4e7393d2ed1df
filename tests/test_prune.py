"""Which actors of the cast become rows: all that are named, and of the others those that act."""

from __future__ import annotations

from toolkit.facts import ActorFact, Evidence, Facts, MeetingFact, NameForm, ParticipantFact
from toolkit.parsers.english.prune import prune_cast

HERE = (Evidence(0, 4, "test"),)


def actor(name: str, kind: str) -> ActorFact:
    return ActorFact(name, kind, (NameForm(name, HERE),))


CAST = (
    actor("Iran", "government"),
    actor("Ada Obi", "person"),
    actor("Iraqi officials", "group"),
    actor("French ambassador to Ghana", "office"),
    actor("Ministry of Health", "government"),
)


def names(facts: Facts) -> list[str]:
    return [one.name for one in facts.actors]


def test_offices_groups_and_states_that_do_nothing_are_dropped():
    assert names(prune_cast(Facts(actors=CAST))) == ["Ada Obi", "Ministry of Health"]


def test_whoever_meets_is_kept_and_stays_the_same_actor():
    meeting = MeetingFact(
        "meeting", "held", (ParticipantFact(1, HERE), ParticipantFact(3, HERE)), HERE
    )
    pruned = prune_cast(Facts(actors=CAST, meetings=(meeting,)))
    met = [pruned.actors[one.actor].name for one in pruned.meetings[0].participants]
    assert met == ["Ada Obi", "French ambassador to Ghana"]
