"""Rows of `elections`, `election_reports` and `election_results`, and their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from toolkit.facts import ResultFact
from toolkit.resolve.actors import ActorOf
from toolkit.resolve.elections import ElectionReport, WorldElection
from toolkit.resolve.evidence import EvidenceRows, of_whole_row
from toolkit.resolve.former import OF_AN_ELECTION
from toolkit.resolve.identifiers import Wish, assign_identifiers
from toolkit.resolve.reports import Report

Rows = list[dict[str, Any]]

MEASURES = ("votes", "vote_share", "seats", "seats_change", "outcome")
"""What a result states of a contender."""

_OF_THE_RESULT = ("election_id", "contender_id", "status")
_OF_THE_REPORT = ("status", "turnout", "seats_total", "votes_cast", "registered_voters")


def election_rows(elections: Sequence[WorldElection], evidence: EvidenceRows) -> tuple[Rows, Rows]:
    """Return the rows of `elections` and `election_reports`, and add their evidence."""
    rows, accounts = [], []
    for election in elections:
        row = election.row
        rows.append(row)
        for account in election.accounts:
            _add_row_evidence(row, account, evidence)
            measures = {column: getattr(account.fact, column) for column in _OF_THE_REPORT}
            accounts.append(
                {
                    "election_id": election.election_id,
                    "article_id": account.report.article_id,
                    **measures,
                }
            )
    return rows, accounts


def _add_row_evidence(row: dict[str, Any], account: ElectionReport, evidence: EvidenceRows) -> None:
    fact, article_id, election_id = account.fact, account.report.article_id, row["election_id"]
    as_a_whole = of_whole_row(fact.evidence)
    evidence.add(article_id, "elections", (election_id,), as_a_whole)
    evidence.add(article_id, "election_reports", (election_id, article_id), as_a_whole)
    for span in fact.evidence:
        if span.field in _OF_THE_REPORT:
            record = (election_id, article_id)
            evidence.add(article_id, "election_reports", record, [span], span.field)
        elif span.field in OF_AN_ELECTION and getattr(fact, span.field) == row[span.field]:
            evidence.add(article_id, "elections", (election_id,), [span], span.field)


def result_rows(
    reports: Sequence[Report],
    elections: Sequence[WorldElection],
    actor_of: ActorOf,
    evidence: EvidenceRows,
) -> Rows:
    """Return the rows of `election_results`, and add their evidence.

    What an article states of one contender, election and status is one row, unless it
    states two values of one measure: then each is a row, for neither may be lost.
    """
    election_of = {
        (account.report.article_id, account.position): election.election_id
        for election in elections
        for account in election.accounts
    }
    rows: Rows = []
    results: list[ResultFact] = []
    for number, report in enumerate(reports):
        by_key: dict[tuple[str, str, str], list[ResultFact]] = {}
        for fact in report.facts.results:
            election_id = election_of[report.article_id, fact.election]
            key = (election_id, actor_of(number, fact.contender), fact.status)
            by_key.setdefault(key, []).append(fact)
        for (election_id, contender_id, status), facts in by_key.items():
            for merged in _merge(facts):
                results.append(merged)
                rows.append(
                    {
                        "election_id": election_id,
                        "contender_id": contender_id,
                        "article_id": report.article_id,
                        "status": status,
                        **{measure: getattr(merged, measure) for measure in MEASURES},
                    }
                )
    result_ids = assign_identifiers(map(_wish, rows))
    identified = [{"result_id": i, **row} for i, row in zip(result_ids, rows, strict=True)]
    for row, result in zip(identified, results, strict=True):
        as_a_whole = of_whole_row(result.evidence)
        evidence.add(row["article_id"], "election_results", (row["result_id"],), as_a_whole)
        for span in result.evidence:
            if span.field in (*MEASURES, *_OF_THE_RESULT):
                record = (row["result_id"],)
                evidence.add(row["article_id"], "election_results", record, [span], span.field)
    return identified


def _wish(row: dict[str, Any]) -> Wish:
    status = row["status"].replace("_", "-")
    article = row["article_id"][:8]
    return Wish(f"{row['election_id']}-{row['contender_id']}-{article}-{status}")


def _merge(facts: Iterable[ResultFact]) -> list[ResultFact]:
    """Bring together the results that do not contradict each other, first come first."""
    merged: list[ResultFact] = []
    for fact in facts:
        for position, known in enumerate(merged):
            pairs = {m: (getattr(known, m), getattr(fact, m)) for m in MEASURES}
            if all(None in pair or pair[0] == pair[1] for pair in pairs.values()):
                filled = {m: a if b is None else b for m, (a, b) in pairs.items()}
                both = (*known.evidence, *fact.evidence)
                merged[position] = replace(known, evidence=both, **filled)
                break
        else:
            merged.append(fact)
    return merged
