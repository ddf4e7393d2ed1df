"""A storage as a target: what is missing is uploaded, and `SHA256SUMS` last.

A release is there once its `SHA256SUMS` is. While it is uploaded, `SHA256SUMS.partial` lies in
its place and says which bytes are meant: whoever publishes the same goes on with it, and
whoever publishes others is refused.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from toolkit.publish.errors import PublishError
from toolkit.publish.forms.checksums import CHECKSUMS_PATH
from toolkit.publish.targets.checksum_list import first_difference, read_checksums
from toolkit.publish.targets.latest import check_pointer, point_to_latest
from toolkit.publish.targets.published import Published
from toolkit.publish.targets.staging import TEMPORARY, staging_in
from toolkit.publish.targets.storage import Storage, StoredFile
from toolkit.publish.targets.target import (
    Progress,
    StagedRelease,
    other_bytes,
    refuse_other_bytes,
)

CLAIM_NAME = f"{CHECKSUMS_PATH}.partial"
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class StorageTarget:
    """A place in a storage."""

    storage: Storage

    def __str__(self) -> str:
        """Return the address."""
        return str(self.storage)

    def check(self) -> None:
        """Raise PublishError where the storage can't be read or has a pointer not ours."""
        check_pointer(self.storage)

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """Give an empty temporary folder."""
        with staging_in(Path(tempfile.gettempdir()), TEMPORARY) as folder:
            yield folder

    def publish(self, release: StagedRelease, progress: Progress | None) -> Published:
        """Upload what is missing of a release; raises PublishError, as `Target.publish` does."""
        storage, place = self.storage, f"{self.storage}/{release.version}"
        is_published, is_claimed = self._is_published(release, place), False
        if not is_published:
            is_claimed = self._claim(release, place)
            try:
                # Another publisher may have completed, and taken its claim away, in between.
                is_published = self._is_published(release, place)
            except PublishError:
                self._take_claim_away(release)
                raise
        stored = storage.files(release.version)
        files = release.checksums()
        is_known = is_published or is_claimed
        missing = []
        for path in sorted(files):
            if path in stored and self._is_same(release, path, stored[path], is_known):
                continue
            if path in stored and not is_known:
                self._take_claim_away(release)
                raise other_bytes(path, release, place)
            missing.append(path)
        self._upload(release, missing, progress)
        if not is_published or CLAIM_NAME in stored:
            self._complete(release, place)
        size = sum((release.folder / path).stat().st_size for path in missing)
        latest = point_to_latest(storage, release.version)
        there = tuple(sorted(files.keys() - set(missing)))
        unlisted = tuple(sorted(stored.keys() - files.keys() - {CHECKSUMS_PATH, CLAIM_NAME}))
        return Published(release.version, place, tuple(missing), there, size, latest, unlisted)

    def _is_published(self, release: StagedRelease, place: str) -> bool:
        """Return whether a release is there whole; raises PublishError where it has other bytes."""
        published = self.storage.read(f"{release.version}/{CHECKSUMS_PATH}")
        if published is None:
            return False
        refuse_other_bytes(published.decode(errors="replace"), release, place)
        return True

    def _claim(self, release: StagedRelease, place: str) -> bool:
        """Say that this release is being uploaded; return whether that was said before."""
        path = f"{release.version}/{CLAIM_NAME}"
        was_written = self.storage.create(path, release.checksums_text.encode())
        self._refuse_other_claim(release, place)
        return not was_written

    def _refuse_other_claim(self, release: StagedRelease, place: str) -> None:
        """Raise PublishError where a release of other bytes is being uploaded."""
        claimed = self.storage.read(f"{release.version}/{CLAIM_NAME}")
        if claimed is None:
            return
        listed = read_checksums(claimed.decode(errors="replace"), f"{place}/{CLAIM_NAME}")
        differing = first_difference(listed, release.checksums())
        if differing is not None and not self._is_published(release, place):
            raise PublishError(
                f"{place} was begun with another {differing} and is not complete; wait where that "
                "one is still being published, else remove the folder and publish again."
            )

    def _is_same(
        self, release: StagedRelease, path: str, stored: StoredFile, is_known: bool
    ) -> bool:
        """Return whether a stored file has the bytes of the release.

        `is_known` says that who wrote it meant these bytes: then the size will do where the
        storage tells no MD5. An MD5 that differs may be none, where a storage encrypts.
        """
        file = release.folder / path
        if stored.size != file.stat().st_size:
            return False
        if stored.md5 is None and is_known:
            return True
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, partial(hashlib.md5, usedforsecurity=False))
        if stored.md5 == digest.hexdigest():
            return True
        return self.storage.read(f"{release.version}/{path}") == file.read_bytes()

    def _upload(self, release: StagedRelease, paths: list[str], progress: Progress | None) -> None:
        def upload(path: str) -> None:
            self.storage.upload(release.folder / path, f"{release.version}/{path}")

        several = _AT_ONCE if self.storage.takes_several_at_once else 1
        with ThreadPoolExecutor(several) as pool:
            try:
                for done, _ in enumerate(pool.map(upload, paths), start=1):
                    if progress:
                        progress("uploading", done, len(paths))
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def _complete(self, release: StagedRelease, place: str) -> None:
        """Write `SHA256SUMS`, from when on the release counts."""
        # Not every storage can keep two publishers from writing a claim at once.
        self._refuse_other_claim(release, place)
        text = release.checksums_text
        if not self.storage.create(f"{release.version}/{CHECKSUMS_PATH}", text.encode()):
            self._is_published(release, place)
        self._take_claim_away(release)

    def _take_claim_away(self, release: StagedRelease) -> None:
        # Keys may permit to write and not to remove, and another publisher may be quicker.
        with suppress(PublishError):
            self.storage.remove(f"{release.version}/{CLAIM_NAME}")
