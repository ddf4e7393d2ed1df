-- The meetings that each article tells of that has a page.
SELECT
  article_id AS page,
  meeting_id,
  report.status AS reported_status,
  certainty,
  source_id,
  source.name AS source,
  row_number() OVER (
    PARTITION BY article_id ORDER BY meetings.start_date NULLS LAST, meeting_id
  ) AS line,
  count(*) OVER (PARTITION BY article_id) AS of_all
FROM meeting_reports AS report
JOIN shown_articles ON shown_articles.page = article_id
JOIN meetings USING (meeting_id)
LEFT JOIN actors AS source ON source.actor_id = report.source_id
QUALIFY line <= $lines
