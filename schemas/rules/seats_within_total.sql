-- rule: seats_within_total
-- severity: error
-- table: election_results
-- protects: The seats that an article gives for one state of a count fit into the body elected.
SELECT
  min(result_id) AS "row",
  'seats' AS "column",
  'The seats of ' || election_id || ' (' || results.status || ') in article ' || article_id
    || ' add up to ' || sum(seats) || ' of ' || seats_total
    || ': see which belong to another vote, or correct seats_total.' AS message
FROM election_results AS results
JOIN election_reports USING (election_id, article_id)
GROUP BY election_id, results.status, article_id, seats_total
HAVING sum(seats) > seats_total
