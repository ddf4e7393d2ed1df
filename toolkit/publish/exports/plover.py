"""Event records in the terms of PLOVER and CAMEO, for users of event data.

The columns are those of POLECAT, the data set of PLOVER, as far as we know their values, and then
ours. docs/exports.md tells how each is coded. Sources: the manual of PLOVER 0.7b1 and its table
CAMEO2PLOVER-2021 (https://github.com/openeventdata/PLOVER), the codebook of CAMEO 1.1b3.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from toolkit.publish.exports.coded_actors import coded_actors
from toolkit.publish.exports.country_codes import country_rows
from toolkit.publish.exports.export import Export
from toolkit.publish.exports.lines import Lines, write_lines
from toolkit.publish.exports.text import csv_cell, csv_code, reference_rows
from toolkit.publish.published_version import PublishedVersion
from toolkit.quoting import literal
from toolkit.reference import read_table

_ENCOUNTER = """
    CASE
      WHEN 'mediator' IN (one.role, other.role) THEN 'mediates'
      WHEN meeting.kind = 'call' THEN 'calls'
      WHEN meeting.kind = 'negotiation' THEN 'negotiates'
      WHEN other.role = 'host' AND one.role <> 'host' THEN 'visits'
      WHEN one.role = 'host' AND other.role <> 'host' THEN 'hosts'
      WHEN meeting.kind = 'summit' THEN 'summit'
      WHEN has_third_party AND one.role = 'participant' THEN 'third_party'
      WHEN place_state NOT IN (one.state, other.state) THEN 'third_place'
      ELSE 'consults'
    END
"""
"""SQL of how `one` meets `other`: the first that holds. Beside an unknown state none is third."""

# Each column with the SQL of its cell; a `$` in a name stands for Actor or Recipient. Cells are
# made where there are fewest rows: of an actor for each meeting, of a meeting once.
_TIME = {"Event Date": csv_code("CASE WHEN start_date = end_date THEN start_date END")}
_CODED = {
    "Event Type": csv_code("CASE WHEN took_place THEN 'CONSULT' END"),
    "Event Mode": csv_code(
        "CASE WHEN NOT took_place THEN NULL WHEN kind = 'call' THEN 'phone' ELSE mode END"
    ),
    "Quad Code": csv_code("CASE WHEN took_place THEN 1 END"),
}
_CONTEXTS = {"Contexts": "array_to_string(list_sort(contexts), ';')"}
_WHO = {
    "$ Name": csv_cell("name"),
    "$ Country": csv_code("country"),
    "Primary $ Sector": csv_code("sectors[1]"),
    "$ Sectors": "array_to_string(sectors, ';')",
    "$ Title": csv_cell("array_to_string(titles, ';')"),
}
_WHERE = {
    "Placename": csv_cell("place"),
    "Country": csv_code("place_state"),
    "Source": csv_cell("array_to_string(publishers, ';')"),
    "Publication Date": csv_code("published_on"),
}
_CAMEO = {
    "CAMEO Code": csv_code("CASE WHEN took_place THEN cameo_code END"),
    "Goldstein Scale": csv_code("CASE WHEN took_place THEN goldstein END"),
}
_CLAIM = {
    "Status": "status",
    "Certainty": csv_code("certainty"),
    "First Possible Date": csv_code("start_date"),
    "Last Possible Date": csv_code("end_date"),
}
_KEYS = {
    "$ ID": "actor_id",
    "$ Role": "role",
    "$ Kind": "kind",
    "Wikidata $ ID": csv_code("wikidata_id"),
}
_ORIGIN = {
    "Meeting ID": "meeting_id",
    "Meeting Kind": "kind",
    "Topic": csv_cell("topic"),
    "Participants": "participants::VARCHAR",
    "Article IDs": csv_code("array_to_string(articles, ';')"),
}


def write(published: PublishedVersion, stream: BinaryIO) -> None:
    """Write CSV: two records of each two actors of a meeting, one in each direction."""
    names = [
        "Event ID",
        *(*_TIME, *_CODED, *_CONTEXTS),
        *(name.replace("$", "Actor") for name in _WHO),
        *(name.replace("$", "Recipient") for name in _WHO),
        *(*_WHERE, *_CAMEO, *_CLAIM),
        *(name.replace("$", "Actor") for name in _KEYS),
        *(name.replace("$", "Recipient") for name in _KEYS),
        *(*_ORIGIN, "Version"),
    ]
    stream.write((",".join(names) + "\n").encode())
    write_lines(published.connection, _records(f"{published.name} {published.version}"), stream)


def _records(version: str) -> Lines:
    sql = f"""
