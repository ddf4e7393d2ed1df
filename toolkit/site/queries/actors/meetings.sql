-- The latest meetings of the actor.
SELECT page, role, meeting_summaries.*, line, of_all
FROM meetings_of_actors
JOIN meeting_summaries USING (meeting_id)
