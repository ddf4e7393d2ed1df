-- rule: meeting_has_participants
-- severity: error
-- table: meetings
-- protects: Every meeting says at least one who met.
SELECT
  meeting_id AS "row",
  NULL AS "column",
  'No one took part in this meeting: name its participants, or remove the meeting.' AS message
FROM meetings
ANTI JOIN meeting_participants USING (meeting_id)
