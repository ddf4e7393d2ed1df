"""What is inferred of any table: its data are valid by it.

`PARLEY_INFERENCE_EXAMPLES=2000 pytest tests/test_inference_laws.py` looks at more tables.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import frictionless
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_tables import made_columns, write_csv

from toolkit.inference import infer_schemas

EXAMPLES = int(os.environ.get("PARLEY_INFERENCE_EXAMPLES", "15"))


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="PARLEY_INFERENCE_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
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
        descriptor = draft.to_package(folder)
        (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
        report = frictionless.validate(str(folder / "datapackage.json"))
        found = report.flatten(["rowNumber", "fieldName", "type", "note"])
        assert report.valid, (found[:3], descriptor["resources"][0]["schema"])
