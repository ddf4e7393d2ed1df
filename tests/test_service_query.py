"""SQL over HTTP: what it answers, and that it reaches nothing and takes a bounded share."""

from __future__ import annotations

import time

import pytest
from served_package import build_served_package, client_of

from toolkit.service import Limits

ENDLESS = "WITH RECURSIVE t AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM t) SELECT {} FROM t"


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    return build_served_package(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="module")
def client(package):
    limits = Limits(seconds=0.5, memory=128, query_rows=100, query_bytes=10_000)
    with client_of(package, limits) as client:
        yield client


def ask(client, sql: str) -> dict:
    answer = client.get("/query", params={"sql": sql})
    assert answer.status_code == 200, answer.text
    return answer.json()


def refusal(client, sql: str, status: int = 400) -> str:
    answer = client.get("/query", params={"sql": sql})
    assert answer.status_code == status, answer.text
    detail = answer.json()["detail"]
    assert "\n" not in detail
    return detail


def test_a_query_is_answered_with_columns_and_rows(client):
    assert ask(client, "SELECT actor_id, name AS n FROM actors ORDER BY 1 LIMIT 1") == {
        "columns": [{"name": "actor_id", "type": "VARCHAR"}, {"name": "n", "type": "VARCHAR"}],
        "truncated": False,
        "rows": [["ann-lee", "Ann Lee"]],
    }


def test_views_can_be_asked(client):
    assert ask(client, "SELECT count(*) FROM who_met_whom")["rows"] == [[1]]


def test_values_that_json_has_no_type_for_are_text_or_null(client):
    sql = "SELECT 'nan'::DOUBLE, DATE '2021-10-11', 1.50::DECIMAL(4,2), [1, NULL], {'a': 1}"
    assert ask(client, sql)["rows"] == [[None, "2021-10-11", "1.50", [1, None], {"a": 1}]]


def test_an_answer_is_cut_at_so_many_rows_and_bytes(client):
    assert len(ask(client, "SELECT * FROM range(100)")["rows"]) == 100
    assert not ask(client, "SELECT * FROM range(100)")["truncated"]
    many = ask(client, ENDLESS.format("x"))
    assert many["truncated"]
    assert len(many["rows"]) == 100
    wide = ask(client, "SELECT repeat('x', 3000) FROM range(9)")
    assert wide["truncated"]
    assert len(wide["rows"]) == 3


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("COPY actors TO '/tmp/stolen.csv'", "COPY is not a query"),
        ("ATTACH '/tmp/x.duckdb' AS x", "ATTACH is not a query"),
        ("SELECT * FROM read_csv('/etc/passwd')", "Cannot access file"),
        ("SELECT * FROM read_text('/etc/passwd')", "Cannot access file"),
        ("SELECT * FROM glob('/*')", "Cannot access file"),
        ("SELECT * FROM '/etc/passwd'", "does not exist"),
        ("SELECT * FROM 'https://example.org/x.parquet'", "The SQL is wrong"),
        ("SELECT getenv('HOME')", "getenv does not exist"),
        ("PRAGMA memory_limit='9GB'", "is not a query"),
        ("PRAGMA database_list; PRAGMA version", "2 statements"),
        ("SET threads = 9", "SET is not a query"),
        ("RESET memory_limit", "is not a query"),
        ("INSTALL httpfs", "is not a query"),
        ("LOAD httpfs", "LOAD is not a query"),
        ("DELETE FROM actors", "DELETE is not a query"),
        ("CREATE TEMP TABLE t AS SELECT 1", "CREATE is not a query"),
        ("EXPLAIN ANALYZE COPY actors TO '/tmp/stolen.csv'", "EXPLAIN is not a query"),
        ("SELECT 1; DROP TABLE actors", "2 statements"),
        ("SELECT * FROM connection", "does not exist"),
        ("SELECT * FROM asked", "does not exist"),
        ("SELECT " + "1 + " * 1500 + "1", "depth"),
        ("SELEC 1", "syntax error"),
        ("SELECT error('x')", "x"),
        ("", "There is no SQL to run"),
        ("-- nothing", "There is no SQL to run"),
    ],
)
def test_what_is_no_query_of_the_tables_is_refused_in_one_sentence(client, sql, said):
    assert said in refusal(client, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT range(100000000)",
        "SELECT len(repeat('x', 900000000))",
    ],
)
def test_a_query_that_needs_too_much_memory_is_ended(client, sql):
    assert refusal(client, sql, 422)
    assert ask(client, "SELECT 1")["rows"] == [[1]]


def test_a_query_without_end_is_ended_in_time(client):
    begun = time.monotonic()
    assert "longer than 0.5 seconds" in refusal(client, ENDLESS.format("count(*)"), 422)
    assert time.monotonic() - begun < 10
    assert ask(client, "SELECT 1")["rows"] == [[1]]


def test_a_query_that_takes_long_is_answered_with_json_alone(package):
    """DuckDB would draw on standard output how far it is after two seconds."""
    slow = "SELECT count(*) FROM range(3000000000) WHERE range % 7 = 1"
    with client_of(package, Limits(seconds=2.3)) as client:
        answer = client.get("/query", params={"sql": slow})
    assert answer.json()["status"] == 422


def test_a_query_leaves_nothing_behind_for_the_next(client):
    ask(client, "SELECT * FROM enable_logging()")
    ask(client, "SELECT 'secret'")
    assert ask(client, "SELECT count(*) FROM duckdb_logs()")["rows"] == [[0]]


def test_a_query_does_not_learn_in_which_folder_the_package_is(client, package):
    told = str(ask(client, "SELECT * FROM duckdb_databases()")) + str(
        ask(client, "SELECT name, value FROM duckdb_settings() WHERE value LIKE '%/%'")
    )
    assert str(package) not in told


def test_sql_is_required_once_and_nothing_else_is_taken(client):
    assert client.get("/query").status_code == 400
    assert client.get("/query?sql=SELECT+1&sql=SELECT+2").status_code == 400
    assert "no parameter 'limit'" in client.get("/query?sql=SELECT+1&limit=2").json()["detail"]
    assert client.get("/query?sql=%ff").status_code == 400
