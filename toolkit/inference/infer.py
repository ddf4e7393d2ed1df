"""Schemas proposed for files: types, constraints and keys that hold for all of their rows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.inference.column_types import with_type
from toolkit.inference.constraints import MOST_VALUES, constraints_of
from toolkit.inference.draft import Draft, DraftTable, Note
from toolkit.inference.load import LoadedTable, load_file
from toolkit.inference.names import is_named_as_key
from toolkit.inference.primary_keys import composite_key, single_key, unique_columns
from toolkit.inference.profile import Profile, profile_columns
from toolkit.inference.references import (
    Keyed,
    Reference,
    find_composite_references,
    find_references,
)
from toolkit.inference.source_files import source_files

if TYPE_CHECKING:
    import duckdb

_ROWS_FOR_UNIQUE = 20
"""In fewer rows values that are all different may be an accident."""

InferenceProgress = Callable[[str, int, int | None], None]
"""Called with the name of a table, how many were looked at before it, and of how many."""


def infer_schemas(
    files: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    delimiter: str | None = None,
    header: bool = True,
    ranges: bool = False,
    most_values: int = MOST_VALUES,
    progress: InferenceProgress | None = None,
) -> Draft:
    """Return a proposal of schemas for some files, each a table, with keys between them.

    Every type and constraint was held against all rows, so that the files are valid by it. The
    same files give the same proposal. `delimiter` parts the cells of text, by default what the
    text shows; without `header` the first line is a row. `ranges` asks for the least and
    greatest values and lengths, `most_values` is the most values of an enumeration. Raises
    CannotInfer, in one sentence, for a file that gives no schema.
    """
    import duckdb

    sources = source_files(files)
    with (
        tempfile.TemporaryDirectory() as folder,
        duckdb.connect(config={"temp_directory": folder}) as connection,
    ):
        # DuckDB would draw into what a command prints.
        connection.execute("SET enable_progress_bar = false")
        tables: list[Keyed] = []
        notes: list[Note] = []
        for number, source in enumerate(sources):
            if progress is not None:
                progress(source.name, number, len(sources))
            loaded = load_file(
                connection, source, f"t{number}", Path(folder), delimiter=delimiter, header=header
            )
            keyed, said = _look_at(connection, loaded)
            tables.append(keyed)
            notes += [*loaded.notes, *said]
        references = find_references(connection, tables)
        tables = [_with_composite_key(connection, table, references) for table in tables]
        references += find_composite_references(connection, tables, references)
        drafts = tuple(
            _draft(connection, table, references, most_values=most_values, ranges=ranges)
            for table in tables
        )
    return Draft(drafts, tuple(notes))


def _look_at(
    connection: duckdb.DuckDBPyConnection, loaded: LoadedTable
) -> tuple[Keyed, list[Note]]:
    profiles, notes = _typed(connection, loaded)
    if _makes_blank_rows(connection, loaded, profiles):
        # A row that is blank is never valid: what stands in it is a value.
        profiles, notes = _typed(connection, loaded, take_missing=False)
    unique = unique_columns(connection, loaded, profiles)
    key = single_key(loaded, profiles, unique)
    by_name = {profile.column.name: profile for profile in profiles}
    return Keyed(loaded, by_name, (key,) if key else (), tuple(unique)), notes


def _typed(
    connection: duckdb.DuckDBPyConnection, loaded: LoadedTable, *, take_missing: bool = True
) -> tuple[list[Profile], list[Note]]:
    """Return the columns of a table with their types, and what is to say of them."""
    profiles: list[Profile] = []
    notes: list[Note] = []
    for profile in profile_columns(connection, loaded, take_missing=take_missing):
        if profile.column.type is None:
            profile, said = with_type(connection, loaded, profile, take_missing=take_missing)
            notes += [Note(loaded.source.name, profile.column.name, message) for message in said]
        profiles.append(profile)
    return profiles, notes


def _makes_blank_rows(
    connection: duckdb.DuckDBPyConnection, loaded: LoadedTable, profiles: Sequence[Profile]
) -> bool:
    if not any(profile.missing for profile in profiles):
        return False
    blank = " AND ".join(f"{profile.sql} IS NULL" for profile in profiles)
    empty = " AND ".join(f"{profile.column.sql} IS NULL" for profile in profiles)
    made = f"SELECT 1 FROM {loaded.table} WHERE {blank} AND NOT ({empty}) LIMIT 1"
    return connection.sql(made).fetchone() is not None


def _with_composite_key(
    connection: duckdb.DuckDBPyConnection, table: Keyed, references: Sequence[Reference]
) -> Keyed:
    if table.key:
        return table
    referring = {one.columns[0] for one in references if one.table == table.name}
    key = composite_key(connection, table.loaded, list(table.profiles.values()), referring)
    return Keyed(table.loaded, table.profiles, key, table.unique)


def _draft(
    connection: duckdb.DuckDBPyConnection,
    table: Keyed,
    references: Sequence[Reference],
    *,
    most_values: int,
    ranges: bool,
) -> DraftTable:
    own = [one for one in references if one.table == table.name]
    referring = {name for one in own if len(one.columns) == 1 for name in one.columns}
    fields = []
    for name, profile in table.profiles.items():
        constraints = constraints_of(
            connection,
            table.loaded,
            profile,
            most_values=most_values,
            ranges=ranges,
            is_reference=name in referring,
        )
        is_second_key = name in table.unique and (name,) != table.key and is_named_as_key(name)
        if is_second_key and table.loaded.rows >= _ROWS_FOR_UNIQUE:
            constraints["unique"] = True
        fields.append(_field(profile, constraints))
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if own:
        schema["foreignKeys"] = [_foreign_key(one) for one in own]
    loaded = table.loaded
    return DraftTable(
        name=table.name,
        file=loaded.source.path,
        format=loaded.source.format,
        encoding=loaded.encoding,
        dialect=loaded.dialect,
        schema=schema,
        rows=loaded.rows,
    )


def _field(profile: Profile, constraints: dict[str, Any]) -> dict[str, Any]:
    stated: dict[str, Any] = {"name": profile.column.name, "type": profile.type}
    stated.update(profile.properties)
    if profile.missing:
        stated["missingValues"] = ["", *profile.missing]
    if constraints:
        stated["constraints"] = constraints
    return stated


def _foreign_key(reference: Reference) -> dict[str, Any]:
    target: dict[str, Any] = {"fields": list(reference.target_columns)}
    if reference.target != reference.table:
        target = {"resource": reference.target, **target}
    return {"fields": list(reference.columns), "reference": target}
