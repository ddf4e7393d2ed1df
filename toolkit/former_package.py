"""The package that a build is about to replace, as the memory of the keys that it gave."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.store.package_folder import DESCRIPTOR_NAME, STORE_FOLDER

if TYPE_CHECKING:
    import pyarrow

    from toolkit.resolve import Former

_READ = {
    "actors": "",
    "actor_names": "",
    "meetings": "",
    "meeting_participants": "",
    "elections": "",
    "redirects": "",
    "evidence": "WHERE field IS NULL AND table_name IN ('actors', 'meetings', 'elections')",
}
"""The tables that tell what keys mean, and which of their rows."""


@contextmanager
def open_former(target: Path) -> Iterator[Former | None]:
    """Give what the package at `target` says of its keys; None where there is no package.

    Raises StoreError where there is one that can't be read.
    """
    from toolkit.resolve import read_former
    from toolkit.store.former_keys import KeyHistory
    from toolkit.store.lake import versions

    if not (target / DESCRIPTOR_NAME).is_file():
        yield None
        return
    known = versions(target / STORE_FOLDER)
    history = KeyHistory(target / STORE_FOLDER)
    try:
        version = known[-1].number + 1 if known else 1
        yield read_former(_read_tables(target), version, history=history)
    finally:
        history.close()


def _read_tables(target: Path) -> dict[str, pyarrow.Table]:
    """Return the tables that tell what keys mean; an older package may lack some."""
    from toolkit.store.query import open_package

    with open_package(target) as connection:
        there = {
            name
            for (name,) in connection.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'"
            ).fetchall()
        }
        return {
            name: connection.execute(f"SELECT * FROM {name} {condition}").to_arrow_table()
            for name, condition in _READ.items()
            if name in there
        }
