-- The actors with a page who met each other most often.
SELECT
  one.actor_id AS one_id,
  first.name AS one,
  other.actor_id AS other_id,
  second.name AS other,
  count(*) AS meetings
FROM meeting_participants AS one
JOIN meeting_participants AS other
  ON other.meeting_id = one.meeting_id AND other.actor_id > one.actor_id
JOIN shown_actors AS first ON first.page = one.actor_id
JOIN shown_actors AS second ON second.page = other.actor_id
GROUP BY ALL
ORDER BY meetings DESC, one_id, other_id
LIMIT 25
