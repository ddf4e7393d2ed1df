"""Tables that lie in files: the same rows as in memory, in one piece."""

from __future__ import annotations

from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from allowed_rows import rows_of
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.building.mapped_tables import MappedFiles, map_parquet, map_table
from toolkit.store.table_digests import digest_table
from toolkit.tables import arrow_schema, sort_and_cast, table_names

SMAPS = Path("/proc/self/smaps_rollup")


@settings(max_examples=10, deadline=None)
@given(st.data())
@pytest.mark.parametrize("name", table_names())
def test_a_mapped_table_has_the_rows_it_was_given_however_they_came(name, tmp_path_factory, data):
    table = sort_and_cast(name, data.draw(rows_of(name)))
    most = data.draw(st.integers(1, 4))
    folder = tmp_path_factory.mktemp("mapped") / name
    mapped = map_table(folder, table.schema, table.to_batches(max_chunksize=most), MappedFiles())
    assert mapped.equals(table)
    assert mapped.schema == arrow_schema(name)
    assert mapped.column(0).num_chunks <= 1
    assert digest_table(name, mapped).columns == digest_table(name, table).columns


def test_a_mapped_table_is_read_from_its_files_even_when_they_are_removed(tmp_path):
    table = pyarrow.table({"id": [f"row {number}" for number in range(1000)]})
    before = pyarrow.total_allocated_bytes()
    mapped = map_table(tmp_path / "rows", table.schema, table.to_batches(), MappedFiles())
    assert pyarrow.total_allocated_bytes() - before < 1000
    for path in sorted(Path(tmp_path / "rows").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    assert mapped.equals(table)


@pytest.mark.skipif(not SMAPS.exists(), reason="only Linux says what is mapped")
def test_what_was_read_of_a_mapped_table_is_let_go_and_read_again(tmp_path):
    table = pyarrow.table({"id": [f"row {number}" for number in range(1_000_000)]})
    mapped = MappedFiles()
    read = map_table(tmp_path / "rows", table.schema, table.to_batches(), mapped)
    assert read.equals(table)
    before = bytes_of_files()
    mapped.let_go()
    assert bytes_of_files() < before - 10_000_000
    assert read.equals(table)


def bytes_of_files() -> int:
    """Return how much of this process's memory lies in files."""
    (line,) = (one for one in SMAPS.read_text().splitlines() if one.startswith("Pss_File:"))
    return 1024 * int(line.split()[1])


def test_parquet_files_become_mapped_tables_that_do_not_need_them(tmp_path):
    table = sort_and_cast("actors", [{"actor_id": "a", "name": "A", "kind": "person"}])
    pyarrow.parquet.write_table(table, tmp_path / "actors.parquet")
    mapped = map_parquet({"actors": tmp_path / "actors.parquet"}, tmp_path, MappedFiles())
    (tmp_path / "actors.parquet").unlink()
    assert mapped == {"actors": table}
