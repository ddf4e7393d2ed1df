-- rule: span_in_text
-- severity: error
-- table: evidence
-- protects: A span lies within its article and is not blank; positions count Unicode code points.
-- needs: texts
SELECT
  evidence_id AS "row",
  'char_end' AS "column",
  CASE
    WHEN char_end > text_length THEN
      'The span ends at ' || char_end || ', the article at ' || text_length
      || ': count code points of the normalised text, without its metadata.'
    ELSE 'The span from ' || char_start || ' to ' || char_end
      || ' is blank: point at the words that were read.'
  END AS message
FROM evidence
JOIN quotations USING (evidence_id)
WHERE char_end > text_length OR NOT regexp_matches(quotation, '[^\s\p{Z}\p{Cc}]')
