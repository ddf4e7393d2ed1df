-- The meetings that the article tells of.
SELECT page, reported_status, certainty, source_id, source, meeting_summaries.*, line, of_all
FROM meetings_of_articles
JOIN meeting_summaries USING (meeting_id)
