-- rule: turnout_within_range
-- severity: error
-- table: election_reports
-- protects: Turnout is a percentage of the registered voters, from 0 to 100.
SELECT
  election_id || '/' || article_id AS "row",
  'turnout' AS "column",
  'turnout is ' || turnout || ': give a value from 0 to 100, or null.' AS message
FROM election_reports
WHERE NOT turnout BETWEEN 0 AND 100
