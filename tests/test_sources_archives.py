"""Compressed files and archives: what is in them is read, and none of them does harm."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import stat
import struct
import sys
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from measured_reading import read_measured

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.article import Article
from toolkit.sources import Skipped, read_inputs
from toolkit.sources.document import Document
from toolkit.sources.opening import read_stream

BODY = "MONROVIA – The two ministers met on Tuesday and agreed to meet again."
TEXT = BODY.encode()


def read(data: bytes, name: str) -> list[Document | Skipped]:
    return list(read_stream(io.BytesIO(data), name))


def told(data: bytes, name: str) -> list[tuple[str, str]]:
    """Return the path of each thing read, with its text or why there is none."""
    return [
        (one.source_path, one.text if isinstance(one, Document) else one.reason)
        for one in read(data, name)
    ]


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return written.getvalue()


def tarred(*members: tuple[str, bytes], headers: Iterable[tarfile.TarInfo] = ()) -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        for name, data in members:
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
        for header in headers:
            archive.addfile(header)
    return written.getvalue()


def records(number: int) -> bytes:
    return b"".join(
        json.dumps({"text": f"{BODY} {n} {n**9}"}).encode() + b"\n" for n in range(number)
    )


# What is read


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt.gz", gzip.compress(TEXT)),
        ("a.txt.gz", gzip.compress(TEXT[:9]) + gzip.compress(TEXT[9:])),
        ("a.TXT.GZ", gzip.compress(TEXT)),
        ("a.md.zst", zstd.compress(TEXT)),
        ("a.md.zst", zstd.compress(TEXT[:9]) + zstd.compress(TEXT[9:])),
    ],
    ids=["gzip", "gzip in two parts", "gzip in capitals", "zstd", "zstd in two parts"],
)
def test_a_compressed_file_is_read_under_its_own_name(name, data):
    assert told(data, name) == [(name, BODY)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", zipped(("n/b.txt", TEXT), ("c.jsonl", records(2)))),
        ("a.tar", tarred(("n/b.txt", TEXT), ("c.jsonl", records(2)))),
        ("a.tgz", gzip.compress(tarred(("n/b.txt", TEXT), ("c.jsonl", records(2))))),
        ("a.tar.gz", gzip.compress(tarred(("n/b.txt", TEXT), ("c.jsonl", records(2))))),
        ("a.tar.zst", zstd.compress(tarred(("n/b.txt", TEXT), ("c.jsonl", records(2))))),
    ],
)
def test_the_files_of_an_archive_come_in_its_order_with_their_path_below_it(name, data):
    paths = [path for path, _ in told(data, name)]
    assert paths == [f"{name}/n/b.txt", f"{name}/c.jsonl#1", f"{name}/c.jsonl#2"]


def test_archives_in_archives_are_read():
    inner = gzip.compress(tarred(("b.txt.gz", gzip.compress(TEXT))))
    assert told(zipped(("n/i.tar.gz", inner)), "a.zip") == [("a.zip/n/i.tar.gz/b.txt.gz", BODY)]


def test_a_folder_with_archives_is_read_in_the_order_of_its_names(tmp_path: Path):
    (tmp_path / "b.txt").write_bytes(TEXT)
    (tmp_path / "a.zip").write_bytes(zipped(("z.txt", TEXT + b" And again.")))
    (tmp_path / "c.tar.pdf").write_bytes(b"")
    paths = [one.source_path for one in read_inputs([tmp_path])]
    assert paths == ["a.zip/z.txt", "b.txt"]


def test_what_is_passed_over_in_a_folder_is_passed_over_in_an_archive():
    left_out = ("README.md", "n/LICENSE.txt", ".a.txt", ".git/a.txt", "__MACOSX/b.txt", "c.png")
    members = [(name, TEXT) for name in (*left_out, "b.txt")]
    for name, data in (("a.zip", zipped(*members)), ("a.tar", tarred(*members))):
        assert told(data, name) == [(f"{name}/b.txt", BODY)]


def test_an_archive_of_nothing_that_is_read_is_said():
    for name, data in (("a.zip", zipped()), ("a.tar", tarred(("c.png", b"")))):
        assert told(data, name) == [(name, "it holds no file of articles")]


def test_a_stream_that_cannot_be_wound_back_is_read_too():
    read_end, write_end = os.pipe()
    os.write(write_end, zipped(("b.txt", TEXT)))
    os.close(write_end)
    with os.fdopen(read_end, "rb") as stream:
        assert [one.source_path for one in read_stream(stream, "a.zip")] == ["a.zip/b.txt"]


def test_a_zip_archive_of_many_files_is_read_in_parts_of_its_directory():
    written = io.BytesIO(b"What was written before, as in archives that unpack themselves.")
    with zipfile.ZipFile(written, "a") as archive:
        for number in range(2_500):
            archive.writestr(f"n/{number}.txt", f"{BODY} {number}")
        archive.comment = b"with a comment"
    documents = told(written.getvalue(), "a.zip")
    assert documents == [(f"a.zip/n/{n}.txt", f"{BODY} {n}") for n in range(2_500)]


def test_a_zip_archive_of_64_bits_is_read():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number in range(3):
            with archive.open(f"{number}.txt", "w", force_zip64=True) as member:
                member.write(TEXT)
    data = bytearray(written.getvalue())
    # The same archive with the records that one of more than 4 GiB ends with.
    end = data.rindex(b"PK\x05\x06")
    size, start = struct.unpack_from("<2L", data, end + 12)
    data[end:] = (
        struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 3, 3, size, start)
        + struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, 2**32 - 1, 2**32 - 1, 0)
    )
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == ["0.txt", "1.txt", "2.txt"]
    assert [path for path, _ in told(bytes(data), "a.zip")] == [f"a.zip/{n}.txt" for n in range(3)]


# Names and links


@pytest.mark.parametrize(
    "name", ["../b.txt", "n/../../b.txt", "/etc/b.txt", "C:\\b.txt", "..\\b.txt"]
)
def test_a_name_that_leads_out_of_the_archive_is_refused_alone(name):
    members = [(name, TEXT), ("c.txt", TEXT)]
    for data, path in ((zipped(*members), "a.zip"), (tarred(*members), "a.tar")):
        assert told(data, path) == [
            (f"{path}/{name}", "its name leads out of the archive"),
            (f"{path}/c.txt", BODY),
        ]


def test_links_are_refused_alone():
    link = tarfile.TarInfo("l.txt")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    hard = tarfile.TarInfo("h.txt")
    hard.type, hard.linkname = tarfile.LNKTYPE, "b.txt"
    refused = "it is a link to another file"
    assert told(tarred(("b.txt", TEXT), headers=[link, hard]), "a.tar") == [
        ("a.tar/b.txt", BODY),
        ("a.tar/l.txt", refused),
        ("a.tar/h.txt", refused),
    ]
    in_zip = zipfile.ZipInfo("l.txt")
    in_zip.create_system, in_zip.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    assert told(zipped((in_zip, b"/etc/passwd")), "a.zip") == [("a.zip/l.txt", refused)]


def test_devices_in_an_archive_are_not_opened():
    device = tarfile.TarInfo("d.txt")
    device.type = tarfile.CHRTYPE
    assert told(tarred(headers=[device]), "a.tar") == [("a.tar/d.txt", "it is not a regular file")]


# Damage


@pytest.mark.parametrize(("ending", "compress"), [("gz", gzip.compress), ("zst", zstd.compress)])
def test_a_compressed_file_cut_in_two_gives_what_was_whole_and_says_so_once(ending, compress):
    data = compress(records(6_000))
    *whole, last = read(data[: len(data) // 2], f"a.jsonl.{ending}")
    assert len(whole) > 1_000
    assert whole == read(data, f"a.jsonl.{ending}")[: len(whole)]
    assert last == Skipped(
        f"a.jsonl.{ending}", "it ends too early; what came before is read", "Get it again, whole."
    )


@pytest.mark.parametrize("compress", [bytes, gzip.compress, zstd.compress])
def test_an_archive_cut_in_two_gives_the_files_that_were_whole_and_says_so_once(compress):
    members = [(f"{n}.txt", TEXT + os.urandom(3000).hex().encode()) for n in range(60)]
    ending = {bytes: "", gzip.compress: ".gz", zstd.compress: ".zst"}[compress]
    data = compress(tarred(*members))
    *whole, last = read(data[: len(data) // 2], f"a.tar{ending}")
    assert len(whole) > 3
    assert all(isinstance(one, Document) and len(one.text) > 6000 for one in whole)
    assert isinstance(last, Skipped)
    assert last.source_path == f"a.tar{ending}"


def test_a_damaged_member_of_a_zip_costs_that_member():
    data = bytearray(zipped(("b.txt", TEXT * 50), ("c.txt", TEXT)))
    data[60] ^= 255
    assert told(bytes(data), "a.zip") == [
        ("a.zip/b.txt", "it is damaged; what came before is read"),
        ("a.zip/c.txt", BODY),
    ]


def test_an_encrypted_member_of_a_zip_is_told():
    data = bytearray(zipped(("b.txt", TEXT), ("c.txt", TEXT)))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + flags] |= 1
    assert told(bytes(data), "a.zip") == [("a.zip/b.txt", "it is encrypted"), ("a.zip/c.txt", BODY)]


def test_a_member_compressed_in_a_way_that_is_not_read_is_told():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("b.txt", TEXT)
    ((_, reason),) = told(written.getvalue(), "a.zip")
    assert reason == "it is compressed in a way that is not read (method 14)"


@pytest.mark.parametrize("ending", [".txt.gz", ".txt.zst", ".zip", ".tar", ".tar.gz", ".tgz"])
@pytest.mark.parametrize(
    "data",
    [b"no archive at all", b"", b"\x1f\x8b", random.Random(7).randbytes(2000)],
    ids=["words", "nothing", "two bytes", "noise"],
)
def test_what_is_no_archive_is_skipped_in_one_sentence(ending, data):
    (skipped,) = read(data, f"a{ending}")
    assert isinstance(skipped, Skipped) or not skipped.text


def test_a_member_before_the_beginning_of_its_zip_is_told():
    data = bytearray(zipped(("b.txt", TEXT)))
    place = data.rindex(b"PK\x05\x06") + 16
    struct.pack_into("<L", data, place, struct.unpack_from("<L", data, place)[0] + 1)
    assert told(bytes(data), "a.zip") == [("a.zip/b.txt", "its place in the archive is damaged")]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["a.zip", "a.tar", "a.tar.gz", "a.tar.zst", "a.jsonl.gz"]),
    st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), min_size=1, max_size=4),
)
def test_no_damage_ends_the_reading_with_an_error(name, changes):
    members = [("b.txt", TEXT), ("n/c.jsonl", records(3)), ("d.zip", zipped(("e.txt", TEXT)))]
    whole = {
        "a.zip": zipped(*members),
        "a.tar": tarred(*members),
        "a.tar.gz": gzip.compress(tarred(*members)),
        "a.tar.zst": zstd.compress(tarred(*members)),
        "a.jsonl.gz": gzip.compress(records(9)),
    }
    data = bytearray(whole[name])
    for position, value in changes:
        data[position % len(data)] = value
    for one in read(bytes(data), name):
        assert one.source_path.startswith(name)


# Bombs


def test_a_compressed_file_that_expands_without_end_is_left_in_time():
    data = gzip.compress(b" " * 100_000_000)
    *_, last = read(data, "a.jsonl.gz")
    assert isinstance(last, Skipped)
    assert last.reason == (
        f"its {len(data):,} bytes expand to more than 67,108,864, as a bomb does; "
        "the rest is left out"
    )


def test_archives_in_archives_expand_no_further_together():
    inner = zipped(("x.jsonl", b" " * 30_000_000))
    data = zipped(*[(f"{n}.zip", inner) for n in range(9)])
    *_, last = read(data, "a.zip")
    assert isinstance(last, Skipped)
    assert last.source_path == "a.zip"
    assert "as a bomb does" in last.reason


def test_archives_lie_in_each_other_only_so_deep():
    data = TEXT
    for level in range(7):
        data = zipped(("a.zip" if level else "a.txt", data))
    ((path, reason),) = told(data, "a.zip")
    assert path == "a.zip" + "/a.zip" * 5
    assert reason == "it lies in 5 archives, one inside the other"


def test_a_header_of_a_tar_archive_that_would_fill_the_memory_is_not_read():
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.XHDTYPE, 10**10
    ((_, reason),) = told(header.tobuf() + b"9" * 100_000, "a.tar")
    assert reason.startswith("it is no tar archive")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux tells it")
def test_memory_does_not_grow_with_the_archive(tmp_path: Path):
    line = json.dumps({"text": f"{BODY} {os.urandom(1500).hex()}"}).encode() + b"\n"
    for name, number in (("small", 300), ("large", 20_000)):
        with tarfile.open(tmp_path / f"{name}.tar.gz", "w:gz", compresslevel=1) as archive:
            for member in range(4):
                header = tarfile.TarInfo(f"{member}.jsonl")
                header.size = len(line) * number // 4
                archive.addfile(header, io.BytesIO(line * (number // 4)))
    small_count, small = read_measured(tmp_path / "small.tar.gz")
    large_count, large = read_measured(tmp_path / "large.tar.gz")
    assert (small_count, large_count) == (300, 20_000)
    # The larger archive holds 62 MiB.
    assert large - small < 8 * 1024


def test_an_article_of_an_archive_reaches_the_build_under_its_path(tmp_path: Path):
    (tmp_path / "a.zip").write_bytes(zipped(("n/b.txt", b"---\ntitle: Two meet\n---\n" + TEXT)))
    assert list(read_inputs([tmp_path / "a.zip"])) == [Article("a.zip/n/b.txt", BODY, "Two meet")]
