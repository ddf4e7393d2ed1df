-- Who took part, hosts and mediators first.
SELECT
  meeting_id AS page,
  actor_id,
  name,
  kind,
  country,
  role,
  row_number() OVER (
    PARTITION BY meeting_id
    ORDER BY
      CASE role WHEN 'host' THEN 0 WHEN 'mediator' THEN 1 ELSE 2 END,
      name,
      actor_id
  ) AS line,
  count(*) OVER (PARTITION BY meeting_id) AS of_all
FROM meeting_participants
JOIN shown_meetings ON page = meeting_id
JOIN actors USING (actor_id)
