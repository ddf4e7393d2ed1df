-- Actors that a search finds: the most connected, with a page or without.
SELECT
  actor_id AS page,
  name,
  kind,
  country,
  coalesce(meetings, 0) AS meetings,
  coalesce(results, 0) AS results
FROM actors
LEFT JOIN (
  SELECT actor_id, count(*) AS meetings FROM meeting_participants GROUP BY actor_id
) USING (actor_id)
LEFT JOIN (
  SELECT contender_id AS actor_id, count(*) AS results FROM election_results GROUP BY contender_id
) USING (actor_id)
ORDER BY coalesce(meetings, 0) + coalesce(results, 0) DESC, actor_id
LIMIT 20000
