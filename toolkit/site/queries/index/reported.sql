-- The meetings with the most reports, then the most participants.
SELECT meeting_summaries.*
FROM shown_meetings
JOIN meeting_summaries ON meeting_id = page
ORDER BY reports DESC, people_count DESC, start_date DESC NULLS LAST, meeting_id
LIMIT 6
