-- As the view of DuckDB; `group_concat` takes the rows in the order in which it is given them.
SELECT
  actors.actor_id,
  actors.name,
  actors.kind,
  actors.country,
  form.other_names,
  role.roles,
  coalesce(meeting.meetings, 0) AS meetings,
  coalesce(result.results, 0) AS results,
  coalesce(article.articles, 0) AS articles
FROM actors
LEFT JOIN (
  SELECT actor_id, group_concat(name, '; ') AS other_names
  FROM (
    SELECT actor_names.actor_id, actor_names.name
    FROM actor_names
    JOIN actors ON actors.actor_id = actor_names.actor_id AND actors.name <> actor_names.name
    ORDER BY actor_names.actor_id, actor_names.name
  )
  GROUP BY actor_id
) AS form USING (actor_id)
LEFT JOIN (
  SELECT actor_id, group_concat(post, '; ') AS roles
  FROM (
    SELECT DISTINCT
      actor_roles.actor_id,
      actor_roles.title
        || coalesce(', ' || organization.name, '')
        || CASE actor_roles.status WHEN 'current' THEN '' ELSE ' (' || actor_roles.status || ')' END
        AS post
    FROM actor_roles
    LEFT JOIN actors AS organization ON organization.actor_id = actor_roles.organization_id
    ORDER BY actor_roles.actor_id, post
  )
  GROUP BY actor_id
) AS role USING (actor_id)
LEFT JOIN (
  SELECT actor_id, count(*) AS meetings FROM meeting_participants GROUP BY actor_id
) AS meeting USING (actor_id)
LEFT JOIN (
  SELECT contender_id AS actor_id, count(*) AS results FROM election_results GROUP BY contender_id
) AS result USING (actor_id)
LEFT JOIN (
  SELECT record_id AS actor_id, count(DISTINCT article_id) AS articles
  FROM evidence
  WHERE table_name = 'actors'
  GROUP BY record_id
) AS article USING (actor_id)
ORDER BY actors.actor_id
