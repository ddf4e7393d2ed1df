"""What each kind of entry does to the tables, and what it says where it does not fit."""

from __future__ import annotations

import json
from typing import Any

import pyarrow
from curation_sample import (
    ELECTION,
    ELECTION_IN_MAY,
    FIRST_ID,
    LATER_ID,
    LATER_TEXT,
    MADE,
    TEXTS,
    keys_of,
    problems_of,
    row_of,
    rules_of,
    sample_tables,
)

from toolkit.curation import Curated, Curation, apply_curation
from toolkit.curation.entries import (
    Addition,
    Confirmation,
    Distinction,
    Entry,
    Merge,
    Override,
    Rejection,
    Split,
)
from toolkit.tables import sort_and_cast

TABLES = sample_tables()


def curate(*entries: Entry, tables: Any = TABLES) -> Curated:
    curated = apply_curation(tables, Curation().with_entries(entries), version=7, texts=TEXTS)
    assert problems_of(curated.tables) == []
    return curated


def applied(*entries: Entry) -> dict[str, pyarrow.Table]:
    curated = curate(*entries)
    assert curated.not_applied == ()
    return curated.tables


def reason(entry: Entry) -> str:
    (left,) = curate(entry).not_applied
    assert left.entry is entry
    return left.why


def added(table: str, **row: Any) -> Addition:
    return Addition(table, json.dumps(row), LATER_ID, 0, 8, MADE)


def test_without_entries_the_tables_are_the_very_same():
    curated = curate()
    assert all(curated.tables[name] is TABLES[name] for name in TABLES)


def test_tables_that_no_entry_touches_are_the_very_same():
    curated = curate(Override("actors", "eva-stone", "country", "ES", MADE))
    same = {name for name in TABLES if curated.tables[name] is TABLES[name]}
    assert same == set(TABLES) - {"actors", "evidence"}


def test_of_two_merged_actors_one_remains_with_all_that_named_either():
    tables = applied(Merge("actors", "o-reyes", "omar-reyes", MADE))
    assert "o-reyes" not in keys_of(tables, "actors")
    assert row_of(tables, "actors", "omar-reyes")["country"] == "PT"
    assert {"omar-reyes/O. Reyes", "omar-reyes/Omar Reyes"} <= set(keys_of(tables, "actor_names"))
    assert "meeting-2/omar-reyes" in keys_of(tables, "meeting_participants")


def test_what_a_merge_touched_says_so_at_words_that_support_it():
    tables = applied(Merge("actors", "o-reyes", "omar-reyes", MADE))
    assert rules_of(tables, "actors", "omar-reyes") == {("curation/merge", None)}
    record = "meeting-2/omar-reyes"
    assert rules_of(tables, "meeting_participants", record) == {("curation/merge", "actor_id")}
    (mark,) = (
        row
        for row in tables["evidence"].to_pylist()
        if (row["table_name"], row["rule"]) == ("actors", "curation/merge")
    )
    assert LATER_TEXT[mark["char_start"] : mark["char_end"]] == "O. Reyes"


def test_merges_in_a_row_end_in_the_last():
    tables = applied(
        Merge("actors", "o-reyes", "eva-stone", MADE),
        Merge("actors", "eva-stone", "omar-reyes", MADE),
    )
    assert not {"o-reyes", "eva-stone"} & set(keys_of(tables, "actors"))
    # Both took part in one meeting: one row is left of them.
    assert keys_of(tables, "meeting_participants").count("meeting-2/omar-reyes") == 1


def test_merged_meetings_have_the_reports_and_participants_of_both():
    tables = applied(Merge("meetings", "meeting-2", "meeting-1", MADE))
    assert keys_of(tables, "meetings") == ["meeting-1"]
    assert len(keys_of(tables, "meeting_participants")) == 4
    assert len(keys_of(tables, "meeting_reports")) == 2
    # What is known of the one that stays is not mixed with what is known of the other.
    assert row_of(tables, "meetings", "meeting-1")["place"] == "Lisbon"


def test_merged_elections_take_the_narrower_days_and_join_equal_results():
    tables = applied(
        Merge("elections", ELECTION, ELECTION_IN_MAY, MADE),
        Merge("actors", "the-greens", "green-list", MADE),
    )
    election = row_of(tables, "elections", ELECTION_IN_MAY)
    assert election["start_date"] == election["end_date"]
    # Of the Blue Union the later article says a share and an outcome: now of one election.
    kept = row_of(tables, "election_results", "result-4")
    assert (kept["vote_share"], kept["outcome"]) == (33.1, "lost")
    assert "result-5" not in keys_of(tables, "election_results")


