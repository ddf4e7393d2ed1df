"""Event records in the terms of PLOVER and CAMEO, for users of event data.

The columns are those of POLECAT, the data set of PLOVER, as far as we know their values, and then
ours. docs/exports.md tells how each is coded. Sources: the manual of PLOVER 0.7b1 and its table
CAMEO2PLOVER-2021 (https://github.com/openeventdata/PLOVER), the codebook of CAMEO 1.1b3.
"""

from __future__ import annotations

from typing import BinaryIO

from toolkit.publish.exports.country_codes import country_rows
from toolkit.publish.exports.export import Export
from toolkit.publish.exports.lines import Lines, write_lines
from toolkit.publish.exports.text import csv_cell, reference_rows
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
      WHEN place_state NOT IN (one.country, other.country) THEN 'third_place'
      ELSE 'consults'
    END
"""
"""SQL of how `one` meets `other`: the first that holds. A country that is unknown is no third."""

_FREE_TEXTS = frozenset(
    {"Actor Name", "Actor Title", "Recipient Name", "Recipient Title"}
    | {"Placename", "Source", "Topic"}
)
"""Columns whose texts come from articles and may need quotes; the others are codes and keys."""

_COLUMNS = {
    "Event ID": "meeting_id || '/' || one_id || '/' || other_id",
    "Event Date": "CASE WHEN start_date = end_date THEN start_date END",
    "Event Type": "CASE WHEN took_place THEN 'CONSULT' END",
    "Event Mode": "CASE WHEN took_place AND meeting_kind = 'call' THEN 'phone' "
    "WHEN took_place THEN mode END",
    "Quad Code": "CASE WHEN took_place THEN 1 END",
    "Contexts": "contexts",
    "Actor Name": "one_name",
    "Actor Country": "one_country",
    "Primary Actor Sector": "one_sectors[1]",
    "Actor Sectors": "array_to_string(one_sectors, ';')",
    "Actor Title": "array_to_string(one_titles, ';')",
    "Recipient Name": "other_name",
    "Recipient Country": "other_country",
    "Primary Recipient Sector": "other_sectors[1]",
    "Recipient Sectors": "array_to_string(other_sectors, ';')",
    "Recipient Title": "array_to_string(other_titles, ';')",
    "Placename": "place",
    "Country": "place_state",
    "Source": "publishers",
    "Publication Date": "published_on",
    "CAMEO Code": "CASE WHEN took_place THEN cameo_code END",
    "Goldstein Scale": "CASE WHEN took_place THEN goldstein END",
    "Status": "status",
    "Certainty": "certainty",
    "First Possible Date": "start_date",
    "Last Possible Date": "end_date",
    "Actor ID": "one_id",
    "Actor Role": "one_role",
    "Actor Kind": "one_kind",
    "Wikidata Actor ID": "one_wikidata_id",
    "Recipient ID": "other_id",
    "Recipient Role": "other_role",
    "Recipient Kind": "other_kind",
    "Wikidata Recipient ID": "other_wikidata_id",
    "Meeting ID": "meeting_id",
    "Meeting Kind": "meeting_kind",
    "Topic": "topic",
    "Participants": "participants",
    "Article IDs": "article_ids",
}
"""Each column with the SQL of its value in a row of `dyad`."""


def write(published: PublishedVersion, stream: BinaryIO) -> None:
    """Write CSV: two records of each two actors of a meeting, one in each direction."""
    columns = {**_COLUMNS, "Version": literal(f"{published.name} {published.version}")}
    stream.write((",".join(columns) + "\n").encode())
    cells = (
        csv_cell(sql) if name in _FREE_TEXTS else f"coalesce(({sql})::VARCHAR, '')"
        for name, sql in columns.items()
    )
    line = " || ',' || ".join(f"({cell})" for cell in cells)
    sql = f"WITH {_dyads()} SELECT {line} FROM dyad ORDER BY meeting_id, one_id, other_id"
    write_lines(published.connection, Lines(sql, "meetings", "meeting_id"), stream)


def _dyads() -> str:
    """Return SQL of `dyad`: each ordered pair of actors of the meetings `{within}`."""
    encounters = reference_rows(read_table("plover_encounters"))
    words = reference_rows(read_table("plover_topic_words"))
    sides = ", ".join(
        f"{side}.{column} AS {side}_{column}"
        for side in ("one", "other")
        for column in ("name", "kind", "role", "wikidata_id", "country", "sectors", "titles")
    )
    return f"""
  {_participants()},
  report AS (
    SELECT
      meeting_id,
      array_to_string(list(article_id ORDER BY article_id), ';') AS article_ids,
      array_to_string(list(DISTINCT publisher ORDER BY publisher), ';') AS publishers,
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
    SELECT meeting_id, list(DISTINCT context) AS contexts
    FROM (
      SELECT meeting_id, unnest(string_split_regex(lower(topic), '[^a-z]+')) AS word
      FROM chosen WHERE topic IS NOT NULL
    )
    JOIN {words} AS given USING (word)
    GROUP BY meeting_id
  ),
  meeting AS (
    SELECT
      chosen.*,
      status IN ('held', 'ongoing') AS took_place,
      CASE
        WHEN status = 'planned' THEN ['future']
        WHEN status IN ('cancelled', 'denied') THEN ['negation']
        ELSE []
      END AS standing,
      alpha_3 AS place_state,
      participants,
      has_third_party
    FROM chosen JOIN (
      SELECT
        meeting_id,
        count(*) AS participants,
        bool_or(role <> 'participant') AS has_third_party
      FROM part GROUP BY meeting_id
    ) USING (meeting_id)
    LEFT JOIN {country_rows()} AS state ON state.code = place_country
  ),
  pair AS (
    SELECT
      meeting.* EXCLUDE (kind),
      meeting.kind AS meeting_kind,
      one.actor_id AS one_id,
      other.actor_id AS other_id,
      {sides},
      {_ENCOUNTER} AS encounter
    FROM meeting
    JOIN part AS one USING (meeting_id)
    JOIN part AS other ON other.meeting_id = one.meeting_id AND other.actor_id <> one.actor_id
  ),
  dyad AS (
    SELECT
      pair.*,
      cameo_code,
      mode,
      goldstein,
      array_to_string(
        list_sort(list_distinct(standing || coalesce(contexts, []) || [given.context])), ';'
      ) AS contexts,
      article_ids, publishers, published_on, certainty
    FROM pair
    JOIN {encounters} AS given USING (encounter)
    LEFT JOIN report USING (meeting_id)
    LEFT JOIN subject USING (meeting_id)
  )
