-- rule: redirect_leads_to_row
-- severity: error
-- table: redirects
-- protects: Who follows a former key comes to a row that exists, in one step.
SELECT
  redirects.table_name || '/' || redirects.old_id AS "row",
  'new_id' AS "column",
  'Table ' || redirects.table_name || ' has no row ' || redirects.new_id
    || ': correct new_id, or leave it empty where the row is gone.' AS message
FROM redirects
LEFT JOIN records
  ON records.table_name = redirects.table_name AND records.record_id = redirects.new_id
WHERE redirects.new_id IS NOT NULL AND records.record_id IS NULL
