"""The rules that users add, for packages of any tables: each runs, or is said not to, and why."""

from __future__ import annotations

import time
from pathlib import Path

import duckdb
import pytest

from toolkit.validation.report import MOST_ROWS
from toolkit.validation.rules.run_rules import RuleOutcome, run_rules
from toolkit.validation.rules.user_rules import read_user_rules, rules_beside

SCHEMAS = {
    "customers": {
        "fields": [{"name": "id", "type": "integer"}, {"name": "country", "type": "string"}],
        "primaryKey": "id",
    },
    "orders": {
        "fields": [{"name": "customer", "type": "integer"}, {"name": "line", "type": "integer"}],
        "primaryKey": ["customer", "line"],
    },
    "notes": {"fields": [{"name": "text", "type": "string"}]},
}

HEADER = "-- rule: {name}\n-- severity: {severity}\n-- table: {table}\n-- protects: A law.\n"
EVERY_ORDER = 'SELECT line AS "row", NULL AS "column", \'No.\' AS message FROM orders'


def write_rule(
    folder: Path, query: str, *, name: str = "law", table: str = "orders", severity: str = "error"
) -> None:
    header = HEADER.format(name=name, table=table, severity=severity)
    (folder / f"{name}.sql").write_text(header + query, encoding="utf-8")


def shop() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE customers AS SELECT 7 AS id, 'PT' AS country")
    connection.execute("CREATE TABLE orders AS SELECT 7 AS customer, 1 AS line")
    connection.execute("CREATE TABLE notes AS SELECT 'late' AS text")
    return connection


def run(folder: Path, **options: float) -> RuleOutcome:
    with shop() as connection:
        return run_rules(connection, None, read_user_rules(folder), schemas=SCHEMAS, **options)


def fault_of(folder: Path, **options: float) -> str:
    """Return the sentence on the one rule of a folder, while a second one runs all the same."""
    write_rule(folder, EVERY_ORDER, name="other")
    outcome = run(folder, **options)
    assert outcome.ran == ("other",)
    fault = next(problem for problem in outcome.problems if problem.rule != "other")
    assert (fault.severity, fault.check, fault.row) == ("error", "rule", None)
    assert f"{folder}/" in fault.message
    assert ": " in fault.message
    assert "\n" not in fault.message
    assert fault.message.endswith(".")
    return fault.message


def test_a_rule_reads_the_tables_of_any_package(tmp_path):
    query = (
        "SELECT customer || '/' || line AS \"row\", 'customer' AS \"column\", "
        "'A customer of ' || country || ' has an order: see why.' AS message "
        "FROM orders JOIN customers ON customers.id = orders.customer"
    )
    write_rule(tmp_path, query, severity="warning")
    (problem,) = run(tmp_path).problems
    assert (problem.table, problem.row, problem.column) == ("orders", "7/1", "customer")
    assert problem.severity == "warning"
    assert problem.message == "A customer of PT has an order: see why."


def test_a_rule_for_all_tables_reads_their_records_by_the_keys_of_their_schemas(tmp_path):
    query = (
        'SELECT table_name AS "table", record_id AS "row", column_name AS "column", \'No.\' AS '
        "message FROM records JOIN table_columns USING (table_name)"
    )
    write_rule(tmp_path, query, table="all")
    places = {(problem.table, problem.row, problem.column) for problem in run(tmp_path).problems}
    assert places == {
        *(("customers", "7", "id"), ("customers", "7", "country")),
        *(("orders", "7/1", "customer"), ("orders", "7/1", "line")),
        ("notes", None, "text"),
    }


def test_a_table_that_is_called_records_is_what_a_rule_reads_by_that_name(tmp_path):
    query = 'SELECT name AS "row", NULL AS "column", \'No.\' AS message FROM records'
    write_rule(tmp_path, query, table="records")
    schemas = {"records": {"fields": [{"name": "name", "type": "string"}]}}
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE records AS SELECT 'Low' AS name")
        outcome = run_rules(connection, None, read_user_rules(tmp_path), schemas=schemas)
    assert [problem.row for problem in outcome.problems] == ["Low"]


def test_values_that_are_no_text_are_shown_as_text(tmp_path):
    write_rule(tmp_path, EVERY_ORDER)
    assert [problem.row for problem in run(tmp_path).problems] == ["1"]


