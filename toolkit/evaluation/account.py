"""What is said of one article, by an annotation or by a package: the two are compared as this.

The values are those of the annotation format (`docs/annotating.md`); a package's tables and
a parser's facts are put into the same shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MEASURES = ("votes", "vote_share", "seats", "seats_change", "outcome")
"""What a result can say of a contender; each that is stated is one result value."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of the article's text, 0-based, end exclusive, and the rule that read them.

    `column` is the column of the package that they support, None for the row as a whole.
    """

    start: int
    end: int
    column: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row has: whether it counts, and where it stands in the text.

    `words` is what an annotator copied from the text, `spans` the evidence of a parser.
    """

    optional: bool = False
    words: str | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Role(Row):
    """A post of a person."""

    title: str
    organization: str | None = None
    country: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Actor(Row):
    """A person or body: its fullest name, and the other forms that name it."""

    name: str
    kind: str | None = None
    country: str | None = None
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Participant(Row):
    """One who met, by a name of the actors or, for unnamed groups, in words of the text."""

    name: str


@dataclass(frozen=True, slots=True)
class Meeting(Row):
    """One encounter; `start` and `end` are its first and last possible day."""

    kind: str | None = None
    status: str | None = None
    start: date | None = None
    end: date | None = None
    place: str | None = None
    place_country: str | None = None
    participants: tuple[Participant, ...] = ()
    certainty: str | None = None


@dataclass(frozen=True, slots=True)
class Election(Row):
    """One vote; `turnout` in percent, `seats_total` of the body elected."""

    key: str
    country: str | None = None
    kind: str | None = None
    start: date | None = None
    end: date | None = None
    turnout: float | None = None
    seats_total: int | None = None


@dataclass(frozen=True, slots=True)
class Result(Row):
    """What is reported for one contender of the election with the key `election`."""

    election: str
    contender: str | None
    status: str | None = None
    votes: int | None = None
    vote_share: float | None = None
    seats: int | None = None
    seats_change: int | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """All that is said of one article; `article_id` is None for an annotation."""

    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    actors: tuple[Actor, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    elections: tuple[Election, ...] = ()
    results: tuple[Result, ...] = ()
    article_id: str | None = None


def interval(row: Meeting | Election) -> tuple[date, date] | None:
    """Return the first and last possible day, None where they are not both known."""
    return (row.start, row.end) if row.start and row.end else None


def may_coincide(one: tuple[date, date] | None, other: tuple[date, date] | None) -> bool:
    """Return whether two intervals share a day; one that is not known can be any day."""
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])
