-- kind: single_participant
-- finds: a meeting of which only one side is known
-- columns: score, table_name, ids, why, commands
SELECT
  CASE
    WHEN any_value(meetings.kind) = 'visit' THEN 0.2
    WHEN any_value(actors.kind) = 'group' THEN 0.55
    WHEN any_value(meetings.status) IN ('held', 'ongoing') THEN 0.5
    ELSE 0.35
  END AS score,
  'meetings' AS table_name,
  [meeting_id] AS ids,
  'Only ' || any_value(actors.name) || ' is known to have taken part in this '
    || any_value(meetings.status) || ' ' || any_value(meetings.kind)
    || ': name the other side, or reject what is no meeting.' AS why,
  [
    'toolkit explain ' || meeting_id,
    'toolkit curate reject meetings ' || meeting_id || ' --why REASON'
  ] AS commands
FROM meetings
JOIN meeting_participants USING (meeting_id)
JOIN actors USING (actor_id)
GROUP BY meeting_id
HAVING count(*) = 1
