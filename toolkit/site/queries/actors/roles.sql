-- Posts of the actor: between which days articles give it, and which articles do.
SELECT
  post.*,
  organization.name AS organization,
  row_number() OVER (
    PARTITION BY page
    ORDER BY last_said DESC NULLS LAST, title, organization_id, post.country, status
  ) AS line,
  count(*) OVER (PARTITION BY page) AS of_all
FROM (
  SELECT
    page,
    actor_roles.title,
    organization_id,
    actor_roles.country,
    status,
    min(published_on) AS first_said,
    max(published_on) AS last_said,
    list(
      {'id': article_id, 'name': coalesce(publisher, articles.title, source_path)}
      ORDER BY published_on NULLS LAST, article_id
    )[1:5] AS articles,
    count(*) AS article_count
  FROM actor_roles
  JOIN shown_actors ON page = actor_id
  JOIN articles USING (article_id)
  GROUP BY ALL
) AS post
LEFT JOIN actors AS organization ON organization.actor_id = organization_id
