-- The meetings that have a page, the latest first.
SELECT meeting_summaries.*
FROM shown_meetings
JOIN meeting_summaries ON meeting_id = page
ORDER BY start_date DESC NULLS LAST, meeting_id
