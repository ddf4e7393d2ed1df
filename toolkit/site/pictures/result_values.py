"""What is reported of an election, put together by contender: each different number once."""

from __future__ import annotations

import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.site.pictures.rows import ContenderResult, ElectionCount

STATUS_WORDS = {
    "exit_poll": "exit poll",
    "partial": "partial count",
    "preliminary": "preliminary count",
    "final": "final count",
    "unspecified": "state of the count not said",
}
"""States of a count as a reader is told them."""

_UNSETTLED = ("exit_poll", "partial", "preliminary")

_OUTCOMES = {"won": "won", "largest": "largest", "runoff": "to a runoff", "lost": "lost"}


@dataclass(frozen=True, slots=True)
class Reported:
    """A number with the sources that give it: pairs of an article and a state of the count."""

    number: float
    sources: tuple[tuple[str, str], ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that give it, each once."""
        return tuple(dict.fromkeys(article for article, _ in self.sources))

    @property
    def settled(self) -> bool:
        """Whether any of the sources gives it otherwise than as a count that goes on."""
        return any(status not in _UNSETTLED for _, status in self.sources)

    @property
    def status_words(self) -> str:
        """The states of the count, in words."""
        states = dict.fromkeys(status for _, status in self.sources)
        return ", ".join(STATUS_WORDS.get(state, state.replace("_", " ")) for state in states)


@dataclass(frozen=True, slots=True)
class Contender:
    """A contender with every different number that is reported of it."""

    contender_id: str
    name: str
    votes: tuple[Reported, ...]
    shares: tuple[Reported, ...]
    seats: tuple[Reported, ...]
    outcomes: tuple[str, ...]

    @property
    def outcome_words(self) -> str:
        """What is said of how it went, in words."""
        return ", ".join(_OUTCOMES.get(one, one.replace("_", " ")) for one in self.outcomes)


def contenders_of(results: Iterable[ContenderResult]) -> list[Contender]:
    """Return the contenders with anything to show, the one with the most votes first."""
    by_contender: dict[str, list[ContenderResult]] = {}
    for result in results:
        by_contender.setdefault(result.contender_id, []).append(result)
    contenders = [
        Contender(
            contender_id,
            rows[0].contender,
            _reported((row.votes, row.article_id, row.status) for row in rows),
            _reported((row.vote_share, row.article_id, row.status) for row in rows),
            _reported((row.seats, row.article_id, row.status) for row in rows),
            tuple(dict.fromkeys(row.outcome for row in rows if row.outcome)),
        )
        for contender_id, rows in by_contender.items()
    ]
    return sorted(contenders, key=_order)


def turnouts_of(counts: Iterable[ElectionCount]) -> tuple[Reported, ...]:
    """Return every different turnout that is reported."""
    return _reported((count.turnout, count.article_id, count.status) for count in counts)


def letters_of(contenders: Sequence[Contender], turnouts: Sequence[Reported]) -> dict[str, str]:
    """Return a letter for each article that gives a number, where there is more than one."""
    groups = [values for one in contenders for values in (one.votes, one.shares, one.seats)]
    groups.append(tuple(turnouts))
    articles = dict.fromkeys(
        article for values in groups for value in values for article in value.articles
    )
    if len(articles) < 2:
        return {}
    return dict(zip(articles, map(_letter, range(len(articles))), strict=True))


def _letter(place: int) -> str:
    letters = string.ascii_uppercase
    return letters[place] if place < 26 else f"{letters[place // 26 - 1]}{letters[place % 26]}"


def _reported(values: Iterable[tuple[float | None, str, str]]) -> tuple[Reported, ...]:
    sources: dict[float, list[tuple[str, str]]] = {}
    for number, article, status in values:
        if number is not None and (article, status) not in sources.setdefault(number, []):
            sources[number].append((article, status))
    return tuple(Reported(number, tuple(those)) for number, those in sources.items())


def _order(contender: Contender) -> tuple[object, ...]:
    shares, votes, seats = (
        max((value.number for value in values), default=-1.0)
        for values in (contender.shares, contender.votes, contender.seats)
    )
    won = 0 if "won" in contender.outcomes or "largest" in contender.outcomes else 1
    if shares < 0 and votes < 0:
        # Without votes, seats say who did best; such contenders come after those with votes.
        return (1, -seats, won, contender.name, contender.contender_id)
    return (0, -shares, -votes, -seats, contender.name, contender.contender_id)
