-- The elections that the article tells of.
SELECT
  article_id AS page,
  election_id,
  elections.country,
  elections.kind,
  area,
  round,
  start_date,
  end_date,
  status,
  turnout,
  coalesce(results, 0) AS results,
  row_number() OVER (
    PARTITION BY article_id ORDER BY start_date NULLS LAST, election_id
  ) AS line,
  count(*) OVER (PARTITION BY article_id) AS of_all
FROM election_reports
JOIN shown_articles ON page = article_id
JOIN elections USING (election_id)
LEFT JOIN (
  SELECT article_id, election_id, count(*) AS results
  FROM election_results
  GROUP BY article_id, election_id
) USING (article_id, election_id)
