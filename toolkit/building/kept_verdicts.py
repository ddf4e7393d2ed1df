"""What the first reading found, kept from build to build: whose words were looked at is not again.

The verdict on an article follows from its text, the words of the triage and its code alone. It is
kept by the key by which facts are kept too (`article_key`), so that texts known from before need
not even be read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.building.code_digest import code_digest
from toolkit.building.parser_mark import own_tables
from toolkit.kept_facts import Keys

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

READ, PASSED_OVER, UNKNOWN = 0, 1, 2
"""What is known of an article: it can hold a fact, it can't, or it was not looked at yet."""

_KEY = "S16"
"""A type of bytes leaves out zeros at the end, which are at the end of all alike."""
_DIGEST_LENGTH = 16
_COUNT_LENGTH = 8


def triage_mark() -> str:
    """Return what tells the code, words and library by which articles are triaged."""
    ours = (Path(__file__).parent.parent / name for name in ("triage", "reference"))
    return f"{code_digest((*ours, *own_tables()))} {version('ahocorasick-rs')}"


def read_verdicts(path: Path, mark: str, keys: Keys) -> bytearray:
    """Return of each key what is kept of it in a file; all are UNKNOWN where nothing is.

    So it is too where the file is damaged, or was left with another `mark`.
    """
    import numpy

    found = numpy.full(len(keys), UNKNOWN, dtype=numpy.uint8)
    kept = _read(path, mark)
    if kept is not None:
        asked = _as_array(keys)
        for verdict, own in kept.items():
            found[numpy.isin(asked, own)] = verdict
    return bytearray(found.tobytes())


def write_verdicts(path: Path, mark: str, keys: Keys, verdicts: bytearray) -> None:
    """Keep the verdict on each key, in place of all that was kept before.

    It only saves time: where it can't be written, nothing is kept, and nothing is said.
    """
    import numpy

    every, found = _as_array(keys), numpy.frombuffer(verdicts, dtype=numpy.uint8)
    read, passed = (numpy.unique(every[found == verdict]) for verdict in (READ, PASSED_OVER))
    body = len(read).to_bytes(_COUNT_LENGTH, "big") + read.tobytes() + passed.tobytes()
    unfinished = path.with_name(f"{path.name}.unfinished")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(_digest(mark, body) + body)
        unfinished.replace(path)


def _read(path: Path, mark: str) -> dict[int, NDArray[numpy.bytes_]] | None:
    """Return the keys of each verdict; None where the file is not as it was left."""
    import numpy

    try:
        whole = path.read_bytes()
    except OSError:
        return None
    digest, body = whole[:_DIGEST_LENGTH], whole[_DIGEST_LENGTH:]
    if digest != _digest(mark, body):
        return None
    count = int.from_bytes(body[:_COUNT_LENGTH], "big")
    keys = numpy.frombuffer(body, dtype=_KEY, offset=_COUNT_LENGTH)
    return {READ: keys[:count], PASSED_OVER: keys[count:]}


def _digest(mark: str, body: bytes) -> bytes:
    return hashlib.blake2b(mark.encode() + b"\n" + body, digest_size=_DIGEST_LENGTH).digest()


def _as_array(keys: Iterable[bytes]) -> NDArray[numpy.bytes_]:
    import numpy

    return numpy.frombuffer(b"".join(keys), dtype=_KEY)
