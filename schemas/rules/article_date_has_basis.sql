-- rule: article_date_has_basis
-- severity: error
-- table: articles
-- protects: Where an article has a date one can tell whether it was stated or inferred.
SELECT
  article_id AS "row",
  'published_basis' AS "column",
  CASE
    WHEN published_on IS NULL THEN 'There is a basis but no date: give published_on, or no basis.'
    ELSE 'The date has no basis: say whether it was stated or inferred.'
  END AS message
FROM articles
WHERE (published_on IS NULL) <> (published_basis IS NULL)
