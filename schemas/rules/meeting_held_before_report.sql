-- rule: meeting_held_before_report
-- severity: error
-- table: meeting_reports
-- protects: What an article reports as held had begun when the article was published.
SELECT
  meeting_id || '/' || article_id AS "row",
  'status' AS "column",
  'The article of ' || published_on || ' reports as held what starts on ' || start_date
    || ': correct one of the dates, or say planned.' AS message
FROM meeting_reports
JOIN meetings USING (meeting_id)
JOIN articles USING (article_id)
WHERE meeting_reports.status = 'held' AND start_date > published_on
