"""`SHA256SUMS` of a release, read: which files were published, with which bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolkit.publish.errors import PublishError

# As `sha256sum` writes it: the digest, two spaces or a space and a star, the path.
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def read_checksums(text: str, place: str) -> dict[str, str]:
    """Return the digest of each path of a list; raises PublishError where it is none.

    `place` is where the list lies, for the message.
    """
    digests = {}
    for number, line in enumerate(text.splitlines(), start=1):
        found = _LINE.fullmatch(line)
        if found is None:
            raise PublishError(
                f"{place}, line {number}, is no line of a list of SHA-256 digests; "
                "restore the file or name another target."
            )
        digests[found[2]] = found[1]
    return digests


def first_difference(theirs: Mapping[str, str], ours: Mapping[str, str]) -> str | None:
    """Return the first path, in their order, that two lists do not agree on; None if none."""
    paths = sorted(theirs.keys() | ours.keys())
    return next((path for path in paths if theirs.get(path) != ours.get(path)), None)
