"""Rows of `actors`, `actor_names` and `actor_roles`, and their evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toolkit.facts import RoleFact
from toolkit.resolve.actors import ActorOf, WorldActor
from toolkit.resolve.evidence import EvidenceRows
from toolkit.resolve.identifiers import Wish, assign_identifiers, slug
from toolkit.resolve.mentions import mentions_of
from toolkit.resolve.reports import Report

Rows = list[dict[str, Any]]


def actor_rows(
    actors: Sequence[WorldActor], reports: Sequence[Report], evidence: EvidenceRows
) -> tuple[Rows, Rows]:
    """Return the rows of `actors` and of `actor_names`, and add their evidence.

    An actor that an article refers to without naming it stands by the words that refer to
    it, and has no name form there.
    """
    rows, names = [], []
    for actor in actors:
        forms: set[str] = set()
        for number, position in actor.members:
            report = reports[number]
            fact = report.facts.actors[position]
            evidence.add(
                report.article_id,
                "actors",
                (actor.actor_id,),
                mentions_of(report.facts, position),
            )
            if fact.country is not None and fact.country == actor.country:
                evidence.add(
                    report.article_id,
                    "actors",
                    (actor.actor_id,),
                    fact.country_evidence,
                    "country",
                )
            for form in fact.forms:
                forms.add(form.name)
                record = (actor.actor_id, form.name)
                evidence.add(report.article_id, "actor_names", record, form.evidence)
        names += [{"actor_id": actor.actor_id, "name": name} for name in forms]
        rows.append(
            {
                "actor_id": actor.actor_id,
                "name": actor.name,
                "kind": actor.kind,
                "country": actor.country,
                "wikidata_id": actor.wikidata_id,
            }
        )
    return rows, names


def role_rows(reports: Sequence[Report], actor_of: ActorOf, evidence: EvidenceRows) -> Rows:
    """Return the rows of `actor_roles`, one for each post that an article gives a person."""
    stated: dict[tuple[str, ...], list[tuple[Report, RoleFact]]] = {}
    rows = []
    for number, report in enumerate(reports):
        for fact in report.facts.roles:
            organization = fact.organization
            row = {
                "actor_id": actor_of(number, fact.actor),
                "article_id": report.article_id,
                "title": fact.title,
                "organization_id": None if organization is None else actor_of(number, organization),
                "country": fact.country,
                "status": fact.status,
            }
            key = tuple(value or "" for value in row.values())
            if key not in stated:
                rows.append(row)
            stated.setdefault(key, []).append((report, fact))
    wishes = (
        Wish(f"{row['actor_id']}-{str(row['article_id'])[:8]}-{slug(str(row['title']), 'role')}")
        for row in rows
    )
    identified = [
        {"role_id": role_id, **row}
        for role_id, row in zip(assign_identifiers(wishes), rows, strict=True)
    ]
    for row, facts in zip(identified, stated.values(), strict=True):
        for report, fact in facts:
            record = (str(row["role_id"]),)
            for span in fact.evidence:
                field = None if span.field not in row else span.field
                evidence.add(report.article_id, "actor_roles", record, [span], field)
    return identified
