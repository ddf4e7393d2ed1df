"""What one article gives the tables of elections: its report and results, and their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from toolkit.facts import ElectionFact, ResultFact
from toolkit.resolve.actor_rows import Actors
from toolkit.resolve.evidence import EvidenceRows, of_whole_row
from toolkit.resolve.former import OF_AN_ELECTION
from toolkit.resolve.identifiers import Wish
from toolkit.resolve.reports import Report

MEASURES = ("votes", "vote_share", "seats", "seats_change", "outcome")
"""What a result states of a contender."""

_OF_THE_RESULT = ("election_id", "contender_id", "status")
_OF_THE_REPORT = ("status", "turnout", "seats_total", "votes_cast", "registered_voters")


def election_report_row(election_id: str, report: Report, fact: ElectionFact) -> dict[str, Any]:
    """Return a row of `election_reports`."""
    measures = {column: getattr(fact, column) for column in _OF_THE_REPORT}
    return {"election_id": election_id, "article_id": report.article_id, **measures}


def add_election_evidence(
    row: dict[str, Any], report: Report, fact: ElectionFact, evidence: EvidenceRows
) -> None:
    """Add what one account supports: the `row` of the vote, the report of it, their columns."""
    article_id, election_id = report.article_id, row["election_id"]
    as_a_whole = of_whole_row(fact.evidence)
    evidence.add(article_id, "elections", (election_id,), as_a_whole)
    evidence.add(article_id, "election_reports", (election_id, article_id), as_a_whole)
    for span in fact.evidence:
        if span.field in _OF_THE_REPORT:
            record = (election_id, article_id)
            evidence.add(article_id, "election_reports", record, [span], span.field)
        elif span.field in OF_AN_ELECTION and getattr(fact, span.field) == row[span.field]:
            evidence.add(article_id, "elections", (election_id,), [span], span.field)


class StatedResult(NamedTuple):
    """What an article reports for one contender: its row but for the key, and the facts."""

    row: dict[str, Any]
    fact: ResultFact

    @property
    def wish(self) -> Wish:
        """The key that it would like."""
        row = self.row
        status, article = row["status"].replace("_", "-"), row["article_id"][:8]
        return Wish(f"{row['election_id']}-{row['contender_id']}-{article}-{status}")


def stated_results(
    report: Report, actors: Actors, elections: Mapping[int, str]
) -> list[StatedResult]:
    """Return the results of an article; `elections` gives the keys of its votes by position.

    What an article states of one contender, election and status is one row, unless it
    states two values of one measure: then each is a row, for neither may be lost.
    """
    by_key: dict[tuple[str, str, str], list[ResultFact]] = {}
    for fact in report.facts.results:
        key = (elections[fact.election], actors[fact.contender].actor_id, fact.status)
        by_key.setdefault(key, []).append(fact)
    return [
        StatedResult(
            {
                "election_id": election_id,
                "contender_id": contender_id,
                "article_id": report.article_id,
                "status": status,
                **{measure: getattr(merged, measure) for measure in MEASURES},
            },
            merged,
        )
        for (election_id, contender_id, status), facts in by_key.items()
        for merged in _merge(facts)
    ]


def add_result_evidence(result_id: str, result: StatedResult, evidence: EvidenceRows) -> None:
    """Add the evidence of a row of `election_results`."""
    article_id, record = result.row["article_id"], (result_id,)
    spans = result.fact.evidence
    evidence.add(article_id, "election_results", record, of_whole_row(spans))
    for span in spans:
        if span.field in (*MEASURES, *_OF_THE_RESULT):
            evidence.add(article_id, "election_results", record, [span], span.field)


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
