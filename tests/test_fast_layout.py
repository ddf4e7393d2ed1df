"""Layouts of CSV files: only what every reader takes alike is left to DuckDB."""

import csv
import io
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.validation.fast.text_layout import STEP, read_cells_of, read_layout

PIECES = ("a", ",", '"', '""', '"b"', '"x\ny"', ',"', "\n", "\n", "\r\n", " ", "é", '""\n', ",\n")


def written(folder: Path, content: str | bytes) -> Path:
    file = folder / "table.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


@pytest.mark.parametrize(
    "content",
    [
        *('a,b\n1,x"y\n', 'a,b\n1,"x"y\n', 'a,b\n1, "x"\n', 'a,b\n1,"x\n'),
        *("a,b\n\n1,2\n", "a,b\r\n1,2\n", "a,b\r1,2\r", "a\n1\n\n", "\na\n"),
        *(b"a,b\n1,\xff\n", b"a,b\n1,\0\n"),
    ],
)
def test_a_file_that_readers_could_take_differently_has_no_layout(
    content: str | bytes, tmp_path: Path
):
    assert read_layout(written(tmp_path, content), ",", '"') is None


def test_line_breaks_within_quotes_end_no_line(tmp_path: Path):
    file = written(tmp_path, 'a,b\r\n1,"x\n\ny\r\n,,"\r\n')
    layout = read_layout(file, ",", '"')
    assert layout is not None
    assert (layout.lines, layout.delimiters, layout.returns) == (2, 2, True)


@given(st.lists(st.lists(st.sampled_from(["", "a", ",", "x,y\n,"]), min_size=1), min_size=1))
def test_delimiters_within_quotes_are_none(tmp_path_factory, rows: list[list[str]]):
    content = io.StringIO(newline="")
    csv.writer(content).writerows(rows)
    file = written(tmp_path_factory.mktemp("csv"), content.getvalue())
    layout = read_layout(file, ",", '"')
    assert layout is None or layout.delimiters == sum(len(cells) - 1 for cells in rows)


def test_a_layout_is_the_same_wherever_the_blocks_of_a_file_end(tmp_path: Path, monkeypatch):
    file = written(tmp_path, 'a,b\r\n"é""\n",""\r\n1,"2"\r\n')
    whole = read_layout(file, ",", '"')
    assert whole is not None
    for size in range(1, 12):
        monkeypatch.setattr("toolkit.validation.fast.text_layout._BLOCK", size)
        assert read_layout(file, ",", '"') == whole


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join))
def test_what_has_a_layout_is_read_by_duckdb_as_python_reads_it(tmp_path_factory, content: str):
    file = written(tmp_path_factory.mktemp("csv"), content)
    layout = read_layout(file, ",", '"')
    rows = list(csv.reader(io.StringIO(content, newline="")))
    if layout is None or not rows:
        return
    width = len(rows[0])
    if layout.delimiters != layout.lines * (width - 1):
        return
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(width))
    query = (
        f"FROM read_csv('{file}', auto_detect=false, header=false, delim=',', quote='\"', "
        f"escape='\"', columns={{{columns}}}, nullstr='no text', strict_mode=true)"
    )
    with duckdb.connect() as connection:
        try:
            found = connection.execute(query).fetchall()
        except duckdb.Error:
            return
    assert len(found) != layout.lines or [list(row) for row in found] == rows


def test_any_line_is_found_again(tmp_path: Path):
    count = 3 * STEP + 5
    lines = [f'{number},"x\ny é{number}"' for number in range(count)]
    file = written(tmp_path, "\ufeff" + "\n".join(lines))
    layout = read_layout(file, ",", '"')
    assert layout is not None
    assert len(layout.starts) == 4
    wanted = [0, 1, STEP - 1, STEP, 2 * STEP + 7, count - 1]
    found = dict(read_cells_of(file, layout, ",", '"', wanted))
    assert found == {number: [f"{number}", f"x\ny é{number}"] for number in wanted}
