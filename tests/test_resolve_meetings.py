"""Encounters that two articles report become one meeting, or stay two."""

from __future__ import annotations

import pytest
from made_facts import actor, facts, made_article, meeting, role

from toolkit.article import Article
from toolkit.facts import MeetingFact
from toolkit.resolve import resolve

CAST = [
    actor("Aminata Touré", "person", "SN"),
    actor("Pedro Gomes", "person", "GW"),
    actor("Ingrid Solheim", "person", "NO"),
    actor("Example Wire", "media"),
]


def tables_of(*reports: tuple[Article, list[MeetingFact]]) -> dict:
    return resolve([(a, facts(CAST, meetings)) for a, meetings in reports], strict=True)


def meetings_of(*reports: tuple[Article, list[MeetingFact]]) -> list[dict]:
    return tables_of(*reports)["meetings"].to_pylist()


def told(
    first: MeetingFact, second: MeetingFact, days: tuple[str | None, str | None] = (None, None)
):
    return meetings_of(
        (made_article("a", days[0]), [first]), (made_article("b", days[1]), [second])
    )


def test_two_reports_of_one_day_and_pair_are_one_meeting():
    (row,) = told(
        meeting(0, 1, start="2024-03-05", place="Dakar", place_country="SN"),
        meeting(1, 0, 2, start="2024-03-04", end="2024-03-08"),
    )
    assert (str(row["start_date"]), str(row["end_date"]), row["place"]) == (
        "2024-03-05",
        "2024-03-05",
        "Dakar",
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (meeting(0, 1, start="2024-03-05"), meeting(0, 1, start="2024-03-06")),
        (meeting(0, 1, start="2024-03-05"), meeting(0, 1, start="2024-03-05", kind="call")),
        (meeting(0, 1, start="2024-03-05"), meeting(0, 2, start="2024-03-05")),
        (
            meeting(0, 1, start="2024-03-05", place="Dakar"),
            meeting(0, 1, start="2024-03-05", place="Bissau"),
        ),
        (
            meeting(0, 1, start="2024-03-05", place_country="SN"),
            meeting(0, 1, start="2024-03-05", place_country="GW"),
        ),
        (
            meeting(0, 1, start="2024-03-05"),
            meeting(0, 1, start="2024-03-01", end="2024-03-31"),
        ),
        (meeting(0, 1), meeting(0, 1)),
        (meeting(0, start="2024-03-05"), meeting(0, start="2024-03-05")),
    ],
    ids=[
        "another day",
        "a call",
        "another pair",
        "another place",
        "another country",
        "some day of a month",
        "no day at all",
        "one participant without a place",
    ],
)
def test_what_may_be_two_encounters_stays_two(first, second):
    assert len(told(first, second, ("2024-03-07", "2024-03-08"))) == 2


def test_a_month_joins_where_participants_and_place_are_the_same():
    rows = told(
        meeting(0, 1, start="2024-03-05", place="Dakar"),
        meeting(0, 1, start="2024-03-01", end="2024-03-31", place="Dakar"),
    )
    assert [str(row["end_date"]) for row in rows] == ["2024-03-05"]


def test_what_was_held_when_an_article_came_out_is_no_meeting_of_a_later_day():
    month = meeting(0, 1, start="2024-03-01", end="2024-03-31", place="Dakar")
    day = meeting(0, 1, start="2024-03-05", place="Dakar")
    assert len(told(month, day, ("2024-03-05", "2024-03-06"))) == 1
    assert len(told(month, day, ("2024-03-04", "2024-03-06"))) == 2


def test_reports_of_one_day_join_without_a_date_at_a_stated_place():
    dakar = meeting(0, 1, place="Dakar")
    assert len(told(dakar, dakar, ("2024-03-07", "2024-03-07"))) == 1
    assert len(told(dakar, dakar, ("2024-03-07", "2024-03-08"))) == 2
    assert len(told(dakar, dakar)) == 2
    assert len(told(meeting(0, 1), dakar, ("2024-03-07", "2024-03-07"))) == 2


def test_two_meetings_of_one_article_stay_two():
    one, two = meeting(0, 1, start="2024-03-05"), meeting(0, 1, 2, start="2024-03-05", at=70)
    rows = meetings_of((made_article("a"), [one, two]), (made_article("b"), [one]))
    assert len(rows) == 2


def test_an_account_joins_the_meeting_with_the_same_participants():
    pair, three = meeting(0, 1, start="2024-03-05"), meeting(0, 1, 2, start="2024-03-05", at=70)
    tables = tables_of(
        (made_article("a", "2024-03-06"), [three, pair]),
        (made_article("b", "2024-03-07"), [meeting(0, 1, start="2024-03-05")]),
    )
    reports = tables["meeting_reports"].to_pylist()
    first = made_article("a").article_id[:8]
    assert [row["meeting_id"] for row in reports] == [f"{first}-50", f"{first}-50", f"{first}-70"]


def test_the_latest_report_has_the_last_word_on_the_status():
    tables = tables_of(
        (made_article("b", "2024-03-07"), [meeting(0, 1, start="2024-03-05", status="cancelled")]),
        (made_article("a", "2024-03-04"), [meeting(0, 1, start="2024-03-05", status="planned")]),
        (made_article("c"), [meeting(0, 1, start="2024-03-05", status="held")]),
    )
    assert tables["meetings"]["status"].to_pylist() == ["cancelled"]
    assert sorted(tables["meeting_reports"]["status"].to_pylist()) == [
        "cancelled",
        "held",
        "planned",
    ]


