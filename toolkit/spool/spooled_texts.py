"""The texts of a spool by `article_id`, each read from the disk when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.article import Article


class SpooledTexts(Mapping[str, str]):
    """A mapping of `article_id` to text that holds no text, sorted by id.

    `numbers` are the ids as numbers [articles], sorted, `positions` [articles] where each
    article stands in the spool, and `read` gives the article at a position.
    """

    def __init__(self, numbers: Any, positions: Any, read: Callable[[int], Article]) -> None:
        self._numbers = numbers
        self._positions = positions
        self._read = read

    def __getitem__(self, article_id: str) -> str:
        """Return the text of an article; raises KeyError for one that is not there."""
        return self._read(self.position_of(article_id)).text

    def position_of(self, article_id: str) -> int:
        """Return where an article stands in the spool; raises KeyError as for its text."""
        place = self._place(article_id)
        if place is None:
            raise KeyError(article_id)
        return int(self._positions[place])

    def without(self, article_ids: Iterable[str]) -> SpooledTexts:
        """Return the texts less those of some ids."""
        import numpy as np

        numbers = np.fromiter(map(number_of, article_ids), dtype=np.uint64)
        left = ~np.isin(self._numbers, numbers)
        return SpooledTexts(self._numbers[left], self._positions[left], self._read)

    def __contains__(self, article_id: object) -> bool:
        """Return whether there is an article of that id."""
        return self._place(article_id) is not None

    def __iter__(self) -> Iterator[str]:
        """Yield the ids, sorted."""
        for number in self._numbers:
            yield id_of(int(number))

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self._numbers)

    def _place(self, article_id: object) -> int | None:
        import numpy as np

        try:
            number = number_of(str(article_id))
        except ValueError:
            return None
        place = int(np.searchsorted(self._numbers, np.uint64(number)))
        found = place < len(self._numbers) and int(self._numbers[place]) == number
        return place if found and id_of(number) == article_id else None


def number_of(article_id: str) -> int:
    """Return the 64 bits that an id writes as 16 hexadecimal digits; raises ValueError."""
    number = int(article_id, 16)
    if not 0 <= number < 1 << 64:
        raise ValueError(f"{article_id} is no id of an article.")
    return number


def id_of(number: int) -> str:
    """Return the id of an article from its 64 bits."""
    return f"{number:016x}"