"""


def _participants() -> str:
    """Return SQL of `part`: who takes part in the meetings `{within}`, with sectors and titles.

    They are those of the roles that an article of the meeting states, else those of any article:
    who a person is changes with time.
    """
    sectors = reference_rows(read_table("plover_sectors"))
    of_roles = """
      list(DISTINCT {'rank': rank, 'sector': sector}) FILTER (sector IS NOT NULL) AS sectors,
      list(DISTINCT title ORDER BY title) AS titles
    """
    return f"""
  chosen AS (SELECT * FROM meetings WHERE {{within}}),
  taking AS (SELECT * FROM meeting_participants WHERE {{within}}),
  telling AS (SELECT * FROM meeting_reports WHERE {{within}}),
  sector_of AS (SELECT "of", sector, rank::INTEGER AS rank FROM {sectors}),
  role AS (
    SELECT
      held.actor_id,
      article_id,
      title || CASE status WHEN 'current' THEN '' ELSE ' (' || status || ')' END AS title,
      sector,
      rank
    FROM actor_roles AS held
    SEMI JOIN taking USING (actor_id)
    LEFT JOIN actors AS body ON body.actor_id = organization_id
    LEFT JOIN sector_of ON "of" = CASE
      WHEN status = 'former' THEN 'former'
      WHEN status NOT IN ('current', 'acting') THEN NULL
      WHEN organization_id IS NOT NULL THEN body.kind
      WHEN held.country IS NOT NULL THEN 'state'
    END
  ),
  said AS (
    SELECT meeting_id, actor_id, {of_roles}
    FROM taking JOIN telling USING (meeting_id) JOIN role USING (actor_id, article_id)
    GROUP BY meeting_id, actor_id
  ),
  known AS (SELECT actor_id, {of_roles} FROM role GROUP BY actor_id),
  coded AS (
    SELECT
      taking.*,
      actors.* EXCLUDE (actor_id, country),
      alpha_3,
      coalesce(said.titles, known.titles) AS titles,
      CASE
        WHEN sector IS NOT NULL THEN [sector]
        ELSE [x.sector for x in list_sort(coalesce(said.sectors, known.sectors, []))]
      END AS sectors
    FROM taking
    JOIN actors USING (actor_id)
    LEFT JOIN sector_of ON "of" = actors.kind
    LEFT JOIN said USING (meeting_id, actor_id)
    LEFT JOIN known USING (actor_id)
    LEFT JOIN {country_rows()} AS country ON country.code = actors.country
  ),
  part AS (
    SELECT *, CASE WHEN sectors[1] = 'IGO' THEN 'IGO' ELSE alpha_3 END AS country FROM coded
  )
"""


EXPORT = Export("plover", "Event records in PLOVER and CAMEO", "events.csv", "text/csv", write)
