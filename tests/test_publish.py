"""Data files, descriptor, and how a package takes the place of the one before."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_package import as_tables, build_small_package, small_rows, stage_small_package

from toolkit.publish.data_files import write_csv, write_parquet
from toolkit.publish.descriptor import (
    build_time,
    default_descriptor,
    read_descriptor,
    update_descriptor,
)
from toolkit.publish.errors import PublishError
from toolkit.publish.package import stage_package
from toolkit.publish.swap import check_writable, complete_swap, replace_atomically
from toolkit.store.errors import StoreError
from toolkit.store.file_digest import file_digest
from toolkit.store.pending_swap import JOURNAL_NAME, SWAP_FOLDER
from toolkit.store.query import run_query

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

# What the tables may hold: texts are never empty, and have no line end but LF.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), min_size=1)
ROWS = st.lists(
    st.tuples(
        st.none() | TEXT,
        st.none() | st.integers(-(2**63), 2**63 - 1),
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
        st.none() | st.dates(),
        st.just("end"),
    )
)
SCHEMA = pyarrow.schema(
    [
        ("text", pyarrow.string()),
        ("count", pyarrow.int64()),
        ("share", pyarrow.float64()),
        ("day", pyarrow.date32()),
        ("last", pyarrow.string()),
    ]
)


def table_of(rows) -> pyarrow.Table:
    columns = list(zip(*rows, strict=True)) or [[] for _ in SCHEMA]
    return pyarrow.table(list(map(list, columns)), schema=SCHEMA)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("files")


@given(rows=ROWS)
@settings(max_examples=50, deadline=None)
def test_csv_reads_back_as_it_was(rows, folder):
    path = folder / "rows.csv"
    write_csv(table_of(rows), path)
    with path.open(encoding="utf-8", newline="") as file:
        read = list(csv.reader(file))
    assert read[0] == SCHEMA.names
    assert [
        (
            text or None,
            int(count) if count else None,
            float(share) if share else None,
            date.fromisoformat(day) if day else None,
            last,
        )
        for text, count, share, day, last in read[1:]
    ] == rows


@given(rows=ROWS)
@settings(max_examples=20, deadline=None)
def test_duckdb_reads_the_csv_back_as_it_was(rows, folder):
    path = folder / "rows.csv"
    write_csv(table_of(rows), path)
    columns = {
        "text": "VARCHAR",
        "count": "BIGINT",
        "share": "DOUBLE",
        "day": "DATE",
        "last": "VARCHAR",
    }
    with duckdb.connect() as connection:
        read = connection.read_csv(
            str(path),
            header=True,
            columns=columns,
            auto_detect=False,
            delimiter=",",
            quotechar='"',
            escapechar='"',
        ).fetchall()
    assert read == rows


def test_csv_has_quotes_only_where_needed_and_the_shortest_numbers(tmp_path):
    rows = [
        ("plain, no", 54, 22.94, date(2021, 10, 11), "end"),
        ('a "quote"', None, 60.0, None, "end"),
        (" two  spaces ", -3, 0.1 + 0.2, None, "end"),
        (None, None, None, None, "end"),
    ]
    write_csv(table_of(rows), tmp_path / "rows.csv")
    assert (tmp_path / "rows.csv").read_bytes().decode() == (
        "text,count,share,day,last\n"
        '"plain, no",54,22.94,2021-10-11,end\n'
        '"a ""quote""",,60.0,,end\n'
        " two  spaces ,-3,0.30000000000000004,,end\n"
        ",,,,end\n"
    )


def test_the_chunks_of_a_table_leave_no_trace_in_its_files(tmp_path):
    table = table_of([("a", 1, 0.5, None, "end")] * 5)
    chunked = pyarrow.concat_tables([table.slice(0, 2), table.slice(2)])
    for write, name in ((write_csv, "rows.csv"), (write_parquet, "rows.parquet")):
        write(table, tmp_path / f"whole-{name}")
        write(chunked, tmp_path / f"chunked-{name}")
        assert file_digest(tmp_path / f"whole-{name}") == file_digest(tmp_path / f"chunked-{name}")


def test_parquet_reads_back_as_it_was(tmp_path):
    table = as_tables(small_rows())["election_results"]
    write_parquet(table, tmp_path / "results.parquet")
    assert pyarrow.parquet.read_table(tmp_path / "results.parquet") == table


