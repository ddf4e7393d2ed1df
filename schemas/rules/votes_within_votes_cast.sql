-- rule: votes_within_votes_cast
-- severity: warning
-- table: election_results
-- protects: The votes for all contenders are among the votes cast, unless a voter has several.
SELECT
  min(result_id) AS "row",
  'votes' AS "column",
  'The votes of ' || election_id || ' (' || results.status || ') in article ' || article_id
    || ' add up to ' || sum(votes) || ' of ' || votes_cast
    || ' cast: see which of the numbers was misread.' AS message
FROM election_results AS results
JOIN election_reports USING (election_id, article_id)
GROUP BY election_id, results.status, article_id, votes_cast
HAVING sum(votes) > votes_cast
