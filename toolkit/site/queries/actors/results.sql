-- Election results reported for the actor, the latest vote first.
SELECT
  contender_id AS page,
  election_id,
  elections.country,
  elections.kind,
  area,
  round,
  start_date,
  end_date,
  votes,
  vote_share,
  seats,
  outcome,
  election_results.status,
  article_id,
  coalesce(articles.title, source_path) AS article,
  row_number() OVER (
    PARTITION BY contender_id
    ORDER BY start_date DESC NULLS LAST, election_id, published_on NULLS LAST, result_id
  ) AS line,
  count(*) OVER (PARTITION BY contender_id) AS of_all
FROM election_results
JOIN shown_actors ON page = contender_id
JOIN elections USING (election_id)
JOIN articles USING (article_id)
