-- As the view of DuckDB; `group_concat` takes the rows in the order in which it is given them.
SELECT
  meetings.meeting_id,
  meetings.kind,
  meetings.status,
  meetings.start_date,
  meetings.end_date,
  meetings.place,
  meetings.place_country AS country,
  meetings.topic,
  participant.participants,
  coalesce(participant.participant_count, 0) AS participant_count,
  coalesce(report.reports, 0) AS reports,
  report.publishers
FROM meetings
LEFT JOIN (
  SELECT
    meeting_id,
    group_concat(name, '; ') AS participants,
    count(*) AS participant_count
  FROM (
    SELECT meeting_id, name
    FROM meeting_participants
    JOIN actors USING (actor_id)
    ORDER BY meeting_id, name, actor_id
  )
  GROUP BY meeting_id
) AS participant USING (meeting_id)
LEFT JOIN (
  SELECT
    meeting_id,
    sum(reports) AS reports,
    group_concat(publisher, '; ') AS publishers
  FROM (
    SELECT meeting_id, publisher, count(*) AS reports
    FROM meeting_reports
    JOIN articles USING (article_id)
    GROUP BY meeting_id, publisher
    ORDER BY meeting_id, publisher
  )
  GROUP BY meeting_id
) AS report USING (meeting_id)
ORDER BY meetings.start_date NULLS LAST, meetings.meeting_id
