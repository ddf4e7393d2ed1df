-- Who met whom: one row per meeting and pair of its participants. The certainty and the
-- source are those of the report that is surest of it; `reports` counts all articles.
-- Columns:
--   meeting_id: the meeting
--   name: one participant
--   kind: kind of that participant
--   role: what part it had: participant, host or mediator
--   met: the other participant; of two, the one whose key is later in the alphabet
--   met_kind: kind of the other participant
--   met_role: what part the other had
--   start_date: first day on which the meeting can have happened
--   end_date: last day on which it can have happened
--   place: city, or the narrowest named place
--   country: country of the place, ISO 3166-1 alpha-2
--   meeting_kind: meeting, call, summit, negotiation or visit
--   status: held, planned, ongoing, cancelled or denied, by the latest report
--   certainty: stated, claimed or denied
--   source: whom the article attributes it to
--   publisher: publisher of the article
--   url: address of the article
--   published_on: day on which the article was published
--   article_id: the article
--   reports: number of articles that report the meeting
WITH report AS (
  SELECT
    *,
    count(*) OVER (PARTITION BY meeting_id) AS reports,
    row_number() OVER (
      PARTITION BY meeting_id
      ORDER BY
        CASE certainty WHEN 'stated' THEN 0 WHEN 'claimed' THEN 1 ELSE 2 END,
        published_on NULLS LAST,
        article_id
    ) AS position
  FROM meeting_reports
  JOIN articles USING (article_id)
)
SELECT
  meetings.meeting_id,
  one.name,
  one.kind,
  first.role,
  other.name AS met,
  other.kind AS met_kind,
  second.role AS met_role,
  meetings.start_date,
  meetings.end_date,
  meetings.place,
  meetings.place_country AS country,
  meetings.kind AS meeting_kind,
  meetings.status,
  report.certainty,
  source.name AS source,
  report.publisher,
  report.url,
  report.published_on,
  report.article_id,
  coalesce(report.reports, 0) AS reports
FROM meetings
JOIN meeting_participants AS first USING (meeting_id)
JOIN meeting_participants AS second
  ON second.meeting_id = first.meeting_id AND second.actor_id > first.actor_id
JOIN actors AS one ON one.actor_id = first.actor_id
JOIN actors AS other ON other.actor_id = second.actor_id
LEFT JOIN report ON report.meeting_id = meetings.meeting_id AND report.position = 1
LEFT JOIN actors AS source ON source.actor_id = report.source_id
ORDER BY meetings.start_date NULLS LAST, meetings.meeting_id, one.actor_id, other.actor_id
