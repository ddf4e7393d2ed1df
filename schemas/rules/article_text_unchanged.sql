-- rule: article_text_unchanged
-- severity: error
-- table: articles
-- protects: The text at hand is the text that was read, so that positions point at the right words.
-- needs: texts
SELECT
  article_id AS "row",
  'sha256' AS "column",
  'The text at hand has another digest: build again from it, or bring the text that was read.' AS message
FROM articles
JOIN texts USING (article_id)
WHERE sha256(text) <> articles.sha256
