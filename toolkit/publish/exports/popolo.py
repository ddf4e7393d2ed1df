"""Popolo: one JSON document of persons, bodies, posts, memberships, events and areas.

Its classes and terms are those of https://www.popoloproject.com/specs/. Popolo allows terms of
one's own: `area_id` of a person and `participants` of an event are ours.
"""

from __future__ import annotations

from typing import BinaryIO

from toolkit.publish.exports.country_codes import country_rows
from toolkit.publish.exports.events import MEETINGS, elections
from toolkit.publish.exports.export import Export
from toolkit.publish.exports.lines import Lines, read_lines
from toolkit.publish.exports.posts import post_queries
from toolkit.publish.exports.text import json_object, struct, web_address
from toolkit.publish.published_version import PublishedVersion

_IS_PERSON = "kind IN ('person', 'office')"
_WIKIDATA = struct({"scheme": "'wikidata'", "identifier": "wikidata_id"})


def write(published: PublishedVersion, stream: BinaryIO) -> None:
    """Write the document, one object a line."""
    sections = {
        "persons": (_actors(persons=True),),
        "organizations": (_actors(persons=False),),
        "posts": (_posts(),),
        "memberships": (_memberships(),),
        "events": (_meetings(), _elections()),
        "areas": (_areas(),),
    }
    opening = "{"
    for name, queries in sections.items():
        stream.write(f'{opening}"{name}": ['.encode())
        opening, between = "],\n", "\n"
        for lines in queries:
            for texts in read_lines(published.connection, lines):
                stream.write((between + ",\n".join(texts)).encode())
                between = ",\n"
    stream.write(b"]}\n")


def _actors(*, persons: bool) -> Lines:
    actor = json_object(
        {
            "id": "actor_id",
            "name": "name",
            "other_names": "other_names",
            "identifiers": f"CASE WHEN wikidata_id IS NOT NULL THEN [{_WIKIDATA}] END",
            "classification": "NULL" if persons else "kind",
            "area_id": "lower(country)",
        }
    )
    sql = f"""
WITH
  chosen AS (SELECT * FROM actors WHERE {{within}} AND {"" if persons else "NOT"} {_IS_PERSON}),
  form AS (
    SELECT actor_id, list_sort(list({{'name': form.name}})) AS other_names
    FROM actor_names AS form JOIN chosen USING (actor_id) WHERE form.name <> chosen.name
    GROUP BY actor_id
  )
SELECT {actor} FROM chosen LEFT JOIN form USING (actor_id) ORDER BY actor_id
"""
    return Lines(sql, "actors", "actor_id")


def _posts() -> Lines:
    post = json_object(
        {
            "id": "post_id",
            "label": "label",
            "role": "title",
            "organization_id": f"CASE WHEN NOT body_{_IS_PERSON} THEN organization_id END",
            "area_id": "lower(post_country)",
        }
    )
    return Lines(f"WITH {post_queries()} SELECT {post} FROM post ORDER BY post_id")


def _memberships() -> Lines:
    is_body = f"NOT body_{_IS_PERSON}"
    membership = json_object(
        {
            "id": "holding_id",
            "label": "label || CASE status WHEN 'current' THEN '' ELSE ' (' || status || ')' END",
            "role": "title",
            "person_id": f"CASE WHEN {_IS_PERSON} THEN actor_id END",
            "member": f"CASE WHEN NOT {_IS_PERSON} THEN {struct({'id': 'actor_id'})} END",
            "organization_id": f"CASE WHEN {is_body} THEN organization_id END",
            "post_id": "post_id",
            "area_id": "lower(post_country)",
            "sources": "sources",
        }
    )
    return Lines(f"""
WITH {post_queries()}, {_sources("holding", "holding_id")}
SELECT {membership}
FROM holding
JOIN post USING (post_id)
JOIN (SELECT actor_id, kind FROM actors) USING (actor_id)
LEFT JOIN source USING (holding_id)
ORDER BY holding_id
""")


def _meetings() -> Lines:
    event = json_object(
        {
            **_event("meeting_id", "kind"),
            "description": "topic",
            "location": "coalesce(place, country.name)",
            "status": "status",
            "attendees": "nullif([{'id': part.actor_id} for part in parts "
            f"if part.{_IS_PERSON}], [])",
            "participants": "[{'id': part.actor_id, 'role': part.role} for part in parts]",
            "sources": "sources",
        }
    )
    sql = f"""
WITH {MEETINGS}, {_sources("event", "meeting_id")}
SELECT {event}
FROM event
LEFT JOIN {country_rows()} AS country ON country.code = place_country
LEFT JOIN source USING (meeting_id)
ORDER BY meeting_id
"""
    return Lines(sql, "meetings", "meeting_id")


def _elections() -> Lines:
    classification = "CASE WHEN kind = 'referendum' THEN kind ELSE kind || ' election' END"
    event = json_object(
        {
            **_event("election_id", classification),
            "location": "coalesce(area || ', ', '') || coalesce(country.name, event.country)",
            "sources": "sources",
        }
    )
    sql = f"""
WITH {elections()}, {_sources("event", "election_id")}
SELECT {event}
FROM event
LEFT JOIN {country_rows()} AS country ON country.code = event.country
LEFT JOIN source USING (election_id)
ORDER BY election_id
"""
    return Lines(sql, "elections", "election_id")


def _event(key: str, classification: str) -> dict[str, str]:
    return {
        "id": key,
        "name": "event_name",
        "classification": classification,
        "start_date": "coalesce(day, start_date::VARCHAR)",
        "end_date": "coalesce(day, end_date::VARCHAR)",
    }


def _sources(table: str, key: str) -> str:
    """Return SQL of `source`: the links of the articles that a row of a query lists, by its key."""
    link = json_object({"url": "url", "note": "title"})
    return f"""
  source AS (
    SELECT {key}, list_sort(list({link}::VARCHAR))::JSON[] AS sources
    FROM (
      SELECT {key}, {web_address("url")} AS url, title
      FROM (SELECT {key}, unnest(articles) AS article_id FROM {table})
      JOIN (SELECT article_id, title, url FROM articles WHERE url IS NOT NULL) USING (article_id)
    )
    WHERE url IS NOT NULL
    GROUP BY {key}
  )
"""


def _areas() -> Lines:
    area = json_object(
        {
            "id": "lower(code)",
            "name": "coalesce(country.name, code)",
            "identifier": "code",
            "classification": "'country'",
        }
    )
    return Lines(f"""
SELECT {area}
FROM (SELECT country AS code FROM actors UNION SELECT country FROM actor_roles)
LEFT JOIN {country_rows()} AS country USING (code)
WHERE code IS NOT NULL
ORDER BY code
""")


EXPORT = Export("popolo", "Popolo", "popolo.json", "application/json", write)