def test_comments_that_are_no_line_of_the_header_are_passed_over(tmp_path):
    write_rule(tmp_path, EVERY_ORDER)
    file = tmp_path / "law.sql"
    file.write_text(f"-- Made by Ana.\n\n{file.read_text()}", encoding="utf-8")
    assert run(tmp_path).ran == ("law",)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("SELECT 1", "lacks rule, severity, table, protects"),
        ("", "lacks rule, severity, table, protects"),
        (HEADER.format(name="saw", table="orders", severity="error"), "calls the rule saw"),
        (HEADER.format(name="law", table="orders", severity="grave"), "severity grave is unknown"),
        (HEADER.format(name="law", table="orders", severity="error"), "no query below the header"),
        (HEADER.format(name="law", table="sales", severity="error") + "SELECT 1", "no table sales"),
    ],
)
def test_a_header_that_is_wrong_is_named_with_its_file(tmp_path, content, complaint):
    (tmp_path / "law.sql").write_text(content, encoding="utf-8")
    assert complaint in fault_of(tmp_path)


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("SELEKT 1", "the SQL is wrong"),
        ("SELECT 1; SELECT 2", "there are 2 statements"),
        ("DROP TABLE orders", "DROP is not a query"),
        ("COPY orders TO '/tmp/stolen.csv'", "COPY is not a query"),
        ("SET memory_limit = '1TB'", "SET is not a query"),
        ('SELECT line AS "row" FROM orders', "returns no column column, message"),
        ("SELECT * FROM sales", "cannot run"),
        ("SELECT $1", "cannot run"),
        ("SELECT * FROM read_text('/etc/hostname')", "reads or writes a file"),
        (
            "SELECT CAST('x' || line AS INTEGER) AS \"row\", NULL AS \"column\", '' AS message "
            "FROM orders",
            "cannot run",
        ),
    ],
)
def test_a_query_that_cannot_be_run_is_named_with_its_file(tmp_path, query, complaint):
    write_rule(tmp_path, query)
    assert complaint in fault_of(tmp_path)


def test_a_file_that_is_not_text_is_named(tmp_path):
    (tmp_path / "law.sql").write_bytes(b"-- rule: law\n\xff\xfe")
    assert "is not UTF-8" in fault_of(tmp_path)


def test_the_variables_of_the_program_are_no_tables(tmp_path):
    write_rule(tmp_path, "SELECT * FROM described")
    assert "cannot run" in fault_of(tmp_path)


def test_a_query_that_never_ends_is_stopped(tmp_path):
    write_rule(
        tmp_path,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        'SELECT i AS "row", NULL AS "column", \'\' AS message FROM n',
    )
    start = time.monotonic()
    assert "was stopped after 0.5 seconds" in fault_of(tmp_path, seconds=0.5)
    assert time.monotonic() - start < 20


def test_a_rule_whose_name_is_taken_does_not_run_twice(tmp_path):
    write_rule(tmp_path, EVERY_ORDER)
    rules = read_user_rules(tmp_path) * 2
    with shop() as connection:
        outcome = run_rules(connection, None, rules, schemas=SCHEMAS)
    assert outcome.ran == ("law",)
    assert "rename one" in outcome.problems[-1].message


def test_a_rule_on_a_table_that_could_not_be_read_is_skipped(tmp_path):
    write_rule(tmp_path, EVERY_ORDER)
    of_all = 'SELECT table_name AS "table", record_id AS "row", NULL AS "column", NULL AS message'
    write_rule(tmp_path, f"{of_all} FROM records", name="all_rows", table="all")
    with shop() as connection:
        connection.execute("DROP TABLE orders")
        outcome = run_rules(connection, None, read_user_rules(tmp_path), schemas=SCHEMAS)
    assert outcome.ran == ()
    assert outcome.skipped == dict.fromkeys(
        ("all_rows", "law"), "the table orders could not be read"
    )


def test_a_rule_that_needs_texts_is_skipped_without_them(tmp_path):
    write_rule(tmp_path, f"-- needs: texts\n{EVERY_ORDER}")
    assert run(tmp_path).skipped == {"law": "the articles' texts are not at hand"}


def test_many_rows_are_counted_after_the_first(tmp_path):
    query = 'SELECT range AS "row", NULL AS "column", \'No.\' AS message FROM range(1000000)'
    write_rule(tmp_path, query)
    problems = run(tmp_path).problems
    assert len(problems) == MOST_ROWS + 1
    assert problems[-1].message.startswith(f"{1_000_000 - MOST_ROWS} more rows")


def test_rules_lie_beside_a_descriptor_or_nowhere(tmp_path):
    assert rules_beside(tmp_path) == ()
    (tmp_path / "rules").mkdir()
    write_rule(tmp_path / "rules", EVERY_ORDER)
    assert [rule.name for rule in rules_beside(tmp_path)] == ["law"]


def test_a_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(ValueError, match="name the one that holds your rules"):
        read_user_rules(tmp_path / "nowhere")
