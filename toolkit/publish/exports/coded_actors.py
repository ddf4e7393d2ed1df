"""Who takes part in meetings, with the country and sectors of PLOVER and the titles they bear."""

from __future__ import annotations

from toolkit.publish.exports.country_codes import country_rows
from toolkit.publish.exports.text import reference_rows
from toolkit.reference import read_table

_OF_ROLES = """
      list(DISTINCT {'rank': rank, 'sector': sector}) FILTER (sector IS NOT NULL) AS sectors,
      list(DISTINCT title) AS titles
"""


def coded_actors() -> str:
    """Return SQL of `coded_actor`: who takes part in the meetings `{within}`, and in which role.

    `sectors` and `titles` of a person are those of the roles that an article of the meeting
    states, else those of any article: what a person is changes with time. The first sector is
    the primary one. `state` is the actor's own, in three letters; `country` is the same, but IGO
    for who acts for such a body.

    The tables `chosen`, `taking` and `telling` have the meetings, their participants and reports.
    """
    return f"""
  chosen AS (SELECT * FROM meetings WHERE {{within}}),
  taking AS (SELECT * FROM meeting_participants WHERE {{within}}),
  telling AS (SELECT * FROM meeting_reports WHERE {{within}}),
  sector_of AS (
    SELECT "of", sector, rank::INTEGER AS rank
    FROM {reference_rows(read_table("plover_sectors"))}
  ),
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
    SELECT meeting_id, actor_id, {_OF_ROLES}
    FROM taking JOIN telling USING (meeting_id) JOIN role USING (actor_id, article_id)
    GROUP BY meeting_id, actor_id
  ),
  known AS (SELECT actor_id, {_OF_ROLES} FROM role GROUP BY actor_id),
  described AS (
    SELECT
      taking.*,
      actors.* EXCLUDE (actor_id, country),
      alpha_3 AS state,
      list_sort(coalesce(said.titles, known.titles)) AS titles,
      CASE
        WHEN sector IS NOT NULL THEN [sector]
        ELSE [x.sector for x in list_sort(coalesce(said.sectors, known.sectors, []))]
      END AS sectors
    FROM taking
    JOIN actors USING (actor_id)
    LEFT JOIN sector_of ON "of" = actors.kind
    LEFT JOIN said USING (meeting_id, actor_id)
    LEFT JOIN known USING (actor_id)
    LEFT JOIN {country_rows()} AS land ON land.code = actors.country
  ),
  coded_actor AS (
    SELECT *, CASE WHEN sectors[1] = 'IGO' THEN 'IGO' ELSE state END AS country FROM described
  )
"""
