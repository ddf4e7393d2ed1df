"""Event records: which code, who is source and who is target, and what is no event at all."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

import pytest
from conftest import PROJECT
from exported import (
    EXAMPLES,
    STATUSES,
    exported,
    exported_project,
    made_rows,
    rows_with,
    rows_with_each,
)
from hypothesis import given
from sample_tables import ARTICLE_ID, Rows, sample_rows

from toolkit.reference import read_table

CONSULT_MODES = {"", "visit", "host", "third-party", "multilateral", "phone"}
CAMEO_CODES = {"040", "041", "042", "043", "044", "045", "046"}


def parsed(written: bytes) -> list[dict[str, str]]:
    rows = list(csv.reader(io.StringIO(written.decode(), newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def records(rows: Rows | None = None) -> list[dict[str, str]]:
    return parsed(exported("plover", rows))


def coded(rows: Rows) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the CAMEO code and the mode of each pair of source and target."""
    return {
        (record["Actor ID"], record["Recipient ID"]): (record["CAMEO Code"], record["Event Mode"])
        for record in records(rows)
    }


def assert_sound(record: dict[str, str]) -> None:
    happened = record["Status"] in ("held", "ongoing")
    assert record["Event Type"] == ("CONSULT" if happened else "")
    assert record["CAMEO Code"] in (CAMEO_CODES if happened else {""})
    assert record["Event Mode"] in (CONSULT_MODES if happened else {""})
    assert record["Quad Code"] == ("1" if happened else "")
    marks = {"future", "negation"} & set(record["Contexts"].split(";"))
    assert bool(marks) is not happened
    assert record["Actor ID"] != record["Recipient ID"]


def test_the_records_of_this_repository_are_of_the_codes_and_modes_of_consult():
    found = parsed(exported_project("plover"))
    assert len(found) > 500
    assert len({record["Event ID"] for record in found}) == len(found)
    for record in found:
        assert_sound(record)


@EXAMPLES
@given(made_rows())
def test_a_meeting_of_n_actors_is_n_times_n_less_one_records(rows):
    sizes = Counter(part["meeting_id"] for part in rows["meeting_participants"])
    found = records(rows)
    assert Counter(record["Meeting ID"] for record in found) == {
        meeting: size * (size - 1) for meeting, size in sizes.items() if size > 1
    }
    names = {actor["actor_id"]: actor["name"] for actor in rows["actors"]}
    for record in found:
        assert_sound(record)
        assert record["Actor Name"] == names[record["Actor ID"]]
        assert record["Recipient Name"] == names[record["Recipient ID"]]


def test_a_visitor_makes_a_visit_and_the_host_hosts_it():
    assert coded(sample_rows()) == {
        ("omar-reyes", "ana-bell"): ("042", "visit"),
        ("ana-bell", "omar-reyes"): ("043", "host"),
    }


PAIR = [("ana-bell", "participant"), ("omar-reyes", "participant")]


def test_two_of_whom_none_is_host_meet_alike_in_both_directions():
    kinds = ("meeting", "visit", "call", "summit", "negotiation")
    rows = rows_with_each(*({"kind": kind} for kind in kinds))
    for part in rows["meeting_participants"]:
        part["role"] = "participant"
    codes = {(one["Meeting Kind"], one["CAMEO Code"], one["Event Mode"]) for one in records(rows)}
    assert codes == {
        ("meeting", "040", ""),
        ("visit", "040", ""),
        ("call", "041", "phone"),
        ("summit", "040", "multilateral"),
        ("negotiation", "046", ""),
    }


def test_a_call_has_no_visitor_though_one_is_host():
    rows = rows_with(kind="call")
    assert set(coded(rows).values()) == {("041", "phone")}


def test_a_mediator_mediates_and_the_others_meet_before_a_third_party():
    found = coded(rows_with(parts=[*PAIR, ("green-list", "mediator")]))
    assert found["green-list", "ana-bell"] == found["ana-bell", "green-list"] == ("045", "")
    assert found["ana-bell", "omar-reyes"] == ("040", "third-party")


def test_two_guests_of_a_host_meet_before_a_third_party():
    found = coded(rows_with(parts=[*PAIR, ("green-list", "host")]))
    assert found["omar-reyes", "ana-bell"] == ("040", "third-party")
    assert found["ana-bell", "green-list"] == ("042", "visit")


@pytest.mark.parametrize(
    ("countries", "code"),
    [(("PT", "ES"), "044"), (("FR", "ES"), "040"), (("PT", None), "040")],
)
def test_a_third_place_is_in_neither_country_and_both_are_known(countries, code):
    rows = rows_with(place_country="FR", parts=PAIR)
    for actor in rows["actors"]:
        if actor["kind"] == "person":
            actor["country"] = countries[actor["actor_id"] == "omar-reyes"]
    assert {found for found, _ in coded(rows).values()} == {code}


def test_what_did_not_take_place_is_no_event_but_marked():
    contexts = {"planned": "future", "cancelled": "negation", "denied": "negation"}
    found = records(rows_with_each(*({"status": status} for status in STATUSES)))
    assert {record["Status"] for record in found} == set(STATUSES)
    for record in found:
        assert_sound(record)
        assert record["Contexts"] == contexts.get(record["Status"], "")
        assert bool(record["Goldstein Scale"]) is (record["Status"] not in contexts)


