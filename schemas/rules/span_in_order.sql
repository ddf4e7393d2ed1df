-- rule: span_in_order
-- severity: error
-- table: evidence
-- protects: A span has at least one character and does not begin before its article.
SELECT
  evidence_id AS "row",
  CASE WHEN char_start < 0 THEN 'char_start' ELSE 'char_end' END AS "column",
  'The span goes from ' || char_start || ' to ' || char_end
    || ': begin at 0 or later and end after the beginning.' AS message
FROM evidence
WHERE char_start < 0 OR char_end <= char_start
