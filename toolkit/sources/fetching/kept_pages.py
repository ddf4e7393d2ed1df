"""Pages that were fetched, kept on disk so that they are fetched once.

A page is one file below a folder, named by the digest of its address: a line of JSON that says
what it is, then its bytes as they came, unpacked.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

_FIELDS = ("address", "final_address", "media_type", "encoding", "etag", "last_modified")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the address that was named, the one it led to, and what the server said of it."""

    address: str
    final_address: str
    media_type: str
    encoding: str
    etag: str
    last_modified: str
    body: bytes


class KeptPages:
    """The pages below a folder, which is made when the first page is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, address: str) -> Page | None:
        """Return the page of an address; None where none is kept, or where it is damaged."""
        try:
            head, _, body = self._path(address).read_bytes().partition(b"\n")
            stated = json.loads(head)
            fields = {name: str(stated[name]) for name in _FIELDS}
            is_whole = stated["sha256"] == hashlib.sha256(body).hexdigest()
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return Page(body=body, **fields) if is_whole and fields["address"] == address else None

    def keep(self, page: Page) -> None:
        """Write a page, in the place of one of the same address; raises OSError if it can't be."""
        path = self._path(page.address)
        path.parent.mkdir(parents=True, exist_ok=True)
        stated = {name: value for name, value in asdict(page).items() if name != "body"}
        stated["sha256"] = hashlib.sha256(page.body).hexdigest()
        working = path.with_name(f"{path.name}.{os.getpid()}.new")
        try:
            working.write_bytes(json.dumps(stated).encode() + b"\n" + page.body)
            working.replace(path)
        finally:
            working.unlink(missing_ok=True)

    def _path(self, address: str) -> Path:
        digest = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / digest[:2] / f"{digest[2:34]}.page"
