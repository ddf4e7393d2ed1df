"""A catalogue in a PostgreSQL database: for several writers, who commit one after the other.

A writer holds a lock of the database (an advisory one, which the server gives back when the
writer dies) from comparing its rows with the newest version until they are committed: DuckLake
alone would let two writers add the same rows.

A reader copies the catalogue, which is small, out of one snapshot of the database into a file of
its own. So questions reach no server, see one version, and block nobody.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from toolkit.quoting import identifier, literal
from toolkit.store.attachment import LAKE, TO_WRITE, attach_lake, detach_lake
from toolkit.store.errors import StoreError, reason
from toolkit.store.extension import POSTGRES, load_extension
from toolkit.store.file_catalog import CATALOG_NAME, FileCatalog
from toolkit.store.format import refuse_newer, state_format
from toolkit.store.postgres_address import PostgresAddress

if TYPE_CHECKING:
    import duckdb

Result = TypeVar("Result")
_DATABASE = "catalog_database"
_SCHEMA = "public"
_PASSWORD = "catalog_password"
# The tables of the catalogue: DuckLake's own, and the plain ones that the toolkit keeps beside.
_PREFIXES = ("ducklake_", "parley_")
# Large, and of use to a commit alone: a reader does not copy it.
_FOR_WRITERS = {"parley_row_blocks"}
# The number of the lock, the same for every writer: "parley" in ASCII.
_LOCK = int.from_bytes(b"parley", "big")
# A server may be set to end transactions that seem idle, and the lock with them.
_STAY_IDLE = "SELECT set_config('idle_in_transaction_session_timeout', '0', true) AS kept"
_LONGEST_WAIT = 600.0
_BETWEEN_TRIES = 0.1
_TRIES = 3


@dataclass(frozen=True, slots=True)
class PostgresCatalog:
    """The catalogue in a database of PostgreSQL.

    `data` is the folder of the rows where whoever calls names one; else the catalogue says it.
    """

    address: PostgresAddress
    data: Path | None = None

    def __str__(self) -> str:
        """Return how messages call the catalogue: its address without the password."""
        return str(self.address)

    def check(self) -> None:
        """Raise StoreError where the database can't be reached or the rows can't lie there."""
        with self._connect("READ_ONLY") as connection:
            self._data_folder(connection)

    @contextmanager
    def reading(self) -> Iterator[FileCatalog | None]:
        """Give a copy of the catalogue in a file, None where nothing was ever committed.

        The file is there until the block ends; a connection that has attached it keeps it.
        Raises StoreError where the database can't be reached.
        """
        import duckdb

        folder = Path(tempfile.mkdtemp(prefix="parley-"))
        copied = folder / CATALOG_NAME
        try:
            with self._connect("READ_ONLY") as connection:
                try:
                    stated = _copy_tables(connection, copied)
                except duckdb.Error as error:
                    raise self._failure("can't be read", error) from error
            yield FileCatalog(copied, self.data or stated) if stated else None
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def write(
        self,
        work: Callable[[duckdb.DuckDBPyConnection], Result | None],
        staged: Path | None = None,
    ) -> Result | None:
        """Let `work` change the lake, in use on its connection, and return what it returns.

        `work` begins and commits a transaction, which everyone sees at once: there is nothing
        to stage. It runs when no other writer does, and again, on the newest version, where a
        program that knows no lock was in its way. Raises StoreError.
        """
        import duckdb

        with self._connect() as connection:
            load_extension(connection)
            for _ in range(_TRIES):
                try:
                    with self._turn(connection):
                        return self._work_on_lake(connection, work)
                except duckdb.TransactionException as error:
                    conflict = error
                except (duckdb.Error, OSError) as error:
                    raise self._failure("can't be written", error) from error
        raise StoreError(
            f"The catalogue {self} was changed by another program, or the server broke off, "
            f"{_TRIES} times while the version was written, and nothing was committed; build "
            f"again. ({reason(conflict)})"
        ) from conflict

    def write_tables(
        self,
        work: Callable[[duckdb.DuckDBPyConnection], Result | None],
        staged: Path | None = None,
    ) -> Result | None:
        """Let `work` change the plain tables beside DuckLake's own; else as `write` does.

        They are in the current schema of its connection, in a transaction that is committed
        when `work` is done; with an exception nothing is.
        """
        import duckdb

        with self._connect() as connection, self._turn(connection):
            try:
                connection.execute(f"USE {_DATABASE}.{_SCHEMA}")
                connection.execute("BEGIN")
                result = work(connection)
                connection.execute("COMMIT")
                return result
            except duckdb.Error as error:
                raise self._failure("can't be written", error) from error
            finally:
                _roll_back(connection)

    def _work_on_lake(
        self,
        connection: duckdb.DuckDBPyConnection,
        work: Callable[[duckdb.DuckDBPyConnection], Result | None],
    ) -> Result | None:
        data = self._data_folder(connection)
        data.mkdir(parents=True, exist_ok=True)
        secret = (f"META_SECRET {_PASSWORD}",) if self.address.password else ()
        catalog = f"postgres:{self.address.conninfo}"
        attach_lake(connection, catalog, data, *TO_WRITE, *secret)
        try:
            refuse_newer(connection, str(self))
            state_format(connection)
            connection.execute(f"USE {LAKE}")
            return work(connection)
        finally:
            # Of what is not committed, DuckLake removes the files with it.
            _roll_back(connection)
            detach_lake(connection)

    @contextmanager
    def _connect(self, *options: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a connection with the database attached; raises StoreError where it can't be."""
        import duckdb

        with duckdb.connect() as connection:
            load_extension(connection, POSTGRES)
            stated = ["TYPE postgres", *options]
            if self.address.password:
                # A secret, unlike an address, is shown nowhere: not in errors, not to SQL.
                connection.execute(
                    f"CREATE SECRET {_PASSWORD} "
                    f"(TYPE postgres, PASSWORD {literal(self.address.password)})"
                )
                stated.append(f"SECRET {_PASSWORD}")
            try:
                connection.execute(
                    f"ATTACH {literal(self.address.conninfo)} AS {_DATABASE} ({', '.join(stated)})"
                )
            except duckdb.Error as error:
                raise StoreError(
                    f"The catalogue {self} can't be reached: {_reason(error)}. Start the server, "
                    "or correct the address (--catalog or PARLEY_CATALOG) or the password "
                    "(PGPASSWORD or ~/.pgpass)."
                ) from error
            yield connection

    @contextmanager
    def _turn(self, connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """Wait until no other writer has the lock, and hold it until the block ends."""
        import duckdb

        # A connection of its own: the lock is held as long as its transaction is open.
        with connection.cursor() as holder:
            given_up = time.monotonic() + _LONGEST_WAIT
            question = f"SELECT pg_try_advisory_xact_lock({_LOCK}) AS got"
            try:
                holder.execute("BEGIN")
                _value(holder, _STAY_IDLE)
                while not _value(holder, question):
                    if time.monotonic() > given_up:
                        raise StoreError(
                            f"{self}: another build has been writing for {_LONGEST_WAIT:.0f} "
                            "seconds; wait for it to end and build again."
                        )
                    time.sleep(_BETWEEN_TRIES)
            except duckdb.Error as error:
                raise self._failure("can't be locked", error) from error
            try:
                yield
            finally:
                _roll_back(holder)

    def _data_folder(self, connection: duckdb.DuckDBPyConnection) -> Path:
        """Return where the rows lie; raises StoreError where nothing says so, or falsely."""
        stated, file = _stated_data(connection)
        if self.data is None and stated is None:
            raise StoreError(
                f"The catalogue {self} is empty; say with --catalog-data in which folder the rows "
                "are to lie, one that every writer and reader reaches."
            )
        if self.data is None or stated is None:
            return self.data or stated or Path()
        if file is not None and not (self.data / file).is_file():
            raise StoreError(
                f"{self.data} does not hold the rows of the catalogue {self}, which says that they "
                f"lie in {stated}; name that folder with --catalog-data, or leave the option out."
            )
        return self.data

    def _failure(self, what: str, error: BaseException) -> StoreError:
        return StoreError(f"The catalogue {self} {what}: {_reason(error)}.")


def _stated_data(connection: duckdb.DuckDBPyConnection) -> tuple[Path | None, Path | None]:
    """Return the folder of the rows and one file below it, as the catalogue says; else None."""
    if "ducklake_metadata" not in _table_names(connection):
        return None, None
    folder = _value(
        connection, "SELECT value AS path FROM ducklake_metadata WHERE key = 'data_path'"
    )
    file = _value(
        connection,
        "SELECT s.path || t.path || f.path AS path FROM ducklake_data_file f "
        "JOIN ducklake_table t USING (table_id) JOIN ducklake_schema s USING (schema_id) "
        "WHERE f.path_is_relative AND t.path_is_relative AND s.path_is_relative "
        "ORDER BY f.data_file_id DESC LIMIT 1",
    )
    return Path(str(folder)), Path(str(file)) if file else None


def _copy_tables(connection: duckdb.DuckDBPyConnection, path: Path) -> Path | None:
    """Copy the catalogue to a DuckDB file; return the folder of the rows that it states."""
    connection.execute(f"ATTACH {literal(str(path))} AS copied")
    # One thread reads over one connection, and in one transaction: all tables of one moment.
    connection.execute("SET threads = 1")
    connection.execute("BEGIN")
    for name in (name for name in _table_names(connection) if name not in _FOR_WRITERS):
        source = f"{_DATABASE}.{_SCHEMA}.{identifier(name)}"
        connection.execute(f"CREATE TABLE copied.{identifier(name)} AS FROM {source}")
    stated, _ = _stated_data(connection)
    connection.execute("COMMIT")
    connection.execute("DETACH copied")
    return stated


def _table_names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "SELECT table_name FROM duckdb_tables() "
        f"WHERE database_name = {literal(_DATABASE)} AND schema_name = {literal(_SCHEMA)} "
        "ORDER BY table_name"
    ).fetchall()
    return [name for (name,) in rows if name.startswith(_PREFIXES)]


def _roll_back(connection: duckdb.DuckDBPyConnection) -> None:
    """End the transaction of a connection, if there is one.

    Left to the end of the connection, DuckDB would end the program where the server is gone.
    """
    import duckdb

    with suppress(duckdb.Error):
        connection.execute("ROLLBACK")


def _value(connection: duckdb.DuckDBPyConnection, sql: str) -> object:
    """Return the first value of an answer of the server, None where there is none."""
    row = connection.execute(
        f"SELECT * FROM postgres_query({literal(_DATABASE)}, {literal(sql)})"
    ).fetchone()
    return row[0] if row else None


def _reason(error: BaseException) -> str:
    """Return what the server says, without the address that DuckDB puts before it."""
    line = reason(error).rsplit('": ', 1)[-1]
    return line.rstrip(".:")