def test_what_a_person_wrote_is_kept_in_its_order():
    written = {"title": "Mine", "homepage": "https://example.org", "name": "mine", "resources": []}
    updated = update_descriptor(written, [{"name": "actors"}], NOON)
    assert list(updated) == ["title", "homepage", "name", "resources", "created"]
    assert updated["title"] == "Mine"
    assert updated["resources"] == [{"name": "actors"}]


def test_created_is_the_time_of_the_last_build_that_changed_something():
    first = update_descriptor(default_descriptor(), [{"name": "actors"}], NOON)
    again = update_descriptor(first, [{"name": "actors"}], NOON.replace(year=2027))
    changed = update_descriptor(first, [{"name": "meetings"}], NOON.replace(year=2027))
    assert first["created"] == "2026-03-01T12:00:00Z"
    assert again == first
    assert changed["created"] == "2027-03-01T12:00:00Z"


def test_the_time_of_a_build_can_be_stated(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772366400")
    assert build_time() == NOON
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "noon")
    with pytest.raises(PublishError, match="SOURCE_DATE_EPOCH is 'noon'"):
        build_time()


def test_a_broken_descriptor_is_said_to_be_broken_where_it_is(tmp_path):
    path = tmp_path / "datapackage.json"
    path.write_text('{\n  "name": "x",\n  "title": oops\n}')
    with pytest.raises(StoreError, match=r"datapackage\.json, line 3, column 12: not valid JSON"):
        read_descriptor(path)


def test_each_resource_states_its_file(tmp_path):
    staged = stage_package(tmp_path, as_tables(small_rows()), default_descriptor(), "csv")
    actors = staged["resources"][1]
    file = tmp_path / actors["path"]
    assert (actors["name"], actors["path"], actors["type"]) == (
        "actors",
        "data/actors.csv",
        "table",
    )
    assert actors["bytes"] == len(file.read_bytes())
    assert actors["hash"] == file_digest(file)
    assert actors["rows"] == 3
    assert actors["schema"]["primaryKey"] == ["actor_id"]
    assert json.loads((tmp_path / "datapackage.json").read_text()) == staged


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_building_again_gives_the_same_bytes(tmp_path, format):
    build_small_package(tmp_path, small_rows(), format)
    before = published(tmp_path)
    build_small_package(tmp_path, small_rows(), format)
    assert published(tmp_path) == before


