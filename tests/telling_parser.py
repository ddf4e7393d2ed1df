"""A parser for tests of builds: it reads `NAME met NAME.`, at once and always the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from toolkit.article import Article
from toolkit.facts import ActorFact, Evidence, Facts, MeetingFact, NameForm, ParticipantFact

TELLING = re.compile(r"([A-Z]\w+ [A-Z]\w+) met ([A-Z]\w+ [A-Z]\w+)\.")
FIRST = ("Ada", "Bo", "Chi", "Dina", "Efe", "Femi", "Gita", "Hugo", "Ines", "Juma", "Kofi", "Lena")
LAST = ("Abara", "Bello", "Costa", "Diallo", "Eze", "Faye", "Gomez", "Haddad", "Ito", "Jansen")


class TellingParser:
    name = "telling"
    version = "1"

    def parse(self, articles: Iterable[Article]) -> Iterator[Facts]:
        for article in articles:
            yield facts_of(article.text)


def facts_of(text: str) -> Facts:
    """Return a meeting of each two that are told to have met."""
    actors: dict[str, ActorFact] = {}
    meetings = []
    for told in TELLING.finditer(text):
        for group in (1, 2):
            found = Evidence(told.start(group), told.end(group), "telling")
            name = told[group]
            actors.setdefault(name, ActorFact(name, "person", (NameForm(name, (found,)),)))
        places = list(actors)
        participants = tuple(
            ParticipantFact(
                places.index(told[group]),
                (Evidence(told.start(group), told.end(group), "telling"),),
            )
            for group in (1, 2)
        )
        whole = Evidence(told.start(), told.end(), "telling")
        meetings.append(MeetingFact("meeting", "held", participants, (whole,)))
    return Facts(actors=tuple(actors.values()), meetings=tuple(meetings))


def write_articles(folder: Path, count: int) -> None:
    """Write that many articles more or less: the first `count` of one endless row."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        people = [
            f"{FIRST[(number * 5 + at) % len(FIRST)]} {LAST[(number * 3 + at) % len(LAST)]}"
            for at in range(4)
        ]
        text = f"{people[0]} met {people[1]}. Later {people[2]} met {people[3]}.\n"
        header = f"---\npublisher: Wire {number}\npublished_on: 2024-05-{number % 28 + 1:02}\n---\n"
        (folder / f"{number:04}.txt").write_text(header + text, encoding="utf-8")
