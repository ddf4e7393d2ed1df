-- Whom the actor met, the most often met first.
SELECT
  page,
  actor_id,
  name,
  meetings,
  row_number() OVER (PARTITION BY page ORDER BY meetings DESC, name, actor_id) AS line,
  count(*) OVER (PARTITION BY page) AS of_all
FROM (
  SELECT page, other.actor_id, count(*) AS meetings
  FROM meeting_participants AS one
  JOIN shown_actors ON page = one.actor_id
  JOIN meeting_participants AS other
    ON other.meeting_id = one.meeting_id AND other.actor_id <> one.actor_id
  GROUP BY page, other.actor_id
)
JOIN actors USING (actor_id)
QUALIFY line <= 40
