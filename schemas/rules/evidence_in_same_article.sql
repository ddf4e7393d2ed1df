-- rule: evidence_in_same_article
-- severity: error
-- table: evidence
-- protects: What one article says is supported by characters of that article.
SELECT
  evidence_id AS "row",
  'article_id' AS "column",
  'The evidence is of article ' || evidence.article_id || ', the row in ' || table_name
    || ' is of article ' || records.article_id || ': correct one of them.' AS message
FROM evidence
JOIN records USING (table_name, record_id)
WHERE evidence.article_id <> records.article_id
