-- Results by election: one row per contender and reporting article, the largest first.
-- Columns:
--   election_id: the election
--   country: country that voted, ISO 3166-1 alpha-2
--   election_kind: parliamentary, presidential, local, ...
--   area: constituency, state or city of a vote below the national level
--   round: round of the vote
--   start_date: first possible day of the vote
--   end_date: last possible day of the vote
--   contender: name of the party or candidate
--   contender_kind: kind of that actor
--   votes: number of votes
--   vote_share: share of the votes in percent
--   seats: number of seats
--   seats_change: seats won or lost, where the article states it
--   outcome: won, largest, runoff or lost
--   status: exit_poll, partial, preliminary, final or unspecified
--   publisher: publisher of the article
--   url: address of the article
--   published_on: day on which the article was published
--   article_id: the article
--   result_id: the result
SELECT
  elections.election_id,
  elections.country,
  elections.kind AS election_kind,
  elections.area,
  elections.round,
  elections.start_date,
  elections.end_date,
  actors.name AS contender,
  actors.kind AS contender_kind,
  election_results.votes,
  election_results.vote_share,
  election_results.seats,
  election_results.seats_change,
  election_results.outcome,
  election_results.status,
  articles.publisher,
  articles.url,
  articles.published_on,
  articles.article_id,
  election_results.result_id
FROM election_results
JOIN elections USING (election_id)
JOIN actors ON actors.actor_id = election_results.contender_id
JOIN articles USING (article_id)
ORDER BY
  elections.country,
  elections.start_date NULLS LAST,
  elections.election_id,
  articles.published_on NULLS LAST,
  articles.article_id,
  election_results.seats DESC NULLS LAST,
  election_results.vote_share DESC NULLS LAST,
  election_results.votes DESC NULLS LAST,
  election_results.result_id