def test_frictionless_calls_the_package_valid(tmp_path):
    build_small_package(tmp_path, small_rows())
    program = Path(sys.executable).parent / "frictionless"
    command = [program, "validate", "datapackage.json", "--json"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    report = json.loads(ran.stdout)
    assert report["valid"], report
    assert len(report["tasks"]) == len(as_tables(small_rows()))


def test_an_unknown_format_is_answered_with_the_known_ones(tmp_path):
    with pytest.raises(PublishError, match="the formats are csv, parquet"):
        stage_package(tmp_path, as_tables(small_rows()), default_descriptor(), "xlsx")


def published(folder: Path) -> dict[str, bytes]:
    """What a reader of the package sees."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "build" not in path.relative_to(folder).parts
    }


def changed_rows():
    rows = small_rows()
    rows["actors"][0]["name"] = "Anna Lee"
    return rows


def test_data_files_of_the_other_format_go(tmp_path):
    build_small_package(tmp_path, small_rows(), "csv")
    build_small_package(tmp_path, small_rows(), "parquet")
    assert {path.suffix for path in (tmp_path / "data").iterdir()} == {".parquet"}


def test_files_that_no_build_wrote_stay(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "LICENSE.md").write_text("mine")
    build_small_package(tmp_path, small_rows(), "csv")
    edited = tmp_path / "data" / "actors.csv"
    edited.write_text(edited.read_text() + "zed,Zed,person,,\n")
    build_small_package(tmp_path, small_rows(), "parquet")
    assert (tmp_path / "data" / "LICENSE.md").read_text() == "mine"
    assert "zed,Zed" in edited.read_text()


def test_a_file_of_someone_else_is_not_replaced(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "actors.csv").write_text("my,own\n1,2\n")
    with pytest.raises(PublishError, match=r"actors\.csv is in the way and no build wrote it"):
        build_small_package(tmp_path, small_rows())
    assert list(published(tmp_path)) == ["data/actors.csv"]


def test_a_data_file_is_replaced_where_the_descriptor_was_lost(tmp_path):
    build_small_package(tmp_path, small_rows())
    (tmp_path / "datapackage.json").unlink()
    build_small_package(tmp_path, changed_rows())
    assert ("Anna Lee",) in run_query(tmp_path, "SELECT name FROM actors").fetchall()


STAGING = "build/.staging"


class CutOffError(BaseException):
    """The program is killed."""


def test_a_swap_that_is_cut_off_anywhere_ends_wholly_old_or_wholly_new(tmp_path, monkeypatch):
    ready = tmp_path / "ready"
    stage(ready, small_rows(), "csv")
    replace_atomically(ready / STAGING, ready)
    old = published(ready)
    stage(ready, changed_rows(), "parquet")
    new = published(ready / STAGING)
    for steps in range(40):
        folder = tmp_path / str(steps)
        shutil.copytree(ready, folder)
        with monkeypatch.context() as patched:
            cut_off_after(steps, patched)
            try:
                replace_atomically(folder / STAGING, folder)
                finished = True
            except CutOffError:
                finished = False
        begun = (folder / SWAP_FOLDER).exists()
        complete_swap(folder)
        assert published(folder) == (new if begun or finished else old)
        assert not (folder / SWAP_FOLDER).exists()
        if finished:
            assert steps > len(new)
            return
    pytest.fail("the swap has more steps than were tried")


def stage(folder: Path, rows, format: str) -> None:
    stage_package(folder / STAGING, as_tables(rows), default_descriptor(), format)


def cut_off_after(steps: int, patched: pytest.MonkeyPatch) -> None:
    """Let that many changes to the file system happen, and none more."""
    left = [steps]

    def counted(change):
        def apply(*arguments, **options):
            if left[0] == 0:
                raise CutOffError
            left[0] -= 1
            return change(*arguments, **options)

        return apply

    for owner, name in (
        (os, "replace"),
        (Path, "rename"),
        (Path, "unlink"),
        (Path, "write_text"),
    ):
        patched.setattr(owner, name, counted(getattr(owner, name)))


def test_a_query_finishes_a_swap_that_was_cut_off(tmp_path, monkeypatch):
    stage(tmp_path, small_rows(), "csv")
    with monkeypatch.context() as patched:
        cut_off_after(3, patched)
        with pytest.raises(CutOffError):
            replace_atomically(tmp_path / STAGING, tmp_path)
    assert not (tmp_path / "datapackage.json").exists()
    assert run_query(tmp_path, "SELECT count(*) FROM actors").fetchall() == [(3,)]


def test_a_journal_that_leads_out_of_the_package_is_refused(tmp_path):
    swap = tmp_path / "package" / SWAP_FOLDER
    swap.mkdir(parents=True)
    (tmp_path / "mine.txt").write_text("mine")
    journal = {"moves": [], "removals": ["../mine.txt"]}
    (swap / JOURNAL_NAME).write_text(json.dumps(journal))
    with pytest.raises(StoreError, match="leads out of the package"):
        complete_swap(tmp_path / "package")
    assert (tmp_path / "mine.txt").exists()


def test_a_package_at_rest_has_no_swap_to_finish(tmp_path):
    stage(tmp_path, small_rows(), "csv")
    replace_atomically(tmp_path / STAGING, tmp_path)
    assert complete_swap(tmp_path) is False
    assert complete_swap(tmp_path / "nowhere") is False


def test_a_staging_folder_is_gone_after_the_swap(tmp_path):
    staging = stage_small_package(tmp_path, small_rows())
    replace_atomically(staging, tmp_path)
    assert not staging.exists()


def test_a_folder_that_is_not_there_yet_can_be_written(tmp_path):
    check_writable(tmp_path / "new" / "package")
    assert not (tmp_path / "new").exists()


def test_a_file_is_no_folder_for_a_package(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(PublishError, match="is a file; name a folder"):
        check_writable(tmp_path / "file")
    with pytest.raises(PublishError, match="is a file; name a folder"):
        check_writable(tmp_path / "file" / "below")


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that no one can write")
def test_a_folder_that_cannot_be_written_is_refused():
    with pytest.raises(PublishError, match="can't be written to"):
        check_writable(Path("/proc/self"))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_folder_is_refused(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(0o500)
    with pytest.raises(PublishError, match="data can't be written to"):
        check_writable(tmp_path)
