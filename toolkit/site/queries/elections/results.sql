-- What each article reports for each contender, the largest first.
SELECT
  election_id AS page,
  result_id,
  contender_id,
  name AS contender,
  article_id,
  coalesce(title, source_path) AS article,
  publisher,
  published_on,
  status,
  votes,
  vote_share,
  seats,
  seats_change,
  outcome,
  row_number() OVER (
    PARTITION BY election_id
    ORDER BY
      published_on NULLS LAST,
      article_id,
      status,
      seats DESC NULLS LAST,
      vote_share DESC NULLS LAST,
      votes DESC NULLS LAST,
      name,
      result_id
  ) AS line,
  count(*) OVER (PARTITION BY election_id) AS of_all
FROM election_results
JOIN shown_elections ON page = election_id
JOIN actors ON actor_id = contender_id
JOIN articles USING (article_id)
