-- What each article says of the meeting.
SELECT
  meeting_id AS page,
  article_id,
  coalesce(title, source_path) AS article,
  publisher,
  url,
  published_on,
  status,
  certainty,
  source_id,
  source.name AS source,
  row_number() OVER (
    PARTITION BY meeting_id ORDER BY published_on NULLS LAST, article_id
  ) AS line,
  count(*) OVER (PARTITION BY meeting_id) AS of_all
FROM meeting_reports
JOIN shown_meetings ON page = meeting_id
JOIN articles USING (article_id)
LEFT JOIN actors AS source ON source.actor_id = source_id
