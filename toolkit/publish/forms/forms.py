"""Every form of a release: what it is called, where it lies and what writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from toolkit.publish.forms.citation import CITATION_PATH, write_citation
from toolkit.publish.forms.data_dictionary import DICTIONARY_PATH, write_data_dictionary
from toolkit.publish.forms.duckdb_file import write_duckdb_file
from toolkit.publish.forms.frozen_lake import write_frozen_lake
from toolkit.publish.forms.spreadsheet import write_spreadsheet
from toolkit.publish.forms.sqlite_file import write_sqlite_file
from toolkit.publish.forms.table_files import write_csv_files, write_parquet_files
from toolkit.publish.published_version import PublishedVersion


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a release.

    In `path`, `{name}` stands for the name of the package and `{table}` for that of each table.
    `format` is what a descriptor calls it. Above `most_rows` rows it is left out of a release
    that does not ask for all forms.
    """

    name: str
    title: str
    path: str
    format: str
    media_type: str
    write: Callable[[PublishedVersion, Path], None]
    most_rows: int | None = None


PARQUET = "Parquet"
"""The format of a Parquet file that is no table of the descriptor.

Under the name `parquet` frictionless takes any file for a table, which it then can't count the
bytes of; and by its profile a resource is a table or says nothing of its type.
"""
FORMS = (
    Form(
        "citation",
        "How to cite these data",
        CITATION_PATH,
        "yaml",
        "application/yaml",
        write_citation,
    ),
    Form("csv", "CSV", "data/{table}.csv", "csv", "text/csv", write_csv_files),
    Form(
        "data-dictionary",
        "What each table and column means",
        DICTIONARY_PATH,
        "md",
        "text/markdown",
        write_data_dictionary,
    ),
    Form(
        "parquet",
        "Parquet",
        "data/{table}.parquet",
        PARQUET,
        "application/vnd.apache.parquet",
        write_parquet_files,
    ),
    # The lake reads the Parquet files and comes after them.
    Form(
        "ducklake",
        "Frozen DuckLake: the catalogue of all releases up to this one",
        "{name}.ducklake",
        "ducklake",
        "application/vnd.duckdb",
        write_frozen_lake,
    ),
    Form(
        "duckdb",
        "DuckDB database with keys, comments and views",
        "{name}.duckdb",
        "duckdb",
        "application/vnd.duckdb",
        write_duckdb_file,
    ),
    Form(
        "sqlite",
        "SQLite database with keys and views",
        "{name}.sqlite",
        "sqlite",
        "application/vnd.sqlite3",
        write_sqlite_file,
        most_rows=1_000_000,
    ),
    Form(
        "xlsx",
        "Workbook with a sheet for each table",
        "{name}.xlsx",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write_spreadsheet,
    ),
)
"""Every form, in the order in which they are written."""


def write_forms(published: PublishedVersion, folder: Path, *, all_forms: bool = False) -> None:
    """Write the forms of a release below a folder.

    SQLite takes a row at a time: of a version of more than a million rows its file would take
    longer than all other forms together. It is left out then, unless `all_forms` are asked for.
    Raises StoreError and OSError where a form can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for form in FORMS:
        if all_forms or form.most_rows is None or published.row_count() <= form.most_rows:
            form.write(published, folder)
