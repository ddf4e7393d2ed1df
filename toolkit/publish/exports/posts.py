"""Who holds or held which post, said once however many articles say so."""

from __future__ import annotations

from toolkit.publish.exports.country_codes import country_rows
from toolkit.publish.exports.text import reference_rows
from toolkit.reference import read_table


def post_queries() -> str:
    """Return SQL of `post` (each once) and `holding` (who holds it, with the articles).

    A post is a title with its body and state; its `post_id` is a digest of the three. A holding
    has also a `status`, `acting`, `current` or `former`: who only seeks a post holds none.
    """
    return f"""
  post_of_role AS (
    SELECT
      actor_roles.*,
      md5(to_json([title, organization_id, coalesce(actor_roles.country, body.country)]))[:16]
        AS post_id,
      coalesce(actor_roles.country, body.country) AS post_country,
      body.name AS body_name,
      body.kind AS body_kind
    FROM actor_roles LEFT JOIN actors AS body ON body.actor_id = actor_roles.organization_id
  ),
  post AS (
    SELECT DISTINCT
      post_id, title, organization_id, body_kind, post_country,
      title || coalesce(', ' || body_name, ', ' || country.name, '') AS label
    FROM post_of_role LEFT JOIN {country_rows()} AS country ON country.code = post_country
  ),
  holding AS (
    SELECT
      md5(to_json([actor_id, post_id, status]))[:16] AS holding_id,
      actor_id, post_id, status,
      list_sort(list(article_id)) AS articles
    FROM (SELECT DISTINCT actor_id, post_id, status, article_id FROM post_of_role)
    SEMI JOIN {reference_rows(read_table("held_posts"))} AS held USING (status)
    GROUP BY actor_id, post_id, status
  )
"""
