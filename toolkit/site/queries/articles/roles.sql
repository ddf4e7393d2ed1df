-- The posts that the article gives persons.
SELECT
  article_id AS page,
  actor_roles.actor_id,
  actors.name,
  actor_roles.title,
  organization_id,
  organization.name AS organization,
  actor_roles.country,
  status,
  row_number() OVER (PARTITION BY article_id ORDER BY actors.name, role_id) AS line,
  count(*) OVER (PARTITION BY article_id) AS of_all
FROM actor_roles
JOIN shown_articles ON page = article_id
JOIN actors ON actors.actor_id = actor_roles.actor_id
LEFT JOIN actors AS organization ON organization.actor_id = organization_id
