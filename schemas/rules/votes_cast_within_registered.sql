-- rule: votes_cast_within_registered
-- severity: warning
-- table: election_reports
-- protects: Not more votes are cast than voters are registered.
SELECT
  election_id || '/' || article_id AS "row",
  'votes_cast' AS "column",
  votes_cast || ' votes cast by ' || registered_voters
    || ' registered voters: see which of the numbers was misread.' AS message
FROM election_reports
WHERE votes_cast > registered_voters
