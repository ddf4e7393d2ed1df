-- kind: uncertain_meeting
-- finds: a meeting that no article states on its own account, or of which no day is known
-- columns: score, table_name, ids, why, commands
WITH told AS (
  SELECT
    meeting_id,
    bool_or(certainty = 'stated') AS is_stated,
    bool_or(certainty = 'denied') AS is_denied,
    string_agg(DISTINCT actors.name, ', ' ORDER BY actors.name) AS sources
  FROM meeting_reports
  LEFT JOIN actors ON actor_id = source_id
  GROUP BY meeting_id
)
SELECT
  round(
    CASE WHEN is_stated THEN 0.0 ELSE 0.3 END
    -- What did not take place has no day.
    + CASE WHEN start_date IS NULL AND NOT is_denied THEN 0.2 ELSE 0.0 END
    + CASE WHEN place IS NULL AND place_country IS NULL AND kind <> 'call' THEN 0.05 ELSE 0.0 END,
    2
  ) AS score,
  'meetings' AS table_name,
  [meeting_id] AS ids,
  concat_ws(
    '; ',
    CASE WHEN is_stated THEN NULL
      ELSE CASE WHEN is_denied THEN 'It is denied' ELSE 'It is only claimed' END
        || coalesce(' by ' || sources, ', by no one who is named') END,
    CASE WHEN start_date IS NULL AND NOT is_denied THEN 'no day of it is known' END,
    CASE WHEN place IS NULL AND place_country IS NULL AND kind <> 'call'
      THEN 'no place of it is known' END
  ) || ': look at the words it was read from.' AS why,
  list_concat(
    ['toolkit explain ' || meeting_id],
    CASE WHEN start_date IS NULL AND NOT is_denied THEN
      ['toolkit curate set meetings ' || meeting_id
        || ' start_date=DAY end_date=DAY --why REASON'] ELSE [] END
  ) AS commands
FROM meetings
JOIN told USING (meeting_id)
WHERE NOT is_stated OR start_date IS NULL
