-- rule: redirected_key_is_free
-- severity: error
-- table: redirects
-- protects: A key means one thing in all versions: one that leads elsewhere is no row's.
SELECT
  redirects.table_name || '/' || redirects.old_id AS "row",
  'old_id' AS "column",
  'Table ' || redirects.table_name || ' has a row ' || redirects.old_id
    || ': remove the redirect, or give the row another key.' AS message
FROM redirects
JOIN records
  ON records.table_name = redirects.table_name AND records.record_id = redirects.old_id
