-- kind: conflicting_figures
-- finds: figures of one contender in one count on which articles do not agree
-- columns: score, table_name, ids, why, commands
WITH measures AS (
  UNPIVOT (
    SELECT
      result_id, election_id, contender_id, article_id, status,
      votes::DOUBLE AS votes, vote_share, seats::DOUBLE AS seats,
      seats_change::DOUBLE AS seats_change
    FROM election_results
    WHERE status <> 'partial'
  )
  ON votes, vote_share, seats, seats_change INTO NAME measure VALUE figure
),
figures AS (
  SELECT
    *,
    CASE WHEN figure = floor(figure) THEN figure::BIGINT::VARCHAR ELSE figure::VARCHAR END AS shown
  FROM measures
)
SELECT
  round(
    least(0.85, 0.4 + (max(figure) - min(figure)) / greatest(abs(max(figure)), abs(min(figure)), 1))
    * CASE WHEN figures.status IN ('final', 'unspecified') THEN 1.0 ELSE 0.8 END
    * CASE WHEN count(DISTINCT article_id) = 1 THEN 0.9 ELSE 1.0 END,
    2
  ) AS score,
  'election_results' AS table_name,
  list(DISTINCT result_id ORDER BY result_id) AS ids,
  actors.name || ' has ' || string_agg(DISTINCT shown, ' and ' ORDER BY shown)
    || ' as ' || replace(measure, '_', ' ') || ' (' || replace(figures.status, '_', ' ') || ') in '
    || election_id || ', by ' || count(DISTINCT article_id)
    || CASE WHEN count(DISTINCT article_id) = 1 THEN ' article' ELSE ' articles' END
    || ': see which was misread.' AS why,
  list_append(list(
    DISTINCT 'toolkit curate set election_results ' || result_id || ' ' || measure
      || '=FIGURE --why REASON'
    ORDER BY 'toolkit curate set election_results ' || result_id || ' ' || measure
      || '=FIGURE --why REASON'
  ), 'toolkit curate confirm election_results '
    || string_agg(DISTINCT result_id, ' ' ORDER BY result_id) || ' --why REASON') AS commands
FROM figures
JOIN actors ON actors.actor_id = contender_id
GROUP BY election_id, contender_id, actors.name, figures.status, measure
HAVING count(DISTINCT figure) > 1
