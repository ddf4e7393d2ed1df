"""Meetings and elections as events with a name, for the formats that have such."""

from __future__ import annotations

from toolkit.publish.exports.country_codes import country_rows

WHOLE_DAYS = """
    CASE
      WHEN start_date = end_date THEN start_date::VARCHAR
      WHEN day(start_date) = 1 AND end_date = last_day(start_date)
        THEN strftime(start_date, '%Y-%m')
      WHEN dayofyear(start_date) = 1 AND end_date = make_date(year(start_date), 12, 31)
        THEN strftime(start_date, '%Y')
    END
"""
"""SQL of the day, month or year that the possible days are, null where they are none of them."""

MEETINGS = f"""
  chosen AS (SELECT * FROM meetings WHERE {{within}}),
  taking AS (
    SELECT
      meeting_id,
      list_sort(list({{'name': name, 'actor_id': actor_id, 'kind': kind, 'role': role}})) AS parts
    FROM (SELECT * FROM meeting_participants WHERE {{within}}) AS part
    JOIN actors USING (actor_id)
    GROUP BY meeting_id
  ),
  telling AS (
    SELECT meeting_id, list_sort(list(article_id)) AS articles
    FROM meeting_reports WHERE {{within}} GROUP BY meeting_id
  ),
  event AS (
    SELECT
      chosen.*,
      parts,
      articles,
      {WHOLE_DAYS} AS day,
      CASE status WHEN 'held' THEN upper(kind[1]) || kind[2:]
        ELSE upper(status[1]) || status[2:] || ' ' || kind END
      || coalesce(': ' || array_to_string([part.name for part in parts[1:3]], ', '), '')
      || CASE WHEN len(parts) > 3 THEN ' and ' || (len(parts) - 3) || ' more' ELSE '' END
      AS event_name
    FROM chosen LEFT JOIN taking USING (meeting_id) LEFT JOIN telling USING (meeting_id)
  )
"""
"""SQL of `event`: meetings `{within}`, with `event_name`, `day`, `articles`, and `parts`: who met.

The name begins with the status, unless the meeting was held."""


def elections() -> str:
    """Return SQL of `event`: elections `{within}`, with the same and `contenders`: who stood."""
    return f"""
  chosen AS (SELECT * FROM elections WHERE {{within}}),
  standing AS (
    SELECT election_id, list_sort(list(DISTINCT contender_id)) AS contenders
    FROM election_results WHERE {{within}} GROUP BY election_id
  ),
  telling AS (
    SELECT election_id, list_sort(list(article_id)) AS articles
    FROM election_reports WHERE {{within}} GROUP BY election_id
  ),
  event AS (
    SELECT
      chosen.*,
      contenders,
      articles,
      {WHOLE_DAYS} AS day,
      CASE kind
        WHEN 'referendum' THEN 'Referendum'
        WHEN 'other' THEN 'Election'
        WHEN 'by_election' THEN 'By-election'
        ELSE upper(kind[1]) || kind[2:] || ' election'
      END
      || ' in ' || coalesce(area || ', ', '') || coalesce(country.name, country)
      || coalesce(', ' || year(end_date), '')
      || coalesce(', round ' || round, '')
      AS event_name
    FROM chosen
    LEFT JOIN standing USING (election_id)
    LEFT JOIN telling USING (election_id)
    LEFT JOIN {country_rows()} AS country ON country.code = chosen.country
  )
"""
