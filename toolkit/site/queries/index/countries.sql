-- Meetings by the country of their place, and elections by country.
SELECT
  country,
  count(*) FILTER (thing = 'meeting') AS meetings,
  count(*) FILTER (thing = 'election') AS elections
FROM (
  SELECT place_country AS country, 'meeting' AS thing FROM meetings
  UNION ALL
  SELECT country, 'election' FROM elections
)
WHERE country IS NOT NULL
GROUP BY country
ORDER BY meetings + elections DESC, country
