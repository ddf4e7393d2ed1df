-- kind: conflicting_status
-- finds: a meeting that one article says was held or is planned and another says was not
-- columns: score, table_name, ids, why, commands
WITH told AS (
  SELECT
    meeting_id,
    bool_or(status IN ('held', 'ongoing') AND certainty <> 'denied') AS took_place,
    bool_or(status IN ('cancelled', 'denied') OR certainty = 'denied') AS did_not,
    string_agg(DISTINCT status, ', ' ORDER BY status) AS statuses,
    count(DISTINCT article_id) AS articles,
    list(
      'toolkit curate set meeting_reports ' || meeting_id || '/' || article_id
        || ' status=STATUS --why REASON'
      ORDER BY article_id
    ) AS commands
  FROM meeting_reports
  GROUP BY meeting_id
  HAVING count(DISTINCT status) > 1 OR count(DISTINCT certainty) > 1
)
SELECT
  CASE WHEN took_place AND did_not THEN 0.8 WHEN did_not THEN 0.5 ELSE 0.15 END AS score,
  'meetings' AS table_name,
  [meeting_id] AS ids,
  articles || ' articles give this meeting the status ' || statuses
    || CASE WHEN took_place AND did_not THEN ': they can''t all be right.'
      ELSE ': see whether they follow one another.' END AS why,
  commands
FROM told
