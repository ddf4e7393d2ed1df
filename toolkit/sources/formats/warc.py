"""Read a .warc file, as web crawls write them: its pages, each with its address."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, cast

from fastwarc.stream_io import BrotliReader, ChunkedReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from toolkit.sources.document import Document
from toolkit.sources.formats.warc_stream import RecordStream
from toolkit.sources.outcome import BrokenInput, Skipped
from toolkit.sources.pages.page import LARGEST_PAGE, read_page

_PAGES = ("text/html", "application/xhtml+xml")
_FOUND = 200
_GZIP = b"\x1f\x8b"
_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]+[ \t]*(?:;[^\r\n]*)?\r\n")
_ANGLES = re.compile(r"[<>\s]")


@dataclass(frozen=True, slots=True)
class _Response:
    """A page as a record has it: its bytes, its address, and what its server said of it."""

    source_path: str
    data: bytes
    url: str | None
    charset: str | None


def read(stream: BinaryIO, source_path: str) -> Iterator[Document | Skipped]:
    """Yield the article of each page, as `source_path#n` with n the record from 1, of any type.

    Pages are records of type `response` with status 200 and a media type of HTML; other records
    are passed over. The address is the record's target. A record whose length is wrong is Skipped,
    with those that it reaches over, and reading goes on at the next.
    """
    records = RecordStream(stream)
    number = 0
    while True:
        run = _Run(number)
        yield from _read_records(records, source_path, run)
        number = run.number
        if run.damaged_at is None:
            break
        resumes = records.go_to_record_after(run.damaged_at)
        if not run.told:
            yield _damaged(source_path, number, resumes=resumes)
        if not resumes:
            return
    if number == 0:
        yield Skipped(source_path, "it holds no record", "Get it again, whole.")


@dataclass(slots=True)
class _Run:
    """How far a stretch of records was read: the number of the last and where it is damaged.

    `told`: what is wrong with the damaged record was already said.
    """

    number: int
    damaged_at: int | None = None
    told: bool = False


def _read_records(
    stream: RecordStream, source_path: str, run: _Run
) -> Iterator[Document | Skipped]:
    """Yield the articles of the records from here to the next that is damaged, or to the end."""
    records = ArchiveIterator(cast(BinaryIO, stream), parse_http=False, stream_detect=False)
    begin, length = stream.tell(), 0
    held: _Response | Skipped | None = None
    while True:
        try:
            record = next(records, None)
        except BrokenInput:
            if held is not None:
                yield _read_held(held)
            raise
        except (OSError, ValueError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            # Where the next record does not begin as it should, the one before has a wrong length.
            follows = stream.record_after(begin, length)
            if follows is None:
                run.damaged_at = begin
                return
            if held is not None:
                yield _read_held(held)
            run.number += 1
            run.damaged_at = follows
            return
        if held is not None:
            yield _read_held(held)
        if record is None:
            if begin + length > stream.read_to:
                run.damaged_at, run.told = begin, isinstance(held, Skipped)
            return
        begin, length = record.stream_pos, record.content_length
        run.number += 1
        try:
            held = _read_response(record, f"{source_path}#{run.number}")
        except (OSError, ValueError) as error:
            if isinstance(error, BrokenInput) or getattr(error, "errno", None) is not None:
                raise
            run.damaged_at = begin
            return


def _read_held(held: _Response | Skipped) -> Document | Skipped:
    if isinstance(held, Skipped):
        return held
    return read_page(held.data, held.source_path, url=held.url, charset=held.charset)


def _read_response(record: WarcRecord, source_path: str) -> _Response | Skipped | None:
    """Return the page of a record or why it can't be read, None where it is of another kind."""
    if record.record_type != WarcRecordType.response or not record.is_http:
        return None
    record.parse_http()
    headers = record.http_headers
    if headers is None or record.http_content_type not in _PAGES:
        return None
    if headers.status_code != _FOUND:
        return None
    length = record.content_length
    data = record.reader.read(LARGEST_PAGE + 1)
    if len(data) < min(length, LARGEST_PAGE + 1):
        return Skipped(source_path, "the record ends too early", "Get the file again, whole.")
    try:
        data = _decode_transfer(
            data, headers.get("Transfer-Encoding", ""), headers.get("Content-Encoding", "")
        )
    except (OSError, ValueError, zlib.error):
        return Skipped(source_path, "its page is compressed and damaged", "Get the page again.")
    url = _ANGLES.sub("", record.headers.get("WARC-Target-URI") or "")
    return _Response(source_path, data, url or None, record.http_charset)


def _decode_transfer(data: bytes, transfer: str | None, content: str | None) -> bytes:
    """Return a page without the ways in which it was sent, no more of it than is looked at.

    Many crawlers leave in the header what they have undone: what is not sent so is left as it is.
    Raises ValueError, OSError or zlib.error where it is damaged.
    """
    if "chunked" in (transfer or "").lower() and _CHUNK_SIZE.match(data):
        data = ChunkedReader(BytesIO(data)).read(LARGEST_PAGE + 1)
    coding = (content or "").strip().lower()
    if data.startswith(_GZIP):
        return _inflate(data, zlib.MAX_WBITS | 16)
    if data.lstrip()[:1] == b"<":
        return data
    if coding == "br":
        return BrotliReader(BytesIO(data)).read(LARGEST_PAGE + 1)
    if coding == "deflate":
        # Servers send it with the header of zlib, as they should, or without.
        has_header = data[:1] == b"x"
        return _inflate(data, zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
    return data


def _inflate(data: bytes, window_bits: int) -> bytes:
    inflating = zlib.decompressobj(window_bits)
    page = inflating.decompress(data, LARGEST_PAGE + 1)
    if not inflating.eof and len(page) <= LARGEST_PAGE:
        raise ValueError("the compressed page ends too early")
    return page


def _damaged(source_path: str, number: int, *, resumes: bool) -> Skipped:
    remedy = "Get it again, whole."
    if resumes:
        path = f"{source_path}#{number}" if number else source_path
        return Skipped(path, "the length of the record is wrong, or its header", remedy)
    where = f"after record {number - 1}" if number > 1 else "from its first record on"
    return Skipped(
        source_path,
        f"{where} it can't be read: a record's length is wrong, or it is no WARC file",
        remedy,
    )
