"""FollowTheMoney entities, one JSON object a line, for OpenSanctions, Aleph and their tools.

The schemata and properties are those of FollowTheMoney 4 (https://followthemoney.tech). An id is
made of the package's name, the kind of thing and our key, so that it is the same in every version.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from toolkit.publish.exports.events import MEETINGS, elections
from toolkit.publish.exports.export import Export
from toolkit.publish.exports.language_codes import language_rows
from toolkit.publish.exports.lines import Lines, write_lines
from toolkit.publish.exports.posts import post_queries
from toolkit.publish.exports.text import json_object, one, reference_rows, struct, web_address
from toolkit.publish.published_version import PublishedVersion
from toolkit.quoting import literal
from toolkit.reference import read_table

_PROOFS_OF_ACTOR = 20
"""Most articles that an actor names as its proof: the entity of a president stays readable."""

_SOURCE = "'Attributed to ' || source.name"


def write(published: PublishedVersion, stream: BinaryIO) -> None:
    """Write articles, actors, posts, meetings, elections, and what each article says of them."""
    home = f"{published.name}-"
    for lines in (
        _articles(home),
        _actors(home),
        *_posts(home),
        _meetings(home),
        _reports(home, "meeting", {"role": "[certainty]", "description": one(_SOURCE)}),
        _elections(home),
        _reports(home, "election", {"role": "['result']"}),
    ):
        write_lines(published.connection, lines, stream)


def _entity(id: str, schema: str, properties: Mapping[str, str]) -> str:
    """Return SQL of an entity of SQL for its id, its schema, and the lists of its properties."""
    return json_object({"id": id, "schema": schema, "properties": struct(properties)})


def _id(home: str, thing: str, key: str) -> str:
    return f"{literal(f'{home}{thing}-')} || {key}"


def _ids(home: str, thing: str, keys: str) -> str:
    """Return SQL of the ids of a list of keys, null where it is empty."""
    return f"nullif([{_id(home, thing, 'x')} for x in {keys}], [])"


def _articles(home: str) -> Lines:
    entity = _entity(
        _id(home, "article", "article_id"),
        "'Article'",
        {
            "fileName": "[source_path]",
            "title": one("title"),
            "author": one("author"),
            "publisher": one("publisher"),
            "language": one("alpha_3"),
            "publishedAt": one("published_on::VARCHAR"),
            "sourceUrl": one(web_address("url")),
        },
    )
    return Lines(
        f"""
SELECT {entity}
FROM (SELECT * FROM articles WHERE {{within}})
LEFT JOIN {language_rows()} AS spoken ON code = language
ORDER BY article_id
""",
        "articles",
        "article_id",
    )


def _actors(home: str) -> Lines:
    entity = _entity(
        _id(home, "actor", "actor_id"),
        "schema",
        {
            "name": "[name]",
            "alias": "alias",
            "weakAlias": "weak_alias",
            "country": one("lower(country)"),
            "wikidataId": one("wikidata_id"),
            "topics": one("topic"),
            "position": "CASE WHEN schema = 'Person' THEN positions END",
            "proof": _ids(home, "article", "proofs"),
        },
    )
    return Lines(
        f"""
WITH
  chosen AS (SELECT * FROM actors WHERE {{within}}),
  form AS (
    SELECT
      actor_id,
      list_sort(list(form.name) FILTER (NOT is_weak)) AS alias,
      list_sort(list(form.name) FILTER (is_weak)) AS weak_alias
    FROM (
      SELECT
        form.*, chosen.kind IN ('person', 'office') AND NOT contains(form.name, ' ') AS is_weak
      FROM actor_names AS form JOIN chosen USING (actor_id) WHERE form.name <> chosen.name
    ) AS form
    GROUP BY actor_id
  ),
  position AS (
    SELECT actor_id, list_sort(list(DISTINCT position)) AS positions
    FROM (
      SELECT
        actor_id,
        title || coalesce(', ' || body.name, '')
        || CASE status WHEN 'current' THEN '' ELSE ' (' || status || ')' END AS position
      FROM (SELECT * FROM actor_roles WHERE {{within}}) AS role
      LEFT JOIN (SELECT actor_id AS organization_id, name FROM actors) AS body
        USING (organization_id)
    )
    GROUP BY actor_id
  ),
  naming AS (
    SELECT actor_id, list_sort(min(article_id, {_PROOFS_OF_ACTOR})) AS proofs
    FROM (
      SELECT DISTINCT record_id AS actor_id, article_id FROM evidence WHERE table_name = 'actors'
    )
    WHERE {{within}}
    GROUP BY actor_id
  )
