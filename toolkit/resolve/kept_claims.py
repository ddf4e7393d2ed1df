"""What articles told in the last build, taken over where nothing that it was made of differs.

The rows that belong to one article, its claims, follow from its facts and from the actors, meetings
and elections of the world that these are of. A digest of all that is kept with them. Where it is
the same in the next build, so are the rows. The rows by which its actors are joined to those of
others follow from the facts alone, and are kept beside the claims (`kept_candidates`).
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.quoting import literal
from toolkit.resolve.candidate_tables import TABLES as CANDIDATE_TABLES
from toolkit.resolve.candidates import KnownCandidates
from toolkit.resolve.kept_candidates import FACTS, known_candidates, rows_to_keep
from toolkit.resolve.reports import Reports
from toolkit.resolve.shards import Shards
from toolkit.tables import column_names

TOLD = (
    *("actor_roles", "meeting_participants", "meeting_reports"),
    *("election_reports", "election_results"),
)
"""The tables of claims beside `evidence`; a participant is there once for each account."""

_SOURCES = "sources"
_LIST = "kept.json"
_FILES = (*TOLD, "evidence", _SOURCES, FACTS, *CANDIDATE_TABLES)

_SEEN = "SELECT report, bit_xor(md5_number(CAST(to_json(told) AS VARCHAR))) AS seen"

_FIND_SOURCES = """
CREATE TABLE claim_sources AS
WITH seen_actors AS (
  SEEN FROM (
    SELECT report, {'place': number - first_actor, 'id': actor_id, 'country': actors.country}
      AS told
    FROM candidates JOIN groups USING (number) JOIN actors USING (grp) JOIN telling USING (report)
  ) GROUP BY report
), seen_meetings AS (
  SEEN FROM (
    SELECT report, {'place': row_number() OVER (PARTITION BY report ORDER BY account),
      'row': ROW_OF_MEETINGS} AS told
    FROM meeting_accounts JOIN meetings USING (anchor)
  ) GROUP BY report
), seen_votes AS (
  SEEN FROM (
    SELECT report, {'place': position, 'row': ROW_OF_ELECTIONS} AS told
    FROM vote_accounts JOIN elections USING (first_report, first_position)
  ) GROUP BY report
)
SELECT article_id, md5(concat_ws(' ', coalesce(facts, '-'), coalesce(a.seen::VARCHAR, '-'),
  coalesce(m.seen::VARCHAR, '-'), coalesce(v.seen::VARCHAR, '-'))) AS source
FROM reports LEFT JOIN telling USING (report) LEFT JOIN seen_actors AS a USING (report)
LEFT JOIN seen_meetings AS m USING (report) LEFT JOIN seen_votes AS v USING (report)
QUALIFY count(telling.report) OVER (PARTITION BY article_id[:8]) < 2
"""
"""The digest of what the claims of each article come from. Articles whose keys begin alike share
the names of rows (`article_claims`), so that none of those is taken over."""


@dataclass(slots=True)
class KeptClaims:
    """The claims of a build in `folder`, where the next one finds them.

    `mark` tells of the code and tables by which claims are made, and all else that they depend on;
    what was kept with another is not used, nor where a file is not as it was left. What a
    resolution leaves is only used after `settle`, which says of a package of nothing but these
    claims that it is valid. `taken_over` has the keys of the articles whose rows were taken over;
    `are_sound` is whether these were found valid.
    """

    folder: Path
    mark: str
    taken_over: frozenset[str] = field(default=frozenset(), init=False)
    are_sound: bool = field(default=False, init=False)
    _left: Path | None = field(default=None, init=False)

    def candidates(self, reports: Reports, shards: Shards) -> KnownCandidates:
        """Return the actors of the articles whose facts are those of before; make `telling`."""
        reports.register_telling(shards)
        if self._written() is None:
            return KnownCandidates()
        return known_candidates(shards, self._kept)

    def take_over(self, shards: Shards) -> None:
        """Make the table `carried` of the keys of articles whose claims are those of before.

        It needs what `candidates` makes.
        """
        shards.execute(_find_sources())
        written = self._written()
        if written is not None:
            self.are_sound = bool(written.get("sound"))
            shards.execute(
                "CREATE TABLE carried AS SELECT article_id "
                f"FROM claim_sources JOIN {self._kept(_SOURCES)} USING (article_id, source)"
            )
        else:
            shutil.rmtree(self.folder, ignore_errors=True)
            shards.execute("CREATE TABLE carried (article_id VARCHAR)")
        self.taken_over = frozenset(key for (key,) in shards.rows("FROM carried"))

    def rows_of(self, table: str) -> str:
        """Return the query of the rows of a table that are taken over."""
        return f"FROM {self._kept(table)} SEMI JOIN carried USING (article_id)"

    def leave(self, shards: Shards, evidence: Path) -> None:
        """Write what the next build may take over, beside the file of `evidence` until `settle`.

        It only saves time: where it can't be written, nothing is left, and nothing is said.
        """
        import duckdb

        fresh = evidence.with_name(".claims")
        try:
            fresh.mkdir()
            queries = {table: f"FROM {table}" for table in TOLD}
            queries |= {_SOURCES: "FROM claim_sources", **rows_to_keep(shards)}
            for table, query in queries.items():
                path = literal(str(_file(fresh, table)))
                shards.execute(f"COPY ({query}) TO {path} (FORMAT parquet, COMPRESSION zstd)")
            shutil.copyfile(evidence, _file(fresh, "evidence"))
        except (duckdb.Error, OSError):
            shutil.rmtree(fresh, ignore_errors=True)
        else:
            self._left = fresh

    def settle(self, *, sound: bool) -> None:
        """Let the next build use what this one has left; `sound` is whether it was found valid."""
        if self._left is None:
            return
        with suppress(OSError):
            written = {"mark": self.mark, "sound": sound, "files": _digests(self._left)}
            (self._left / _LIST).write_text(json.dumps(written), encoding="utf-8")
            shutil.rmtree(self.folder, ignore_errors=True)
            self._left.rename(self.folder)
        self._left = None

    def _kept(self, table: str) -> str:
        return f"read_parquet({literal(str(_file(self.folder, table)))})"

    def _written(self) -> Mapping[str, Any] | None:
        """Return what is said of what is kept; None where it was made otherwise or is damaged."""
        try:
            written: dict[str, Any] = json.loads((self.folder / _LIST).read_text(encoding="utf-8"))
            whole = written["mark"] == self.mark and written["files"] == _digests(self.folder)
        except (OSError, ValueError, LookupError, TypeError):
            return None
        return written if whole else None


def _file(folder: Path, table: str) -> Path:
    return folder / f"{table}.parquet"


def _find_sources() -> str:
    query = _FIND_SOURCES.replace("SEEN", _SEEN)
    for table in ("meetings", "elections"):
        query = query.replace(f"ROW_OF_{table.upper()}", _values_of(table))
    return query


def _values_of(table: str) -> str:
    """Return the SQL of the values of a row, as one."""
    columns = column_names(table)
    return f"{{{', '.join(f'{literal(column)}: {table}.{column}' for column in columns)}}}"


def _digests(folder: Path) -> Mapping[str, str]:
    """Return the digest of each table in a folder."""
    found = {}
    for table in _FILES:
        with _file(folder, table).open("rb") as file:
            digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16))
        found[table] = digest.hexdigest()
    return found
