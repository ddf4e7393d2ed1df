-- What a line on a page says of a meeting, for all meetings that stand on one.
WITH wanted AS (
  SELECT page AS meeting_id FROM shown_meetings
  UNION SELECT meeting_id FROM meetings_of_actors
  UNION SELECT meeting_id FROM meetings_of_articles
)
SELECT
  meeting_id,
  kind,
  status,
  start_date,
  end_date,
  place,
  place_country,
  topic,
  coalesce(people, []) AS people,
  coalesce(people_count, 0) AS people_count,
  coalesce(reports, 0) AS reports
FROM meetings
JOIN wanted USING (meeting_id)
LEFT JOIN (
  SELECT
    meeting_id,
    -- Sorting the whole list is much faster than an ordered aggregate.
    list_sort(list({'name': name, 'id': actor_id}))[1:5] AS people,
    count(*) AS people_count
  FROM meeting_participants
  JOIN wanted USING (meeting_id)
  JOIN actors USING (actor_id)
  GROUP BY meeting_id
) USING (meeting_id)
LEFT JOIN (
  SELECT meeting_id, count(*) AS reports
  FROM meeting_reports
  JOIN wanted USING (meeting_id)
  GROUP BY meeting_id
) USING (meeting_id)
