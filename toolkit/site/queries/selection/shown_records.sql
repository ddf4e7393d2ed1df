-- The rows whose evidence stands on a page, the kind of that page, and what each is about.
SELECT 'actors' AS kind, page, 'actors' AS table_name, page AS record_id, NULL AS subject
FROM shown_actors
UNION ALL
SELECT 'actors', page, 'actor_names', actor_id || '/' || actor_names.name, actor_names.name
FROM actor_names JOIN shown_actors ON page = actor_id
UNION ALL
SELECT 'actors', page, 'actor_roles', role_id, title
FROM actor_roles JOIN shown_actors ON page = actor_id
UNION ALL
SELECT 'meetings', page, 'meetings', page, NULL
FROM shown_meetings
UNION ALL
SELECT 'meetings', page, 'meeting_participants', meeting_id || '/' || actor_id, name
FROM meeting_participants JOIN shown_meetings ON page = meeting_id JOIN actors USING (actor_id)
UNION ALL
SELECT 'meetings', page, 'meeting_reports', meeting_id || '/' || article_id, NULL
FROM meeting_reports JOIN shown_meetings ON page = meeting_id
UNION ALL
SELECT 'elections', page, 'elections', page, NULL
FROM shown_elections
UNION ALL
SELECT 'elections', page, 'election_reports', election_id || '/' || article_id, NULL
FROM election_reports JOIN shown_elections ON page = election_id
UNION ALL
SELECT 'elections', page, 'election_results', result_id, name
FROM election_results
JOIN shown_elections ON page = election_id
JOIN actors ON actor_id = contender_id
