"""The validation of the tables of a database: pandera and the rules."""

from __future__ import annotations

import sys

from sample_tables import ARTICLE_ID, TEXT, Rows, broken_rows, sample_connection, sample_rows

from toolkit.tables import table_names
from toolkit.validation import Problem, check_tables, validate_tables
from toolkit.validation.report import MOST_ROWS

TEXTS = {ARTICLE_ID: TEXT}
REPORT = f"pt-2021-05-10-parliamentary/{ARTICLE_ID}"


def problems_of(rows: Rows) -> list[Problem]:
    with sample_connection(rows) as connection:
        return validate_tables(connection, TEXTS)


def test_valid_tables_have_no_problems():
    assert problems_of(sample_rows()) == []


def test_tables_with_keys_can_be_checked_too():
    with sample_connection(keys=True) as connection:
        assert validate_tables(connection) == []


def test_views_can_be_checked_as_tables_can():
    with sample_connection(broken_rows("actors", kind="robot")) as connection:
        for table in table_names():
            connection.execute(f"ALTER TABLE {table} RENAME TO {table}_stored")
            connection.execute(f"CREATE VIEW {table} AS SELECT * FROM {table}_stored")
        (problem,) = validate_tables(connection)
    assert (problem.rule, problem.row) == ("enum", "ana-bell")


def test_tables_that_keep_their_models_are_judged_without_loading_pandera(monkeypatch):
    for name in ("pandera", "ibis"):
        monkeypatch.setitem(sys.modules, name, None)
    assert "pandera" in check_tables(sample_connection(sample_rows())).ran


def test_pandera_names_table_row_and_column():
    rows = sample_rows()
    rows["actors"][0].update(kind="robot", country="pt")
    rows["actors"][3].update(name="", country="xx")
    rows["actors"][4]["kind"] = None
    rows["meetings"][0]["topic"] = "x" * 121
    rows["meeting_participants"][0]["role"] = "guest"
    rows["election_results"][0].update(seats=-1, vote_share=100.1)
    rows["election_results"][1]["vote_share"] = float("nan")
    found = [problem for problem in problems_of(rows) if problem.check == "pandera"]
    assert [(p.table, p.rule, p.row, p.column) for p in found] == [
        ("actors", "pattern", "ana-bell", "country"),
        ("actors", "enum", "ana-bell", "kind"),
        ("actors", "pattern", "omar-reyes", "country"),
        ("actors", "minLength", "omar-reyes", "name"),
        ("actors", "required", "the-harbour-post", "kind"),
        ("election_results", "minimum", "result-1", "seats"),
        ("election_results", "maximum", "result-1", "vote_share"),
        ("election_results", "maximum", "result-2", "vote_share"),
        ("meetings", "maxLength", "meeting-1", "topic"),
        ("meeting_participants", "enum", "meeting-1/ana-bell", "role"),
    ]
    assert found[-1].message == "role is 'guest': use one of participant, host, mediator."


def test_rows_of_one_key_are_a_problem_of_the_key():
    rows = sample_rows()
    rows["actors"].append({**rows["actors"][0], "name": "Ana B."})
    (problem,) = problems_of(rows)
    assert (problem.rule, problem.row, problem.column) == ("primary-key", "ana-bell", None)


def test_a_value_that_only_one_row_may_have_is_reported_in_each():
    rows = sample_rows()
    rows["articles"].append({**rows["articles"][0], "article_id": "0" * 16})
    found = [problem for problem in problems_of(rows) if problem.check == "pandera"]
    assert [(p.rule, p.row) for p in found] == [("unique", "0" * 16), ("unique", ARTICLE_ID)]


def test_columns_that_are_missing_extra_or_of_another_type_keep_rules_from_running():
    with sample_connection() as connection:
        connection.execute("ALTER TABLE actors DROP COLUMN country")
        connection.execute("ALTER TABLE actors ADD COLUMN shoe_size BIGINT")
        connection.execute("ALTER TABLE meetings ALTER start_date TYPE VARCHAR")
        report = check_tables(connection, TEXTS)
    assert [(p.table, p.rule, p.column) for p in report.problems] == [
        ("actors", "column", "country"),
        ("actors", "column", "shoe_size"),
        ("meetings", "type", "start_date"),
    ]
    assert report.ran == ("pandera",)
    assert "record_has_evidence" in report.skipped


def test_many_broken_rows_of_a_column_are_counted_after_the_first():
    rows = sample_rows()
    rows["actors"] += [
        {"actor_id": f"extra-{number:03}", "name": "Extra", "kind": "robot"}
        for number in range(MOST_ROWS + 5)
    ]
    found = [problem for problem in problems_of(rows) if problem.rule == "enum"]
    assert len(found) == MOST_ROWS + 1
    assert sum(problem.row is None for problem in found) == 1
    assert any(problem.message.startswith("5 more rows") for problem in found)


def test_empty_tables_are_valid():
    assert problems_of({table: [] for table in table_names()}) == []
