-- Actors at a glance: one row per person or body, with its names, posts and how often it
-- appears.
-- Columns:
--   actor_id: the actor
--   name: fullest form of the name
--   kind: person, office, party, armed_group, government, ...
--   country: the actor's own state, ISO 3166-1 alpha-2
--   other_names: every other form of the name, joined with semicolons
--   roles: posts that articles give it, with organisation and status, joined with semicolons
--   meetings: number of meetings in which it took part
--   results: number of election results reported for it
--   articles: number of articles that name it
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
  SELECT
    actor_names.actor_id,
    string_agg(actor_names.name, '; ' ORDER BY actor_names.name) AS other_names
  FROM actor_names
  JOIN actors ON actors.actor_id = actor_names.actor_id AND actors.name <> actor_names.name
  GROUP BY actor_names.actor_id
) AS form USING (actor_id)
LEFT JOIN (
  SELECT actor_id, string_agg(DISTINCT post, '; ' ORDER BY post) AS roles
  FROM (
    SELECT
      actor_roles.actor_id,
      actor_roles.title
        || coalesce(', ' || organization.name, '')
        || CASE actor_roles.status WHEN 'current' THEN '' ELSE ' (' || actor_roles.status || ')' END
        AS post
    FROM actor_roles
    LEFT JOIN actors AS organization ON organization.actor_id = actor_roles.organization_id
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
