"""What `toolkit infer` proposes for a file: what holds for all rows and is no accident."""

from __future__ import annotations

import gzip
import json
from itertools import zip_longest
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pytest

import toolkit
from toolkit.inference import CannotInfer, Draft


def draft_of(folder: Path, text: str, **options: Any) -> Draft:
    (folder / "things.csv").write_text(text, encoding="utf-8")
    return toolkit.infer(folder / "things.csv", **options)


def field_of(folder: Path, *values: str, name: str = "value", **options: Any) -> dict[str, Any]:
    """Return what is proposed for one column, beside a first one that is of no interest."""
    rows = "".join(f"x,{value}\n" for value in values)
    draft = draft_of(folder, f"first,{name}\n{rows}", **options)
    field = dict(draft.tables[0].schema["fields"][1])
    constraints = dict(field.pop("constraints", {}))
    constraints.pop("required", None)
    return {**field, **constraints}


def notes_of(folder: Path, *values: str) -> str:
    rows = "".join(f"x,{value}\n" for value in values)
    return " ".join(note.message for note in draft_of(folder, f"first,value\n{rows}").notes)


TYPES: list[tuple[list[str], dict[str, Any]]] = [
    (["1", "-20", "0"], {"type": "integer"}),
    (["1", "2.5", "-.5", "1.5e-3", "INF"], {"type": "number"}),
    (["true", "FALSE"], {"type": "boolean"}),
    (["yes", "No"], {"type": "boolean", "trueValues": ["yes"], "falseValues": ["No"]}),
    (["2021-05-10", "1999-12-31"], {"type": "date"}),
    (["13.02.2021", "1.2.2021"], {"type": "date", "format": "%d.%m.%Y"}),
    (["01.02.2021", "02.03.2021"], {"type": "date", "format": "%d.%m.%Y"}),
    (["13/02/2021", "01/02/2021"], {"type": "date", "format": "%d/%m/%Y"}),
    (["02/13/2021", "01/02/2021"], {"type": "date", "format": "%m/%d/%Y"}),
    (["3 May 2021", "13 Jun 2022"], {"type": "date", "format": "%d %b %Y"}),
    (["2021-05-10T11:00:00", "2021-05-10T11:00:00.5Z"], {"type": "datetime"}),
    (["2021-05-10 11:00:00"], {"type": "datetime", "format": "%Y-%m-%d %H:%M:%S"}),
    (["11:00:00", "23:59:59"], {"type": "time"}),
    (["11:00", "23:59"], {"type": "time", "format": "%H:%M"}),
    (["2021-05", "1999-12"], {"type": "yearmonth"}),
    (["12%", "0.5%"], {"type": "number", "bareNumber": False}),
    (["€ 12", "€5.50"], {"type": "number", "bareNumber": False}),
    (['"1,5"', '"0,25"'], {"type": "number", "decimalChar": ","}),
    (['"1.234,5"', '"12.000,00"'], {"type": "number", "decimalChar": ",", "groupChar": "."}),
    (['"1,234.5"', '"12"'], {"type": "number", "groupChar": ","}),
    (['"{""a"": 1}"', "{}"], {"type": "object"}),
    (['"[1, 2]"', "[]"], {"type": "array"}),
    (["a@example.org", "b.c@example.org"], {"type": "string", "format": "email"}),
    (["https://example.org/a?b=1"], {"type": "string", "format": "uri"}),
    (["b5c1f0f1-0c5d-4b3c-9d0e-1f2a3b4c5d6e"], {"type": "string", "format": "uuid"}),
]

TEXTS = [
    ["01234", "94107"],
    ["007.1", "038.11"],
    ["+4912345", "+351234"],
    ["12345678901234567890", "1"],
    ["1_000", "2"],
    ["12E4", "13E5"],
    ["2021-02-30", "2021-02-28"],
    ["01/02/2021", "03/04/2021"],
    ["01.02.21", "03.04.21"],
    ['"1,234"', '"5,678"'],
    ["NO", "NO"],
    ["Y", "Y"],
    ["1.2.3", "1.10.0"],
    ["None", "Null"],
]


