-- rule: vote_shares_within_whole
-- severity: error
-- table: election_results
-- protects: The shares that an article gives for one state of a count are parts of one whole; 100.5 leaves room for rounding.
SELECT
  min(result_id) AS "row",
  'vote_share' AS "column",
  'The shares of ' || election_id || ' (' || status || ') in article ' || article_id
    || ' add up to ' || round(sum(vote_share), 2)
    || ': see which belong to another vote or count.' AS message
FROM election_results
GROUP BY election_id, status, article_id
HAVING sum(vote_share) > 100.5
