"""Facts made from an annotation instead of a parser: what a faultless reading would hand on.

So that what comes after the parser can be measured by itself. Every evidence lies where the
annotated words stand in the text; words that the annotation does not quote are supported
by the first word of the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

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
from toolkit.sources import read_inputs

RULE = "annotation"
MEASURES = ("votes", "vote_share", "seats", "seats_change", "outcome")

Annotation = Mapping[str, Any]


def annotated_articles(folder: Path) -> Iterator[tuple[Article, Annotation]]:
    """Yield each text of a folder that has a gold file of the same stem, with that file."""
    for article in read_inputs([folder]):
        if isinstance(article, Article):
            path = (folder / article.source_path).with_suffix(".json")
            if path.is_file():
                yield article, json.loads(path.read_text(encoding="utf-8"))


def facts_of(article: Article, annotation: Annotation) -> Facts:
    """Return what the annotation says of the article as a parser would."""
    return _Reading(article, annotation).facts()


class _Reading:
    """One article and its annotation; actors that no list names are added as offices."""

    def __init__(self, article: Article, annotation: Annotation) -> None:
        self._text = article.text
        self._annotation = annotation
        self._actors = [self._actor(entry) for entry in annotation["actors"]]
        self._position: dict[str, int] = {}
        for position, entry in enumerate(annotation["actors"]):
            self._position.setdefault(entry["name"], position)
        for position, entry in enumerate(annotation["actors"]):
            for alias in entry.get("aliases", ()):
                self._position.setdefault(alias, position)

    def facts(self) -> Facts:
        annotation, article = self._annotation, self._annotation["article"]
        roles = tuple(self._roles(annotation["actors"]))
        meetings = tuple(map(self._meeting, annotation["meetings"]))
        elections = tuple(map(self._election, annotation["elections"]))
        keys = [entry["key"] for entry in annotation["elections"]]
        results = tuple(self._result(entry, keys) for entry in annotation["results"])
        return Facts(
            title=article.get("title"),
            publisher=article.get("publisher"),
            published_on=_day(article.get("published_on")),
            actors=tuple(self._actors),
            roles=roles,
            meetings=meetings,
            elections=elections,
            results=results,
        )

    def _actor(self, entry: Annotation) -> ActorFact:
        names = dict.fromkeys([entry["name"], *entry.get("aliases", ())])
        forms = [NameForm(name, tuple(self._places(name))) for name in names]
        found = tuple(form for form in forms if form.evidence)
        country = entry.get("country")
        return ActorFact(
            entry["name"],
            entry["kind"],
            found or (NameForm(entry["name"], self._quoted(None)),),
            country,
            self._quoted(None) if country else (),
        )

    def _places(self, name: str) -> Iterator[Evidence]:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", self._text):
            yield Evidence(*match.span(), RULE)

    def _quoted(self, words: str | None, *fields: str) -> tuple[Evidence, ...]:
        start = self._text.find(words) if words else -1
        span = (start, start + len(words)) if words and start >= 0 else (0, 1)
        return tuple(Evidence(*span, RULE, field) for field in (None, *fields))

    def _at(self, name: str, words: str | None) -> int:
        """Return the position of an actor; one named nowhere else is an office."""
        if name not in self._position:
            self._position[name] = len(self._actors)
            self._actors.append(ActorFact(name, "office", (NameForm(name, self._quoted(words)),)))
        return self._position[name]

    def _roles(self, entries: Sequence[Annotation]) -> Iterator[RoleFact]:
        for position, entry in enumerate(entries):
            for role in entry.get("roles", ()):
                words = role.get("evidence")
                organization = role.get("organization")
                yield RoleFact(
                    position,
                    role["title"],
                    self._quoted(words),
                    None if organization is None else self._at(organization, words),
                    role.get("country"),
                    role.get("status") or "current",
                )

    def _meeting(self, entry: Annotation) -> MeetingFact:
        words, source = entry.get("evidence"), entry.get("source")
        there = [self._at(participant["name"], words) for participant in entry["participants"]]
        return MeetingFact(
            entry["kind"],
            entry["status"],
            tuple(ParticipantFact(actor, self._quoted(words)) for actor in dict.fromkeys(there)),
            self._quoted(words),
            _day(entry["start"]),
            _day(entry["end"]),
            entry.get("place"),
            entry.get("place_country"),
            certainty=entry.get("certainty") or "stated",
            source=None if source is None else self._at(source, words),
        )

    def _election(self, entry: Annotation) -> ElectionFact:
        return ElectionFact(
            entry["country"],
            entry["kind"],
            self._quoted(entry.get("evidence")),
            entry.get("area"),
            entry.get("round"),
            _day(entry["start"]),
            _day(entry["end"]),
            turnout=entry.get("turnout"),
            seats_total=entry.get("seats_total"),
        )

    def _result(self, entry: Annotation, keys: Sequence[str]) -> ResultFact:
        words = entry.get("evidence")
        return ResultFact(
            keys.index(entry["election"]),
            self._at(entry["contender"], words),
            self._quoted(words),
            entry.get("status") or "unspecified",
            **{measure: entry.get(measure) for measure in MEASURES},
        )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
