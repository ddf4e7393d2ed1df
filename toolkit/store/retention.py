"""Which versions a store keeps when it is compacted."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from toolkit.store.errors import StoreError
from toolkit.store.history import Version

_FORM = re.compile(r"(\d{1,6})(d?)")


@dataclass(frozen=True, slots=True)
class Retention:
    """The newest `count` versions stay, or those of the last `days`; the other is None.

    A release and the latest version stay in any case.
    """

    count: int | None = None
    days: int | None = None

    def expired(
        self, known: Sequence[Version], released: Collection[int], now: datetime
    ) -> tuple[Version, ...]:
        """Return the versions, of all that are `known` from the oldest on, that may go."""
        if self.count is not None:
            old = known[: max(0, len(known) - self.count)]
        else:
            since = now - timedelta(days=self.days or 0)
            old = [version for version in known if version.committed_at < since]
        latest = known[-1].number if known else None
        return tuple(
            version
            for version in old
            if version.number != latest and version.number not in released
        )


def parse_retention(text: str) -> Retention:
    """Return what `10` (the ten newest versions) or `30d` (those of the last 30 days) says.

    Raises StoreError for any other text.
    """
    read = _FORM.fullmatch(text.strip())
    if read is None:
        raise StoreError(
            f"{text!r} says not which versions to keep; write a number such as 10, "
            "or of days such as 30d."
        )
    number, unit = int(read[1]), read[2]
    return Retention(days=number) if unit else Retention(count=number)
