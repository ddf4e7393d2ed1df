-- rule: meeting_has_two_participants
-- severity: warning
-- table: meetings
-- protects: A meeting that took place names both sides, unless it was a visit to a host that the reports leave unnamed.
SELECT
  meeting_id AS "row",
  NULL AS "column",
  'Only ' || any_value(actor_id) || ' took part in this ' || any_value(status) || ' '
    || any_value(kind) || ': name the other side, if a report does.' AS message
FROM meetings
JOIN meeting_participants USING (meeting_id)
WHERE status IN ('held', 'ongoing') AND kind <> 'visit'
GROUP BY meeting_id
HAVING count(*) = 1
