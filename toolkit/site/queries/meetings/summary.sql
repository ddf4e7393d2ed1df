-- The meeting itself.
SELECT page, meeting_summaries.*, 1 AS line, 1 AS of_all
FROM shown_meetings
JOIN meeting_summaries ON meeting_id = page
