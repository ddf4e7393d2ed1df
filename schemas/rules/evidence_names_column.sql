-- rule: evidence_names_column
-- severity: error
-- table: evidence
-- protects: The column that evidence supports is one of the table.
SELECT
  evidence_id AS "row",
  'field' AS "column",
  'Table ' || table_name || ' has no column ' || field || ': correct field, or leave it null.'
    AS message
FROM evidence
ANTI JOIN table_columns
  ON evidence.table_name = table_columns.table_name AND evidence.field = table_columns.column_name
WHERE field IS NOT NULL
