-- kind: same_meeting
-- finds: two meetings of the same people on days that agree: perhaps one meeting, told twice
-- columns: score, table_name, ids, why, commands
WITH parties AS (
  SELECT meeting_id, count(*) AS number FROM meeting_participants GROUP BY meeting_id
),
pairs AS (
  SELECT
    one.meeting_id AS first_id,
    other.meeting_id AS second_id,
    count(*) AS common,
    string_agg(actors.name, ' and ' ORDER BY actors.name) AS names
  FROM meeting_participants AS one
  JOIN meeting_participants AS other
    ON one.actor_id = other.actor_id AND one.meeting_id < other.meeting_id
  JOIN meetings AS first ON first.meeting_id = one.meeting_id
  JOIN meetings AS second ON second.meeting_id = other.meeting_id
  JOIN actors ON actors.actor_id = one.actor_id
  WHERE first.start_date <= second.end_date + 1 AND second.start_date <= first.end_date + 1
    -- An interval of many days says little: two of them nearly always overlap.
    AND least(first.end_date - first.start_date, second.end_date - second.start_date) <= 7
  GROUP BY ALL
),
reports AS (
  SELECT meeting_id, list(DISTINCT article_id) AS articles, count(*) AS number
  FROM meeting_reports GROUP BY meeting_id
)
SELECT
  round(
    0.9
    * common / (of_first.number + of_second.number - common)
    * CASE WHEN first.start_date = second.start_date AND first.end_date = second.end_date THEN 1.0
      WHEN first.start_date <= second.end_date AND second.start_date <= first.end_date THEN 0.9
      ELSE 0.6 END
    * CASE WHEN first.place = second.place THEN 1.0
      WHEN first.place IS NULL OR second.place IS NULL THEN 0.9
      ELSE 0.5 END
    * CASE WHEN first.kind = second.kind THEN 1.0 ELSE 0.7 END
    -- Who tells of two meetings in one article seldom means one.
    * CASE WHEN list_has_any(told_first.articles, told_second.articles) THEN 0.5 ELSE 1.0 END,
    2
  ) AS score,
  'meetings' AS table_name,
  [first_id, second_id] AS ids,
  names || ' met twice about ' || first.start_date
    || coalesce(' in ' || nullif(concat_ws(
      ' and ', first.place, CASE WHEN second.place IS DISTINCT FROM first.place THEN second.place END
    ), ''), '')
    || CASE WHEN list_has_any(told_first.articles, told_second.articles)
      THEN ', both told by one article' ELSE ', each told by other articles' END
    || ': see whether that was one meeting.' AS why,
  [
    'toolkit curate merge meetings '
      || CASE WHEN told_first.number < told_second.number
        THEN first_id || ' ' || second_id ELSE second_id || ' ' || first_id END
      || ' --why REASON',
    'toolkit curate distinguish meetings ' || first_id || ' ' || second_id || ' --why REASON'
  ] AS commands
FROM pairs
JOIN parties AS of_first ON of_first.meeting_id = first_id
JOIN parties AS of_second ON of_second.meeting_id = second_id
JOIN meetings AS first ON first.meeting_id = first_id
JOIN meetings AS second ON second.meeting_id = second_id
JOIN reports AS told_first ON told_first.meeting_id = first_id
JOIN reports AS told_second ON told_second.meeting_id = second_id
WHERE common >= 2 OR (of_first.number = 1 AND of_second.number = 1)
