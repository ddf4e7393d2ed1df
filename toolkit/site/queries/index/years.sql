-- Meetings and elections by the year in which they can have begun.
SELECT
  year,
  count(*) FILTER (thing = 'meeting') AS meetings,
  count(*) FILTER (thing = 'election') AS elections
FROM (
  SELECT year(start_date) AS year, 'meeting' AS thing FROM meetings
  UNION ALL
  SELECT year(start_date), 'election' FROM elections
)
GROUP BY year
ORDER BY year DESC NULLS LAST
