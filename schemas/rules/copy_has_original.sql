-- rule: copy_has_original
-- severity: error
-- table: articles
-- protects: An article whose facts were carried over names the other article that they are from.
SELECT
  article_id AS "row",
  'copy_of' AS "column",
  CASE
    WHEN copy_of IS NULL THEN 'The facts were carried over but from no article: give copy_of.'
    WHEN copy_of = article_id THEN 'The article is a copy of itself: name the other article.'
    ELSE 'The facts were not carried over: say so in reading, or leave copy_of empty.'
  END AS message
FROM articles
WHERE (reading = 'carried_over') <> (copy_of IS NOT NULL) OR copy_of = article_id
