"""Makers of hostile inputs: files that are broken, too large, or made to harm who reads them.

Each maker writes one input into an empty folder and returns its path. `READ` are those of which
an article is to be read for all that; `SKIPPED` say by a pattern why nothing of them is.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

Maker = Callable[[Path], Path]

TEXT = "The two ministers met in Paris on Tuesday and agreed to meet again in the spring."
OTHER = "The two presidents met in Rome on Friday and agreed to hold an election in May."
PAGE = f"<html><head><title>Two meet</title></head><body><article><p>{TEXT}</p></article></body>"
MEBIBYTE = 1 << 20


def _file(name: str, content: str | bytes | Iterable[bytes]) -> Maker:
    """Return the maker of a file of some content, given whole or in pieces."""

    def make(folder: Path) -> Path:
        path = folder / name
        data = content.encode() if isinstance(content, str) else content
        with path.open("wb") as file:
            for piece in [data] if isinstance(data, bytes) else data:
                file.write(piece)
        return path

    return make


class _Repeated:
    """A piece repeated, between a beginning and an end; can be gone through more than once."""

    def __init__(self, piece: bytes, times: int, before: bytes = b"", after: bytes = b"") -> None:
        self._parts = (piece, times, before, after)

    def __iter__(self):
        piece, times, before, after = self._parts
        yield before
        for _ in range(times):
            yield piece
        yield after


def _endless(before: str = "", after: str = "", mebibytes: int = 100) -> _Repeated:
    """Return many megabytes without a line break."""
    words = (b"word " * (MEBIBYTE // 5 + 1))[:MEBIBYTE]
    return _Repeated(words, mebibytes, before.encode(), after.encode())


def _zip(name: str, members: dict[str, bytes], **options: int) -> Maker:
    def make(folder: Path) -> Path:
        with zipfile.ZipFile(folder / name, "w", **options) as archive:
            for member, content in members.items():
                archive.writestr(member, content)
        return folder / name

    return make


def _tar(name: str, members: Iterable[tuple[tarfile.TarInfo, bytes]]) -> Maker:
    def make(folder: Path) -> Path:
        with tarfile.open(folder / name, "w") as archive:
            for info, content in members:
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
        return folder / name

    return make


def _tar_info(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


def _gzip_bomb(mebibytes: int) -> bytes:
    packer = zlib.compressobj(1, wbits=31)
    zeros = b"0" * MEBIBYTE
    return b"".join([*(packer.compress(zeros) for _ in range(mebibytes)), packer.flush()])


def _zips_in_zips(folder: Path) -> Path:
    data = f"{TEXT}".encode()
    name = "a.txt"
    for _ in range(30):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(name, data)
        data, name = buffer.getvalue(), "a.zip"
    (folder / name).write_bytes(data)
    return folder / name


def _zip_of_overlaps(folder: Path) -> Path:
    """Many entries of the directory that all stand for the same compressed bytes."""
    local = io.BytesIO()
    with zipfile.ZipFile(local, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"word " * 400_000)
    data = local.getvalue()
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    directory = b"".join(
        data[start:end].replace(b"a.txt", f"{number:05}".encode()[:1] + b".txt")
        for number in range(2_000)
    )
    ending = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2_000, 2_000, len(directory), start, 0)
    (folder / "a.zip").write_bytes(data[:start] + directory + ending)
    return folder / "a.zip"


def _warc(length: int | str, body: str = PAGE, records: int = 1) -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}".encode()
    record = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\n"
        "WARC-Date: 2021-10-11T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
    ).encode()
    return (record + http + b"\r\n\r\n") * records


def _parquet_bomb(folder: Path) -> Path:
    """A column of which thousands of rows are the same text of a megabyte, written once."""
    import pyarrow
    import pyarrow.parquet

    words = pyarrow.array(["word " * 240_000])
    column = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 20_000), words)
    pyarrow.parquet.write_table(pyarrow.table({"text": column}), folder / "a.parquet")
    return folder / "a.parquet"


def _loop_of_links(folder: Path) -> Path:
    (folder / "a.txt").write_text(TEXT)
    (folder / "b").symlink_to(folder, target_is_directory=True)
    (folder / "c.txt").symlink_to(folder / "c.txt")
    (folder / "d").symlink_to("d")
    return folder


def _deep_folders(folder: Path) -> Path:
    """Folders in folders, deeper than the longest path that the system takes."""
    here = os.open(folder, os.O_RDONLY)
    for name in ["a"] * 1_100 + ["a" * 200] * 20:
        os.mkdir(name, dir_fd=here)
        inner = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    (folder / "b.txt").write_text(TEXT)
    return folder


def _unreadable(folder: Path) -> Path:
    (folder / "a.txt").write_text(TEXT)
    (folder / "b.txt").write_text(OTHER)
    (folder / "b.txt").chmod(0)
    (folder / "c").mkdir()
    (folder / "c" / "d.txt").write_text(OTHER)
    (folder / "c").chmod(0)
    return folder


def _strange_names(folder: Path) -> Path:
    for name in (b"a\xff.txt", b"a\nb.txt", b"a\x1b[31m.txt", "a\u202etxt.txt".encode(), b"-a.txt"):
        path = os.fsencode(folder) + b"/" + name
        with open(path, "wb") as file:  # noqa: PTH123 - a name in bytes
            file.write(f"{TEXT} {name!r}".encode())
    return folder


_FEED = "<rss><channel><item><description>{}</description></item></channel></rss>"
_RECORD = json.dumps({"text": TEXT, "title": "Two meet"})
_BAD_TITLES = "".join(chr(code) for code in (0x202E, 0x200B, 0x2066, 0xFEFF, 0x00AD))

READ: dict[str, Maker] = {
    "mixed encodings": _file("a.txt", TEXT.encode() + " “é” ".encode("cp1252") + "“é”".encode()),
    "a mark of another encoding": _file("a.txt", b"\xef\xbb\xbf" + TEXT.encode("cp1252")),
    "UTF-16 that ends within a character": _file("a.txt", TEXT.encode("utf-16") + b"x"),
    "a record in Windows-1252": _file(
        "a.jsonl", json.dumps({"text": f"{TEXT} é"}, ensure_ascii=False).encode("cp1252")
    ),
    "a lone surrogate": _file("a.jsonl", '{"text": "\\ud800 ' + TEXT + '"}'),
    "a lone surrogate in metadata": _file("a.jsonl", f'{{"text": "{TEXT}", "title": "\\udfff"}}'),
    "surrogates in UTF-8": _file("a.txt", TEXT.encode() + b" \xed\xa0\x80"),
    "a page that says it is UTF-16": _file(
        "a.html", PAGE.replace("<head>", '<head><meta charset="utf-16">')
    ),
    "a page of lone surrogates": _file(
        "a.html", PAGE.replace("<p>", "<p>&#xD800; &#0; &#x110000; ")
    ),
    "a table with NUL": _file("a.csv", f"title,text\n\x00,{TEXT}\n"),
    "a table of which one quote never ends": _file(
        "a.csv", f'text\n{TEXT}\n"' + f"{OTHER}\n" * 100
    ),
    "the year 0": _file("a.txt", f"---\ndate: 0000-00-00\n---\n{TEXT} On 1 January 0000."),
    "the year 9999": _file("a.txt", f"---\ndate: 9999-12-31T23:59:60+23:59\n---\n{TEXT}"),
    "a year of many digits": _file("a.jsonl", f'{{"text": "{TEXT}", "date": {"9" * 4000}}}'),
    "right-to-left marks": _file("a.txt", f"\u202e{TEXT}\u202c \u2066{OTHER}\u2069 \u200f"),
    "zero-width characters": _file("a.txt", "\u200b".join(TEXT) + f" {TEXT}"),
    "marks in a title": _file("a.jsonl", json.dumps({"text": TEXT, "title": _BAD_TITLES})),
    "thousands of accents": _file("a.txt", f"{TEXT} e" + "\u0301" * 100_000),
    "a gzip that ends too early": _file(
        "a.jsonl.gz",
        gzip.compress(f"{_RECORD}\n".encode() + os.urandom(200_000).hex().encode())[:-60_000],
    ),
    "a record of 50 MB between others": _file(
        "a.jsonl", _endless(f'{_RECORD}\n{{"text": "', f'"}}\n{{"text": "{OTHER}"}}\n', 50)
    ),
    "`../` beside a good name in a zip": _zip(
        "a.zip",
        {"../../etc/a.txt": OTHER.encode(), "/b.txt": OTHER.encode(), "c.txt": TEXT.encode()},
    ),
    "`../` and links in a tar": _tar(
        "a.tar",
        [
            (_tar_info("../a.txt"), OTHER.encode()),
            (_tar_info("/etc/b.txt"), OTHER.encode()),
            (_tar_info("c.txt", tarfile.SYMTYPE, "/etc/passwd"), b""),
            (_tar_info("d.txt", tarfile.LNKTYPE, "../e.txt"), b""),
            (_tar_info("f.txt", tarfile.FIFOTYPE), b""),
            (_tar_info("g.txt"), TEXT.encode()),
        ],
    ),
    "a loop of links": _loop_of_links,
    "folders without end": _deep_folders,
    "names of files that are no text": _strange_names,
    "unreadable permissions": _unreadable,
    "a WARC record shorter than it says, after others": _file(
        "a.warc", _warc(len(PAGE) + 47) + _warc(99_999)
    ),
    "front matter of many aliases": _file(
        "a.txt",
        "---\na: &a [x]\n"
        + "".join(
            f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n"
            for n in range(20)
        )
        + f"title: *u\n---\n{TEXT}",
    ),
    "front matter of a thousand brackets": _file(
        "a.txt", f"---\ntitle: {'[' * 5_000}\n---\n{TEXT}"
    ),
}
"""Inputs of which an article is read."""

SKIPPED: dict[str, tuple[str, Maker]] = {
    "NUL in a text": ("binary", _file("a.txt", TEXT.encode() + b"\x00")),
    "NUL in a record": ("NUL|not text", _file("a.jsonl", '{"text": "\\u0000 ' + TEXT + '"}')),
    "UTF-32 without a mark": ("binary", _file("a.txt", TEXT.encode("utf-32-le"))),
    "100 MB without a line break, as text": ("longer than", _file("a.txt", _endless())),
    "100 MB without a line break, as Markdown": ("longer than", _file("a.md", _endless())),
    "100 MB without a line break, as records": ("longer than", _file("a.jsonl", _endless())),
    "100 MB without a line break, as a table": ("`text`|longer than", _file("a.csv", _endless())),
    "100 MB in one cell": ("longer than", _file("a.csv", _endless('text\n"', '"\n'))),
    "100 MB without a line break, as a page": ("longer|larger", _file("a.html", _endless())),
    "100 MB without a line break, as a feed": ("", _file("a.rss", _endless())),
    "100 MB without a line break, in an archive": (
        "longer than",
        _file("a.txt.gz", _gzip_bomb(100)),
    ),
    "100 MB without a line break, as a crawl": ("", _file("a.warc", _endless())),
    "a record of 50 MB": ("longer than", _file("a.jsonl", _endless('{"text": "', '"}', 50))),
    "a page nested 100,000 deep": ("", _file("a.html", "<div>" * 100_000 + TEXT)),
    "a feed nested 100,000 deep": ("", _file("a.rss", "<rss><channel>" + "<item>" * 100_000)),
    "JSON nested 100,000 deep": ("not valid JSON", _file("a.jsonl", "[" * 100_000)),
    "JSON with a number of 100,000 digits": (
        "not valid JSON",
        _file("a.jsonl", '{"text": ' + "9" * 100_000 + "}"),
    ),
    "a feed of entities that multiply": (
        "",
        _file(
            "a.rss",
            "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a0 'word '>"
            + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 11))
            + f"]>{_FEED.format('&a10;')}",
        ),
    ),
    "a feed with a file of this machine": (
        "",
        _file(
            "a.rss",
            "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
            f"{_FEED.format('&a;')}",
        ),
    ),
    "a bomb in gzip": ("longer than|bomb", _file("a.txt.gz", _gzip_bomb(300))),
    "a bomb of records in gzip": ("bomb|longer than", _file("a.jsonl.gz", _gzip_bomb(300))),
    "a bomb in a zip": (
        "longer than|bomb",
        _zip("a.zip", {"a.txt": b"0" * (100 * MEBIBYTE)}, compression=8),
    ),
    "a bomb of overlapping entries": ("", _zip_of_overlaps),
    "zips in zips": ("archives", _zips_in_zips),
    "a bomb in Parquet": ("bomb", _parquet_bomb),
    "a tar of which the header is a bomb": (
        "",
        lambda folder: _file("a.tar.gz", gzip.compress(_huge_header(), 1))(folder),
    ),
    "an empty zip": ("", _file("a.zip", b"PK\x05\x06" + bytes(18))),
    "a zip that is none": ("no zip", _file("a.zip", TEXT)),
    "a Parquet file that is none": ("Parquet", _file("a.parquet", f"PAR1{TEXT}PAR1")),
    "a WARC record of a negative length": ("", _file("a.warc", _warc(-5))),
    "a WARC record of an endless length": ("", _file("a.warc", _warc(10**18))),
    "a WARC record of a length that is none": ("", _file("a.warc", _warc("many"))),
    "a WARC record of no length": ("", _file("a.warc", _warc(0))),
    "a crawl that is none": ("", _file("a.warc.gz", gzip.compress(TEXT.encode()))),
    "a table of 100,000 columns": ("", _file("a.csv", "text" + ",x" * 100_000 + f"\n{TEXT}\n")),
}
"""Inputs of which nothing is read, each with a pattern of the reason."""


def _huge_header() -> bytes:
    info = tarfile.TarInfo("a.txt")
    info.type, info.size = tarfile.XHDTYPE, 200 * MEBIBYTE
    return info.tobuf(tarfile.USTAR_FORMAT) + bytes(info.size)