def test_a_split_gives_another_row_what_one_article_says():
    tables = applied(Split("actors", "ana-bell", LATER_ID, "mr-bell", MADE))
    assert row_of(tables, "actors", "mr-bell")["kind"] == "person"
    assert row_of(tables, "actors", "ana-bell")["name"] == "Ana Bell"
    participants = keys_of(tables, "meeting_participants")
    assert {"meeting-1/ana-bell", "meeting-1/mr-bell", "meeting-2/mr-bell"} <= set(participants)
    assert "meeting-2/ana-bell" not in participants
    assert ("curation/split", None) in rules_of(tables, "actors", "mr-bell")
    assert ("curation/split", None) in rules_of(tables, "actors", "ana-bell")


def test_an_actor_is_split_into_one_that_is_there():
    tables = applied(Split("actors", "ana-bell", LATER_ID, "eva-stone", MADE))
    assert row_of(tables, "actors", "eva-stone")["name"] == "Eva Stone"
    assert "eva-stone/Mr Bell" in keys_of(tables, "actor_names")


def test_a_meeting_is_split_with_the_values_that_its_article_supports():
    tables = applied(Split("meetings", "meeting-1", LATER_ID, "meeting-3", MADE))
    made, left = (row_of(tables, "meetings", f"meeting-{number}") for number in (3, 1))
    assert (made["place"], made["start_date"]) == ("Lisbon", None)
    # Only the words of the later article supported the place.
    assert left["place"] is None
    assert keys_of(tables, "meeting_reports") == sorted(
        [f"meeting-1/{FIRST_ID}", f"meeting-2/{LATER_ID}", f"meeting-3/{LATER_ID}"]
    )


def test_an_election_is_split_with_its_results():
    tables = applied(Split("elections", ELECTION, LATER_ID, "pt-2021-05-10-local", MADE))
    assert row_of(tables, "election_results", "result-5")["election_id"] == "pt-2021-05-10-local"
    assert row_of(tables, "election_results", "result-1")["election_id"] == ELECTION


def test_a_part_that_was_split_off_can_go_into_another_row():
    tables = applied(
        Split("actors", "ana-bell", LATER_ID, "mr-bell", MADE),
        Merge("actors", "mr-bell", "eva-stone", MADE),
    )
    assert "mr-bell" not in keys_of(tables, "actors")
    assert "eva-stone/Mr Bell" in keys_of(tables, "actor_names")


def test_a_value_that_is_set_stands_at_the_words_that_were_misread():
    tables = applied(Override("actors", "o-reyes", "country", "ES", MADE))
    assert row_of(tables, "actors", "o-reyes")["country"] == "ES"
    of_country = [
        (row["rule"], LATER_TEXT[row["char_start"] : row["char_end"]])
        for row in tables["evidence"].to_pylist()
        if (row["record_id"], row["field"]) == ("o-reyes", "country")
    ]
    assert of_country == [("curation/set", "O. Reyes")]


def test_an_empty_value_means_that_nothing_is_known():
    tables = applied(Override("meetings", "meeting-1", "place", "", MADE))
    assert row_of(tables, "meetings", "meeting-1")["place"] is None


def test_the_status_of_a_meeting_follows_the_reports_that_are_set():
    tables = applied(
        Override("meeting_reports", f"meeting-1/{LATER_ID}", "status", "planned", MADE)
    )
    assert row_of(tables, "meetings", "meeting-1")["status"] == "planned"


def test_who_is_only_said_to_be_meant_by_an_article_is_not_split_from_it():
    curated = curate(
        Override("election_results", "result-1", "contender_id", "eva-stone", MADE),
        Split("actors", "eva-stone", FIRST_ID, "ana-bell", MADE),
    )
    assert [left.entry.file for left in curated.not_applied] == ["splits"]
    once = Curation().with_entries((*curated.applied, curated.not_applied[0].entry))
    assert apply_curation(curated.tables, once, version=7).applied == ()


def test_a_value_of_an_article_says_so_too():
    tables = applied(Override("articles", LATER_ID, "publisher", "Porto Post", MADE))
    assert rules_of(tables, "articles", LATER_ID) == {("curation/set", "publisher")}


def test_a_contender_that_is_set_is_named_by_the_article():
    tables = applied(Override("election_results", "result-3", "contender_id", "green-list", MADE))
    assert rules_of(tables, "actors", "green-list") == {("curation/set", None)}


