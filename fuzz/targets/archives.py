"""Archives: a zip, a tar and a file compressed by gzip or Zstandard, by how the bytes begin."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile

from inputs import read_as

_TEXT = b"The two ministers met in Paris on Tuesday and agreed to meet again."


def _zipped(*names: str, method: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), _TEXT + name.encode(), method)
    return stream.getvalue()


def _tarred(*names: str, kind: int = tarfile.PAX_FORMAT) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=kind) as archive:
        for name in names:
            info = tarfile.TarInfo(name)
            info.size = len(_TEXT)
            archive.addfile(info, io.BytesIO(_TEXT))
    return stream.getvalue()[:3072]


_ZSTD = bytes.fromhex("28b52ffd0058") + (len(_TEXT) << 3 | 1).to_bytes(3, "little") + _TEXT
SEEDS = (
    _zipped("a.txt", "b/c.md"),
    _zipped("../a.txt", "/b.txt", "c.txt", method=zipfile.ZIP_DEFLATED),
    _tarred("a.txt", "é" * 60 + ".txt"),
    _tarred("../a.txt", "b" * 120 + ".txt", kind=tarfile.GNU_FORMAT),
    gzip.compress(_TEXT, mtime=0),
    gzip.compress(_TEXT, mtime=0)[:-9],
    gzip.compress(_TEXT, mtime=0) * 2,
    _ZSTD,
    _ZSTD[:-9],
    _zipped("a.txt").replace(b"a.txt", b"\x00.txt"),
    b"PK\x05\x06" + bytes(18),
    b"",
)
WORDS = (
    *(b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"ustar\x0000", b"ustar  \x00"),
    *(b"a.txt", b"../", b"\x1f\x8b\x08\x00", b"\x28\xb5\x2f\xfd", b"path=", _TEXT),
)


def judge(data: bytes) -> None:
    """Read bytes as the archive that they begin like; what is no other is a tar."""
    if data.startswith(b"PK"):
        read_as("a.zip", data)
    elif data.startswith(b"\x1f\x8b"):
        read_as("a.txt.gz", data)
    elif data.startswith(b"\x28\xb5\x2f\xfd"):
        read_as("a.txt.zst", data)
    else:
        read_as("a.tar", data)
