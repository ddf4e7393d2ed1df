"""What is inferred of any table: its data are valid by it.

`PARLEY_INFERENCE_EXAMPLES=2000 pytest tests/test_inference_laws.py` looks at more tables.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import frictionless
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_tables import made_columns, write_csv

from toolkit.inference import infer_schemas

EXAMPLES = int(os.environ.get("PARLEY_INFERENCE_EXAMPLES", "10"))


LAW = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="PARLEY_INFERENCE_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)


def assert_valid(folder: Path, descriptor: dict[str, Any]) -> None:
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    report = frictionless.validate(str(folder / "datapackage.json"))
    found = report.flatten(["rowNumber", "fieldName", "type", "note"])
    assert report.valid, (found[:3], descriptor["resources"])


@LAW
@given(
    columns=made_columns(),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    ranges=st.booleans(),
)
def test_a_table_is_valid_by_what_is_inferred_of_it(columns, delimiter, line_end, ranges):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_csv(folder / "things.csv", columns, delimiter, line_end)
        draft = infer_schemas(folder / "things.csv", delimiter=delimiter, ranges=ranges)
        assert_valid(folder, draft.to_package(folder))


KEYS = st.sampled_from(["1", "2", "3", "7", "a", "b-1", "c", ""])


@LAW
@given(tables=st.lists(st.lists(st.tuples(KEYS, KEYS, KEYS), max_size=8), min_size=2, max_size=3))
def test_tables_are_valid_by_the_references_between_them(tables):
    names = ("customers", "orders", "lines")
    headers = ("id,parent_id,order_id", "order_id,customer_id,line", "order_id,line,customer_id")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = []
        for table, header, rows in zip(names, headers, tables, strict=False):
            files.append(folder / f"{table}.csv")
            lines = [header, *(",".join(row) for row in rows if any(row))]
            files[-1].write_text("\n".join(lines) + "\n", encoding="utf-8")
        assert_valid(folder, infer_schemas(files).to_package(folder))


VALUES = st.one_of(
    *(st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(allow_nan=False)),
    *(st.text(max_size=5), st.dates().map(str), st.lists(st.integers(), max_size=2)),
    st.dictionaries(st.text(max_size=2), st.none(), max_size=1),
)


@LAW
@given(data=st.data())
def test_rows_of_json_are_valid_by_what_is_inferred_of_them(data):
    kinds = data.draw(
        st.dictionaries(
            st.text(st.characters(codec="utf-8"), max_size=4).map(str.strip).filter(bool),
            st.sampled_from([VALUES, st.integers(), st.floats(-1e9, 1e9), st.text(max_size=4)]),
            min_size=1,
            max_size=3,
        )
    )
    row = st.fixed_dictionaries({"id": st.integers()}, optional=kinds)
    rows = data.draw(st.lists(row, min_size=1, max_size=8))
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "things.json"
        file.write_text(json.dumps(rows), encoding="utf-8")
        (table,) = infer_schemas(file).tables
        inline = {"name": "things", "data": rows, "schema": dict(table.schema)}
        assert_valid(Path(name), {"name": "package", "resources": [inline]})