def test_the_narrowest_place_is_kept():
    (row,) = told(
        meeting(0, 1, start="2024-03-05", place="Jakarta"),
        meeting(0, 1, start="2024-03-05", place="Central Jakarta", place_country="ID"),
    )
    assert (row["place"], row["place_country"]) == ("Central Jakarta", "ID")


def test_a_meeting_is_named_after_its_earliest_report():
    early, late = made_article("z", "2024-03-05"), made_article("a", "2024-03-06")
    same = meeting(0, 1, start="2024-03-05")
    (row,) = meetings_of((late, [same]), (early, [same]))
    assert row["meeting_id"] == f"{early.article_id[:8]}-50"


def test_several_meetings_of_one_cue_are_numbered():
    article = made_article("a")
    rows = meetings_of((article, [meeting(0, 1), meeting(0, 2), meeting(1, 2)]))
    start = f"{article.article_id[:8]}-50"
    assert [row["meeting_id"] for row in rows] == [start, f"{start}-2", f"{start}-3"]


def test_a_long_topic_is_cut_between_words():
    topic = "the water of the river " * 8
    (row,) = meetings_of((made_article("a"), [meeting(0, 1, topic=topic)]))
    assert len(row["topic"]) <= 120
    assert (topic + " ").startswith(row["topic"] + " ")


def test_what_each_article_claims_is_kept():
    tables = tables_of(
        (made_article("a", "2024-03-06"), [meeting(0, 1, start="2024-03-05", source=3)]),
        (
            made_article("b", "2024-03-07"),
            [meeting(0, 1, start="2024-03-05", certainty="claimed")],
        ),
    )
    rows = {row["certainty"]: row["source_id"] for row in tables["meeting_reports"].to_pylist()}
    assert rows == {"stated": "example-wire", "claimed": None}


def test_each_participant_is_supported_by_the_articles_that_name_him():
    tables = tables_of(
        (made_article("a", "2024-03-06"), [meeting(0, 1, start="2024-03-05")]),
        (made_article("b", "2024-03-07"), [meeting(0, 1, 2, start="2024-03-05")]),
    )
    (row,) = tables["meetings"].to_pylist()
    support = [
        e["article_id"]
        for e in tables["evidence"].to_pylist()
        if e["record_id"] == f"{row['meeting_id']}/ingrid-solheim"
    ]
    assert support == [made_article("b").article_id]


def test_a_column_is_supported_only_by_accounts_that_give_its_value():
    tables = tables_of(
        (made_article("a", "2024-03-06"), [meeting(0, 1, start="2024-03-05")]),
        (made_article("b", "2024-03-07"), [meeting(0, 1, start="2024-03-04", end="2024-03-08")]),
    )
    support = {
        e["article_id"]
        for e in tables["evidence"].to_pylist()
        if (e["table_name"], e["field"]) == ("meetings", "start_date")
    }
    assert support == {made_article("a").article_id}


def test_an_undated_account_is_of_the_day_before_its_article():
    dated = meeting(0, 1, start="2024-03-05", place="Dakar")
    undated = meeting(0, 1, place="Dakar")
    assert len(told(dated, undated, ("2024-03-05", "2024-03-06"))) == 1
    assert len(told(dated, undated, ("2024-03-05", "2024-03-09"))) == 2
    assert len(told(dated, undated, ("2024-03-05", "2024-03-04"))) == 2


def test_an_undated_account_beside_another_of_the_same_people_joins_nothing():
    dated = meeting(0, 1, start="2024-03-05", place="Dakar")
    again = meeting(0, 1, start="2024-02-20", place="Bissau", at=70)
    rows = meetings_of(
        (made_article("a", "2024-03-05"), [dated]),
        (made_article("b", "2024-03-06"), [meeting(0, 1, place="Dakar"), again]),
    )
    assert len(rows) == 3


def test_a_month_with_two_encounters_leaves_open_which_is_meant():
    first = meeting(0, 1, start="2024-03-05", place="Dakar")
    second = meeting(0, 1, start="2024-03-19", place="Dakar", at=70)
    month = meeting(0, 1, start="2024-03-01", end="2024-03-31", place="Dakar")
    rows = meetings_of((made_article("a"), [first, second]), (made_article("b"), [month]))
    assert len(rows) == 3


def test_two_guests_of_a_summit_have_a_meeting_of_their_own():
    summit = meeting(0, 1, 2, start="2024-03-05", place="Dakar", kind="summit")
    alone = meeting(0, 1, start="2024-03-05", place="Dakar")
    assert len(told(summit, alone)) == 2
    assert len(told(summit, meeting(0, 1, 2, start="2024-03-05", place="Dakar"))) == 1


@pytest.mark.parametrize(("title", "rows"), [("president", 1), ("member of parliament", 2)])
def test_an_office_is_the_participant_who_holds_it(title, rows):
    named = facts(
        [actor("Aminata Touré", "person", "SN"), actor("Pedro Gomes", "person", "GW")],
        [meeting(0, 1, start="2024-03-05")],
        roles=(role(0, title, country="SN"),),
    )
    unnamed = facts(
        [actor("president of Senegal", "office", "SN"), actor("Pedro Gomes", "person", "GW")],
        [meeting(0, 1, start="2024-03-05")],
    )
    tables = resolve([(made_article("a"), named), (made_article("b"), unnamed)], strict=True)
    assert tables["meetings"].num_rows == rows
    assert tables["actors"].num_rows == 3
