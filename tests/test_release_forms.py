"""The forms of a release: the same rows for each kind of tool."""

from __future__ import annotations

import csv
import dataclasses
import json
import shutil
import sqlite3
import subprocess
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pyarrow
import pyarrow.parquet
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from published_release import HOSTILE, publish_forms, released_twice
from released_package import build, files_of
from sample_tables import sample_rows

import toolkit
from toolkit.publish.data_files import write_csv
from toolkit.publish.errors import PublishError
from toolkit.publish.exports.formats import EXPORTS, write_exports
from toolkit.publish.forms.citation import citation
from toolkit.publish.forms.duckdb_file import write_duckdb_file
from toolkit.publish.forms.forms import FORMS, write_forms
from toolkit.publish.forms.release_descriptor import release_descriptor
from toolkit.publish.forms.spreadsheet import TEXT_OF_CELL, write_spreadsheet
from toolkit.publish.forms.sqlite_file import sqlite_views
from toolkit.publish.forms.table_files import table_path, write_csv_files
from toolkit.publish.published_version import PublishedVersion, open_published
from toolkit.store.views import read_views
from toolkit.tables import column_names, primary_key, table_names

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
COLUMNS = pyarrow.schema(
    [("text", "string"), ("whole", "int64"), ("number", "float64"), ("day", "date32")]
)
ROWS = st.lists(
    st.tuples(
        st.none() | TEXT | st.sampled_from(['"', ",", "\r", "\n", "=1+1", " a "]),
        st.none() | st.integers(-(2**63), 2**63 - 1),
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
        st.none() | st.dates(),
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    return released_twice(tmp_path_factory.mktemp("package"))


@pytest.fixture(scope="module")
def release(package, tmp_path_factory) -> Path:
    return publish_forms(package, tmp_path_factory.mktemp("release") / "0.2.0")


@pytest.fixture
def published(package):
    with open_published(package) as opened:
        yield opened


def rows_of(cursor, name: str) -> list[tuple]:
    rows = cursor.execute(f'SELECT * FROM "{name}"').fetchall()
    return [tuple(str(v) if isinstance(v, date) else v for v in row) for row in rows]


def plain_line(values: tuple) -> str:
    cells = []
    for value in values:
        text = "" if value is None else repr(value) if isinstance(value, float) else str(value)
        needs_quotes = any(sign in text for sign in '",\r\n')
        cells.append('"' + text.replace('"', '""') + '"' if needs_quotes else text)
    return ",".join(cells) + "\n"


def test_a_version_out_of_the_store_gives_the_same_bytes(package, release, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(package, elsewhere)
    build(elsewhere, sample_rows())
    again = publish_forms(elsewhere, tmp_path / "again", at="0.2.0")
    assert files_of(again) == files_of(release)


def test_exports_are_resources_with_the_title_and_media_type_of_their_format(published, release):
    folder = release.parent / "exported"
    shutil.copytree(release, folder)
    write_exports(published, folder / "exports")
    resources = release_descriptor(published, folder)["resources"]
    assert {
        one["path"]: (one["title"], one["mediatype"], one["format"])
        for one in resources
        if one["path"].startswith("exports/")
    } == {
        f"exports/{one.file_name}": (one.title, one.media_type, one.file_name.split(".")[1])
        for one in EXPORTS
    }


def test_an_earlier_release_has_its_own_rows(package, tmp_path):
    folder = publish_forms(package, tmp_path / "0.1.0", at="0.1.0")
    said = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert said["version"] == "0.1.0"
    roles = (folder / "data" / "actor_roles.csv").read_text("utf-8").splitlines()
    assert len(roles) == 1 + len(sample_rows()["actor_roles"]) > 1


def test_csv_files_are_those_of_the_package_to_the_byte(package, release):
    for name in table_names():
        path = f"data/{name}.csv"
        assert (release / path).read_bytes() == (package / path).read_bytes()


def test_csv_files_are_the_same_where_the_package_has_none(release, published, tmp_path):
    write_csv_files(dataclasses.replace(published, folder=None), tmp_path)
    for name in table_names():
        path = f"data/{name}.csv"
        assert (tmp_path / path).read_bytes() == (release / path).read_bytes()


@pytest.mark.parametrize("name", ["../out", "/etc/x", "a/b", ".hidden", ""])
def test_a_table_whose_name_would_lead_elsewhere_is_refused(name):
    with pytest.raises(PublishError, match="can't be the name of a file"):
        table_path(name, "csv")


@settings(max_examples=60, deadline=None)
@given(rows=ROWS)
def test_csv_is_written_as_cell_after_cell_would_be(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "rows.csv"
    columns = list(zip(*rows, strict=True)) or [()] * 4
    arrays = [pyarrow.array(c, f.type) for c, f in zip(columns, COLUMNS, strict=True)]
    table = pyarrow.Table.from_arrays(arrays, schema=COLUMNS)
    write_csv(pyarrow.concat_tables([table, table.slice(1)]), path)
    expected = "text,whole,number,day\n" + "".join(map(plain_line, [*rows, *rows[1:]]))
    assert path.read_bytes() == expected.encode()


def test_parquet_files_have_the_rows_with_their_types(release, published):
    for name in table_names():
        table = pyarrow.parquet.read_table(release / "data" / f"{name}.parquet")
        assert table.equals(published.table(name))


def test_the_duckdb_file_has_rows_keys_comments_and_views(release, published):
    with duckdb.connect(release / "parley.duckdb", read_only=True) as connection:
        for name in table_names():
            assert rows_of(connection, name) == rows_of(published.connection, name)
        for view in read_views():
            assert rows_of(connection, view.name) == rows_of(published.connection, view.name)
        keys = connection.execute(
            "SELECT table_name, constraint_column_names FROM duckdb_constraints() "
            "WHERE constraint_type = 'PRIMARY KEY'"
        ).fetchall()
        assert {name: tuple(key) for name, key in keys} == {
            n: primary_key(n) for n in table_names()
        }
        uncommented = "SELECT count(*) FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
        tables_only = f"{uncommented} AND table_name IN (SELECT table_name FROM duckdb_tables())"
        assert connection.execute(tables_only).fetchone() == (0,)
        assert connection.execute("SELECT version FROM package").fetchone() == ("0.2.0",)


def test_of_a_large_version_the_database_of_the_package_is_taken(
    package, published, tmp_path, monkeypatch
):
    monkeypatch.setattr("toolkit.publish.forms.duckdb_file.ROWS_WRITTEN_ANEW", 1)
    write_duckdb_file(published, tmp_path)
    own = package / "build" / "parley.duckdb"
    assert (tmp_path / "parley.duckdb").read_bytes() == own.read_bytes()


def test_the_sqlite_file_has_rows_keys_and_views(release, published):
    connection = sqlite3.connect(f"file:{release / 'parley.sqlite'}?mode=ro", uri=True)
    for name in table_names():
        assert rows_of(connection, name) == rows_of(published.connection, name)
        stated = connection.execute(f"PRAGMA table_info({name})").fetchall()
        key = sorted((row[5], row[1]) for row in stated if row[5])
        assert tuple(column for _, column in key) == primary_key(name)
    references = connection.execute("PRAGMA foreign_key_list(meeting_participants)").fetchall()
    assert {(row[2], row[3]) for row in references} == {
        ("actors", "actor_id"),
        ("meetings", "meeting_id"),
    }
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


@pytest.mark.parametrize("view", [view.name for view in sqlite_views()])
def test_a_view_answers_in_sqlite_as_in_duckdb(release, published, view):
    connection = sqlite3.connect(release / "parley.sqlite")
    assert rows_of(connection, view) == rows_of(published.connection, view)
    connection.close()


def test_the_schema_of_the_sqlite_file_tells_what_columns_mean(release):
    connection = sqlite3.connect(release / "parley.sqlite")
    (made,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'meetings'").fetchone()
    assert '"place_country" TEXT, -- ' in made
    connection.close()


def test_the_workbook_has_a_sheet_for_each_table_and_one_about_it(release, published):
    workbook = openpyxl.load_workbook(release / "parley.xlsx")
    assert workbook.sheetnames == ["about", *table_names()]
    about = {row[0].value: row[1].value for row in workbook["about"].rows}
    assert about["Version"] == "0.2.0"
    assert about["Licence"].startswith("Creative Commons Attribution 4.0")
    for name in table_names():
        header, *rows = workbook[name].iter_rows(values_only=True)
        assert header == column_names(name)
        assert len(rows) == published.table(name).num_rows
        assert workbook[name].freeze_panes == "A2"
        assert workbook[name].auto_filter.ref.startswith("A1:")


def test_what_would_be_a_formula_or_a_link_is_text_in_the_workbook(release):
    workbook = openpyxl.load_workbook(release / "parley.xlsx")
    cells = {cell.value: cell for row in workbook["articles"].rows for cell in row}
    for text in (HOSTILE, "@SUM(1)", "javascript:alert(1)"):
        assert cells[text].data_type == "s"
        assert cells[text].hyperlink is None
    assert {cell.data_type for row in workbook["meetings"].rows for cell in row} <= {"s", "d", "n"}


def test_a_workbook_of_a_large_version_says_what_it_leaves_out(published, tmp_path):
    write_spreadsheet(published, tmp_path, whole_up_to=10, rows_of_large=2)
    workbook = openpyxl.load_workbook(tmp_path / "parley.xlsx")
    about = {row[0].value: row[1].value for row in workbook["about"].rows}
    assert "the first 2 are here" in about["Left out"]
    assert about["actors"] == f"Actors: 2 of {published.table('actors').num_rows} rows"
    assert workbook["actors"].max_row == 3


@pytest.mark.parametrize("text", ["x" * (TEXT_OF_CELL + 1), "\U0001f5f3" * TEXT_OF_CELL])
def test_a_text_longer_than_a_cell_is_cut_with_a_sign(published, tmp_path, text):
    long = published.table("articles").to_pylist()
    long[0]["title"] = text
    table = pyarrow.Table.from_pylist(long, published.table("articles").schema)
    changed = dataclasses.replace(published, _tables={**published._tables, "articles": table})
    write_spreadsheet(changed, tmp_path)
    workbook = openpyxl.load_workbook(tmp_path / "parley.xlsx")
    (cell,) = (row[3].value for row in workbook["articles"].iter_rows(min_row=2))
    assert cell.endswith("[…]")
    assert len(cell.encode("utf-16-le")) <= 2 * TEXT_OF_CELL


def test_a_form_that_takes_too_long_is_left_out_of_a_large_version(
    published, tmp_path, monkeypatch
):
    monkeypatch.setattr(PublishedVersion, "row_count", lambda _: 2_000_000)
    monkeypatch.setattr(
        "toolkit.publish.forms.forms.FORMS", [form for form in FORMS if form.name == "sqlite"]
    )
    write_forms(published, tmp_path / "bounded")
    write_forms(published, tmp_path / "all", all_forms=True)
    assert not list((tmp_path / "bounded").iterdir())
    assert [path.name for path in (tmp_path / "all").iterdir()] == ["parley.sqlite"]


def test_the_data_dictionary_tells_of_every_column(release):
    text = (release / "data-dictionary.md").read_text("utf-8")
    for name in table_names():
        section = text.split(f"\n## {name}\n")[1].split("\n## ")[0]
        assert [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")] == [
            *column_names(name)
        ]
    assert "`organization_id` refers to `actor_id` of [actors](#actors)" in text
    assert "one of `meeting`, `call`" in text


def test_digests_are_those_that_sha256sum_finds(release):
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=release, check=False
    )
    assert checked.returncode == 0
    listed = [line[66:] for line in (release / "SHA256SUMS").read_text("utf-8").splitlines()]
    assert listed == sorted(set(files_of(release)) - {"SHA256SUMS"})


def test_a_release_is_cited_by_its_authors_version_and_day(release):
    cited = yaml.safe_load((release / "CITATION.cff").read_text("utf-8"))
    required = {"cff-version", "message", "title", "authors"}
    assert required <= set(cited)
    assert cited["cff-version"] == "1.2.0"
    assert cited["type"] == "dataset"
    assert cited["authors"] == [{"name": "parley-toolkit"}]
    assert cited["version"] == "0.2.0"
    assert isinstance(cited["date-released"], date)
    assert cited["license"] == "CC-BY-4.0"


def test_authors_are_the_contributors_with_that_role(published):
    people = [
        {"title": "Ann Lee", "givenName": "Ann", "familyName": "Lee", "roles": ["author"]},
        {"title": "Some Lab", "path": "https://example.org", "roles": ["creator"]},
        {"title": "Bo Ray", "roles": ["wrangler"]},
    ]
    said = {**published.descriptor, "contributors": people}
    assert citation(dataclasses.replace(published, descriptor=said))["authors"] == [
        {"family-names": "Lee", "given-names": "Ann"},
        {"name": "Some Lab", "website": "https://example.org"},
    ]


def test_the_descriptor_lists_every_file_with_its_bytes_and_digest(release):
    said = json.loads((release / "datapackage.json").read_text("utf-8"))
    by_path = {resource["path"]: resource for resource in said["resources"]}
    unlisted = {"SHA256SUMS", "datapackage.json"}
    assert set(by_path) == set(files_of(release)) - unlisted
    assert [resource["name"] for resource in said["resources"]][: len(table_names())] == [
        *table_names()
    ]
    for path, resource in by_path.items():
        assert resource["bytes"] == (release / path).stat().st_size
        assert ("schema" in resource) == (path.endswith(".csv"))


def test_the_descriptor_tells_when_and_where(release):
    said = json.loads((release / "datapackage.json").read_text("utf-8"))
    assert said["temporal"] == {"start": "2021-05-10", "end": "2021-05-10"}
    assert said["spatial"] == {"countries": ["PT"]}


def test_a_release_is_valid_by_the_toolkit_and_by_frictionless(release):
    import frictionless

    assert toolkit.validate(release).valid
    report = frictionless.validate(str(release / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])


def test_the_csv_files_are_read_by_any_reader(release):
    with (release / "data" / "articles.csv").open(encoding="utf-8", newline="") as file:
        assert [row["title"] for row in csv.DictReader(file)] == [HOSTILE]
