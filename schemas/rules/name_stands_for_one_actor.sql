-- rule: name_stands_for_one_actor
-- severity: warning
-- table: actor_names
-- protects: Within an article a form of a name means one actor.
WITH forms AS (
  SELECT DISTINCT evidence.article_id, actor_names.actor_id, actor_names.name
  FROM evidence
  JOIN actor_names ON evidence.record_id = actor_names.actor_id || '/' || actor_names.name
  WHERE evidence.table_name = 'actor_names'
)
SELECT
  min(actor_id) || '/' || name AS "row",
  'name' AS "column",
  'In article ' || article_id || ' ' || name || ' stands for '
    || string_agg(actor_id, ' and ' ORDER BY actor_id) || ': see whether they are one.' AS message
FROM forms
GROUP BY article_id, name
HAVING count(*) > 1
