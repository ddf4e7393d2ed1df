-- The evidence of the rows on pages: the row as a whole first, then its columns.
SELECT
  shown_records.kind,
  page,
  table_name,
  subject,
  field,
  article_id,
  coalesce(articles.title, articles.source_path) AS article,
  char_start,
  char_end,
  rule,
  row_number() OVER (
    PARTITION BY shown_records.kind, page
    ORDER BY
      CASE WHEN table_name = shown_records.kind THEN 0 ELSE 1 END,
      table_name,
      record_id,
      field NULLS FIRST,
      article_id,
      char_start,
      char_end,
      rule
  ) AS line,
  count(*) OVER (PARTITION BY shown_records.kind, page) AS of_all
FROM evidence
JOIN shown_records USING (table_name, record_id)
JOIN articles USING (article_id)
QUALIFY line <= $lines
