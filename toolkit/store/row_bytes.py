"""The rows of an Arrow table as bytes, to be digested and compared without making values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from toolkit.store.digest import DIGEST_LENGTH, Digest, new_digest

if TYPE_CHECKING:
    import numpy
    import pyarrow

_NUMPY_TYPES = {"int64": "int64", "double": "float64", "date32[day]": "int32"}


class UnsuitableRowsError(Exception):
    """The rows can't be told apart by their bytes: their types or their keys do not allow it."""


class RowBytes:
    """The bytes of a table's rows: of each column the values, their lengths and which are null.

    Equal bytes mean equal rows, wherever these lie in memory. Raises UnsuitableRowsError for
    types that the data model does not have, a key that is no text, and a null in a key.
    """

    def __init__(self, table: pyarrow.Table, key: Sequence[str]) -> None:
        self.rows: int = table.num_rows
        self._columns: dict[str, _Column] = {}
        self._key: list[_Texts] = []
        for name in table.column_names:
            array = _one_array(table.column(name))
            self._columns[name] = _Texts(array) if str(array.type) == "string" else _Numbers(array)
        for name in key:
            column = self._columns[name]
            if not isinstance(column, _Texts) or column.valid is not None:
                raise UnsuitableRowsError(name)
            self._key.append(column)

    def key(self, row: int) -> tuple[bytes, ...]:
        """Return the key of a row; keys compare as the texts do."""
        return tuple(column.value(row) for column in self._key)

    def column_digests(self) -> bytes:
        """Return the digests of the columns, of all rows, one after the other.

        They are made more quickly than those of pieces.
        """
        return b"".join(_digest_whole(column, self.rows) for column in self._columns.values())

    def digests(
        self, cuts: Sequence[int], columns: Iterable[str] | None = None
    ) -> list[list[bytes]]:
        """Return of columns the digest of the rows between each of these positions and the next.

        They are of all columns, or of those named.
        """
        names = self._columns if columns is None else columns
        return [_digest_pieces(self._columns[name], cuts) for name in names]


class _Column(Protocol):
    """The bytes of a column."""

    def add_all(self, digest: Digest) -> None:
        """Add what all rows have to a digest."""
        ...

    def pieces(self, cuts: numpy.ndarray) -> list[tuple[memoryview, list[int]]]:
        """Return parts of the bytes, and where the rows of these positions begin in each."""
        ...


class _Texts:
    """A column of texts. The bytes of each lie after those of the one before it."""

    def __init__(self, array: pyarrow.Array) -> None:
        import numpy

        _, offsets_buffer, data_buffer = array.buffers()
        self._offsets = numpy.zeros(1, numpy.int32)
        if len(array):
            offsets = numpy.frombuffer(offsets_buffer, numpy.int32)[array.offset :]
            self._offsets = offsets[: len(array) + 1]
        self._data = memoryview(data_buffer or b"")
        self.valid = _validity(array) if array.null_count else None
        if self.valid is not None and numpy.diff(self._offsets)[~self.valid].any():
            # Characters that belong to no value would hide where the next one begins.
            raise UnsuitableRowsError(str(array.type))

    def value(self, row: int) -> bytes:
        return bytes(self._data[self._offsets[row] : self._offsets[row + 1]])

    def add_all(self, digest: Digest) -> None:
        first, last = self._offsets[0], self._offsets[-1]
        digest.update(_bytes(self._offsets - first if first else self._offsets))
        digest.update(self._data[first:last])
        if self.valid is not None:
            digest.update(_bytes(self.valid))

    def pieces(self, cuts: numpy.ndarray) -> list[tuple[memoryview, list[int]]]:
        return [
            (_bytes(self._lengths), (cuts * self._lengths.itemsize).tolist()),
            (self._data, self._offsets[cuts].tolist()),
        ]

    @cached_property
    def _lengths(self) -> numpy.ndarray:
        import numpy

        lengths = numpy.diff(self._offsets)
        if self.valid is not None:
            lengths[~self.valid] = -1
        return lengths


class _Numbers:
    """A column of numbers or dates, of the same width each."""

    def __init__(self, array: pyarrow.Array) -> None:
        import numpy

        kind = _NUMPY_TYPES.get(str(array.type))
        if kind is None:
            raise UnsuitableRowsError(str(array.type))
        self._values = numpy.zeros(0, kind)
        if len(array):
            values = numpy.frombuffer(array.buffers()[1], kind)[array.offset :]
            self._values = values[: len(array)]
        self.valid = _validity(array) if array.null_count else None
        if self.valid is not None:
            self._values = numpy.where(self.valid, self._values, numpy.zeros(1, kind))

    def add_all(self, digest: Digest) -> None:
        digest.update(_bytes(self._values))
        if self.valid is not None:
            digest.update(_bytes(self.valid))

    def pieces(self, cuts: numpy.ndarray) -> list[tuple[memoryview, list[int]]]:
        import numpy

        valid = numpy.ones(len(self._values), bool) if self.valid is None else self.valid
        return [
            (_bytes(valid), cuts.tolist()),
            (_bytes(self._values), (cuts * self._values.itemsize).tolist()),
        ]


def _digest_whole(column: _Column, rows: int) -> bytes:
    digest = new_digest()
    digest.update(rows.to_bytes(8, "little"))
    column.add_all(digest)
    return digest.digest()[:DIGEST_LENGTH]


def _digest_pieces(column: _Column, cuts: Sequence[int]) -> list[bytes]:
    import numpy

    ((first, first_bounds), (second, second_bounds)) = column.pieces(
        numpy.asarray(cuts, numpy.int64)
    )
    found = []
    for place in range(len(cuts) - 1):
        digest = new_digest()
        digest.update(first[first_bounds[place] : first_bounds[place + 1]])
        digest.update(second[second_bounds[place] : second_bounds[place + 1]])
        found.append(digest.digest()[:DIGEST_LENGTH])
    return found


def is_sorted(table: pyarrow.Table, key: Sequence[str]) -> bool:
    """Return whether each row has a greater key than the one before it."""
    import pyarrow.compute

    former, later = table.slice(0, max(0, table.num_rows - 1)), table.slice(1)
    rising = None
    for name in reversed(key):
        less = pyarrow.compute.less(former[name], later[name])
        if rising is not None:
            same = pyarrow.compute.equal(former[name], later[name])
            less = pyarrow.compute.or_(less, pyarrow.compute.and_(same, rising))
        rising = less
    return bool(pyarrow.compute.all(rising, min_count=0).as_py())


def _one_array(column: pyarrow.ChunkedArray) -> pyarrow.Array:
    import pyarrow

    if column.num_chunks == 1:
        return column.chunk(0)
    whole = column.combine_chunks()
    if isinstance(whole, pyarrow.ChunkedArray):
        # More text than one array can hold.
        raise UnsuitableRowsError(str(column.type))
    return whole


def _validity(array: pyarrow.Array) -> numpy.ndarray:
    import numpy

    bits = numpy.unpackbits(numpy.frombuffer(array.buffers()[0], numpy.uint8), bitorder="little")
    return bits[array.offset : array.offset + len(array)].astype(bool)


def _bytes(values: numpy.ndarray) -> memoryview:
    import numpy

    content: Any = numpy.ascontiguousarray(values).view(numpy.uint8).reshape(-1)
    return memoryview(content)
