-- Who holds a post in the body that the actor is.
SELECT
  page,
  actor_id,
  actors.name,
  title,
  status,
  first_said,
  last_said,
  row_number() OVER (PARTITION BY page ORDER BY actors.name, actor_id, title, status) AS line,
  count(*) OVER (PARTITION BY page) AS of_all
FROM (
  SELECT
    page,
    actor_id,
    actor_roles.title,
    status,
    min(published_on) AS first_said,
    max(published_on) AS last_said
  FROM actor_roles
  JOIN shown_actors ON page = organization_id
  JOIN articles USING (article_id)
  GROUP BY ALL
)
JOIN actors USING (actor_id)
