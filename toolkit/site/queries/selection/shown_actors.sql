-- Actors that have a page: those with the most meetings and results.
SELECT
  actor_id AS page,
  name,
  kind,
  country,
  wikidata_id,
  coalesce(meetings, 0) AS meetings,
  coalesce(results, 0) AS results,
  row_number() OVER (
    ORDER BY coalesce(meetings, 0) + coalesce(results, 0) DESC, actor_id
  ) AS position
FROM actors
LEFT JOIN (
  SELECT actor_id, count(*) AS meetings FROM meeting_participants GROUP BY actor_id
) USING (actor_id)
LEFT JOIN (
  SELECT contender_id AS actor_id, count(*) AS results FROM election_results GROUP BY contender_id
) USING (actor_id)
ORDER BY position
LIMIT $pages
