-- Every form in which articles name the actor.
SELECT
  actor_id AS page,
  actor_names.name,
  row_number() OVER (PARTITION BY actor_id ORDER BY actor_names.name) AS line,
  count(*) OVER (PARTITION BY actor_id) AS of_all
FROM actor_names
JOIN shown_actors ON page = actor_id
