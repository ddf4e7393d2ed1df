"""What SQL accepts of cells: never what frictionless would not take."""

import duckdb
import pytest
from frictionless import Field
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.validation.by_frictionless.specified_fields import reading_as_specified
from toolkit.validation.fast.acceptance import acceptance

FIELDS = [
    {"type": "integer", "constraints": {"minimum": 3, "exclusiveMaximum": "70"}},
    {"type": "number", "constraints": {"minimum": "0.1", "maximum": 50}},
    {"type": "number", "constraints": {"enum": [1, "1.5"]}},
    {"type": "boolean", "trueValues": ["yes", "1"], "falseValues": ["no"]},
    {"type": "date", "constraints": {"minimum": "2021-02-03"}},
    {"type": "datetime", "constraints": {"maximum": "2021-02-03T04:05:06Z"}},
    {"type": "time", "constraints": {"maximum": "10:11:12"}},
    {"type": "year", "constraints": {"minimum": 1000}},
    {"type": "yearmonth"},
    {"type": "string", "format": "uuid"},
    {"type": "string", "constraints": {"pattern": r"(?:\d+[a-z]?)\Z", "maxLength": 3}},
    {"type": "string", "constraints": {"required": True}, "missingValues": ["", "NA"]},
]
CELLS = (
    *("", "0", "1", "3", "7", "007", "+7", " 7", "-0", "0.1", "0.10", "1.50", "50", "50.0", "1e1"),
    *("1_0", "NaN", "INF", "-1", "99999999999999999999", "2e400", "yes", "no", "true", "NA"),
    *("2021-02-03", "2021-2-3", "2021-02-30", "infinity", "2021-02-03T04:05:06Z", "0999", "9999"),
    *("2021-02-03T04:05:06", "2021-02-03T24:00:00Z", "10:11:12", "24:00:00", "10:11:60", "2021-02"),
    *("2021-13", "7a", "7a\n", "é", "٣", "00000000-0000-4000-8000-000000000000"),
)
CELL = st.one_of(st.sampled_from(CELLS), st.text("0123456789-+:.TZ _eE\tna", max_size=20))


@pytest.mark.parametrize("entry", FIELDS, ids=lambda entry: entry["type"])
@settings(max_examples=15, deadline=None)
@given(cells=st.lists(CELL, min_size=30, max_size=60))
def test_sql_accepts_only_what_frictionless_takes(entry: dict, cells: list[str]):
    with reading_as_specified():
        field = Field.from_descriptor({"name": "f", **entry})
        read = field.create_cell_reader()
        test = acceptance(field, "c", encoded=False)
    with duckdb.connect() as connection:
        query = f"SELECT c, {test.suspect()} FROM unnest(?) AS cells(c)"
        found = connection.execute(query, [cells]).fetchall()
    for cell, suspect in found:
        if suspect is None:
            assert not read(cell)[1], cell


@pytest.mark.parametrize(
    ("kind", "stamp"),
    [
        ("date", "2021-02-03"),
        ("date", "1999-12-31"),
        ("datetime", "2021-02-03T14:05:06Z"),
        ("datetime", "1999-12-31T23:59:59"),
    ],
)
def test_sql_accepts_no_stamp_with_another_sign_that_frictionless_would_not_take(
    kind: str, stamp: str
):
    signs = [*map(chr, range(1, 128)), "é", "٣", "", "00"]
    cells = [stamp[:at] + sign + stamp[at + 1 :] for at in range(len(stamp)) for sign in signs]
    cells += [stamp + sign for sign in signs]
    with reading_as_specified():
        field = Field.from_descriptor({"name": "f", "type": kind})
        read = field.create_cell_reader()
        test = acceptance(field, "c", encoded=False)
    with duckdb.connect() as connection:
        query = f"SELECT c FROM unnest(?) AS cells(c) WHERE {test.suspect()} IS NULL"
        accepted = [cell for (cell,) in connection.execute(query, [cells]).fetchall()]
    assert stamp in accepted
    assert [cell for cell in accepted if read(cell)[1]] == []


@pytest.mark.parametrize(
    ("entry", "cell"),
    [
        *(({"type": "integer"}, "-12"), ({"type": "number"}, "12.50"), ({"type": "year"}, "2021")),
        *(({"type": "date"}, "2021-02-03"), ({"type": "time"}, "10:11:12")),
        *(({"type": "datetime"}, "2021-02-03T04:05:06Z"), ({"type": "boolean"}, "true")),
    ],
)
def test_sql_accepts_what_is_written_in_the_usual_way(entry: dict, cell: str):
    with reading_as_specified():
        test = acceptance(Field.from_descriptor({"name": "f", **entry}), "c", encoded=False)
    with duckdb.connect() as connection:
        query = f"SELECT {test.suspect()} FROM (SELECT ? AS c)"
        assert connection.execute(query, [cell]).fetchall() == [(None,)]
