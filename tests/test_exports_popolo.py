"""Popolo: valid by a schema that is written from its specification, and whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from exported import EXAMPLES, exported, exported_project, made_rows, rows_with
from hypothesis import given
from jsonschema import Draft202012Validator
from sample_tables import Rows, sample_rows

SCHEMA = json.loads(Path(__file__).with_name("popolo_schema.json").read_text(encoding="utf-8"))


def popolo(rows: Rows | None = None) -> dict[str, Any]:
    return json.loads(exported("popolo", rows))


def assert_sound(document: dict[str, Any]) -> None:
    """Assert that a document is valid, that ids are unique, and that every id leads somewhere."""
    Draft202012Validator(SCHEMA).validate(document)
    ids = {}
    for section, objects in document.items():
        ids[section] = {one["id"] for one in objects}
        assert len(ids[section]) == len(objects), section
    assert not ids["persons"] & ids["organizations"]
    anybody = ids["persons"] | ids["organizations"]
    for one in (one for objects in document.values() for one in objects):
        assert {one.get("person_id")} <= {None, *ids["persons"]}
        assert {one.get("organization_id")} <= {None, *ids["organizations"]}
        assert {one.get("post_id")} <= {None, *ids["posts"]}
        assert {one.get("area_id")} <= {None, *ids["areas"]}
        assert {one["id"] for one in one.get("attendees", ())} <= ids["persons"]
        assert {one["id"] for one in one.get("participants", ())} <= anybody
        assert {one.get("member", {}).get("id")} <= {None, *anybody}


def test_the_package_of_this_repository_is_valid_and_its_ids_lead_somewhere():
    document = json.loads(exported_project("popolo"))
    assert_sound(document)
    assert all(document.values())


@EXAMPLES
@given(made_rows())
def test_whatever_the_rows_the_document_is_valid_and_has_every_actor_of_a_meeting(rows):
    document = popolo(rows)
    assert_sound(document)
    present = {
        (event["id"], part["id"])
        for event in document["events"]
        for part in event.get("participants", ())
    }
    for part in rows["meeting_participants"]:
        assert (part["meeting_id"], part["actor_id"]) in present


def test_a_package_without_rows_is_a_valid_document_too():
    assert not any(popolo({}).values())
    assert_sound(popolo({}))


def test_persons_and_bodies_are_apart():
    document = popolo()
    assert [one["id"] for one in document["persons"]] == ["ana-bell", "omar-reyes"]
    assert {one["id"]: one["classification"] for one in document["organizations"]} == {
        "blue-union": "party",
        "green-list": "party",
        "the-harbour-post": "media",
    }
    (party,) = (one for one in document["organizations"] if one["id"] == "green-list")
    assert party["identifiers"] == [{"scheme": "wikidata", "identifier": "Q42"}]


def test_a_membership_is_of_who_holds_or_held_a_post():
    rows = sample_rows()
    (role,) = rows["actor_roles"]
    rows["actor_roles"] = [
        {**role, "role_id": status, "status": status, "actor_id": actor}
        for actor, status in [
            ("ana-bell", "current"),
            ("ana-bell", "former"),
            ("omar-reyes", "candidate"),
        ]
    ]
    document = popolo(rows)
    assert sorted((one["person_id"], one["label"]) for one in document["memberships"]) == [
        ("ana-bell", "leader, Green List"),
        ("ana-bell", "leader, Green List (former)"),
    ]
    assert [one["organization_id"] for one in document["posts"]] == ["green-list"]


def test_the_same_post_said_by_two_articles_is_held_once_with_two_sources():
    rows = sample_rows()
    rows["articles"][0] |= {"url": "https://example.org/1", "title": "One"}
    other = {**rows["articles"][0], "article_id": "0" * 16, "sha256": "0" * 64}
    rows["articles"].append({**other, "url": "http://example.org/2", "title": None})
    rows["actor_roles"].append(
        {**rows["actor_roles"][0], "role_id": "role-2", "article_id": "0" * 16}
    )
    (membership,) = popolo(rows)["memberships"]
    assert sorted(membership["sources"], key=str) == [
        {"url": "http://example.org/2"},
        {"url": "https://example.org/1", "note": "One"},
    ]


def test_an_event_has_the_status_of_its_meeting():
    events = {one["id"]: one for one in popolo(rows_with(status="cancelled"))["events"]}
    assert events["meeting-1"]["status"] == "cancelled"
    assert events["meeting-1"]["name"] == "Cancelled meeting: Ana Bell, Omar Reyes"
    election = events["pt-2021-05-10-parliamentary"]
    assert election["classification"] == "parliamentary election"
    assert election["location"] == "Portugal"
