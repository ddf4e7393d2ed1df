"""Several contests of one day, listed one below the other, are votes with areas of their own."""

from __future__ import annotations

BY_ELECTIONS = """LONDON, Friday 14 June 2024 — Two seats changed hands in Thursday's by-elections.

Eastmoor
• Ann Lowe (Labour) 15,200 – 52.0%
• Ben Tarn (Conservative) 11,100 – 38.0%
• Cy Beck (Green) 2,923 – 10.0%

Castle Harbour
• Dora Vane (Liberal Democrat) 14,000 – 56.0%
• Ed Moss (Conservative) 11,000 – 44.0%
"""

GOVERNORS = """QUITO – Ecuador elected regional governors on 5 May 2024.

REGION      WINNER                VOTES      %   RUNNER-UP             VOTES      %
Norte       Ana Paredes Luna     73,379  54.46   Jorge Vela Ruiz      61,352  45.54
Costa       Luis Mena Cobo      164,863  52.18   Marta Rios Lara     151,069  47.82
"""


def shares_by_area(facts) -> dict[str | None, dict[str, float]]:
    found: dict[str | None, dict[str, float]] = {}
    for result in facts.results:
        if result.vote_share is not None:
            area = facts.elections[result.election].area
            found.setdefault(area, {})[facts.actors[result.contender].name] = result.vote_share
    return found


def test_headings_above_lists_part_by_elections(parse):
    assert shares_by_area(parse(BY_ELECTIONS, "2024-06-14")) == {
        "Eastmoor": {"Ann Lowe": 52.0, "Ben Tarn": 38.0, "Cy Beck": 10.0},
        "Castle Harbour": {"Dora Vane": 56.0, "Ed Moss": 44.0},
    }


def test_the_first_cell_of_a_row_with_several_contenders_is_the_area(parse):
    assert set(shares_by_area(parse(GOVERNORS, "2024-05-06"))) == {"Norte", "Costa"}


def test_the_area_points_at_the_words_that_name_it(parse):
    facts = parse(BY_ELECTIONS, "2024-06-14")
    named = {
        BY_ELECTIONS.strip()[one.start : one.end]
        for election in facts.elections
        for one in election.evidence
        if one.field == "area"
    }
    assert named == {"Eastmoor", "Castle Harbour"}


def test_a_list_that_fits_into_one_vote_stays_one(parse):
    text = BY_ELECTIONS.split("\n\nCastle")[0]
    assert set(shares_by_area(parse(text, "2024-06-14"))) == {None}
