-- kind: same_election
-- finds: two votes of one country and kind on near days, with no area or round to tell them apart
-- columns: score, table_name, ids, why, commands
WITH reports AS (
  SELECT election_id, list(DISTINCT article_id) AS articles, count(*) AS number
  FROM election_reports GROUP BY election_id
),
pairs AS (
  SELECT
    one.election_id AS first_id,
    other.election_id AS second_id,
    one.country,
    one.kind,
    one.area IS NOT DISTINCT FROM other.area AS same_area,
    coalesce(list_has_any(of_one.articles, of_other.articles), false) AS same_article,
    coalesce(of_one.number, 0) < coalesce(of_other.number, 0) AS first_is_less_told,
    coalesce(one.round, 1) = coalesce(other.round, 1) AS same_round,
    one.start_date IS NULL OR other.start_date IS NULL AS undated,
    -- Days between the two intervals; below 0 they overlap.
    greatest(one.start_date - other.end_date, other.start_date - one.end_date) AS apart
  FROM elections AS one
  JOIN elections AS other
    ON one.country = other.country AND one.kind = other.kind
    AND one.election_id < other.election_id
  LEFT JOIN reports AS of_one ON of_one.election_id = one.election_id
  LEFT JOIN reports AS of_other ON of_other.election_id = other.election_id
  WHERE (one.area IS NULL OR other.area IS NULL OR lower(one.area) = lower(other.area))
    AND (one.round IS NULL OR other.round IS NULL OR one.round = other.round)
)
SELECT
  round(
    CASE WHEN undated THEN 0.5 WHEN apart <= 0 THEN 0.85 WHEN apart <= 3 THEN 0.75 ELSE 0.5 END
    * CASE WHEN same_area THEN 1.0 ELSE 0.7 END
    -- An article that names a vote and its areas seldom means one thing by two names.
    * CASE WHEN NOT same_article THEN 1.0 WHEN same_area THEN 0.6 ELSE 0.3 END,
    2
  ) AS score,
  'elections' AS table_name,
  [first_id, second_id] AS ids,
  'Two ' || replace(kind, '_', '-') || ' votes of ' || country
    || CASE WHEN undated THEN ', of one of which no day is known'
      WHEN apart <= 0 THEN ' on days that overlap'
      ELSE ', ' || apart || ' days apart' END
    || CASE WHEN same_article THEN ', told apart by one article' ELSE '' END
    || ': see whether that was one vote.' AS why,
  [
    'toolkit curate merge elections '
      || CASE WHEN first_is_less_told
        THEN first_id || ' ' || second_id ELSE second_id || ' ' || first_id END
      || ' --why REASON',
    'toolkit curate distinguish elections ' || first_id || ' ' || second_id || ' --why REASON'
  ] AS commands
FROM pairs
WHERE undated OR apart <= 0 OR (apart <= 21 AND same_round)
