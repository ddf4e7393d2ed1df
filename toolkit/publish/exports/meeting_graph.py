"""Who met whom as a graph: a node for each actor of a meeting, an edge for each two who met."""

from __future__ import annotations

NODES = """
SELECT actor_id, name, kind, country, wikidata_id, count(*) AS meetings
FROM meeting_participants JOIN actors USING (actor_id)
GROUP BY ALL
"""
"""The actors of meetings of any status, with the number of those meetings."""

EDGES = """
SELECT
  one.actor_id AS source,
  other.actor_id AS target,
  count(*) FILTER (status IN ('held', 'ongoing')) AS meetings,
  count(*) FILTER (status IN ('held', 'ongoing') AND is_stated) AS stated,
  count(*) FILTER (status = 'planned') AS planned,
  count(*) FILTER (status = 'cancelled') AS cancelled,
  count(*) FILTER (status = 'denied') AS denied,
  min(start_date) FILTER (status IN ('held', 'ongoing')) AS first_date,
  max(end_date) FILTER (status IN ('held', 'ongoing')) AS last_date,
  CASE
    WHEN bool_or(status = 'held') THEN 'held'
    WHEN bool_or(status = 'ongoing') THEN 'ongoing'
    WHEN bool_or(status = 'planned') THEN 'planned'
    WHEN bool_or(status = 'cancelled') THEN 'cancelled'
    ELSE 'denied'
  END AS status
FROM (SELECT meeting_id, status, start_date, end_date FROM meetings)
LEFT JOIN (
  SELECT meeting_id, bool_or(certainty = 'stated') AS is_stated
  FROM meeting_reports GROUP BY meeting_id
) USING (meeting_id)
JOIN meeting_participants AS one USING (meeting_id)
JOIN meeting_participants AS other
  ON other.meeting_id = one.meeting_id AND other.actor_id > one.actor_id
GROUP BY source, target
"""
"""Each two actors of one meeting, the first in the alphabet as `source`.

`meetings` counts those that took place, `stated` those of them that an article states itself;
the days are the first and last possible ones of these.
"""

NODE_VALUES = {
    "name": "string",
    "kind": "string",
    "country": "string",
    "wikidata_id": "string",
    "meetings": "long",
}
EDGE_VALUES = {
    "meetings": "long",
    "stated": "long",
    "planned": "long",
    "cancelled": "long",
    "denied": "long",
    "first_date": "string",
    "last_date": "string",
    "status": "string",
}
"""Values of nodes and edges with their types, which GraphML and GEXF call the same."""
