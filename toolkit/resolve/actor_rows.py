"""What one article gives the tables of actors: its posts, and the evidence of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from toolkit.facts import RoleFact
from toolkit.resolve.evidence import EvidenceRows
from toolkit.resolve.identifiers import Wish, slug
from toolkit.resolve.mentions import mentions_of
from toolkit.resolve.reports import Report


class Named(NamedTuple):
    """The actor of the world that an actor of an article is."""

    actor_id: str
    country: str | None


Actors = Mapping[int, Named]
"""The actors of an article, by their positions in its facts."""


def add_actor_evidence(report: Report, actors: Actors, evidence: EvidenceRows) -> None:
    """Add the evidence of `actors` and `actor_names`.

    An actor that an article refers to without naming it stands by the words that refer to
    it, and has no name form there.
    """
    article_id = report.article_id
    for position, actor in actors.items():
        fact = report.facts.actors[position]
        record = (actor.actor_id,)
        evidence.add(article_id, "actors", record, mentions_of(report.facts, position))
        if fact.country is not None and fact.country == actor.country:
            evidence.add(article_id, "actors", record, fact.country_evidence, "country")
        for form in fact.forms:
            name = (actor.actor_id, form.name)
            evidence.add(article_id, "actor_names", name, form.evidence)


class StatedRole(NamedTuple):
    """A post that an article gives a person: its row but for the key, and what states it."""

    row: dict[str, Any]
    facts: list[RoleFact]

    @property
    def wish(self) -> Wish:
        """The key that it would like."""
        row = self.row
        title = slug(str(row["title"]), "role")
        return Wish(f"{row['actor_id']}-{str(row['article_id'])[:8]}-{title}")


def stated_roles(report: Report, actors: Actors) -> list[StatedRole]:
    """Return the posts that an article gives persons, each once."""
    stated: dict[tuple[str, ...], StatedRole] = {}
    for fact in report.facts.roles:
        organization = fact.organization
        row = {
            "actor_id": actors[fact.actor].actor_id,
            "article_id": report.article_id,
            "title": fact.title,
            "organization_id": None if organization is None else actors[organization].actor_id,
            "country": fact.country,
            "status": fact.status,
        }
        key = tuple(value or "" for value in row.values())
        stated.setdefault(key, StatedRole(row, [])).facts.append(fact)
    return list(stated.values())


def add_role_evidence(role_id: str, role: StatedRole, evidence: EvidenceRows) -> None:
    """Add the evidence of a row of `actor_roles`."""
    for fact in role.facts:
        for span in fact.evidence:
            field = span.field if span.field in role.row else None
            evidence.add(role.row["article_id"], "actor_roles", (role_id,), [span], field)
