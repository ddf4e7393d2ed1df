"""The articles of a build in one file, in the order in which they were read.

Memory grows by 16 bytes an article, never with the texts.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock

import msgspec

from toolkit.article import Article
from toolkit.spool.spooled_texts import SpooledTexts, number_of

_BUFFER = 1 << 20
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Article)


class Spool:
    """Articles in a file that is there from the first `add` until `close`, which removes it.

    Each article is added once; those of `leave_out` are passed over from then on.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        path.unlink(missing_ok=True)
        self._file = path.open("a+b", buffering=_BUFFER)
        self._ends = array("Q")
        self._ids = array("Q")
        self._left_out: set[int] = set()
        self._reading = Lock()

    def add(self, article: Article) -> None:
        """Append an article. Raises OSError where the disk is full."""
        encoded = _ENCODER.encode(article)
        self._file.write(encoded)
        before = self._ends[-1] if self._ends else 0
        self._ends.append(before + len(encoded))
        self._ids.append(number_of(article.article_id))

    def leave_out(self, article_id: str) -> None:
        """Pass an article over from now on, as one that could not be parsed."""
        self._left_out.add(number_of(article_id))

    def __len__(self) -> int:
        """Return how many articles there are, less those left out."""
        return len(self._ids) - len(self._left_out)

    def __iter__(self) -> Iterator[Article]:
        """Yield every article in order, one in memory at a time."""
        return (article for _, article in self.numbered())

    def numbered(self, wanted: Sequence[int] | None = None) -> Iterator[tuple[int, Article]]:
        """Yield every article with its position, which stays when others are left out.

        With `wanted`, a number for each position, those are passed by where it is zero: only the
        texts of the others are read.
        """
        self._file.flush()
        with self._path.open("rb", buffering=_BUFFER) as stream:
            start = place = 0
            for position, (number, end) in enumerate(zip(self._ids, self._ends, strict=True)):
                if number not in self._left_out and (wanted is None or wanted[position]):
                    if place != start:
                        stream.seek(start)
                    yield position, _DECODER.decode(stream.read(end - start))
                    place = end
                start = end

    def at(self, position: int) -> Article:
        """Return the article at a position, be it left out or not."""
        start = self._ends[position - 1] if position else 0
        # Queries read the texts from other threads.
        with self._reading:
            self._file.seek(start)
            encoded = self._file.read(self._ends[position] - start)
        return _DECODER.decode(encoded)

    @property
    def digest(self) -> str:
        """SHA-256 over the ids of all articles, each the digest of a text, in their order."""
        digest = hashlib.sha256()
        for position, article_id in enumerate(self.texts):
            digest.update(f"{chr(10) if position else ''}{article_id}".encode())
        return digest.hexdigest()

    @property
    def texts(self) -> SpooledTexts:
        """The texts by `article_id`; articles that are added later are not among them."""
        import numpy as np

        numbers = np.frombuffer(self._ids.tobytes(), dtype=np.uint64)
        positions = np.argsort(numbers, kind="stable")
        left_out = np.array(sorted(self._left_out), dtype=np.uint64)
        positions = positions[~np.isin(numbers[positions], left_out)]
        return SpooledTexts(numbers[positions], positions, self.at)

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
        self._path.unlink(missing_ok=True)
