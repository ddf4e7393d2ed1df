-- Meetings at a glance: one row per meeting with the names of all who took part.
-- Columns:
--   meeting_id: the meeting
--   kind: meeting, call, summit, negotiation or visit
--   status: held, planned, ongoing, cancelled or denied, by the latest report
--   start_date: first day on which it can have happened
--   end_date: last day on which it can have happened
--   place: city, or the narrowest named place
--   country: country of the place, ISO 3166-1 alpha-2
--   topic: what it was about
--   participants: names of all participants, joined with semicolons
--   participant_count: number of participants
--   reports: number of articles that report it
--   publishers: publishers of those articles, joined with semicolons
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
    string_agg(name, '; ' ORDER BY name, actor_id) AS participants,
    count(*) AS participant_count
  FROM meeting_participants
  JOIN actors USING (actor_id)
  GROUP BY meeting_id
) AS participant USING (meeting_id)
LEFT JOIN (
  SELECT
    meeting_id,
    count(*) AS reports,
    string_agg(DISTINCT publisher, '; ' ORDER BY publisher) AS publishers
  FROM meeting_reports
  JOIN articles USING (article_id)
  GROUP BY meeting_id
) AS report USING (meeting_id)
ORDER BY meetings.start_date NULLS LAST, meetings.meeting_id
