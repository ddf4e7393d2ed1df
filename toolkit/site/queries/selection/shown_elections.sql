-- Elections that have a page: those with the most results and reports.
SELECT
  election_id AS page,
  country,
  kind,
  area,
  round,
  start_date,
  end_date,
  coalesce(results, 0) AS results,
  coalesce(reports, 0) AS reports,
  row_number() OVER (
    ORDER BY coalesce(results, 0) + coalesce(reports, 0) DESC, election_id
  ) AS position
FROM elections
LEFT JOIN (
  SELECT election_id, count(*) AS results FROM election_results GROUP BY election_id
) USING (election_id)
LEFT JOIN (
  SELECT election_id, count(*) AS reports FROM election_reports GROUP BY election_id
) USING (election_id)
ORDER BY position
LIMIT $pages
