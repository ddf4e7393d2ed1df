-- What each article says of the election as a whole.
SELECT
  election_id AS page,
  article_id,
  coalesce(title, source_path) AS article,
  publisher,
  url,
  published_on,
  status,
  turnout,
  seats_total,
  votes_cast,
  registered_voters,
  row_number() OVER (
    PARTITION BY election_id ORDER BY published_on NULLS LAST, article_id
  ) AS line,
  count(*) OVER (PARTITION BY election_id) AS of_all
FROM election_reports
JOIN shown_elections ON page = election_id
JOIN articles USING (article_id)