def test_a_record_has_days_places_codes_and_keys():
    (record,) = (one for one in records() if one["Actor ID"] == "omar-reyes")
    assert {name: value for name, value in record.items() if value} == {
        "Event ID": "meeting-1/omar-reyes/ana-bell",
        "Event Date": "2021-05-10",
        "Event Type": "CONSULT",
        "Event Mode": "visit",
        "Quad Code": "1",
        "Actor Name": "Omar Reyes",
        "Recipient Name": "Ana Bell",
        "Recipient Country": "PRT",
        "Primary Recipient Sector": "PTY",
        "Recipient Sectors": "PTY",
        "Recipient Title": "leader",
        "Placename": "Lisbon",
        "Country": "PRT",
        "Source": "The Harbour Post",
        "Publication Date": "2021-05-12",
        "CAMEO Code": "042",
        "Goldstein Scale": "1.9",
        "Status": "held",
        "Certainty": "claimed",
        "First Possible Date": "2021-05-10",
        "Last Possible Date": "2021-05-10",
        "Actor ID": "omar-reyes",
        "Actor Role": "participant",
        "Actor Kind": "person",
        "Recipient ID": "ana-bell",
        "Recipient Role": "host",
        "Recipient Kind": "person",
        "Meeting ID": "meeting-1",
        "Meeting Kind": "meeting",
        "Participants": "2",
        "Article IDs": ARTICLE_ID,
        "Version": "sample 1.0.0",
    }


def test_a_day_that_is_not_known_is_left_open_between_its_bounds():
    for record in records(rows_with(start_date="2021-05-01", end_date="2021-05-31")):
        assert record["Event Date"] == ""
        assert record["First Possible Date"] == "2021-05-01"
        assert record["Last Possible Date"] == "2021-05-31"


def test_a_body_has_the_sector_of_its_kind():
    sectors = {
        "armed_group": ("PRT", "UAF"),
        "government": ("PRT", "GOV"),
        "group": ("PRT", ""),
        "intergovernmental": ("IGO", "IGO"),
        "media": ("PRT", "JRN"),
        "organization": ("PRT", ""),
        "party": ("PRT", "PTY"),
    }
    rows = rows_with(parts=[(kind.replace("_", "-"), "participant") for kind in sectors])
    rows["actors"] += [
        {"actor_id": kind.replace("_", "-"), "name": kind, "kind": kind, "country": "PT"}
        for kind in sectors
    ]
    found = {
        record["Actor Kind"]: (record["Actor Country"], record["Primary Actor Sector"])
        for record in records(rows)
    }
    assert found == sectors


def test_a_person_has_the_sectors_of_the_posts_held():
    state = {"organization_id": None, "country": "PT"}
    roles = {
        "minister": (state, "GOV"),
        "veteran": ({"status": "former"}, "ELI"),
        "hopeful": ({"status": "candidate"}, ""),
        "deputy": ({"status": "acting"}, "PTY"),
        "editor": ({"organization_id": "the-harbour-post"}, "JRN"),
    }
    rows = rows_with(parts=[(actor, "participant") for actor in roles])
    (role,) = rows["actor_roles"]
    for actor, (change, _) in roles.items():
        rows["actors"].append({"actor_id": actor, "name": actor, "kind": "person"})
        rows["actor_roles"].append({**role, "role_id": actor, "actor_id": actor, **change})
    rows["actor_roles"].append({**role, "role_id": "two", "actor_id": "minister"})
    found = {record["Actor ID"]: record["Actor Sectors"] for record in records(rows)}
    assert found == {actor: sector for actor, (_, sector) in roles.items()} | {
        "minister": "GOV;PTY"
    }


def test_a_post_that_an_article_of_the_meeting_states_goes_before_those_of_others():
    rows = sample_rows()
    other = {**rows["articles"][0], "article_id": "0" * 16, "sha256": "0" * 64}
    rows["articles"].append(other)
    post = {**rows["actor_roles"][0], "role_id": "role-2", "article_id": "0" * 16}
    rows["actor_roles"].append(
        {**post, "title": "prime minister", "organization_id": None, "country": "PT"}
    )
    (record,) = (one for one in records(rows) if one["Actor ID"] == "ana-bell")
    assert (record["Actor Sectors"], record["Actor Title"]) == ("PTY", "leader")
    del rows["actor_roles"][0]
    (record,) = (one for one in records(rows) if one["Actor ID"] == "ana-bell")
    assert (record["Actor Sectors"], record["Actor Title"]) == ("GOV", "prime minister")


def test_the_topic_and_the_kind_of_a_meeting_give_its_contexts():
    rows = rows_with(kind="negotiation", topic="The ceasefire, and trade")
    assert {record["Contexts"] for record in records(rows)} == {"diplomatic;economic;military"}


def test_a_body_of_many_states_is_nowhere_abroad():
    rows = rows_with(place_country="FR", parts=PAIR)
    rows["actors"][0] |= {"kind": "intergovernmental", "country": None}
    assert set(coded(rows).values()) == {("040", "")}


def test_the_page_on_exports_names_every_column_and_every_code():
    page = (PROJECT / "docs" / "exports.md").read_text(encoding="utf-8")
    for column in records()[0]:
        assert f"`{column.replace('Recipient', 'Actor')}`" in page, column
    for row in read_table("plover_encounters"):
        assert re.search(rf"\| {row['cameo_code']}\b[^|]*\|[^|]*{row['mode']}", page), row
    for table, key in (("plover_sectors", "sector"), ("followthemoney_schemata", "schema")):
        for row in read_table(table):
            assert re.search(rf"\b{row[key]}\b", page), row


def test_the_tables_of_codes_are_sorted_and_of_the_codebooks():
    encounters = read_table("plover_encounters")
    assert {row["cameo_code"] for row in encounters} == CAMEO_CODES
    assert {row["mode"] for row in encounters} == CONSULT_MODES
    for table, key in (
        ("plover_encounters", "encounter"),
        ("plover_sectors", "of"),
        ("plover_topic_words", "word"),
    ):
        keys = [row[key] for row in read_table(table)]
        assert keys == sorted(keys)
