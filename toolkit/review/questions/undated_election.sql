-- kind: undated_election
-- finds: a vote of which no day is known
-- columns: score, table_name, ids, why, commands
SELECT
  0.3 AS score,
  'elections' AS table_name,
  [election_id] AS ids,
  'No day of this ' || kind || ' vote of ' || country || ' is known: give it, if a report does.'
    AS why,
  ['toolkit curate set elections ' || election_id || ' start_date=DAY end_date=DAY --why REASON']
    AS commands
FROM elections
WHERE start_date IS NULL
