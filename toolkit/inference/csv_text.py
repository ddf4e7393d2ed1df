"""Delimited text, as it is: its encoding, its delimiter, its header and its cells."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from toolkit.error_cause import cause_of
from toolkit.inference.draft import CannotInfer
from toolkit.inference.source_files import SourceFile
from toolkit.quoting import literal

if TYPE_CHECKING:
    import duckdb

DELIMITERS = (",", ";", "\t", "|")
_BLOCK = 1 << 20
_SAMPLED_RECORDS = 1000
_LONGEST_LINE = 16 << 20
_BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BLANK_LINES = (b"\n\n", b"\n\r", b"\r\r")
_CONTROL_BYTES = re.compile(rb"[\x80-\x9f]")
"""Control characters in Latin-1, which no one writes, and letters or quotes in Windows-1252."""
_NOT_WINDOWS = {b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"}

csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_LINE))


@dataclass(frozen=True, slots=True)
class DelimitedText:
    """A file of delimited text: how it is written, and the names of its columns."""

    source: SourceFile
    encoding: str
    delimiter: str
    has_header: bool
    columns: tuple[str, ...]

    @property
    def dialect(self) -> dict[str, Any]:
        """The whole Table Dialect, so that no reader has to guess any of it."""
        return {
            "header": self.has_header,
            "delimiter": self.delimiter,
            "quoteChar": '"',
            "doubleQuote": True,
            "skipInitialSpace": False,
        }


def read_layout(source: SourceFile, delimiter: str | None, *, header: bool) -> DelimitedText:
    """Return how a file is written; raises CannotInfer where it has no usable columns.

    The encoding is UTF-8 where all bytes are, UTF-16 with a byte order mark, else Windows-1252
    or Latin-1. The delimiter is that of `,`, `;`, tab and `|` which cuts the first records into
    most columns, all of them alike.
    """
    encoding = _encoding(source)
    try:
        with _open_text(source, encoding) as stream:
            lines = list(_first_lines(source, stream))
    except (OSError, EOFError, UnicodeError) as error:
        raise CannotInfer(f"{source.path} cannot be read ({error}): restore the file.") from None
    cut = delimiter or _delimiter(lines, source.format)
    try:
        records = [record for record in csv.reader(lines, delimiter=cut) if record]
    except csv.Error as error:
        raise CannotInfer(
            f"{source.path} is no delimited text ({error}): name a file of cells."
        ) from None
    if not records:
        raise CannotInfer(f"{source.path} is empty: name a file with a header and rows.")
    if not lines[0].strip("\r\n"):
        raise CannotInfer(f"{source.path}: the first line is blank: remove it.")
    if not header:
        names = tuple(f"field{number}" for number in range(1, len(records[0]) + 1))
        return DelimitedText(source, encoding, cut, False, names)
    return DelimitedText(source, encoding, cut, True, _checked_names(source, records[0]))


def _first_lines(source: SourceFile, stream: IO[str]) -> Iterator[str]:
    for number in range(1, _SAMPLED_RECORDS + 1):
        line = stream.readline(_LONGEST_LINE)
        if not line:
            return
        if len(line) == _LONGEST_LINE:
            raise CannotInfer(
                f"{source.path}: line {number} is longer than {_LONGEST_LINE:,} characters: "
                "name a file of rows."
            )
        yield line


def load_cells(
    connection: duckdb.DuckDBPyConnection, table: str, text: DelimitedText, folder: Path
) -> None:
    """Make a table of a file's cells, all of them text, an empty one null.

    DuckDB reads it where it reads as Python's `csv` does; else it gets it rewritten, in `folder`.
    Raises CannotInfer, with its row, for a record that has too many cells or too few.
    """
    import duckdb

    source = text.source
    plain = text.encoding == "utf-8" and not _has_space_before_quote(text)
    if plain:
        try:
            _load(connection, table, text, source.path, text.delimiter, header=text.has_header)
            return
        except duckdb.Error:
            connection.execute(f"DROP TABLE IF EXISTS {table}")
    rewritten = folder / f"{table}.csv"
    with rewritten.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerows(_records(text))
    try:
        _load(connection, table, text, rewritten, ",", header=False)
    except duckdb.Error as error:
        raise CannotInfer(
            f"{source.path} cannot be read ({cause_of(error)}): correct it."
        ) from None
    finally:
        rewritten.unlink()


def count_blank_lines(text: DelimitedText) -> int:
    """Return the number of lines between the rows that hold nothing, which no row may be."""
    before = b""
    with _open_bytes(text.source) as stream:
        while block := stream.read(_BLOCK):
            whole = before + block
            if text.encoding == "utf-16" or any(mark in whole for mark in _BLANK_LINES):
                break
            before = block[-2:]
        else:
            return 0
    # It may be a line within quotes.
    with _open_text(text.source, text.encoding) as lines:
        return sum(not record for record in csv.reader(lines, delimiter=text.delimiter))


def _load(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    text: DelimitedText,
    file: Path,
    delimiter: str,
    *,
    header: bool,
) -> None:
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(len(text.columns)))
    connection.execute(
        f"CREATE TABLE {table} AS SELECT * FROM read_csv({literal(str(file))}, "
        f"delim = {literal(delimiter)}, quote = '\"', escape = '\"', header = false, "
        f"skip = {int(header)}, auto_detect = false, columns = {{{columns}}}, strict_mode = true, "
        f"null_padding = false, max_line_size = {_LONGEST_LINE}, "
        f"compression = '{'gzip' if file.suffix.lower() == '.gz' else 'none'}')"
    )


def _records(text: DelimitedText) -> Iterator[Sequence[str]]:
    """Return the records below the header; raises CannotInfer for one of another length."""
    width = len(text.columns)
    with _open_text(text.source, text.encoding) as stream:
        reader = csv.reader(stream, delimiter=text.delimiter)
        try:
            for number, record in enumerate(reader, start=1):
                if not record or (number == 1 and text.has_header):
                    continue
                if len(record) != width:
                    raise CannotInfer(
                        f"{text.source.path}, row {number} has {len(record)} cells where the "
                        f"header has {width}: correct the row."
                    )
                yield record
        except csv.Error as error:
            raise CannotInfer(
                f"{text.source.path}, line {reader.line_num} cannot be read ({error}): correct it."
            ) from None


def _delimiter(lines: Sequence[str], format: str) -> str:
    if format == "tsv":
        return "\t"
    best, most = "", 1
    for delimiter in DELIMITERS:
        try:
            records = [record for record in csv.reader(lines, delimiter=delimiter) if record]
        except csv.Error:
            continue
        # The last of a sample may be cut within its quotes.
        widths = {len(record) for record in records[: _SAMPLED_RECORDS - 1]}
        if len(widths) == 1 and (width := widths.pop()) > most:
            best, most = delimiter, width
    # Rows of several lengths are wrong; which one is said when they are read.
    return best or max(DELIMITERS, key=lines[0].count if lines else len)


def _checked_names(source: SourceFile, header: Sequence[str]) -> tuple[str, ...]:
    # Who validates takes white space off the names, as frictionless does.
    names = tuple(name.strip() for name in header)
    seen: set[str] = set()
    for number, name in enumerate(names, start=1):
        if not name:
            raise CannotInfer(f"{source.path}: column {number} has no name: give it one.")
        if name in seen:
            raise CannotInfer(f"{source.path}: two columns are called {name}: rename one.")
        seen.add(name)
    return names


def _open_bytes(source: SourceFile) -> IO[bytes]:
    stream = source.path.open("rb")
    return cast(IO[bytes], gzip.GzipFile(fileobj=stream)) if source.is_gzip else stream


def _open_text(source: SourceFile, encoding: str) -> IO[str]:
    # A byte order mark is no part of the first name.
    decoder = "utf-8-sig" if encoding == "utf-8" else encoding
    return io.TextIOWrapper(_open_bytes(source), encoding=decoder, newline="")


def _encoding(source: SourceFile) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, is_first = True, True
    found: set[bytes] = set()
    try:
        with _open_bytes(source) as stream:
            while block := stream.read(_BLOCK):
                if is_first and block[:2] in _BYTE_ORDER_MARKS:
                    return "utf-16"
                is_first = False
                is_utf8 = is_utf8 and _decodes(decoder, block)
                found.update(_CONTROL_BYTES.findall(block) if not is_utf8 else ())
    except (OSError, EOFError) as error:
        raise CannotInfer(f"{source.path} cannot be read ({error}): restore the file.") from None
    if is_utf8 and _decodes(decoder, b"", final=True):
        return "utf-8"
    return "windows-1252" if found and not found & _NOT_WINDOWS else "iso-8859-1"


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _has_space_before_quote(text: DelimitedText) -> bool:
    """Whether a cell may begin with white space and then a quote, which DuckDB takes away."""
    spaces = b" " if text.delimiter == "\t" else b" \t"
    cells = re.escape(text.delimiter.encode())
    sought = re.compile(rb"(" + cells + rb"|^|\n|\r)[" + spaces + rb"]+\"")
    before = b""
    with _open_bytes(text.source) as stream:
        while block := stream.read(_BLOCK):
            whole = before + block
            # To look for a fixed string first takes a tenth of the time.
            if any(bytes((space, 34)) in whole for space in spaces) and sought.search(whole):
                return True
            before = block[-64:]
    return False
