-- rule: article_key_is_of_text
-- severity: error
-- table: articles
-- protects: The key of an article is the beginning of the digest of its text, in every build.
SELECT
  article_id AS "row",
  'sha256' AS "column",
  'The digest begins with ' || sha256[:16] || ', the key is ' || article_id
    || ': build again from the text.' AS message
FROM articles
WHERE sha256[:16] <> article_id
