"""The actors of articles, as joining asks for them, taken over where the facts are those of before.

In the tables of `candidate_tables` actors are counted through all reports; kept are their places
within the article, which stay when other articles come. They follow from the facts of an article,
with what was settled of its persons by those of others, and from its day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toolkit.resolve.candidate_tables import TABLES
from toolkit.resolve.candidates import KnownCandidates
from toolkit.resolve.shards import Shards

FACTS = "facts"
"""The kept table of a digest of the facts of each article that the rows come from."""

_KNOWN = """
CREATE OR REPLACE TABLE known_candidates AS
SELECT article_id, report, first_actor
FROM telling JOIN reports USING (report) JOIN {kept} AS kept USING (article_id, facts)
"""

_OWNERS = """
CREATE OR REPLACE TABLE owners AS SELECT number, report, article_id, first_actor
FROM candidates JOIN telling USING (report) JOIN reports USING (report)
"""

_COUNTED = ("number", "body")
"""The columns that have numbers of actors."""

_OF_NOW = ("report", "article_id")
"""The columns that tell of which article a row is."""


def known_candidates(shards: Shards, kept: Callable[[str], str]) -> KnownCandidates:
    """Return what is known of the articles in the table `telling`, by the queries of what is kept.

    `kept` gives for a table of this module or of `candidate_tables` the source of its rows.
    """
    shards.execute(_KNOWN.format(kept=kept(FACTS)))
    reports = frozenset(report for (report,) in shards.rows("SELECT report FROM known_candidates"))
    if not reports:
        return KnownCandidates()
    return KnownCandidates(reports, {table: _taken_over(table, kept(table)) for table in TABLES})


def rows_to_keep(shards: Shards) -> Mapping[str, str]:
    """Return by table the query of the rows to keep, which are by article."""
    shards.execute(_OWNERS)
    queries = {
        FACTS: "SELECT article_id, facts FROM telling JOIN reports USING (report)",
    }
    for table in TABLES:
        columns = (_within_the_article(table, column) for column in _own_columns(table))
        chosen = ", ".join(("owners.article_id", *columns))
        queries[table] = f"SELECT {chosen} FROM {table} JOIN owners USING (number)"
    return queries


def _within_the_article(table: str, column: str) -> str:
    value = f"{table}.{column}"
    return f"{value} - first_actor AS {column}" if column in _COUNTED else value


def _taken_over(table: str, source: str) -> str:
    """Return the query of kept rows of the known articles, with the numbers of now."""
    columns = (
        f"first_actor + kept.{column} AS {column}" if column in _COUNTED else f"kept.{column}"
        for column in _own_columns(table)
    )
    of_now = ", ".join((*columns, *(name for name in _OF_NOW if name in TABLES[table])))
    return f"SELECT {of_now} FROM {source} AS kept JOIN known_candidates USING (article_id)"


def _own_columns(table: str) -> tuple[str, ...]:
    return tuple(column for column in TABLES[table] if column not in _OF_NOW)
