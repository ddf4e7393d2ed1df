"""Our rules across tables: each does on its examples what they say it does."""

from __future__ import annotations

import pytest
from sample_tables import ARTICLE_ID, TEXT, Rows, sample_connection, sample_rows

from toolkit.tables import schema_folder, table_names
from toolkit.validation.report import MOST_ROWS, Problem
from toolkit.validation.rules.rule_examples import check_examples
from toolkit.validation.rules.rule_file import read_rule
from toolkit.validation.rules.run_rules import our_schemas, read_rules, run_rules

ELECTION = "pt-2021-05-10-parliamentary"
REPORT = f"{ELECTION}/{ARTICLE_ID}"


def fired_by(rule: str, rows: Rows, texts: dict[str, str] | None = None) -> list[Problem]:
    """Return the problems that one rule finds in rows."""
    rules = tuple(one for one in read_rules() if one.name == rule)
    with sample_connection(rows) as connection:
        return list(run_rules(connection, texts, rules).problems)


def test_every_rule_is_silent_on_good_rows():
    with sample_connection() as connection:
        assert run_rules(connection, {ARTICLE_ID: TEXT}).problems == ()


@pytest.mark.parametrize("rule", read_rules(), ids=lambda rule: rule.name)
def test_a_rule_is_silent_on_its_valid_rows_and_names_each_breaking_one(rule):
    assert check_examples(rule, our_schemas()) == ()


def test_every_file_of_examples_is_that_of_a_rule():
    files = (schema_folder() / "rules" / "examples").iterdir()
    assert {file.name for file in files} == {f"{rule.name}.json" for rule in read_rules()}


def test_a_rule_says_what_is_wrong_and_after_a_colon_what_to_do():
    rows = sample_rows()
    rows["meetings"][0]["end_date"] = None
    (problem,) = fired_by("meeting_dates_in_order", rows)
    assert (problem.table, problem.row, problem.column) == ("meetings", "meeting-1", "end_date")
    assert problem.check == "rule"
    assert problem.message == (
        "Only one of start_date and end_date is known: give both, or neither."
    )


def test_a_doubtful_reading_is_a_warning_and_a_contradiction_an_error():
    warnings = {rule.name for rule in read_rules() if rule.severity == "warning"}
    assert warnings == {
        "meeting_has_two_participants",
        "name_stands_for_one_actor",
        "votes_cast_within_registered",
        "votes_within_votes_cast",
    }


def test_a_country_is_fine_where_the_place_in_it_is_not_known():
    rows = sample_rows()
    rows["meetings"][0]["place"] = None
    with sample_connection(rows) as connection:
        assert run_rules(connection).problems == ()


@pytest.mark.parametrize("blank", [" ", "\n", "\u00a0", "\u2003", "\t \n"])
def test_a_span_of_white_space_of_any_kind_is_blank(blank):
    rows = sample_rows()
    for row in rows["evidence"]:
        row.update(char_start=3, char_end=3 + len(blank))
    assert len(fired_by("span_in_text", rows, {ARTICLE_ID: f"Ana{blank}Bell"})) == 19


def test_rules_that_need_the_texts_are_skipped_without_them_and_said_to_be():
    with sample_connection() as connection:
        outcome = run_rules(connection)
    assert set(outcome.skipped) == {"article_text_unchanged", "span_in_text"}
    assert not set(outcome.ran) & set(outcome.skipped)


def test_the_rules_leave_the_database_as_it_was():
    with sample_connection() as connection:
        before = connection.sql("SELECT * FROM duckdb_views() WHERE NOT internal").fetchall()
        run_rules(connection, {ARTICLE_ID: TEXT})
        assert connection.sql("SELECT * FROM duckdb_views() WHERE NOT internal").fetchall() == (
            before
        )


def test_many_broken_rows_are_counted_after_the_first():
    rows = sample_rows()
    rows["meetings"] = [
        {**rows["meetings"][0], "meeting_id": f"meeting-{number:03}", "end_date": None}
        for number in range(MOST_ROWS + 20)
    ]
    problems = fired_by("meeting_dates_in_order", rows)
    assert len(problems) == MOST_ROWS + 1
    assert problems[0].row == "meeting-000"
    assert problems[-1].message.startswith("20 more rows")


def test_a_rule_says_in_one_sentence_what_it_protects():
    for rule in read_rules():
        assert rule.protects.endswith(".")
        assert rule.table is None or rule.table in table_names()
        assert (schema_folder() / "rules" / f"{rule.name}.sql").is_file()


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        ("-- rule: odd\n-- severity: error\n-- table: actors\n", "lacks protects"),
        ("-- rule: even\n-- severity: error\n-- table: actors\n-- protects: x.\n", "even"),
        ("-- rule: odd\n-- severity: bad\n-- table: actors\n-- protects: x.\n", "severity"),
        (
            "-- rule: odd\n-- severity: error\n-- table: all\n-- protects: x.\n-- needs: maps\n",
            "need texts",
        ),
    ],
)
def test_a_header_that_is_not_as_described_is_refused(tmp_path, header, complaint):
    file = tmp_path / "odd.sql"
    file.write_text(header + "SELECT 1", encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        read_rule(file)
