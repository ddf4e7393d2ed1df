-- rule: record_has_evidence
-- severity: error
-- table: all
-- protects: Every row but an article's and a redirect's can be traced to the characters that it was read from.
SELECT
  table_name AS "table",
  record_id AS "row",
  NULL AS "column",
  'No row of evidence supports this row: add one, or remove the row.' AS message
FROM records
ANTI JOIN evidence USING (table_name, record_id)
WHERE table_name NOT IN ('articles', 'redirects')
