"""What a parser finds in one article: the values that parsers hand to `resolve`.

A fact refers to an actor or an election of the same article by its position in
`Facts.actors` or `Facts.elections`. Positions in the text are 0-based, end exclusive, in
code points of `Article.text`. The values of enumerations are those of `schemas/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The exact characters that a value was read from.

    `field` is the column that they support, None for the row as a whole; `rule` is the
    name of the parser rule that read them.
    """

    start: int
    end: int
    rule: str
    field: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class NameForm:
    """One form in which the article names an actor, with every place where it stands."""

    name: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ActorFact:
    """A person or body of the article; `forms` holds `name` and every other form.

    `country_basis` is "stated" where the name, a nationality or a post tells the country, and
    "inferred" where it is only likely by what stands around the name.
    """

    name: str
    kind: str
    forms: tuple[NameForm, ...]
    country: str | None = None
    country_evidence: tuple[Evidence, ...] = ()
    country_basis: str = "stated"

    @property
    def has_stated_country(self) -> bool:
        """Whether the text states the country."""
        return self.country is not None and self.country_basis == "stated"


@dataclass(frozen=True, slots=True)
class RoleFact:
    """A post that the article gives a person."""

    actor: int
    title: str
    evidence: tuple[Evidence, ...]
    organization: int | None = None
    country: str | None = None
    status: str = "current"


@dataclass(frozen=True, slots=True)
class ParticipantFact:
    """One who met, with the words that say so (a name, a pronoun, a group noun)."""

    actor: int
    evidence: tuple[Evidence, ...]
    role: str = "participant"


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """One encounter as the article tells it.

    `evidence` holds at least the words that state the encounter (field None) and one entry
    for each field that was read from the text (status, start_date, end_date, place, ...).
    """

    kind: str
    status: str
    participants: tuple[ParticipantFact, ...]
    evidence: tuple[Evidence, ...]
    start_date: date | None = None
    end_date: date | None = None
    place: str | None = None
    place_country: str | None = None
    topic: str | None = None
    certainty: str = "stated"
    source: int | None = None


@dataclass(frozen=True, slots=True)
class ElectionFact:
    """One vote as the article tells it, with what it says of the vote as a whole."""

    country: str
    kind: str
    evidence: tuple[Evidence, ...]
    area: str | None = None
    round: int | None = None
    start_date: date | None = None
    end_date: date | None = None
    status: str = "unspecified"
    turnout: float | None = None
    seats_total: int | None = None
    votes_cast: int | None = None
    registered_voters: int | None = None


@dataclass(frozen=True, slots=True)
class ResultFact:
    """Numbers or an outcome that the article reports for one contender."""

    election: int
    contender: int
    evidence: tuple[Evidence, ...]
    status: str = "unspecified"
    votes: int | None = None
    vote_share: float | None = None
    seats: int | None = None
    seats_change: int | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a parser found in one article.

    The first fields are what the text itself states of the article where its metadata
    does not; `published_basis` is "stated", "inferred" or None with no date. `failure` says
    why the parser gave the article up; the facts are then empty.

    `reading` is "read" for what a parser returns. A build that passes an article over says
    "passed_over", and one that takes the facts of the near-identical text `copy_of` (an
    `article_id`) says "carried_over".
    """

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    language: str | None = None
    published_on: date | None = None
    published_basis: str | None = None
    actors: tuple[ActorFact, ...] = ()
    roles: tuple[RoleFact, ...] = ()
    meetings: tuple[MeetingFact, ...] = ()
    elections: tuple[ElectionFact, ...] = ()
    results: tuple[ResultFact, ...] = ()
    failure: str | None = None
    reading: str = "read"
    copy_of: str | None = None
