"""Facts made by hand, for tests of what comes after the parser."""

from __future__ import annotations

from datetime import date

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


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def words(start: int, field: str | None = None, rule: str = "made") -> tuple[Evidence, ...]:
    """Evidence of four characters from `start`."""
    return (Evidence(start, start + 4, rule, field),)


def made_article(name: str, published_on: str | None = None, **metadata: str) -> Article:
    text = f"{name}: " + "the words of an article made for a test " * 5
    return Article(f"{name}.txt", text.strip(), published_on=day(published_on), **metadata)


def actor(name: str, kind: str = "person", country: str | None = None, *forms: str) -> ActorFact:
    names = (name, *forms)
    return ActorFact(
        name,
        kind,
        tuple(NameForm(form, words(n * 5)) for n, form in enumerate(names)),
        country,
        words(40, rule="country") if country else (),
    )


def meeting(
    *participants: int,
    start: str | None = None,
    end: str | None = None,
    at: int = 50,
    kind: str = "meeting",
    status: str = "held",
    **fields: object,
) -> MeetingFact:
    evidence = [*words(at)]
    if start:
        evidence += [*words(at + 10, "start_date"), *words(at + 10, "end_date")]
    if fields.get("place"):
        evidence += words(at + 20, "place")
    return MeetingFact(
        kind,
        status,
        tuple(ParticipantFact(p, words(at + 30 + p)) for p in participants),
        tuple(evidence),
        day(start),
        day(end or start),
        **fields,
    )


def election(
    country: str = "IQ",
    kind: str = "parliamentary",
    start: str | None = None,
    end: str | None = None,
    **fields: object,
) -> ElectionFact:
    return ElectionFact(
        country, kind, words(60), start_date=day(start), end_date=day(end or start), **fields
    )


def result(contender: int, election: int = 0, at: int = 70, **fields: object) -> ResultFact:
    return ResultFact(election, contender, words(at), **fields)


def role(person: int, title: str, **fields: object) -> RoleFact:
    return RoleFact(person, title, words(80), **fields)


def facts(
    actors: list[ActorFact],
    meetings: tuple[MeetingFact, ...] | list[MeetingFact] = (),
    **fields: object,
) -> Facts:
    return Facts(actors=tuple(actors), meetings=tuple(meetings), **fields)
