"""The files of a package, loaded into a DuckDB database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from toolkit.bounded_database import bounded_database
from toolkit.error_cause import cause_of
from toolkit.quoting import identifier, literal
from toolkit.tables import create_statement, table_names
from toolkit.validation.descriptor import Descriptor, Resource
from toolkit.validation.report import Problem

if TYPE_CHECKING:
    import duckdb

_CSV_OPTIONS = (
    "FORMAT csv, HEADER, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '', AUTO_DETECT false"
)
"""RFC 4180, an empty cell is null; nothing is guessed from what the file holds."""


@contextmanager
def loaded_package(
    descriptor: Descriptor,
) -> Iterator[tuple[duckdb.DuckDBPyConnection, dict[str, int], list[Problem]]]:
    """Give a database of the package's tables, their numbers of rows, and what would not load.

    A CSV file is read with the types of the data model, a Parquet file with its own.
    """
    import duckdb

    resources = {resource.name: resource for resource in descriptor.resources}
    rows: dict[str, int] = {}
    problems: list[Problem] = []
    with bounded_database() as connection:
        for name in table_names():
            if name not in resources:
                continue
            try:
                _load(connection, resources[name])
            except duckdb.Error as error:
                problems.append(_problem(resources[name], error))
            else:
                rows[name] = connection.sql(f'SELECT count(*) FROM "{name}"').fetchall()[0][0]
        yield connection, rows, problems


def _load(connection: duckdb.DuckDBPyConnection, resource: Resource) -> None:
    name, file = resource.name, str(resource.file)
    if resource.format == "parquet":
        connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM read_parquet(?)', [file])
        return
    connection.execute(create_statement(name, keys=False))
    connection.execute(f"COPY {identifier(name)} FROM {literal(file)} ({_CSV_OPTIONS})")


def _problem(resource: Resource, error: duckdb.Error) -> Problem:
    message = (
        f"{resource.file.name} cannot be loaded ({cause_of(error)}): restore it, or build again."
    )
    return Problem("error", "schema", "source-error", resource.name, None, None, message)
