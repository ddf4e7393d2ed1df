-- rule: result_says_something
-- severity: error
-- table: election_results
-- protects: A result holds a number or an outcome.
SELECT
  result_id AS "row",
  NULL AS "column",
  'The result has neither a number nor an outcome: give one, or remove it.' AS message
FROM election_results
WHERE coalesce(votes, vote_share, seats, seats_change) IS NULL AND outcome IS NULL
