"""Shards of articles and of facts at an address that all machines of a cluster reach.

A shard is a Parquet file: of articles, a column for each field; of facts, one column of encoded
facts, in the order of the articles. Addresses are those of fsspec: a folder, `s3://bucket/folder`.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterable
from dataclasses import astuple, fields
from typing import Any

import pyarrow
import pyarrow.parquet

from toolkit.article import Article
from toolkit.engines.errors import EngineError
from toolkit.facts import Facts
from toolkit.facts_encoding import decode, encode
from toolkit.storages.address import UnknownStorage, open_filesystem

ARTICLES = pyarrow.schema(
    [
        (field.name, pyarrow.date32() if field.name == "published_on" else pyarrow.large_string())
        for field in fields(Article)
    ]
)
FACTS = pyarrow.schema([("facts", pyarrow.large_binary())])


class SharedFolder:
    """A folder of shards; `address` is that which every process finds it by.

    Raises EngineError for an address of a kind that nobody knows here.
    """

    def __init__(self, address: str) -> None:
        try:
            self._files, self._root = open_filesystem(address, {}, "a folder")
        except UnknownStorage as error:
            raise EngineError(str(error)) from error
        # Whole, so that it is the same for a process that works in another folder.
        self.address = str(self._files.unstrip_protocol(self._root))

    def below(self, name: str) -> SharedFolder:
        """Return the folder of that name below this one, which need not be there."""
        return SharedFolder(f"{self.address.rstrip('/')}/{name}")

    def make(self) -> None:
        """Make the folder. Raises EngineError where that is impossible."""
        try:
            self._files.makedirs(self._root, exist_ok=True)
        except Exception as error:  # whatever the storage's own library raises
            raise EngineError(
                f"{self.address} can't be written to ({error}); name another address."
            ) from error

    def write_articles(self, articles: Iterable[Article]) -> str:
        """Write a shard of articles and return its name."""
        columns = zip(*map(astuple, articles), strict=True)
        arrays = [
            pyarrow.array(column, field.type)
            for column, field in zip(columns, ARTICLES, strict=True)
        ]
        return self._write("articles", pyarrow.table(arrays, schema=ARTICLES))

    def read_articles(self, name: str) -> tuple[Article, ...]:
        """Return the articles of a shard."""
        return tuple(Article(**row) for row in self._read(name).to_pylist())

    def write_facts(self, facts: Iterable[Facts]) -> str:
        """Write a shard of facts and return its name, which no other has.

        So a worker that was taken for dead can't write into what its successor wrote.
        """
        encoded = pyarrow.array(map(encode, facts), FACTS.field("facts").type)
        return self._write("facts", pyarrow.table([encoded], schema=FACTS))

    def read_facts(self, name: str) -> tuple[Facts, ...]:
        """Return the facts of a shard."""
        return tuple(decode(encoded) for encoded in self._read(name)["facts"].to_pylist())

    def remove_shard(self, name: str) -> None:
        """Remove a shard."""
        self._files.rm(f"{self._root}/{name}")

    def remove(self) -> None:
        """Remove the folder with all that is left in it."""
        if self._files.exists(self._root):
            self._files.rm(self._root, recursive=True)

    def _write(self, kind: str, table: pyarrow.Table) -> str:
        name = f"{kind}-{uuid.uuid4().hex}.parquet"
        buffer = io.BytesIO()
        pyarrow.parquet.write_table(table, buffer, compression="zstd")
        self._files.pipe_file(f"{self._root}/{name}", buffer.getvalue())
        return name

    def _read(self, name: str) -> Any:
        # Other machines write here: what was listed before may not be all that there is.
        self._files.invalidate_cache()
        content = self._files.cat_file(f"{self._root}/{name}")
        return pyarrow.parquet.read_table(io.BytesIO(content))
