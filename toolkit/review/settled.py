"""What people have settled, so that it is not asked about again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.curation import CURATION_FOLDER, CurationError, read_curation
from toolkit.curation.curation import THINGS
from toolkit.review.finding import Finding
from toolkit.store.errors import QueryError

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Settled:
    """Table and key of the rows that people gave or found right, and of pairs that are two."""

    rows: frozenset[tuple[str, str]]
    pairs: frozenset[tuple[str, frozenset[str]]]

    def covers(self, finding: Finding) -> bool:
        """Tell whether people have answered what a finding asks."""
        if finding.table not in THINGS or len(finding.ids) == 1:
            return all((finding.table, id) in self.rows for id in finding.ids)
        return all(
            (finding.table, frozenset(pair)) in self.pairs for pair in combinations(finding.ids, 2)
        )


def read_settled(connection: duckdb.DuckDBPyConnection, package: Path) -> Settled:
    """Return what the evidence and the files of curation of a package say is settled.

    Raises QueryError where a file of curation is wrong.
    """
    given = connection.execute(
        "SELECT DISTINCT table_name, record_id FROM evidence "
        "WHERE rule IN ('curation/set', 'curation/add')"
    ).fetchall()
    try:
        curation = read_curation(package / CURATION_FOLDER)
    except CurationError as error:
        raise QueryError(str(error)) from error
    right = {(entry.table_name, entry.record_id) for entry in curation.confirmations}
    two = {
        (entry.table_name, frozenset((entry.record_id, entry.other_id)))
        for entry in curation.distinctions
    }
    return Settled(frozenset({*given, *right}), frozenset(two))
