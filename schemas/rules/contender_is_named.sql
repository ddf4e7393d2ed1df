-- rule: contender_is_named
-- severity: error
-- table: election_results
-- protects: A result belongs to a contender that its article names.
WITH named AS (
  SELECT DISTINCT article_id, split_part(record_id, '/', 1) AS contender_id
  FROM evidence
  WHERE table_name IN ('actors', 'actor_names')
)
SELECT
  result_id AS "row",
  'contender_id' AS "column",
  'No evidence shows that article ' || article_id || ' names ' || contender_id
    || ': add the place of the name, or correct the contender.' AS message
FROM election_results
ANTI JOIN named USING (article_id, contender_id)
