-- Articles that have a page: those that tell of the most meetings and elections.
SELECT
  article_id AS page,
  source_path,
  url,
  title,
  author,
  publisher,
  language,
  published_on,
  published_basis,
  word_count,
  sha256,
  reading,
  copy_of,
  coalesce(meetings, 0) AS meetings,
  coalesce(elections, 0) AS elections,
  row_number() OVER (
    ORDER BY coalesce(meetings, 0) + coalesce(elections, 0) DESC, article_id
  ) AS position
FROM articles
LEFT JOIN (
  SELECT article_id, count(*) AS meetings FROM meeting_reports GROUP BY article_id
) USING (article_id)
LEFT JOIN (
  SELECT article_id, count(*) AS elections FROM election_reports GROUP BY article_id
) USING (article_id)
ORDER BY position
LIMIT $pages
