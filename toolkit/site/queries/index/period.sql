-- Between which days the meetings and elections are that the version tells of.
SELECT min(start_date) AS first_day, max(end_date) AS last_day
FROM (SELECT start_date, end_date FROM meetings UNION ALL SELECT start_date, end_date FROM elections)
