-- Meetings that have a page: those with the most participants and reports.
SELECT
  meeting_id AS page,
  row_number() OVER (
    ORDER BY coalesce(people, 0) + coalesce(reports, 0) DESC, meeting_id
  ) AS position
FROM meetings
LEFT JOIN (
  SELECT meeting_id, count(*) AS people FROM meeting_participants GROUP BY meeting_id
) USING (meeting_id)
LEFT JOIN (
  SELECT meeting_id, count(*) AS reports FROM meeting_reports GROUP BY meeting_id
) USING (meeting_id)
ORDER BY position
LIMIT $pages
