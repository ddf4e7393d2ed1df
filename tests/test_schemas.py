"""The table schemas as files: what a person who reads only them can rely on."""

from __future__ import annotations

import json
import re

import frictionless
import pytest

from toolkit.tables import column_names, primary_key, schema_folder, table_names, table_schema

TABLES = table_names()
COLUMNS = [(table, field["name"]) for table in TABLES for field in table_schema(table)["fields"]]

DATA_MODEL = {
    "articles": "article_id source_path url title author publisher language published_on "
    "published_basis word_count sha256 reading copy_of",
    "actors": "actor_id name kind country wikidata_id",
    "actor_names": "actor_id name",
    "actor_roles": "role_id actor_id article_id title organization_id country status",
    "meetings": "meeting_id kind status start_date end_date place place_country topic",
    "meeting_participants": "meeting_id actor_id role",
    "meeting_reports": "meeting_id article_id status certainty source_id",
    "elections": "election_id country kind area round start_date end_date",
    "election_reports": "election_id article_id status turnout seats_total votes_cast "
    "registered_voters",
    "election_results": "result_id election_id contender_id article_id status votes vote_share "
    "seats seats_change outcome",
    "redirects": "table_name old_id new_id since_version",
    "evidence": "evidence_id article_id table_name record_id field char_start char_end rule",
}


def field_of(table: str, column: str) -> dict:
    return next(field for field in table_schema(table)["fields"] if field["name"] == column)


def test_the_tables_are_those_of_the_data_model_with_its_columns_in_its_order():
    assert {table: " ".join(column_names(table)) for table in TABLES} == DATA_MODEL


@pytest.mark.parametrize("table", TABLES)
def test_a_schema_is_valid_for_frictionless(table):
    assert frictionless.Schema.validate_descriptor(table_schema(table)).valid


@pytest.mark.parametrize("table", TABLES)
def test_a_schema_says_that_it_is_data_package_version_2_and_that_empty_cells_are_null(table):
    schema = table_schema(table)
    assert schema["$schema"] == "https://datapackage.org/profiles/2.0/tableschema.json"
    assert schema["name"] == table
    assert schema["missingValues"] == [""]


@pytest.mark.parametrize("table", TABLES)
def test_a_file_is_written_as_the_standard_library_indents_it(table):
    text = (schema_folder() / f"{table}.json").read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("table", TABLES)
def test_every_table_and_column_is_described_in_a_sentence(table):
    schema = table_schema(table)
    for described in (schema, *schema["fields"]):
        assert described["title"]
        assert described["description"].endswith(".")


@pytest.mark.parametrize("table", TABLES)
def test_key_columns_are_required(table):
    for column in primary_key(table):
        assert field_of(table, column)["constraints"]["required"] is True


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_an_example_fulfils_the_constraints_of_its_column(table, column):
    field = field_of(table, column)
    constraints = field.get("constraints", {})
    if "example" not in field:
        return
    if "pattern" in constraints:
        assert re.search(constraints["pattern"], field["example"])
    if "enum" in constraints:
        assert field["example"] in constraints["enum"]


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_column_of_the_same_name_has_the_same_type_and_pattern_everywhere(table, column):
    field = field_of(table, column)
    for other in TABLES:
        if column in column_names(other):
            same = field_of(other, column)
            assert same["type"] == field["type"]
            assert same.get("constraints", {}).get("pattern") == field.get("constraints", {}).get(
                "pattern"
            )


def test_evidence_can_point_to_every_table_that_is_read_from_articles():
    allowed = field_of("evidence", "table_name")["constraints"]["enum"]
    assert sorted(allowed) == sorted(set(TABLES) - {"evidence", "redirects"})


@pytest.mark.parametrize(
    ("table", "column", "good", "bad"),
    [
        ("articles", "article_id", "4c7d8c4a581bc28c", "4C7D8C4A581BC28C"),
        ("articles", "sha256", "a" * 64, "a" * 63),
        ("articles", "language", "en", "eng"),
        ("actors", "country", "IQ", "iq"),
        ("actors", "wikidata_id", "Q42", "Q042"),
        ("actors", "actor_id", "ana-bell-2", "Ana Bell"),
    ],
)
def test_a_pattern_accepts_the_form_and_nothing_else(table, column, good, bad):
    pattern = field_of(table, column)["constraints"]["pattern"]
    assert re.search(pattern, good)
    assert not re.search(pattern, bad)


@pytest.mark.parametrize("column", ["turnout", "vote_share"])
def test_percentages_go_from_0_to_100(column):
    table = "election_reports" if column == "turnout" else "election_results"
    constraints = field_of(table, column)["constraints"]
    assert (constraints["minimum"], constraints["maximum"]) == (0, 100)
