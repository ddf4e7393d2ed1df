"""A cast of actors that a test names itself, so that it does not hang on finding names."""

from __future__ import annotations

from toolkit.facts import ActorFact, Evidence, NameForm
from toolkit.parsers.english.cast import Cast, Mention


def cast_of(text: str, *actors: tuple[str, str, str | None]) -> Cast:
    """Return the actors given as (name, kind, country), with every mention of them.

    A person is also found by the surname alone.
    """
    found: list[tuple[int, int, int]] = []
    for position, (name, kind, _) in enumerate(actors):
        for form in dict.fromkeys((name, name.split()[-1]) if kind == "person" else (name,)):
            start = text.find(form)
            while start >= 0:
                found.append((start, start + len(form), position))
                start = text.find(form, start + 1)
    mentions: list[Mention] = []
    for start, end, position in sorted(found, key=lambda f: (f[0] - f[1], f[0])):
        if all(end <= m.start or start >= m.end for m in mentions):
            mentions.append(Mention(start, end, position, "name", "test"))
    facts = []
    for position, (name, kind, country) in enumerate(actors):
        forms = tuple(
            NameForm(text[m.start : m.end], (Evidence(m.start, m.end, "test"),))
            for m in sorted(mentions)
            if m.actor == position
        )
        facts.append(ActorFact(name, kind, forms, country))
    return Cast(tuple(facts), tuple(sorted(mentions)))
