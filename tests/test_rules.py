"""The rules across tables: each fires on a row that breaks it and is silent on a good one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sample_tables import ARTICLE_ID, TEXT, Rows, sample_connection, sample_rows

from toolkit.article import Article
from toolkit.tables import schema_folder, table_names
from toolkit.validation.report import MOST_ROWS, Problem
from toolkit.validation.rules import read_rule, read_rules, run_rules

ELECTION = "pt-2021-05-10-parliamentary"
REPORT = f"{ELECTION}/{ARTICLE_ID}"


def fired_by(rule: str, rows: Rows, texts: dict[str, str] | None = None) -> list[Problem]:
    """Return the problems that one rule finds in rows."""
    rules = tuple(one for one in read_rules() if one.name == rule)
    with sample_connection(rows) as connection:
        return list(run_rules(connection, texts, rules).problems)


def evidence_of(rows: Rows, record_id: str) -> dict:
    return next(row for row in rows["evidence"] if row["record_id"] == record_id)


def change(table: str, **values: object) -> Callable[[Rows], None]:
    """Return a function that changes the first row of a table."""

    def break_rows(rows: Rows) -> None:
        rows[table][0].update(values)

    return break_rows


def without(table: str, number: int = 0) -> Callable[[Rows], None]:
    """Return a function that takes rows away from a table, from row `number` on."""

    def break_rows(rows: Rows) -> None:
        del rows[table][number:]

    return break_rows


def change_evidence(record: str, **values: object) -> Callable[[Rows], None]:
    """Return a function that changes the evidence of a record."""

    def break_rows(rows: Rows) -> None:
        evidence_of(rows, record).update(values)

    return break_rows


def second_actor_of_one_name(rows: Rows) -> None:
    form = {**evidence_of(rows, "blue-union/Blue Union")}
    form |= {"evidence_id": "evidence-99", "record_id": "green-list/Blue Union"}
    rows["actor_names"].append({"actor_id": "green-list", "name": "Blue Union"})
    rows["evidence"].append(form)


def contender_of_another_article(rows: Rows) -> None:
    for row in rows["evidence"]:
        if row["record_id"].split("/")[0] == "blue-union":
            row["article_id"] = "0" * 16


def nothing_in_the_result(rows: Rows) -> None:
    for column in ("votes", "vote_share", "seats", "seats_change", "outcome"):
        rows["election_results"][0][column] = None


def redirect(old_id: str, new_id: str | None) -> Callable[[Rows], None]:
    """Return a function that adds a redirect of an actor."""

    def break_rows(rows: Rows) -> None:
        row = {"table_name": "actors", "old_id": old_id, "new_id": new_id, "since_version": 2}
        rows["redirects"].append(row)

    return break_rows


BROKEN = [
    ("article_date_has_basis", change("articles", published_basis=None), ARTICLE_ID),
    ("article_date_has_basis", change("articles", published_on=None), ARTICLE_ID),
    ("article_text_unchanged", change("articles", sha256="0" * 64), ARTICLE_ID),
    ("contender_is_named", contender_of_another_article, "result-2"),
    ("election_dates_in_order", change("elections", end_date="2021-05-09"), ELECTION),
    ("election_dates_in_order", change("elections", start_date=None), ELECTION),
    ("evidence_in_same_article", change_evidence("role-1", article_id="0" * 16), "evidence-11"),
    ("evidence_names_column", change_evidence("meeting-1", field="venue"), "evidence-12"),
    ("evidence_points_to_record", change_evidence("role-1", record_id="role-7"), "evidence-11"),
    ("meeting_dates_in_order", change("meetings", end_date="2021-05-09"), "meeting-1"),
    ("meeting_dates_in_order", change("meetings", end_date=None), "meeting-1"),
    ("meeting_has_participants", without("meeting_participants"), "meeting-1"),
    ("meeting_has_report", without("meeting_reports"), "meeting-1"),
    ("meeting_has_report", change("meetings", status="cancelled"), "meeting-1"),
    ("meeting_has_two_participants", without("meeting_participants", 1), "meeting-1"),
    (
        "meeting_held_before_report",
        change("meetings", start_date="2021-05-13", end_date="2021-05-13"),
        f"meeting-1/{ARTICLE_ID}",
    ),
    ("name_stands_for_one_actor", second_actor_of_one_name, "blue-union/Blue Union"),
    ("record_has_evidence", without("evidence", -1), "result-2"),
    ("redirect_leads_to_row", redirect("old-name", "nobody"), "actors/old-name"),
    ("redirected_key_is_free", redirect("ana-bell", "blue-union"), "actors/ana-bell"),
    ("result_says_something", nothing_in_the_result, "result-1"),
    ("seats_within_total", change("election_reports", seats_total=39), "result-1"),
    ("span_in_order", change_evidence("role-1", char_end=10), "evidence-11"),
    ("span_in_order", change_evidence("role-1", char_start=-1), "evidence-11"),
    ("span_in_text", change_evidence("role-1", char_end=len(TEXT) + 1), "evidence-11"),
    ("span_in_text", change_evidence("role-1", char_start=3, char_end=4), "evidence-11"),
    ("turnout_within_range", change("election_reports", turnout=100.5), REPORT),
    ("turnout_within_range", change("election_reports", turnout=-1.0), REPORT),
    ("vote_shares_within_whole", change("election_results", vote_share=67.5), "result-1"),
    ("votes_cast_within_registered", change("election_reports", registered_voters=999), REPORT),
    ("votes_within_votes_cast", change("election_reports", votes_cast=381), "result-1"),
]


def test_every_rule_is_silent_on_good_rows():
    with sample_connection() as connection:
        assert run_rules(connection, {ARTICLE_ID: TEXT}).problems == ()


@pytest.mark.parametrize(("rule", "break_rows", "row"), BROKEN)
def test_a_rule_names_the_row_that_breaks_it(rule, break_rows, row):
    rows = sample_rows()
    break_rows(rows)
    (problem,) = fired_by(rule, rows, {ARTICLE_ID: TEXT})
    assert problem.row == row
    assert problem.table in table_names()
    assert problem.check == "rule"
    assert problem.message.endswith(".")
    assert ": " in problem.message, "the remedy follows a colon"


def test_every_rule_has_a_test():
    assert {rule.name for rule in read_rules()} == {rule for rule, _, _ in BROKEN}


def test_a_doubtful_reading_is_a_warning_and_a_contradiction_an_error():
    warnings = {rule.name for rule in read_rules() if rule.severity == "warning"}
    assert warnings == {
        "meeting_has_two_participants",
        "name_stands_for_one_actor",
        "votes_cast_within_registered",
        "votes_within_votes_cast",
    }


@pytest.mark.parametrize("values", [{"status": "planned"}, {"kind": "visit"}])
def test_one_participant_is_enough_for_a_plan_and_for_a_visit(values):
    rows = sample_rows()
    rows["meetings"][0].update(values)
    del rows["meeting_participants"][1:]
    assert fired_by("meeting_has_two_participants", rows) == []


def test_a_meeting_without_any_day_has_its_dates_in_order():
    rows = sample_rows()
    rows["meetings"][0].update(start_date=None, end_date=None)
    assert fired_by("meeting_dates_in_order", rows) == []


def test_a_country_is_fine_where_the_place_in_it_is_not_known():
    rows = sample_rows()
    rows["meetings"][0]["place"] = None
    with sample_connection(rows) as connection:
        assert run_rules(connection).problems == ()


def test_a_meeting_that_may_have_begun_before_the_report_can_have_been_held():
    rows = sample_rows()
    rows["meetings"][0].update(start_date="2021-05-10", end_date="2021-05-16")
    assert fired_by("meeting_held_before_report", rows) == []


def test_a_planned_meeting_may_lie_after_its_report():
    rows = sample_rows()
    rows["meetings"][0].update(start_date="2021-06-01", end_date="2021-06-01", status="planned")
    rows["meeting_reports"][0]["status"] = "planned"
    assert fired_by("meeting_held_before_report", rows) == []


@pytest.mark.parametrize("new_id", ["ana-bell", None])
def test_a_former_key_leads_to_a_row_or_nowhere(new_id):
    rows = sample_rows()
    redirect("old-name", new_id)(rows)
    with sample_connection(rows) as connection:
        assert run_rules(connection).problems == ()


def test_shares_may_exceed_100_by_rounding():
    rows = sample_rows()
    rows["election_results"][0]["vote_share"] = 67.4
    assert fired_by("vote_shares_within_whole", rows) == []


def test_shares_of_two_states_of_a_count_are_two_wholes():
    rows = sample_rows()
    rows["election_results"][0].update(vote_share=90.0, status="preliminary")
    assert fired_by("vote_shares_within_whole", rows) == []


def test_seats_equal_to_the_total_fit():
    rows = sample_rows()
    rows["election_reports"][0]["seats_total"] = 40
    assert fired_by("seats_within_total", rows) == []


def test_the_evidence_of_a_composite_key_joins_its_parts():
    rows = sample_rows()
    evidence_of(rows, "meeting-1/ana-bell")["record_id"] = "meeting-1"
    (problem,) = fired_by("record_has_evidence", rows)
    assert (problem.table, problem.row) == ("meeting_participants", "meeting-1/ana-bell")


def test_an_article_needs_no_evidence():
    rows = sample_rows()
    assert not any(row["table_name"] == "articles" for row in rows["evidence"])
    assert fired_by("record_has_evidence", rows) == []


def test_positions_count_code_points():
    article = Article("emoji.txt", "👩🏽‍⚖️ met 😀 Ana")
    rows = sample_rows()
    end = len(article.text)
    for row in rows["evidence"]:
        row.update(article_id=article.article_id, char_start=end - 3, char_end=end)
    texts = {article.article_id: article.text}
    assert fired_by("span_in_text", rows, texts) == []
    rows["evidence"][0]["char_end"] = end + 1
    assert len(fired_by("span_in_text", rows, texts)) == 1


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


def test_nothing_is_said_of_an_article_whose_text_is_not_at_hand():
    rows = sample_rows()
    evidence_of(rows, "role-1")["char_end"] = 10_000
    assert fired_by("span_in_text", rows, {}) == []


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
        assert (schema_folder() / "rules" / f"{rule.name}.sql").is_file()


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        ("-- rule: odd\n-- severity: error\n-- table: actors\n", "lacks protects"),
        ("-- rule: even\n-- severity: error\n-- table: actors\n-- protects: x.\n", "even"),
        ("-- rule: odd\n-- severity: bad\n-- table: actors\n-- protects: x.\n", "severity"),
        ("-- rule: odd\n-- severity: error\n-- table: people\n-- protects: x.\n", "people"),
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
