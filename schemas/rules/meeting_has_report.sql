-- rule: meeting_has_report
-- severity: error
-- table: meetings
-- protects: Every meeting was reported by an article, and has the status that a report gives it.
SELECT
  meeting_id AS "row",
  'status' AS "column",
  CASE
    WHEN count(meeting_reports.status) = 0 THEN
      'No article reports this meeting: add its row in meeting_reports, or remove the meeting.'
    ELSE 'No report gives this meeting the status ' || any_value(meetings.status)
      || ': use that of the latest report.'
  END AS message
FROM meetings
LEFT JOIN meeting_reports USING (meeting_id)
GROUP BY meeting_id
HAVING count(*) FILTER (meeting_reports.status = meetings.status) = 0