WITH
  {coded_actors()},
  part AS (
    SELECT meeting_id, actor_id, role, state, {_cells(_WHO)} AS who, {_cells(_KEYS)} AS keys
    FROM coded_actor
  ),
  {_coded_meetings()},
  meeting AS (
    SELECT
      meeting_id, kind, took_place, place_state, has_third_party,
      {_cells(_TIME)} AS time_cells,
      {_cells(_CONTEXTS)} AS context_cells,
      {_cells(_WHERE)} AS place_cells,
      {_cells(_CLAIM)} AS claim_cells,
      {_cells(_ORIGIN)} AS origin_cells
    FROM coded_meeting
  ),
  pair AS (
    SELECT
      meeting.*,
      one.actor_id AS one_id, other.actor_id AS other_id,
      one.who AS one_who, other.who AS other_who,
      one.keys AS one_keys, other.keys AS other_keys,
      {_ENCOUNTER} AS encounter
    FROM meeting
    JOIN part AS one USING (meeting_id)
    JOIN part AS other ON other.meeting_id = one.meeting_id AND other.actor_id <> one.actor_id
  )
SELECT concat_ws(
  ',', meeting_id || '/' || one_id || '/' || other_id, time_cells, {_cells(_CODED)}, context_cells,
  one_who, other_who, place_cells, {_cells(_CAMEO)}, claim_cells, one_keys, other_keys,
  origin_cells, {literal(version)}
)
FROM pair JOIN {reference_rows(read_table("plover_encounters"))} AS given USING (encounter)
ORDER BY meeting_id, one_id, other_id
"""
    return Lines(sql, "meetings", "meeting_id")


def _cells(columns: Mapping[str, str]) -> str:
    return "(" + " || ',' || ".join(columns.values()) + ")"


def _coded_meetings() -> str:
    """Return SQL of `coded_meeting`: the meetings `{within}` that somebody took part in."""
    return f"""
  report AS (
    SELECT
      meeting_id,
      list_sort(list(article_id)) AS articles,
      list_sort(list(DISTINCT publisher) FILTER (publisher IS NOT NULL)) AS publishers,
      min(published_on) AS published_on,
      CASE
        WHEN bool_or(certainty = 'stated') THEN 'stated'
        WHEN bool_or(certainty = 'claimed') THEN 'claimed'
        ELSE 'denied'
      END AS certainty
    FROM telling JOIN articles USING (article_id)
    GROUP BY meeting_id
  ),
  subject AS (
    SELECT meeting_id, list(context) AS topic_contexts
    FROM (
      SELECT meeting_id, unnest(string_split_regex(lower(topic), '[^a-z]+')) AS word
      FROM chosen WHERE topic IS NOT NULL
    )
    JOIN {reference_rows(read_table("plover_topic_words"))} AS given USING (word)
    GROUP BY meeting_id
  ),
  company AS (
    SELECT
      meeting_id,
      count(*) AS participants,
      bool_or(role = 'mediator') AS is_mediated,
      bool_or(role <> 'participant') AS has_third_party
    FROM taking GROUP BY meeting_id
  ),
  coded_meeting AS (
    SELECT
      chosen.*,
      status IN ('held', 'ongoing') AS took_place,
      list_distinct(
        CASE
          WHEN status = 'planned' THEN ['future']
          WHEN status IN ('cancelled', 'denied') THEN ['negation']
          ELSE []
        END
        || CASE WHEN kind = 'negotiation' OR is_mediated THEN ['diplomatic'] ELSE [] END
        || coalesce(topic_contexts, [])
      ) AS contexts,
      alpha_3 AS place_state,
      participants, has_third_party, articles, publishers, published_on, certainty
    FROM chosen
    JOIN company USING (meeting_id)
    LEFT JOIN report USING (meeting_id)
    LEFT JOIN subject USING (meeting_id)
    LEFT JOIN {country_rows()} AS state ON state.code = place_country
  )
"""


EXPORT = Export("plover", "Event records in PLOVER and CAMEO", "events.csv", "text/csv", write)
