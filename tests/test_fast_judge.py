"""The fast engine on whole packages: places, limits, and what it reads by itself."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet
import pytest

from toolkit.validation.by_frictionless.engine import judge_with_frictionless
from toolkit.validation.compare_engines import compare
from toolkit.validation.defect import Judgement
from toolkit.validation.descriptor import Descriptor, Resource
from toolkit.validation.fast.judge import judge_fast

ROWS = 400_000


def package(folder: Path, *entries: dict[str, Any]) -> Descriptor:
    resources = []
    for entry in entries:
        file = folder / entry["path"]
        kind = file.suffix.lstrip(".")
        schema = entry["schema"]
        resources.append(
            Resource(entry["name"], (file,), None, kind, None, "utf-8", {}, schema, entry)
        )
    return Descriptor(folder, {"resources": list(entries)}, tuple(resources))


def places(judgement: Judgement) -> list[tuple[int | None, str | None, str]]:
    return [(defect.row, defect.field, defect.type) for defect in judgement.defects]


@pytest.fixture(scope="module")
def long_tables(tmp_path_factory) -> Descriptor:
    """A table in CSV of more than one block, and the same in Parquet, with few defects."""
    folder = tmp_path_factory.mktemp("long")
    rows = (
        "SELECT i AS id, i % 5 = 0 AS open, CASE WHEN i = 7 THEN 'no code' "
        f"WHEN i = {ROWS - 2} THEN 'late' ELSE 'A-' || i END AS code, "
        f"CASE WHEN i = {ROWS // 2} THEN -5 ELSE i // 3 END AS parent, "
        f"repeat('word ', 8) || i AS note FROM range({ROWS}) AS r(i)"
    )
    fields = [
        {"name": "id", "type": "integer"},
        {"name": "open", "type": "boolean"},
        {"name": "code", "type": "string", "constraints": {"pattern": "A-[0-9]+"}},
        {"name": "parent", "type": "integer"},
        {"name": "note", "type": "string", "constraints": {"maxLength": 60}},
    ]
    reference = {"fields": "parent", "reference": {"resource": "", "fields": "id"}}
    schema = {"fields": fields, "primaryKey": "id", "foreignKeys": [reference]}
    for kind, options in (("csv", "HEADER"), ("parquet", "FORMAT parquet")):
        duckdb.execute(f"COPY ({rows}) TO '{folder}/rows.{kind}' ({options})")
    return package(
        folder,
        {"name": "text", "path": "rows.csv", "schema": schema},
        {"name": "values", "path": "rows.parquet", "schema": schema},
    )


def test_rows_keep_their_numbers_where_several_threads_read_them(long_tables: Descriptor):
    judgement = judge_fast(long_tables)
    expected = [
        (9, "code", "constraint-error"),
        (ROWS // 2 + 2, "parent", "foreign-key"),
        (ROWS, "code", "constraint-error"),
    ]
    assert places(judgement) == expected * 2
    assert judgement.rows == {"text": ROWS, "values": ROWS}
    assert [defect.cells[0] for defect in judgement.defects[:3]] == ["7", "200000", "399998"]


def test_the_first_defects_are_named_and_the_others_counted(tmp_path: Path):
    (tmp_path / "t.csv").write_text("n\n" + "x\n" * 50)
    schema = {"fields": [{"name": "n", "type": "integer", "constraints": {"required": True}}]}
    described = package(tmp_path, {"name": "t", "path": "t.csv", "schema": schema})
    judgement = judge_fast(described, limit=3)
    assert places(judgement) == [(row, "n", "type-error") for row in (2, 3, 4)]
    assert judgement.more == {"t": 47}


@pytest.mark.parametrize(
    "content",
    [
        *("n,t\n1,a\n\n2,b\n", "n,t\n1\n2,b,c\n", 'n,t\n1,a"b\n1,"a"b\n', "n,t\r\n1,a\n2,b\r"),
        *("n,t\n1,a,\n", 'n,t\n1,a,""\n', "n,n\n1,2\n", "t,n\na,1\n", "", "n,t", "n,t\n,\n"),
        '\ufeffn,t\n1,"a\nb"\nx,\n',
    ],
)
def test_an_odd_file_has_the_verdict_of_frictionless(content: str, tmp_path: Path):
    (tmp_path / "t.csv").write_text(content, newline="")
    fields = [{"name": "n", "type": "integer"}, {"name": "t", "type": "string"}]
    schema = {"fields": fields, "primaryKey": "n"}
    described = package(tmp_path, {"name": "t", "path": "t.csv", "schema": schema})
    fast, other = judge_fast(described), judge_with_frictionless(described)
    assert compare(fast, other) == ()
    assert fast.rows == other.rows


def test_values_of_json_are_not_taken_for_their_texts(tmp_path: Path):
    rows = [{"n": 1, "t": "1"}, {"n": "1", "t": 1}, {"n": True, "t": None}, {"n": 1.5, "t": [1]}]
    (tmp_path / "t.json").write_text(json.dumps(rows))
    fields = [{"name": "n", "type": "integer"}, {"name": "t", "type": "string"}]
    described = package(tmp_path, {"name": "t", "path": "t.json", "schema": {"fields": fields}})
    judgement = judge_fast(described)
    expected = [(3, "t"), (4, "n"), (5, "n"), (5, "t")]
    assert places(judgement) == [(row, field, "type-error") for row, field in expected]


def test_keys_are_compared_by_their_values(tmp_path: Path):
    (tmp_path / "t.csv").write_text("n,parent\n7,007\n1.0,1.00\n1,7.0\n,8\n")
    fields = [{"name": name, "type": "number"} for name in ("n", "parent")]
    reference = {"fields": "parent", "reference": {"resource": "", "fields": "n"}}
    fields[0]["constraints"] = {"unique": True}
    schema = {"fields": fields, "foreignKeys": [reference]}
    described = package(tmp_path, {"name": "t", "path": "t.csv", "schema": schema})
    expected = [(4, "n", "unique-error"), (5, "parent", "foreign-key")]
    assert places(judge_fast(described)) == expected


def test_keys_of_parquet_are_compared_by_their_values(tmp_path: Path):
    values = "('7', '007'), ('01', '1'), ('1', '7'), (NULL, '8')"
    duckdb.execute(f"COPY (FROM (VALUES {values}) t(n, parent)) TO '{tmp_path}/t.parquet'")
    fields = [{"name": name, "type": "integer"} for name in ("n", "parent")]
    reference = {"fields": "parent", "reference": {"resource": "", "fields": "n"}}
    fields[0]["constraints"] = {"unique": True}
    schema = {"fields": fields, "foreignKeys": [reference]}
    made = package(tmp_path, {"name": "t", "path": "t.parquet", "schema": schema})
    judgement = judge_fast(made)
    assert places(judgement) == [(4, "n", "unique-error"), (5, "parent", "foreign-key")]
    assert compare(judgement, judge_with_frictionless(made)) == ()


@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize(
    "keys",
    [
        *([5, 6, 7, 8], [7, 5, 8, 6], [5, 6, 6, 8], [5, 5, 8, 8], [5, 6, 7, 9], [5, 6, 7, None]),
        *([None, 5, 6, 7], [8, 7, 6, 5], [-1, 0, 1, 2]),
        [-(2**63) + n for n in range(4)],
        [2**63 - 4 + n for n in range(4)],
    ],
    ids=str,
)
def test_keys_that_count_the_rows_are_compared_like_others(
    tmp_path: Path, keys: list[int | None], kind: str
):
    known = [key for key in keys if key is not None]
    around = [max(min(known) - 1, -(2**63)), min(max(known) + 1, 2**63 - 1)]
    for name, values in (("keys", keys), ("references", [*known, *around, None])):
        rows = ", ".join(f"({'NULL' if value is None else value})" for value in values)
        query = f"SELECT n::BIGINT AS n, 'x' AS note FROM (VALUES {rows}) AS v(n)"
        duckdb.execute(f"COPY ({query}) TO '{tmp_path}/{name}.{kind}'")
    fields = [{"name": "n", "type": "integer"}, {"name": "note", "type": "string"}]
    reference = {"fields": "n", "reference": {"resource": "keys", "fields": "n"}}
    made = package(
        tmp_path,
        {"name": "keys", "path": f"keys.{kind}", "schema": {"fields": fields, "primaryKey": "n"}},
        {
            "name": "references",
            "path": f"references.{kind}",
            "schema": {"fields": fields, "foreignKeys": [reference]},
        },
    )
    assert compare(judge_fast(made), judge_with_frictionless(made)) == ()


def test_references_beyond_the_limit_are_counted(tmp_path: Path):
    (tmp_path / "t.csv").write_text("n,parent\n" + "".join(f"{n},99\n" for n in range(50)))
    fields = [{"name": name, "type": "integer"} for name in ("n", "parent")]
    reference = {"fields": "parent", "reference": {"resource": "", "fields": "n"}}
    schema = {"fields": fields, "foreignKeys": [reference]}
    described = package(tmp_path, {"name": "t", "path": "t.csv", "schema": schema})
    judgement = judge_fast(described, limit=3)
    assert places(judgement) == [(row, "parent", "foreign-key") for row in (2, 3, 4)]
    assert judgement.more == {"t": 47}


@pytest.mark.parametrize("broken", ["n", "parent", "note"])
def test_a_parquet_file_with_a_broken_column_is_left(tmp_path: Path, broken: str):
    file = tmp_path / "t.parquet"
    rows = "SELECT i AS n, i * 2 AS parent, 'x' || i AS note FROM range(5000) AS r(i)"
    duckdb.execute(f"COPY ({rows}) TO '{file}' (PARQUET_VERSION v1)")
    column = pyarrow.parquet.ParquetFile(file).metadata.row_group(0)
    place = next(column.column(at) for at in range(3) if column.column(at).path_in_schema == broken)
    content = bytearray(file.read_bytes())
    begun = place.data_page_offset + 40
    content[begun : begun + 2000] = b"\xff" * 2000
    file.write_bytes(content)
    fields = [{"name": name, "type": "integer"} for name in ("n", "parent")]
    reference = {"fields": "parent", "reference": {"resource": "", "fields": "n"}}
    fields.append({"name": "note", "type": "string"})
    schema = {"fields": fields, "primaryKey": "n", "foreignKeys": [reference]}
    judgement = judge_fast(package(tmp_path, {"name": "t", "path": "t.parquet", "schema": schema}))
    assert "t" in judgement.left
    assert judgement.defects == ()


def test_a_table_is_left_with_those_that_refer_to_it(tmp_path: Path):
    (tmp_path / "a.csv").write_text(f"n\n{10**30}\n")
    (tmp_path / "b.csv").write_text("n\n1\n")
    field = {"name": "n", "type": "integer"}
    reference = {"fields": "n", "reference": {"resource": "a", "fields": "n"}}
    judgement = judge_fast(
        package(
            tmp_path,
            {"name": "a", "path": "a.csv", "schema": {"fields": [field]}},
            {
                "name": "b",
                "path": "b.csv",
                "schema": {"fields": [field], "foreignKeys": [reference]},
            },
        )
    )
    assert judgement.left == {
        "a": "the key n holds an integer of more than 64 bits",
        "b": "it refers to a, which is left",
    }
    assert judgement.defects == ()


@pytest.mark.parametrize("large", [-1, 1 << 40], ids=["by column", "by row"])
@pytest.mark.parametrize("required", [True, False])
def test_a_parquet_file_has_the_defects_that_frictionless_finds_however_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int, required: bool
):
    duckdb.execute(
        "COPY (SELECT * FROM (VALUES "
        "(1, 'AB-1', DATE '2020-01-02', 'a', '2020-01-02'), (2, 'ab-1', NULL, '', NULL), "
        "(NULL, '', NULL, NULL, ''), (NULL, NULL, NULL, NULL, NULL), (-5, 'AB-2', NULL, 'd', '5'), "
        "(1, NULL, DATE '1999-12-31', 'b', '2020-2-3'), (7, 'AB-é', NULL, 'aaaa', '2020-02-30')) "
        f"AS t(id, code, day, kind, told)) TO '{tmp_path}/table.parquet' (FORMAT parquet)"
    )
    fields = [
        {"name": "id", "type": "integer", "constraints": {"minimum": 0, "required": required}},
        {"name": "code", "type": "string", "constraints": {"pattern": "[A-Z]{2}-[0-9]"}},
        {"name": "day", "type": "date", "constraints": {"minimum": "2000-01-01"}},
        {"name": "kind", "type": "string", "constraints": {"enum": ["a", "b"], "maxLength": 3}},
        {"name": "told", "type": "date"},
    ]
    schema = {"fields": fields, "primaryKey": "id"}
    made = package(tmp_path, {"name": "table", "path": "table.parquet", "schema": schema})
    monkeypatch.setattr("toolkit.validation.fast.judged_rows._LARGE", large)
    ours, theirs = judge_fast(made), judge_with_frictionless(made)
    assert compare(ours, theirs) == ()
    assert not ours.left
    assert {defect.type for defect in ours.defects} >= {"blank-row", "type-error", "primary-key"}
    told = [(defect.place, defect.cell, defect.cells) for defect in ours.defects]
    assert set(told) == {(defect.place, defect.cell, defect.cells) for defect in theirs.defects}


def test_a_cell_too_many_of_json_is_told_as_frictionless_tells_it(tmp_path: Path):
    rows = [["a"], ["x", 1], ["x", 1.5], ["x", True], ["x", None], ["x", [2]], ["x", {"y": 3}]]
    (tmp_path / "table.json").write_text(json.dumps(rows), encoding="utf-8")
    schema = {"fields": [{"name": "a", "type": "string"}]}
    made = package(tmp_path, {"name": "table", "path": "table.json", "schema": schema})
    ours, theirs = judge_fast(made), judge_with_frictionless(made)
    assert [defect.cell for defect in ours.defects] == [defect.cell for defect in theirs.defects]
    assert ours.defects[0].cell == "1"
