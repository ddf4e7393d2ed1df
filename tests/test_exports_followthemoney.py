"""FollowTheMoney entities, judged by the library of that name, which needs the headers of ICU."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from exported import EXAMPLES, KINDS, exported, exported_project, made_rows, rows_with_each
from hypothesis import given
from sample_tables import ARTICLE_ID, Rows, sample_rows

from toolkit.reference import read_table

followthemoney = pytest.importorskip("followthemoney")
proxy = pytest.importorskip("followthemoney.proxy")
model, EntityProxy = followthemoney.model, proxy.EntityProxy

pytestmark = pytest.mark.followthemoney


def entities_of(written: bytes) -> dict[str, EntityProxy]:
    """Return the entities by id, each id proved to stand once."""
    proxies = [model.get_proxy(json.loads(line)) for line in written.decode().split("\n")[:-1]]
    found = {proxy.id: proxy for proxy in proxies}
    assert len(found) == len(proxies)
    return found


def entities(rows: Rows | None = None) -> dict[str, EntityProxy]:
    return entities_of(exported("followthemoney", rows))


def assert_sound(found: dict[str, EntityProxy]) -> None:
    """Assert that each entity has what its schema requires, and each edge leads somewhere."""
    for entity in found.values():
        for required in entity.schema.required:
            assert entity.has(required), (entity.id, required)
        for property, value in entity.itervalues():
            if property.type.name == "entity":
                assert found[value].schema.is_a(property.range), (entity.id, property.name, value)


def test_every_property_is_of_its_schema_and_every_value_as_the_library_cleans_it():
    for line in exported_project("followthemoney").decode().split("\n")[:-1]:
        entity = json.loads(line)
        schema = model.get(entity["schema"])
        for name, values in entity["properties"].items():
            property = schema.properties[name]
            assert values
            assert [property.type.clean(value) for value in values] == values, (line, name)


def test_every_edge_of_the_package_leads_to_an_entity_that_it_may_lead_to():
    assert_sound(entities_of(exported_project("followthemoney")))


def test_every_row_of_the_tables_is_an_entity():
    rows = sample_rows()
    schemata = Counter(entity.schema.name for entity in entities(rows).values())
    assert schemata == {
        "Article": 1,
        "Documentation": 2,
        "Event": 2,
        "Membership": 1,
        "Occupancy": 1,
        "Organization": 3,
        "Person": 2,
        "Position": 1,
    }


@EXAMPLES
@given(made_rows())
def test_whatever_the_rows_the_edges_lead_somewhere_and_no_actor_of_a_meeting_is_lost(rows):
    found = entities(rows)
    assert_sound(found)
    for part in rows["meeting_participants"]:
        involved = found[f"sample-meeting-{part['meeting_id']}"].get("involved")
        assert f"sample-actor-{part['actor_id']}" in involved


def test_every_kind_of_actor_has_a_schema():
    assert {row["kind"] for row in read_table("followthemoney_schemata")} == set(KINDS)


def test_an_actor_has_its_names_country_item_of_wikidata_and_posts():
    rows = sample_rows()
    rows["actor_names"] += [
        {"actor_id": "ana-bell", "name": "Bell"},
        {"actor_id": "ana-bell", "name": "Ana María Bell"},
    ]
    found = entities(rows)
    bell = found["sample-actor-ana-bell"].to_dict()
    assert bell["schema"] == "Person"
    assert bell["properties"] == {
        "name": ["Ana Bell"],
        "alias": ["Ana María Bell"],
        "weakAlias": ["Bell"],
        "country": ["pt"],
        "position": ["leader, Green List"],
        "proof": [f"sample-article-{ARTICLE_ID}"],
    }
    party = found["sample-actor-green-list"]
    assert (party.get("topics"), party.get("wikidataId")) == (["pol.party"], ["Q42"])


def test_a_role_in_a_body_is_a_post_its_occupancy_and_a_membership():
    found = entities().values()
    (post,) = (entity for entity in found if entity.schema.name == "Position")
    (occupancy,) = (entity for entity in found if entity.schema.name == "Occupancy")
    (membership,) = (entity for entity in found if entity.schema.name == "Membership")
    assert post.caption == "leader, Green List"
    assert occupancy.get("post") == [post.id]
    assert occupancy.get("holder") == membership.get("member") == ["sample-actor-ana-bell"]
    assert membership.get("organization") == ["sample-actor-green-list"]
    assert membership.get("role") == ["leader"]


def test_who_only_seeks_a_post_holds_none():
    rows = sample_rows()
    (role,) = rows["actor_roles"]
    rows["actor_roles"] = [
        {**role, "status": "candidate"},
        {**role, "role_id": "role-2", "actor_id": "omar-reyes", "status": "designate"},
    ]
    found = entities(rows)
    assert not {"Occupancy", "Membership"} & {entity.schema.name for entity in found.values()}
    assert found["sample-actor-ana-bell"].get("position") == ["leader, Green List (candidate)"]
    assert found["sample-actor-omar-reyes"].get("position") == ["leader, Green List (designate)"]


def test_who_held_a_post_holds_it_no_more():
    rows = sample_rows()
    rows["actor_roles"][0]["status"] = "former"
    (occupancy,) = (one for one in entities(rows).values() if one.schema.name == "Occupancy")
    assert occupancy.get("status") == ["ended"]


def test_a_meeting_is_an_event_with_host_place_day_and_proof():
    event = entities()["sample-meeting-meeting-1"].to_dict()
    assert event["schema"] == "Event"
    assert event["properties"] == {
        "name": ["Meeting: Ana Bell, Omar Reyes"],
        "date": ["2021-05-10"],
        "keywords": ["meeting", "held"],
        "location": ["Lisbon"],
        "country": ["pt"],
        "organizer": ["sample-actor-ana-bell"],
        "involved": ["sample-actor-ana-bell", "sample-actor-omar-reyes"],
        "proof": [f"sample-article-{ARTICLE_ID}"],
        "recordId": ["meeting-1"],
    }


def test_the_name_of_a_meeting_that_was_not_held_says_so():
    found = entities(rows_with_each({"status": "planned"}, {"status": "denied", "kind": "call"}))
    assert found["sample-meeting-meeting-0"].caption == "Planned meeting: Ana Bell, Omar Reyes"
    assert found["sample-meeting-meeting-1"].caption == "Denied call: Ana Bell, Omar Reyes"


def test_a_day_that_is_not_known_is_a_month_a_year_or_its_first_and_last_possible_day():
    spans = [
        ("2020-02-01", "2020-02-29", ["2020-02"], [], []),
        ("2020-01-01", "2020-12-31", ["2020"], [], []),
        ("2020-02-03", "2020-02-09", [], ["2020-02-03"], ["2020-02-09"]),
        (None, None, [], [], []),
    ]
    found = entities(
        rows_with_each(*({"start_date": start, "end_date": end} for start, end, *_ in spans))
    )
    for number, (_, _, *days) in enumerate(spans):
        event = found[f"sample-meeting-meeting-{number}"]
        assert [event.get(name) for name in ("date", "startDate", "endDate")] == days


def test_what_an_article_says_of_a_meeting_has_its_certainty_and_source():
    report = entities()[f"sample-meeting-report-meeting-1-{ARTICLE_ID}"]
    assert report.schema.name == "Documentation"
    assert (report.get("role"), report.get("status")) == (["claimed"], ["held"])
    assert report.get("description") == ["Attributed to The Harbour Post"]
    assert report.get("document") == [f"sample-article-{ARTICLE_ID}"]


def test_an_election_is_an_event_of_who_stood():
    event = entities()["sample-election-pt-2021-05-10-parliamentary"]
    assert event.caption == "Parliamentary election in Portugal, 2021, round 1"
    assert sorted(event.get("involved")) == ["sample-actor-blue-union", "sample-actor-green-list"]
