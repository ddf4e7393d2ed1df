"""Arrow tables whose columns lie in files, mapped into memory.

The system reads of them what is used and gives up again what is not, so that a table may be larger
than the memory that a build has. A table written at once lies in one piece, as readers of its
bytes (`toolkit.store.row_bytes`) want it.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    import numpy
    import pyarrow

_MOST_TEXT = 2**31 - 1
"""Bytes of text that one array can hold: Arrow counts them in 32 bits."""


class MappedFiles:
    """Files that are mapped into memory, which counts what was read of them until it is let go."""

    def __init__(self) -> None:
        self._mapped: list[mmap.mmap] = []

    def map(self, path: Path) -> pyarrow.Buffer:
        """Return what is in a file, as memory that the system fills when it is read."""
        import pyarrow

        if not path.stat().st_size:
            return pyarrow.py_buffer(b"")
        with path.open("rb") as file:
            self._mapped.append(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        return pyarrow.py_buffer(self._mapped[-1])

    def let_go(self) -> None:
        """Give back the memory, where the system can; what is used again is read again."""
        if hasattr(mmap, "MADV_DONTNEED"):
            for mapped in self._mapped:
                mapped.madvise(mmap.MADV_DONTNEED)


def map_parquet(
    files: Mapping[str, Path], folder: Path, mapped: MappedFiles
) -> dict[str, pyarrow.Table]:
    """Return the tables of Parquet files, by their names, kept in files in `folder`.

    `folder` is there, and is to be removed when the tables are no longer used. The Parquet files
    are not needed any more. `mapped` then has the files of the tables.
    """
    import pyarrow.parquet

    tables = {}
    for name, path in files.items():
        with pyarrow.parquet.ParquetFile(path) as file:
            batches = file.iter_batches()
            tables[name] = map_table(folder / name, file.schema_arrow, batches, mapped)
    return tables


def map_table(
    folder: Path,
    schema: pyarrow.Schema,
    batches: Iterable[pyarrow.RecordBatch],
    mapped: MappedFiles,
) -> pyarrow.Table:
    """Return a table of the rows of `batches`, which is kept in files in `folder`.

    `folder` is made, and is to be removed when the table is no longer used. The types are those
    of the data model; batches have the columns of `schema`. Beyond 2 GiB of text in a column the
    table has several chunks. Raises OSError where the files can't be written.
    """
    import pyarrow

    folder.mkdir(parents=True)
    pieces = list(_written(folder, schema, batches, mapped))
    return pyarrow.Table.from_batches(pieces, schema)


def _written(
    folder: Path,
    schema: pyarrow.Schema,
    batches: Iterable[pyarrow.RecordBatch],
    mapped: MappedFiles,
) -> Iterator[pyarrow.RecordBatch]:
    """Yield the rows as batches in files, as few as can be."""
    writer: _PieceWriter | None = None
    number = 0
    with ExitStack() as opened:
        for batch in batches:
            if writer is not None and not writer.has_room_for(batch):
                yield writer.finish(mapped)
                writer = None
            if writer is None and batch.num_rows:
                writer = opened.enter_context(_PieceWriter(folder / str(number), schema))
                number += 1
            if writer is not None:
                writer.add(batch)
        if writer is not None:
            yield writer.finish(mapped)


class _PieceWriter:
    """Writes rows into files, one column after the other, and maps them."""

    def __init__(self, folder: Path, schema: pyarrow.Schema) -> None:
        folder.mkdir()
        self._schema = schema
        self._rows = 0
        self._columns = [
            _ColumnWriter(folder / str(place), field.type) for place, field in enumerate(schema)
        ]

    def __enter__(self) -> _PieceWriter:
        return self

    def __exit__(self, *_: object) -> None:
        for column in self._columns:
            column.close()

    def has_room_for(self, batch: pyarrow.RecordBatch) -> bool:
        """Return whether the texts of a batch can come to those that are there."""
        return all(
            column.length + array.nbytes <= _MOST_TEXT
            for column, array in zip(self._columns, batch.columns, strict=True)
        )

    def add(self, batch: pyarrow.RecordBatch) -> None:
        """Append rows."""
        for column, array in zip(self._columns, batch.columns, strict=True):
            column.add(array)
        self._rows += batch.num_rows

    def finish(self, mapped: MappedFiles) -> pyarrow.RecordBatch:
        """Return the rows as they lie in the files."""
        import pyarrow

        arrays = [column.finish(self._rows, mapped) for column in self._columns]
        return pyarrow.RecordBatch.from_arrays(arrays, schema=self._schema)


class _ColumnWriter:
    """Writes the values of one column into a file, texts with their ends in another."""

    def __init__(self, path: Path, kind: pyarrow.DataType) -> None:
        import pyarrow

        self._path, self._ends_path = path, path.with_suffix(".ends")
        self._kind = kind
        self._is_text = pyarrow.types.is_string(kind)
        self._values: BinaryIO = path.open("wb")
        self._ends: BinaryIO | None = self._ends_path.open("wb") if self._is_text else None
        self._valid: list[numpy.ndarray] = []
        self.length = 0
        """Bytes of text so far."""
        if self._ends:
            self._ends.write(bytes(4))

    def add(self, array: pyarrow.Array) -> None:
        """Append values; what stands in the place of a null is zero, or no text."""
        import numpy

        array = array.cast(self._kind)
        self._valid.append(numpy.asarray(array.is_valid().to_numpy(zero_copy_only=False), bool))
        if self._ends is None:
            width = self._kind.bit_width // 8
            filled = array.view(f"int{8 * width}").fill_null(0)
            self._values.write(filled.to_numpy(zero_copy_only=False).tobytes())
            return
        texts = array.fill_null("")
        _, offsets_buffer, content = texts.buffers()
        ends = numpy.frombuffer(offsets_buffer, numpy.int32)
        ends = ends[texts.offset : texts.offset + len(texts) + 1]
        self._values.write(memoryview(content or b"")[ends[0] : ends[-1]])
        self._ends.write((ends[1:] - ends[0] + self.length).astype(numpy.int32).tobytes())
        self.length += int(ends[-1] - ends[0])

    def finish(self, rows: int, mapped: MappedFiles) -> pyarrow.Array:
        """Return the column as it lies in its files."""
        import numpy
        import pyarrow

        self.close()
        valid = numpy.concatenate(self._valid)
        bits = None
        if not valid.all():
            bits = pyarrow.py_buffer(numpy.packbits(valid, bitorder="little").tobytes())
        ends = [mapped.map(self._ends_path)] if self._is_text else []
        return pyarrow.Array.from_buffers(self._kind, rows, [bits, *ends, mapped.map(self._path)])

    def close(self) -> None:
        """Close the files."""
        self._values.close()
        if self._ends:
            self._ends.close()
