-- The latest meetings of each actor that has a page.
SELECT
  actor_id AS page,
  meeting_id,
  role,
  row_number() OVER (
    PARTITION BY actor_id ORDER BY start_date DESC NULLS LAST, meeting_id
  ) AS line,
  count(*) OVER (PARTITION BY actor_id) AS of_all
FROM meeting_participants
JOIN shown_actors ON shown_actors.page = actor_id
JOIN meetings USING (meeting_id)
QUALIFY line <= $lines
