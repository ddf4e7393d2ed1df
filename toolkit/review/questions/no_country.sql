-- kind: no_country
-- finds: a person who met others or stood in a vote and whose state is not known
-- columns: score, table_name, ids, why, commands
WITH roles AS (
  SELECT actor_id, count(*) AS number FROM (
    SELECT actor_id FROM meeting_participants
    UNION ALL
    SELECT contender_id FROM election_results
  )
  GROUP BY actor_id
)
SELECT
  round(least(0.25, 0.08 + 0.02 * number), 2) AS score,
  'actors' AS table_name,
  [actor_id] AS ids,
  name || ' (' || kind || ') took part in ' || number
    || CASE WHEN number = 1 THEN ' meeting or vote' ELSE ' meetings or votes' END
    || ', and the country is not known.' AS why,
  ['toolkit curate set actors ' || actor_id || ' country=XX --why REASON'] AS commands
FROM actors
JOIN roles USING (actor_id)
WHERE country IS NULL AND kind IN ('person', 'party')
