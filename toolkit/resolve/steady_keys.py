"""The keys that stay because nothing else comes into question, found without reading them in.

Nearly all things of a build are where they were in the build before, and nothing else is there.
These keep their keys. They are told by a query, which needs no memory that grows with them; who
has which of the other keys takes more (`toolkit.resolve.key_matching`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from toolkit.resolve.footprints import Span
from toolkit.resolve.former import SPANS, Former
from toolkit.resolve.found_things import FoundThings
from toolkit.resolve.shards import Shards

if TYPE_CHECKING:
    import pyarrow

_NOBODY = ""
"""What stands for a key in spans that are no key's alone: no key is empty."""

_FIND_TOUCHING = """
CREATE TABLE touching AS
WITH found AS (SELECT DISTINCT thing, article_id, char_start, char_end FROM ({spans})),
equal AS (
  SELECT record_id, thing FROM former_spans JOIN found USING (article_id, char_start, char_end)
), overlapping AS (
  SELECT record_id, thing
  FROM (FROM former_spans ANTI JOIN found USING (article_id, char_start, char_end)) AS former
  JOIN found USING (article_id)
  WHERE found.char_start < former.char_end AND former.char_start < found.char_end
)
SELECT record_id, thing, bool_or(is_equal) AS is_equal
FROM (SELECT *, true AS is_equal FROM equal UNION ALL SELECT *, false FROM overlapping)
GROUP BY record_id, thing
"""
"""Which things have a stretch of text in common with what a key stood for. A stretch that is there
as it was says nothing of others beside it, as in `SpanIndex.weigh`."""

_FIND_STEADY = """
CREATE TABLE {table}_steady AS
SELECT thing, record_id AS id FROM (
  SELECT *, count(*) OVER (PARTITION BY record_id) AS things,
    count(*) OVER (PARTITION BY thing) AS keys
  FROM touching
)
WHERE is_equal AND things = 1 AND keys = 1
  AND record_id IN (FROM former_ids) AND record_id NOT IN (FROM odd_ids)
"""


def find_steady_keys(
    table: str,
    former: Former,
    found: FoundThings,
    odd_ids: Collection[str],
    odd_spans: Iterable[Span],
    shards: Shards,
) -> list[str]:
    """Make `{table}_steady`, of `thing` and `id`, and `contested`, of every other `thing`.

    Returns the keys in use before that are not steady. Those of `odd_ids` never are, nor is what
    has a stretch in common with `odd_spans`: corrections or former joins have a say in these.
    """
    import pyarrow

    spans = former.spans(table)
    odd = [dict(zip(SPANS, (_NOBODY, *span), strict=True)) for span in odd_spans]
    more = pyarrow.Table.from_pylist(odd, schema=spans.schema)
    shards.register("former_spans", pyarrow.concat_tables([spans, more]))
    shards.register("former_ids", _column(former.ids(table)))
    shards.register("odd_ids", _column([*odd_ids]))
    shards.execute(_FIND_TOUCHING.format(spans=found.spans))
    shards.execute(_FIND_STEADY.format(table=table))
    things = f"SELECT thing FROM ({found.wishes})"
    shards.execute(f"CREATE TABLE contested AS {things} ANTI JOIN {table}_steady USING (thing)")
    ids = [id for (id,) in shards.rows(f"FROM former_ids ANTI JOIN {table}_steady USING (id)")]
    for made in ("former_spans", "former_ids", "odd_ids", "touching"):
        shards.execute(f"DROP TABLE {made}")
    return ids


def _column(ids: list[str]) -> pyarrow.Table:
    import pyarrow

    return pyarrow.table({"id": pyarrow.array(ids, pyarrow.string())})
