"""Packages judged at the speed of DuckDB, with the verdict of frictionless."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextvars import Context, copy_context
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.bounded_database import DATABASE_MEMORY
from toolkit.validation.defect import Defect, Judgement
from toolkit.validation.descriptor import Descriptor, Resource
from toolkit.validation.digests import digest_defects
from toolkit.validation.fast.findings import Findings
from toolkit.validation.fast.judged_rows import JudgedRows, judge_rows
from toolkit.validation.fast.keys import check_own_keys, check_references
from toolkit.validation.fast.open_table import NotCovered, OpenTable, Unreadable
from toolkit.validation.fast.opening import OpenedTables, open_tables
from toolkit.validation.fast.readings import read_cells
from toolkit.validation.fast.row_cells import cells_of_rows
from toolkit.validation.fast.row_shapes import check_shapes
from toolkit.validation.stated_counts import count_defects

if TYPE_CHECKING:
    import duckdb

_LARGE = 1 << 28
"""Files of more bytes are judged in a database on the disk."""
_SMALL = 1 << 20
"""Files of fewer bytes take longer to be shared among threads than to be judged."""


def judge_fast(descriptor: Descriptor, *, limit: int = 1000) -> Judgement:
    """Return what is wrong with the resources of a package, as frictionless would say it.

    Of each resource at most `limit` defects are named, in the order of its rows. What only
    frictionless can judge is left, with the reason. No file is written but in a folder for
    scratch, and nothing is fetched.
    """
    from frictionless import system

    from toolkit.validation.by_frictionless.specified_fields import reading_as_specified

    with (
        tempfile.TemporaryDirectory(prefix="toolkit-") as scratch,
        # The paths were found to lie within the package, which frictionless can't see in
        # absolute ones.
        system.use_context(trusted=True, onerror="ignore", standards="v2"),
        reading_as_specified(),
        ThreadPoolExecutor(1) as pool,
    ):
        # Both at once, and each in a folder of its own: names of files there tell how many it has.
        for_database, for_tables = (Path(scratch, name) for name in ("database", "tables"))
        for_database.mkdir()
        for_tables.mkdir()
        opening = pool.submit(_database, descriptor, for_database)
        try:
            opened = open_tables(descriptor, for_tables)
        finally:
            connection = opening.result()
        with connection:
            return _Judge(descriptor.resources, limit, opened, connection).judge(pool)


def _database(descriptor: Descriptor, scratch: Path) -> duckdb.DuckDBPyConnection:
    import duckdb

    size = sum(map(_bytes, descriptor.resources))
    place = str(scratch / "judged.duckdb") if size > _LARGE else ":memory:"
    settings: dict[str, Any] = {
        "memory_limit": DATABASE_MEMORY,
        "temp_directory": str(scratch / "spilled"),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if size < _SMALL:
        settings["threads"] = 1
    return duckdb.connect(place, config=settings)


def _bytes(resource: Resource) -> int:
    return sum(file.stat().st_size for file in resource.files if file.is_file())


class _Judge:
    """The state of one judgement: what is known of each table so far."""

    def __init__(
        self,
        resources: Sequence[Resource],
        limit: int,
        opened: OpenedTables,
        connection: duckdb.DuckDBPyConnection,
    ) -> None:
        self._resources = resources
        self._tables = opened.tables
        self._left = opened.left
        self._findings = {name: Findings(limit, whole) for name, whole in opened.whole.items()}
        self._connection = connection
        self._rows: dict[str, JudgedRows] = {}
        self._numbers: dict[str, int] = {}

    def judge(self, pool: Executor) -> Judgement:
        """Return the judgement of all tables; `pool` is where another thread is found."""
        looked_up = _fields_looked_up(self._tables)
        reading: dict[str, Future[JudgedRows]] = {}
        small: dict[str, Callable[[], JudgedRows]] = {}
        for position, (name, table) in enumerate(self._tables.items()):
            fields = looked_up[name] | table.keys.fields()
            read = partial(judge_rows, table=table, name=f"table{position}", keys=fields)
            if _bytes(table.resource) < _SMALL:
                small[name] = partial(read, self._connection)
            else:
                # What frictionless is told of how to read is told in this thread.
                own = copy_context(), read, self._connection.cursor()
                reading[name] = pool.submit(_run, *own)
        # While DuckDB reads the large tables, one after another, there is time for the others.
        for name, judged in small.items():
            self._judge_table(self._tables[name], judged)
        wait(reading.values())
        for name, found in reading.items():
            self._judge_table(self._tables[name], found.result)
        self._leave_what_depends()
        for name, rows in self._rows.items():
            if name not in self._left:
                self._check_references(name, rows)
        self._leave_what_depends()
        return self._judgement()

    def _judge_table(self, table: OpenTable, read: Callable[[], JudgedRows]) -> None:
        import duckdb

        resource, findings = table.resource, self._findings[table.resource.name]
        try:
            rows = read()
            read_cells(self._connection, rows, findings)
            check_shapes(self._connection, rows, findings)
            check_own_keys(self._connection, rows, findings)
        except NotCovered as reason:
            self._left[resource.name] = str(reason)
            return
        except duckdb.Error as error:
            self._left[resource.name] = _cannot_read(error)
            return
        except Unreadable as error:
            findings.whole = [*_unknown_references(findings), error.defect]
            return
        finally:
            table.source.close()
        self._rows[resource.name] = rows
        findings.whole.extend(table.header_defects)
        number = self._connection.execute(f"SELECT count(*) FROM {rows.name}").fetchall()[0][0]
        self._numbers[resource.name] = number
        fields = len(table.source.schema.fields)
        findings.last.extend(count_defects(resource, fields, number))

    def _check_references(self, name: str, rows: JudgedRows) -> None:
        import duckdb

        try:
            check_references(self._connection, rows, self._rows, self._findings[name])
        except duckdb.Error as error:
            # A part of a Parquet file that was not read before, of this table or of another.
            for one in {name, *(target or name for _, target, _ in rows.table.keys.foreign)}:
                self._left[one] = _cannot_read(error)

    def _leave_what_depends(self) -> None:
        """Leave each table whose references lead into a table that is left."""
        found = True
        while found:
            found = False
            for name, table in self._tables.items():
                others = {target for _, target, _ in table.keys.foreign} & self._left.keys()
                if name not in self._left and others:
                    self._left[name] = f"it refers to {min(others)}, which is left"
                    found = True

    def _judgement(self) -> Judgement:
        import duckdb

        defects: list[Defect] = []
        more: dict[str, int] = {}
        for resource in self._resources:
            if resource.name in self._left:
                continue
            findings = self._findings[resource.name]
            findings.last.extend(_digest_defects(resource, findings))
            named, others = findings.named()
            try:
                defects.extend(self._with_cells(resource.name, named))
            except duckdb.Error as error:
                self._left[resource.name] = _cannot_read(error)
                continue
            if others:
                more[resource.name] = others
        numbers = {n: number for n, number in self._numbers.items() if n not in self._left}
        return Judgement(tuple(defects), numbers, self._left, more)

    def _with_cells(self, name: str, defects: list[Defect]) -> list[Defect]:
        """Return defects with the cells of their rows."""
        numbers = sorted({defect.row for defect in defects if defect.row is not None})
        if not numbers:
            return defects
        rows = self._rows[name]
        cells = cells_of_rows(self._connection, rows, numbers)
        return [
            defect if defect.row is None else _complete(defect, rows.table, cells[defect.row])
            for defect in defects
        ]


def _cannot_read(error: Exception) -> str:
    return f"DuckDB cannot read it: {str(error).splitlines()[0]}"


def _complete(defect: Defect, table: OpenTable, cells: tuple[str, ...]) -> Defect:
    """Return a defect with the cells of its row, and with its own where it has several."""
    if defect.cell is not None or defect.field is None:
        return replace(defect, cells=cells)
    places = [table.names.index(name) for name in defect.field.split(", ") if name in table.names]
    own = [cells[place] for place in places if place < len(cells)]
    return replace(defect, cells=cells, cell=", ".join(own))


def _unknown_references(findings: Findings) -> list[Defect]:
    return [defect for defect in findings.whole if defect.type == "resource-error"]


def _run(context: Context, read: Callable[..., JudgedRows], connection: Any) -> JudgedRows:
    return context.run(read, connection)


def _fields_looked_up(tables: Mapping[str, OpenTable]) -> dict[str, set[str]]:
    """Return the fields of each table that references of any table lead to."""
    found: dict[str, set[str]] = {name: set() for name in tables}
    for name, table in tables.items():
        for _, target, fields in table.keys.foreign:
            if (target or name) in found:
                found[target or name].update(fields)
    return found


def _digest_defects(resource: Resource, findings: Findings) -> list[Defect]:
    try:
        return list(digest_defects(resource))
    except OSError as error:
        if findings.whole:
            return []
        return [Defect(resource.name, "scheme-error", note=str(error))]