@pytest.fixture(scope="module")
def fields(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return what is proposed for the columns of TYPES and TEXTS, all in one table."""
    columns = [*(values for values, _ in TYPES), *TEXTS]
    rows = zip_longest(*columns, fillvalue="")
    header = ",".join(f"value{number}" for number in range(len(columns)))
    lines = [header, *(",".join(row) for row in rows)]
    draft = draft_of(tmp_path_factory.mktemp("types"), "\n".join(lines) + "\n")
    return [dict(field) for field in draft.tables[0].schema["fields"]]


@pytest.mark.parametrize("number", range(len(TYPES)), ids=lambda at: " ".join(TYPES[at][0]))
def test_a_type_is_proposed_that_all_values_have(fields, number):
    field = {
        key: value for key, value in fields[number].items() if key not in ("name", "constraints")
    }
    assert field == TYPES[number][1]


@pytest.mark.parametrize("number", range(len(TEXTS)), ids=lambda at: " ".join(TEXTS[at]))
def test_what_another_type_would_lose_stays_text(fields, number):
    field = fields[len(TYPES) + number]
    assert (field["type"], field.get("format")) == ("string", None)


def test_zeros_and_ones_are_numbers_and_no_booleans(tmp_path):
    assert field_of(tmp_path, "0", "1")["type"] == "integer"


@pytest.mark.parametrize("name", ["zip", "Postal Code", "phoneNumber", "isbn"])
def test_digits_that_count_nothing_stay_text(tmp_path, name):
    assert field_of(tmp_path, "94107", "10115", name=name)["type"] == "string"


def test_four_digits_are_a_year_where_the_name_says_so(tmp_path):
    assert field_of(tmp_path, "1999", "2021", name="birthYear")["type"] == "year"
    assert field_of(tmp_path, "1999", "2021", name="price")["type"] == "integer"


def test_all_rows_are_looked_at(tmp_path):
    assert field_of(tmp_path, *["1"] * 5000, "2x", *["1"] * 50)["type"] == "string"
    assert "5,050 values are of type integer, 1 not, such as '2x'" in notes_of(
        tmp_path, *["1"] * 5000, "2x", *["1"] * 50
    )


def test_a_date_that_can_be_read_in_two_ways_is_said(tmp_path):
    assert "may begin with the day or the month" in notes_of(tmp_path, "01/02/2021", "03/04/2021")


def test_leading_zeros_are_said(tmp_path):
    assert "kept as text: a number would lose zeros" in notes_of(tmp_path, "01234", "94107")


def test_words_for_missing_values_are_told_where_all_others_are_numbers(tmp_path):
    field = field_of(tmp_path, "1.5", "NA", "-", "2")
    assert field == {"name": "value", "type": "number", "missingValues": ["", "-", "NA"]}
    assert "-, NA: taken for a missing value" in notes_of(tmp_path, "1.5", "NA", "-", "2")


def test_na_among_countries_is_namibia(tmp_path):
    assert field_of(tmp_path, "NA", "PT", "DE") == {"name": "value", "type": "string"}


def test_null_among_words_is_a_missing_value(tmp_path):
    assert field_of(tmp_path, "red", "NULL", "green")["missingValues"] == ["", "NULL"]


def test_a_column_without_any_gap_is_required(tmp_path):
    fields = draft_of(tmp_path, "a,b\n1,\n2,x\n").tables[0].schema["fields"]
    assert [field.get("constraints") for field in fields] == [{"required": True}, None]


def test_few_values_that_come_often_are_an_enumeration(tmp_path):
    values = ["red", "green", "blue"] * 10
    assert field_of(tmp_path, *values)["enum"] == ["blue", "green", "red"]
    assert "enum" not in field_of(tmp_path, *values, most_values=2)
    assert "enum" not in field_of(tmp_path, *values, "mauve"), "one that comes once is an accident"
    assert "enum" not in field_of(tmp_path, *values[:20])


def test_many_values_are_no_enumeration(tmp_path):
    assert "enum" not in field_of(tmp_path, *[f"{word}y" for word in map(str, range(50))] * 20)


@pytest.mark.parametrize(
    ("values", "pattern"),
    [
        ([f"INV-{number:04}" for number in range(12)], "INV-[0-9]{4}"),
        ([f"INV-{number}" for number in range(12)], "INV-[0-9]+"),
        ([f"{number:05}" for number in range(12)], "[0-9]{5}"),
        ([f"{letter}{letter}" for letter in "ABCDEFGHIJKL"], "[A-Z]{2}"),
        ([f"Q{number}" for number in range(1, 13)], "Q[1-9][0-9]*"),
        ([f"{number:064x}" for number in range(12)], "[0-9a-f]{64}"),
        ([f"a.b({number}" for number in range(12)], r"a\.b\([0-9]+"),
    ],
)
def test_codes_of_one_shape_are_a_pattern(tmp_path, values, pattern):
    assert field_of(tmp_path, *values)["pattern"] == pattern


@pytest.mark.parametrize(
    "values",
    [
        ["Anna", "Bert", "Carl", "Dora", "Emil", "Fred", "Gert", "Hans", "Ines", "Jens"],
        [f"INV-{number}" for number in range(9)],
        [*(f"INV-{number}" for number in range(2100)), "none"],
    ],
)
def test_words_and_what_has_an_exception_are_no_pattern(tmp_path, values):
    assert "pattern" not in field_of(tmp_path, *values)


def test_accidents_of_the_rows_at_hand_are_given_only_where_they_are_asked_for(tmp_path):
    assert field_of(tmp_path, "3", "12", name="a") == {"name": "a", "type": "integer"}
    ranged = field_of(tmp_path, "3", "12", name="a", ranges=True)
    assert (ranged["minimum"], ranged["maximum"]) == (3, 12)
    ranged = field_of(tmp_path, "2021-05-10", "2020-05-10", ranges=True)
    assert (ranged["minimum"], ranged["maximum"]) == ("2020-05-10", "2021-05-10")
    ranged = field_of(tmp_path, "word", "a longer one", ranges=True)
    assert (ranged["minLength"], ranged["maxLength"]) == (4, 12)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("name,id\nx,1\ny,2\n", ["id"]),
        ("name,things_id\nx,1\ny,2\n", ["things_id"]),
        ("name,price\nx,1\ny,1\n", ["name"]),
        ("price,name\n1,x\n1,y\n", None),
        ("id,name\n1,x\n,y\n", None),
        ("shop_id,day,n\n1,2021-05-10,1\n1,2021-05-11,1\n2,2021-05-10,1\n", ["shop_id", "day"]),
    ],
)
def test_a_key_is_a_column_or_a_few_that_are_meant_as_one(tmp_path, text, key):
    assert draft_of(tmp_path, text).tables[0].schema.get("primaryKey") == key


def test_another_column_that_is_named_as_a_key_is_unique(tmp_path):
    rows = "".join(f"{number},{100 - number},{number}\n" for number in range(30))
    fields = draft_of(tmp_path, f"id,order_id,n\n{rows}").tables[0].schema["fields"]
    assert [field["constraints"].get("unique") for field in fields] == [None, True, None]


def references(folder: Path, **texts: str) -> dict[str, list[tuple[str, str]]]:
    files = []
    for name, text in texts.items():
        files.append(folder / f"{name}.csv")
        files[-1].write_text(text, encoding="utf-8")
    return {
        table.name: [
            ("+".join(key["fields"]), key["reference"].get("resource", "itself"))
            for key in table.schema.get("foreignKeys", ())
        ]
        for table in toolkit.infer(files).tables
    }


def test_a_column_that_is_named_after_a_key_refers_to_it(tmp_path):
    found = references(
        tmp_path,
        customers="id,name\n1,x\n2,y\n",
        orders="id,customer_id,billing_customer_id,size\n7,1,2,1\n8,2,,2\n",
    )
    assert found["orders"] == [("customer_id", "customers"), ("billing_customer_id", "customers")]
    assert found["customers"] == []


def test_a_value_that_is_no_key_makes_no_reference(tmp_path):
    found = references(
        tmp_path, customers="id,name\n1,x\n2,y\n", orders="id,customer_id\n7,1\n8,3\n"
    )
    assert found["orders"] == []


def test_a_row_may_refer_to_its_own_table(tmp_path):
    found = references(tmp_path, places="id,name,parent_id\n1,x,\n2,y,1\n")
    assert found["places"] == [("parent_id", "itself")]


def test_words_that_only_one_table_has_as_keys_refer_to_it(tmp_path):
    people = "".join(f"person-{letter},x\n" for letter in "abcdef")
    rows = "".join(f"{number},person-{letter}\n" for number, letter in enumerate("abcde"))
    found = references(
        tmp_path, people=f"person_id,name\n{people}", votes=f"vote_id,contender_id\n{rows}"
    )
    assert found["votes"] == [("contender_id", "people")]


def test_two_columns_may_refer_to_a_key_of_two(tmp_path):
    found = references(
        tmp_path,
        lines="order_id,line,n\n1,1,5\n1,2,5\n2,1,5\n",
        parts="part_id,order_id,line\n1,1,1\n2,1,1\n3,2,1\n",
    )
    assert found["parts"] == [("order_id+line", "lines")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_by_the_text(tmp_path, delimiter):
    table = draft_of(tmp_path, f"a{delimiter}b\n1{delimiter}x y\n").tables[0]
    assert table.dialect["delimiter"] == delimiter
    assert [field["name"] for field in table.schema["fields"]] == ["a", "b"]


@pytest.mark.parametrize(
    ("encoding", "stated"),
    [
        *(("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16")),
        *(("cp1252", "windows-1252"), ("latin-1", "iso-8859-1")),
    ],
)
def test_the_encoding_is_told_by_the_bytes(tmp_path, encoding, stated):
    dash = "–" if encoding == "cp1252" else ""
    (tmp_path / "a.csv").write_bytes(f"Ort,ü\nKöln{dash},1\n".encode(encoding))
    (table,) = toolkit.infer(tmp_path / "a.csv").tables
    assert table.encoding == stated
    assert [field["name"] for field in table.schema["fields"]] == ["Ort", "ü"]


def test_a_file_may_be_compressed(tmp_path):
    with gzip.open(tmp_path / "a.csv.gz", "wt") as stream:
        stream.write("a,b\n1,x\n")
    (table,) = toolkit.infer(tmp_path / "a.csv.gz").tables
    assert (table.name, table.rows, table.format) == ("a", 1, "csv")


def test_a_file_without_a_header_gives_names(tmp_path):
    draft = draft_of(tmp_path, "1,x\n2,y\n", header=False)
    assert [field["name"] for field in draft.tables[0].schema["fields"]] == ["field1", "field2"]
    assert draft.tables[0].rows == 2
    assert draft.notes == ()
    assert "without one (--no-header)" in draft_of(tmp_path, "1,x\n2,y\n").notes[0].message


ROWS = [
    {"id": 1, "share": 1, "zip": "01234", "day": "2021-05-10", "tags": ["a"], "more": {"b": 1}},
    {"id": 2, "share": 2.5, "zip": "12", "day": None, "is_new": True, "odd": "x"},
    {"id": 3, "share": None, "zip": "9", "day": "2021-05-11", "is_new": False, "odd": 7},
]
ROW_TYPES = {
    "id": "integer",
    "share": "number",
    "zip": "string",
    "day": "date",
    "tags": "array",
    "more": "object",
    "is_new": "boolean",
    "odd": "any",
}


@pytest.mark.parametrize("format", ["json", "ndjson"])
def test_json_keeps_its_types_and_its_strings_are_no_numbers(tmp_path, format):
    file = tmp_path / f"things.{format}"
    lines = [json.dumps(row) for row in ROWS]
    file.write_text(f"[{','.join(lines)}]" if format == "json" else "\n".join(lines))
    schema = toolkit.infer(file).tables[0].schema
    assert {field["name"]: field["type"] for field in schema["fields"]} == ROW_TYPES
    assert schema["primaryKey"] == ["id"]
    resource = {"name": "things", "data": ROWS, "schema": schema}
    assert frictionless.validate({"name": "p", "resources": [resource]}).valid


def test_parquet_keeps_its_types(tmp_path):
    file = tmp_path / "things.parquet"
    duckdb.sql(
        "SELECT range AS id, '0' || range AS zip, DATE '2021-05-10' AS day, 1.5::DECIMAL(9, 2) AS "
        "price, now()::TIMESTAMP AS moment, [1] AS list, {'a': 1} AS struct, range > 1 AS big, "
        "'2021-05-10' AS written FROM range(3)"
    ).write_parquet(str(file))
    schema = toolkit.infer(file).tables[0].schema
    assert {field["name"]: field["type"] for field in schema["fields"]} == {
        "id": "integer",
        "zip": "string",
        "day": "date",
        "price": "number",
        "moment": "datetime",
        "list": "array",
        "struct": "object",
        "big": "boolean",
        "written": "date",
    }
    assert schema["primaryKey"] == ["id"]


def test_the_same_files_give_the_same_proposal(tmp_path):
    rows = "".join(f"{number % 977},x{number % 3},{number / 7:.3f}\n" for number in range(20000))
    first = draft_of(tmp_path, f"a,b,c\n{rows}", ranges=True)
    assert first == draft_of(tmp_path, f"a,b,c\n{rows}", ranges=True)


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("a.csv", b"", "is empty"),
        pytest.param("a.csv", b"a" * (17 << 20), "line 1 is longer than", id="a long line"),
        ("a.csv", b"\na,b\n1,2\n", "the first line is blank"),
        ("a.csv", b"a,a\n1,2\n", "two columns are called a"),
        ("a.csv", b"a,\n1,2\n", "column 2 has no name"),
        ("a.csv", b"a,b\n1,2\n1,2,3\n", "row 3 has 3 cells where the header has 2"),
        ("a.csv", b"a,b\n1\n", "row 2 has 1 cells"),
        ("a.csv.gz", b"a,b\n1,2\n", "cannot be read"),
        ("a.json", b'{"a": 1}', "is not a list of objects"),
        ("a.json", b"[1, 2]", "2 of its rows are no objects"),
        ("a.json", b"[]", "holds no row"),
        ("a.json", b'[{"": 1}]', "the name '' is blank"),
        ("a.json", b'[{"a ": 1}]', "the name 'a ' is blank, or begins or ends with"),
        ("a.ndjson", b'{"a": 1}\n{"a":\n', "is not one object a line"),
        ("a.parquet", b"no parquet", "is no Parquet that can be read"),
        ("a.xlsx", b"", "is of no format that is known"),
    ],
)
def test_a_file_that_gives_no_schema_is_named_with_a_remedy(tmp_path, name, content, complaint):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CannotInfer) as failure:
        toolkit.infer(tmp_path / name)
    message = str(failure.value)
    assert complaint in message
    assert str(tmp_path / name) in message
    assert ": " in message
    assert message.endswith(".")
    assert "\n" not in message


def test_text_that_duckdb_reads_otherwise_is_read_as_python_does(tmp_path):
    table = draft_of(tmp_path, 'a,b\r\n1, "2"\n2,"x"y\r\n3,"two\nlines"\r\n').tables[0]
    assert table.rows == 3
    assert table.schema["fields"][1]["type"] == "string"


def test_blank_rows_are_counted(tmp_path):
    (note,) = draft_of(tmp_path, 'a,b\n1,"x\n\ny"\n\n,\n2,y\n').notes
    assert note.message == "2 rows have no value at all: remove what is blank."


def test_white_space_around_a_name_is_no_part_of_it(tmp_path):
    fields = draft_of(tmp_path, " a, b \n1,2\n").tables[0].schema["fields"]
    assert [field["name"] for field in fields] == ["a", "b"]


def test_a_table_without_rows_gives_its_columns(tmp_path):
    (table,) = draft_of(tmp_path, "a,b\n").tables
    assert table.schema == {
        "fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}],
        "missingValues": [""],
    }