def test_a_rejected_actor_goes_with_all_that_needs_it():
    tables = applied(Rejection("actors", "ana-bell", MADE))
    assert not any("ana-bell" in key for key in keys_of(tables, "meeting_participants"))
    assert keys_of(tables, "actor_roles") == []
    assert ("curation/reject", None) in rules_of(tables, "meetings", "meeting-1")


def test_what_can_do_without_a_rejected_actor_stays_and_says_so():
    tables = applied(Rejection("actors", "the-harbour-post", MADE))
    record = f"meeting-1/{FIRST_ID}"
    assert row_of(tables, "meeting_reports", record)["source_id"] is None
    assert rules_of(tables, "meeting_reports", record) == {("curation/reject", "source_id")}


def test_a_meeting_goes_with_the_last_who_took_part():
    tables = applied(Rejection("actors", "ana-bell", MADE), Rejection("actors", "omar-reyes", MADE))
    assert keys_of(tables, "meetings") == ["meeting-2"]
    assert keys_of(tables, "meeting_reports") == [f"meeting-2/{LATER_ID}"]


def test_a_rejected_report_takes_along_what_it_alone_says():
    tables = applied(Rejection("meeting_reports", f"meeting-1/{FIRST_ID}", MADE))
    assert "meeting-1/omar-reyes" not in keys_of(tables, "meeting_participants")
    assert "meeting-1/ana-bell" in keys_of(tables, "meeting_participants")


def test_a_rejected_article_takes_along_all_that_it_alone_says():
    tables = applied(Rejection("articles", LATER_ID, MADE))
    assert keys_of(tables, "articles") == [FIRST_ID]
    assert not {"o-reyes", "eva-stone", "the-greens"} & set(keys_of(tables, "actors"))
    assert keys_of(tables, "meetings") == ["meeting-1"]
    assert LATER_ID not in tables["evidence"].column("article_id").to_pylist()


def test_added_facts_stand_at_the_words_that_state_them():
    tables = applied(
        added("meetings", meeting_id="talks", kind="call", status="planned"),
        added("meeting_reports", meeting_id="talks", status="planned", certainty="stated"),
        added("meeting_participants", meeting_id="talks", actor_id="jo-roe", role="host"),
        added("actors", actor_id="jo-roe", name="Jo Roe", kind="person"),
    )
    assert row_of(tables, "meeting_reports", f"talks/{LATER_ID}")["certainty"] == "stated"
    assert rules_of(tables, "actors", "jo-roe") == {("curation/add", None)}


def test_an_entry_about_a_row_that_then_went_into_another_still_counts():
    tables = applied(
        Merge("actors", "o-reyes", "omar-reyes", MADE),
        Override("meeting_participants", "meeting-2/o-reyes", "role", "host", MADE),
    )
    assert row_of(tables, "meeting_participants", "meeting-2/omar-reyes")["role"] == "host"


def test_an_entry_that_names_no_row_is_left_out_and_says_so():
    assert reason(Merge("actors", "no-one", "ana-bell", MADE)) == "there is no no-one in actors"
    assert reason(Merge("actors", "ana-bell", "no-one", MADE)) == "there is no no-one in actors"
    assert "says nothing of" in reason(Split("actors", "omar-reyes", LATER_ID, "x", MADE))
    assert "no no-one" in reason(Override("actors", "no-one", "country", "PT", MADE))
    assert "not needed" in reason(Rejection("actors", "no-one", MADE))
    lost = Addition("actors", '{"actor_id":"q","name":"Q","kind":"person"}', "0" * 16, 0, 3, MADE)
    assert "there is no article" in reason(lost)
    assert "there is no no-one" in reason(Distinction("actors", "ana-bell", "no-one", MADE))
    assert "there is no no-one" in reason(Confirmation("actors", "no-one", MADE))


def test_a_verdict_leaves_all_rows_as_they_are():
    two = Distinction("actors", "o-reyes", "omar-reyes", MADE)
    tables = applied(two, Confirmation("election_results", "result-1", MADE))
    assert all(tables[name] is TABLES[name] for name in TABLES if name != "redirects")


def test_an_entry_that_says_what_is_read_anyway_is_not_needed_any_more():
    known = Override("actors", "o-reyes", "country", "PT", MADE)
    assert reason(known) == "it is not needed any more: country is PT anyway"
    row = added("actors", actor_id="eva-stone", name="Eva Stone", kind="person")
    assert "not needed any more" in reason(row)


def test_an_addition_whose_key_has_another_row_is_left_out():
    row = added("actors", actor_id="eva-stone", name="Eva Stone", kind="party")
    assert "with other values" in reason(row)


