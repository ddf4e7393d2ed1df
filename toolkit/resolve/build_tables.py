"""From the facts of all articles to the tables of the package."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from toolkit.article import Article
from toolkit.facts import Facts
from toolkit.resolve.actor_rows import actor_rows, role_rows
from toolkit.resolve.actors import join_actors
from toolkit.resolve.election_rows import election_rows, result_rows
from toolkit.resolve.elections import join_elections
from toolkit.resolve.evidence import EvidenceRows
from toolkit.resolve.former import Former
from toolkit.resolve.meeting_rows import meeting_rows
from toolkit.resolve.meetings import join_meetings
from toolkit.resolve.person_countries import settle_countries
from toolkit.resolve.reports import collect_reports
from toolkit.resolve.stable_ids import StableIds
from toolkit.tables import sort_and_cast

if TYPE_CHECKING:
    import pyarrow


def resolve(
    read: Iterable[tuple[Article, Facts]],
    *,
    former: Former | None = None,
    strict: bool = False,
) -> dict[str, pyarrow.Table]:
    """Return all tables of the data model by name, each sorted by its primary key.

    The tables depend on the set of articles and facts, not on their order. What the version
    before had, by `former`, keeps its key. All facts are
    held in memory, the texts are not. Facts that break the
    contract of `toolkit.facts` are repaired (`toolkit.resolve.contract`); with `strict`
    they raise BrokenFacts.
    """
    reports = settle_countries(collect_reports(read, strict=strict))
    evidence = EvidenceRows()
    keys = StableIds(former)
    actors = join_actors(reports, keys)
    ids = {member: actor.actor_id for actor in actors for member in actor.members}

    def actor_of(report: int, position: int) -> str:
        return ids[report, position]

    meetings = join_meetings(reports, actor_of, keys)
    elections = join_elections(reports, actor_of, keys)
    rows = {"articles": [report.row for report in reports]}
    rows["actors"], rows["actor_names"] = actor_rows(actors, reports, evidence)
    rows["actor_roles"] = role_rows(reports, actor_of, evidence)
    rows["meetings"], rows["meeting_participants"], rows["meeting_reports"] = meeting_rows(
        meetings, reports, actor_of, evidence
    )
    rows["elections"], rows["election_reports"] = election_rows(elections, evidence)
    rows["election_results"] = result_rows(reports, elections, actor_of, evidence)
    rows["redirects"] = keys.redirect_rows()
    rows["evidence"] = evidence.rows()
    return {name: sort_and_cast(name, table) for name, table in rows.items()}
