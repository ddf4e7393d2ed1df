"""Where the catalogue of a store lies, which says what versions there are and what files they have.

There are two kinds: a DuckDB file beside the rows (`toolkit.store.file_catalog`), and a database
of PostgreSQL for several writers (`toolkit.store.postgres_catalog`). Which one a store has is
said by whoever calls, else by the environment, else by `catalog.json` in the store's folder, which
the last build left; without any of them it is the file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from toolkit.store.errors import StoreError, reason
from toolkit.store.file_catalog import CATALOG_NAME, DATA_NAME, FileCatalog
from toolkit.store.postgres_address import is_postgres, parse_postgres_address
from toolkit.store.postgres_catalog import PostgresCatalog

if TYPE_CHECKING:
    import duckdb

CATALOG_VARIABLE = "PARLEY_CATALOG"
DATA_VARIABLE = "PARLEY_CATALOG_DATA"
FILE = "file"
_REMEMBERED = "catalog.json"
Result = TypeVar("Result")


class Catalog(Protocol):
    """What says which versions a store has, and how it is read and changed.

    Its text, `str(catalog)`, is what messages call it.
    """

    def check(self) -> None:
        """Raise StoreError where the catalogue can't be reached to write to it."""
        ...

    def reading(self) -> AbstractContextManager[FileCatalog | None]:
        """Give the catalogue as a file to read, None where nothing was ever committed."""
        ...

    def write(
        self,
        work: Callable[[duckdb.DuckDBPyConnection], Result | None],
        staged: Path | None = None,
    ) -> Result | None:
        """Let `work` commit to the lake, in use on its connection; None stands for no change."""
        ...

    def write_tables(
        self,
        work: Callable[[duckdb.DuckDBPyConnection], Result | None],
        staged: Path | None = None,
    ) -> Result | None:
        """Let `work` change plain tables, named `parley_...`, beside those of DuckLake."""
        ...


Store = Path | Catalog
"""A store: its catalogue, or the folder from which `catalog_of` finds it."""


def catalog_of(store: Store, address: str | None = None, data: str | Path | None = None) -> Catalog:
    """Return the catalogue of a store.

    `address` is `file`, `postgres:dbname=... host=...` or `postgresql://...`; without it,
    PARLEY_CATALOG or what the store's folder remembers counts. `data` is the folder of the rows of
    a catalogue in PostgreSQL, where that is to be said. Raises StoreError for an address that
    can't be read.
    """
    if not isinstance(store, Path):
        return store
    remembered = _read_remembered(store)
    stated = address or os.environ.get(CATALOG_VARIABLE) or remembered.get("catalog") or FILE
    if stated == FILE:
        if data:
            raise StoreError(
                "The rows of a catalogue in a file lie beside it; --catalog-data is for one in "
                "PostgreSQL (--catalog postgres:...)."
            )
        return FileCatalog(store / CATALOG_NAME, store / DATA_NAME)
    if not is_postgres(stated):
        raise StoreError(
            "The address of the catalogue is of no known kind; write `file`, "
            "postgres:dbname=NAME host=HOST user=USER or postgresql://USER@HOST/NAME."
        )
    parsed = parse_postgres_address(stated)
    folder = data or os.environ.get(DATA_VARIABLE)
    if not folder and remembered.get("catalog") == str(parsed):
        folder = remembered.get("data")
    if folder and "://" in str(folder):
        raise StoreError(
            f"{folder} is no folder; mount it, and name with --catalog-data the folder where every "
            "writer and reader finds it."
        )
    return PostgresCatalog(parsed, Path(folder).resolve() if folder else None)


def remember_catalog(catalog: Catalog, store_folder: Path, staged_folder: Path) -> None:
    """Write into `staged_folder`, for the store's folder, which catalogue the store has.

    Written is the address without its password. Nothing is for a catalogue in a file, as
    long as the store never had another.
    """
    if isinstance(catalog, PostgresCatalog):
        data = None if catalog.data is None else str(catalog.data)
        stated = {"catalog": str(catalog), "data": data}
    elif (store_folder / _REMEMBERED).exists():
        stated = {"catalog": FILE, "data": None}
    else:
        return
    staged_folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(stated, ensure_ascii=False, indent=2) + "\n"
    (staged_folder / _REMEMBERED).write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def reading_tables(store: Store) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """Give a connection to read the plain tables beside DuckLake's, None where there is no store.

    Such a table need not exist. Raises StoreError where the catalogue can't be read.
    """
    import duckdb

    with catalog_of(store).reading() as file:
        if file is None:
            yield None
            return
        try:
            connection = duckdb.connect(file.path, read_only=True)
        except duckdb.Error as error:
            raise StoreError(f"{file}: the store can't be opened: {reason(error)}") from error
        with connection:
            yield connection


def _read_remembered(store_folder: Path) -> dict[str, Any]:
    path = store_folder / _REMEMBERED
    try:
        stated = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise StoreError(
            f"{path}: can't be read; remove it and name the catalogue with --catalog."
        ) from error
    return stated if isinstance(stated, dict) else {}