SELECT {entity}
FROM chosen
JOIN {reference_rows(read_table("followthemoney_schemata"))} AS given USING (kind)
LEFT JOIN form USING (actor_id)
LEFT JOIN position USING (actor_id)
LEFT JOIN naming USING (actor_id)
ORDER BY actor_id
""",
        "actors",
        "actor_id",
    )


def _posts(home: str) -> tuple[Lines, Lines, Lines]:
    """Return the lines of posts, of who holds them, and of who is thereby member of a body."""
    queries = post_queries()
    schemata = reference_rows(read_table("followthemoney_schemata"))
    held = reference_rows(read_table("held_posts"))
    organization = "schema IN ('Organization', 'PublicBody')"
    holder, body = _id(home, "actor", "actor_id"), _id(home, "actor", "organization_id")
    proof = {"proof": _ids(home, "article", "articles")}
    position = _entity(
        _id(home, "position", "post_id"),
        "'Position'",
        {
            "name": "[label]",
            "country": one("lower(post_country)"),
            "organization": f"CASE WHEN {organization} THEN [{body}] END",
        },
    )
    occupancy = _entity(
        _id(home, "occupancy", "holding_id"),
        "'Occupancy'",
        {
            "holder": f"[{holder}]",
            "post": f"[{_id(home, 'position', 'post_id')}]",
            "status": "[occupancy]",
            **proof,
        },
    )
    membership = _entity(
        _id(home, "membership", "holding_id"),
        "'Membership'",
        {
            "member": f"[{holder}]",
            "organization": f"[{body}]",
            "role": "[title]",
            "status": "[status]",
            **proof,
        },
    )
    return (
        Lines(f"""
WITH {queries}
SELECT {position}
FROM post LEFT JOIN {schemata} AS given ON kind = body_kind
ORDER BY post_id
"""),
        Lines(f"""
WITH {queries}
SELECT {occupancy}
FROM holding
JOIN {held} AS given USING (status)
JOIN (SELECT actor_id, schema FROM actors JOIN {schemata} AS given USING (kind)) USING (actor_id)
WHERE schema = 'Person'
ORDER BY holding_id
"""),
        Lines(f"""
WITH {queries}
SELECT {membership}
FROM holding JOIN post USING (post_id) JOIN {schemata} AS given ON kind = body_kind
WHERE {organization}
ORDER BY holding_id
"""),
    )


def _event(home: str, thing: str, properties: Mapping[str, str]) -> str:
    return _entity(
        _id(home, thing, f"{thing}_id"),
        "'Event'",
        {
            "name": "[event_name]",
            "date": one("day"),
            "startDate": one("CASE WHEN day IS NULL THEN start_date::VARCHAR END"),
            "endDate": one("CASE WHEN day IS NULL THEN end_date::VARCHAR END"),
            **properties,
            "recordId": f"[{thing}_id]",
            "proof": _ids(home, "article", "articles"),
        },
    )


def _meetings(home: str) -> Lines:
    taking = "[part.actor_id for part in parts]"
    hosts = "[part.actor_id for part in parts if part.role = 'host']"
    event = _event(
        home,
        "meeting",
        {
            "keywords": "[kind, status]",
            "summary": one("topic"),
            "location": one("place"),
            "country": one("lower(place_country)"),
            "organizer": _ids(home, "actor", hosts),
            "involved": _ids(home, "actor", taking),
        },
    )
    sql = f"WITH {MEETINGS} SELECT {event} FROM event ORDER BY meeting_id"
    return Lines(sql, "meetings", "meeting_id")


def _elections(home: str) -> Lines:
    event = _event(
        home,
        "election",
        {
            "keywords": "CASE WHEN kind = 'referendum' THEN [kind] ELSE ['election', kind] END",
            "location": one("area"),
            "country": "[lower(country)]",
            "involved": _ids(home, "actor", "contenders"),
        },
    )
    sql = f"WITH {elections()} SELECT {event} FROM event ORDER BY election_id"
    return Lines(sql, "elections", "election_id")


def _reports(home: str, thing: str, claim: Mapping[str, str]) -> Lines:
    """Return the lines of what each article says of a meeting or an election."""
    documentation = _entity(
        _id(home, f"{thing}-report", f"{thing}_id || '-' || article_id"),
        "'Documentation'",
        {
            "document": f"[{_id(home, 'article', 'article_id')}]",
            "entity": f"[{_id(home, thing, f'{thing}_id')}]",
            **claim,
            "status": "[status]",
            "date": one("published_on::VARCHAR"),
            "publisher": one("publisher"),
            "sourceUrl": one(web_address("url")),
        },
    )
    sql = f"""
WITH report AS (SELECT * FROM {thing}_reports WHERE {{within}})
SELECT {documentation}
FROM report JOIN articles USING (article_id)
{"LEFT JOIN actors AS source ON actor_id = source_id" if thing == "meeting" else ""}
ORDER BY {thing}_id, article_id
"""
    return Lines(sql, f"{thing}_reports", f"{thing}_id")


EXPORT = Export(
    "followthemoney",
    "FollowTheMoney entities",
    "followthemoney.json",
    "application/json+ftm",
    write,
)
