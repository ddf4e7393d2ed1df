-- rule: meeting_dates_in_order
-- severity: error
-- table: meetings
-- protects: The days of a meeting are an interval: both known, the first not after the last, or both null.
SELECT
  meeting_id AS "row",
  CASE WHEN start_date IS NULL THEN 'start_date' ELSE 'end_date' END AS "column",
  CASE
    WHEN start_date > end_date THEN
      'The meeting ends on ' || end_date || ', before it starts on ' || start_date
      || ': put the two days in order.'
    ELSE 'Only one of start_date and end_date is known: give both, or neither.'
  END AS message
FROM meetings
WHERE start_date > end_date OR (start_date IS NULL) <> (end_date IS NULL)
