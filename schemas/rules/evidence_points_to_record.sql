-- rule: evidence_points_to_record
-- severity: error
-- table: evidence
-- protects: Every row of evidence supports a row that exists.
SELECT
  evidence_id AS "row",
  'record_id' AS "column",
  'Table ' || table_name || ' has no row ' || record_id
    || ': correct record_id (the parts of a composite key joined with "/"), or remove the evidence.'
    AS message
FROM evidence
ANTI JOIN records USING (table_name, record_id)