def test_an_addition_must_point_at_words_of_its_article():
    row = '{"actor_id": "q", "name": "Q", "kind": "person"}'
    assert "the article at" in reason(Addition("actors", row, LATER_ID, 0, 9999, MADE))
    space = LATER_TEXT.index(" ")
    nothing = Addition("actors", row, LATER_ID, space, space + 1, MADE)
    assert "there are no words" in reason(nothing)


def test_a_value_of_a_row_that_went_into_another_names_that_one():
    merge = Merge("actors", "o-reyes", "omar-reyes", MADE)
    curated = curate(merge, Override("actors", "o-reyes", "country", "ES", MADE))
    assert "o-reyes went into omar-reyes" in curated.not_applied[0].why


def test_an_entry_with_which_the_tables_would_be_invalid_is_left_out_alone():
    curated = curate(
        Override("meetings", "meeting-2", "end_date", "2021-05-01", MADE),
        Override("meetings", "meeting-2", "topic", "trade", MADE),
    )
    (left,) = curated.not_applied
    assert left.why == "with it meeting-2 would end on 2021-05-01, before it starts on 2021-05-11"
    assert row_of(curated.tables, "meetings", "meeting-2")["topic"] == "trade"


def test_two_values_that_are_only_right_together_are_both_applied():
    tables = applied(
        Override("meetings", "meeting-2", "start_date", "2021-05-01", MADE),
        Override("meetings", "meeting-2", "end_date", "2021-05-02", MADE),
    )
    assert str(row_of(tables, "meetings", "meeting-2")["end_date"]) == "2021-05-02"


def test_shares_that_would_be_more_than_the_whole_are_left_out():
    why = reason(Override("election_results", "result-2", "vote_share", "70", MADE))
    assert why == f"with it the final shares of {ELECTION} would add up to 108.20"


def test_the_status_of_a_meeting_that_no_report_gives_is_left_out_with_the_remedy():
    why = reason(Override("meetings", "meeting-1", "status", "cancelled", MADE))
    assert "set the status of a row of meeting_reports" in why


def test_a_merge_leaves_a_redirect_and_one_of_before_keeps_its_version():
    curation = Curation().with_entries(
        [
            Merge("actors", "o-reyes", "eva-stone", MADE),
            Merge("actors", "eva-stone", "omar-reyes", MADE),
            Rejection("actors", "the-greens", MADE),
        ]
    )
    first = apply_curation(TABLES, curation, version=3).tables["redirects"]
    assert first.to_pylist() == [
        way("eva-stone", "omar-reyes", 3),
        way("o-reyes", "omar-reyes", 3),
        way("the-greens", None, 3),
    ]
    again = apply_curation(TABLES, curation, version=9, redirects_before=first)
    assert again.tables["redirects"] == first


def test_what_led_to_a_row_that_was_merged_leads_on():
    old = sort_and_cast("redirects", [way("reyes", "o-reyes", 2)])
    merge = Curation().with_entries([Merge("actors", "o-reyes", "omar-reyes", MADE)])
    curated = apply_curation({**TABLES, "redirects": old}, merge, version=5)
    assert curated.tables["redirects"].to_pylist() == [
        way("o-reyes", "omar-reyes", 5),
        way("reyes", "omar-reyes", 5),
    ]


def test_what_was_there_before_and_went_with_another_row_leads_nowhere():
    rejections = [Rejection("actors", id, MADE) for id in ("ana-bell", "omar-reyes")]
    curation = Curation().with_entries(rejections)
    # The meeting of the two goes with them; a meeting that was never published leaves no trace.
    for known, gone in (({("meetings", "meeting-1")}, ["meeting-1"]), ((), [])):
        curated = apply_curation(TABLES, curation, version=4, ids_before=known)
        redirects = curated.tables["redirects"].to_pylist()
        assert [row["old_id"] for row in redirects if row["table_name"] == "meetings"] == gone
        assert problems_of(curated.tables) == []


def way(old_id: str, new_id: str | None, since: int) -> dict[str, Any]:
    return {
        "table_name": "actors",
        "old_id": old_id,
        "new_id": new_id,
        "since_version": since,
    }


def test_the_outcome_counts_what_was_applied_and_names_what_was_not():
    curated = curate(
        Merge("actors", "o-reyes", "omar-reyes", MADE),
        Override("actors", "no-one", "country", "PT", MADE, line=4),
    )
    assert curated.to_dict() == {
        "applied": {"merges": 1},
        "not_applied": [
            {
                "file": "values.csv",
                "line": 4,
                "entry": "actors no-one: country is PT",
                "why": "there is no no-one in actors",
            }
        ],
    }
