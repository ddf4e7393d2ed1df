"""From the facts of all articles to the tables of the package."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from toolkit.article import Article
from toolkit.facts import Facts
from toolkit.quoting import literal
from toolkit.resolve.actors import join_actors, name_actors
from toolkit.resolve.article_claims import claims_of_articles
from toolkit.resolve.candidates import KnownCandidates, People, collect_candidates
from toolkit.resolve.former import Former
from toolkit.resolve.kept_claims import TOLD, KeptClaims
from toolkit.resolve.meeting_accounts import MeetingAccounts
from toolkit.resolve.meeting_rows import ROLES
from toolkit.resolve.reports import Reports
from toolkit.resolve.shards import Shards
from toolkit.resolve.stable_ids import StableIds
from toolkit.resolve.table_files import write_batches, write_rows, write_sorted
from toolkit.resolve.world_elections import add_votes, name_elections, open_votes
from toolkit.resolve.world_meetings import name_meetings
from toolkit.tables import sort_and_cast, table_names

if TYPE_CHECKING:
    import pyarrow

_QUERIES = {
    "articles": "SELECT articles_read.* FROM articles_read JOIN reports USING (seq)",
    "actors": "FROM actors",
    "actor_names": "SELECT DISTINCT actor_id, names.name FROM names JOIN groups USING (number) "
    "JOIN actors USING (grp)",
    "actor_roles": "FROM actor_roles",
    "meetings": "FROM meetings",
    "meeting_participants": f"""
        SELECT meeting_id, actor_id, role FROM meeting_participants
        GROUP BY meeting_id, actor_id, role
        QUALIFY row_number() OVER (
          PARTITION BY meeting_id, actor_id
          ORDER BY count(*) DESC, coalesce(list_position({list(ROLES)}, role), 9), role
        ) = 1""",
    "meeting_reports": "FROM meeting_reports",
    "elections": "FROM elections",
    "election_reports": "FROM election_reports",
    "election_results": "FROM election_results",
}
"""Where the rows of each table are found in the end; those of `evidence` come in their order."""


def resolve(
    read: Iterable[tuple[Article, Facts]],
    *,
    former: Former | None = None,
    strict: bool = False,
) -> dict[str, pyarrow.Table]:
    """Return all tables of the data model by name, each sorted by its primary key.

    What `resolve_to_files` says holds here, but the tables themselves are held in memory.
    """
    import pyarrow.parquet

    with TemporaryDirectory(prefix="resolve-") as folder:
        files = resolve_to_files(read, Path(folder), former=former, strict=strict)
        return {
            name: pyarrow.parquet.read_table(path, memory_map=False) for name, path in files.items()
        }


def resolve_to_files(
    read: Iterable[tuple[Article, Facts]],
    folder: Path,
    *,
    former: Former | None = None,
    strict: bool = False,
    kept: KeptClaims | None = None,
) -> dict[str, Path]:
    """Write all tables of the data model as Parquet files into `folder`; return them by name.

    Each is sorted by its primary key. The tables depend on the set of articles and facts, not
    on their order. What the version before had, by `former`, keeps its key. Neither the facts
    nor the tables are held in memory, but on disk in `folder` meanwhile, and joined in DuckDB
    block by block; in memory stay some thirty bytes an actor of an article, the keys of the
    things of the world while they are given out, and what `former` knows of those whose keys do not
    simply stay. With `kept`, what
    the resolution before left of claims is taken over where it holds, which gives the same
    tables sooner, and what this one finds is left. Facts that break the contract of
    `toolkit.facts` are repaired (`toolkit.resolve.contract`); with `strict` they raise
    BrokenFacts.
    """
    with (
        TemporaryDirectory(prefix=".resolve-", dir=folder) as workplace,
        Shards(Path(workplace)) as shards,
        Reports(shards) as reports,
    ):
        keys = StableIds(former, shards)
        reports.read(read, shards, strict=strict)
        known = KnownCandidates() if kept is None else kept.candidates(reports, shards)
        with_mentions = keys.has_memory or kept is not None
        people = collect_candidates(reports, shards, known, with_mentions=with_mentions)
        join_actors(shards, people, reports.days)
        name_actors(shards, keys)
        _join_events(reports, people, shards, keys)
        files = {"evidence": _write_claims(reports, shards, folder, kept)}
        for name, query in _QUERIES.items():
            files[name] = write_sorted(name, query, shards, folder)
        redirects = sort_and_cast("redirects", keys.redirect_rows())
    files["redirects"] = write_batches("redirects", redirects.to_batches(), folder)
    return {name: files[name] for name in table_names() if name in files}


def _write_claims(reports: Reports, shards: Shards, folder: Path, kept: KeptClaims | None) -> Path:
    """Write the file of `evidence`, make the tables of other claims, and return the path."""
    if kept is not None:
        kept.take_over(shards)
    if kept is None or not kept.taken_over:
        path = write_rows("evidence", claims_of_articles(reports, shards), folder)
        for table in TOLD:
            shards.execute(f"CREATE VIEW {table} AS FROM told_{table}")
    else:
        told = claims_of_articles(reports, shards, less=kept.taken_over)
        new = literal(str(write_rows("evidence", told, shards.folder)))
        query = f"FROM read_parquet({new}) UNION ALL BY NAME ({kept.rows_of('evidence')})"
        path = write_sorted("evidence", query, shards, folder)
        for table in TOLD:
            query = f"FROM told_{table} UNION ALL BY NAME ({kept.rows_of(table)})"
            shards.execute(f"CREATE VIEW {table} AS {query}")
    if kept is not None:
        kept.leave(shards, path)
    return path


def _join_events(reports: Reports, people: People, shards: Shards, keys: StableIds) -> None:
    """Bring together the accounts of all reports that are of one meeting or election."""
    with MeetingAccounts(reports, shards) as accounts:
        accounts.open()
        open_votes(shards)
        for report in reports:
            accounts.add(report, people)
            add_votes(report, reports, people, shards)
        name_meetings(accounts, shards, keys)
    name_elections(reports, shards, keys)
