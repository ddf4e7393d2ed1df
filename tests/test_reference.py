"""The tables of knowledge: sorted, explained, and open to a user's own rows."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT

TABLES = sorted((PROJECT / "toolkit" / "reference").glob("*.csv"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_says_what_it_is_where_it_is_used_and_under_which_licence(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert first.count(";") >= 2


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_has_as_many_cells_in_each_row_as_columns_and_no_row_twice(path):
    lines = [
        line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]
    header, *rows = list(csv.reader(lines))
    assert all(len(row) == len(header) for row in rows)
    assert len({tuple(row) for row in rows}) == len(rows)


def test_a_user_adds_rows_in_a_folder_of_his_own(tmp_path: Path):
    header = (PROJECT / "toolkit" / "reference" / "titles.csv").read_text(encoding="utf-8")
    columns = next(line for line in header.splitlines() if not line.startswith("#"))
    row = ",".join(["grand logothete", *[""] * columns.count(",")])
    (tmp_path / "titles.csv").write_text(f"{columns}\n{row}\n", encoding="utf-8")
    script = (
        "from toolkit.reference import read_table; "
        "print(any('grand logothete' in row.values() for row in read_table('titles')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env={"PARLEY_REFERENCE": str(tmp_path)},
    )
    assert done.stdout == "True\n", done.stderr
