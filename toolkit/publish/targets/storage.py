"""A storage that fsspec knows, such as S3: reading, writing and listing below one address."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.error_cause import cause_of
from toolkit.publish.errors import PublishError
from toolkit.publish.targets.media_types import media_type
from toolkit.storages.failure import NO_BUCKET, kind_of_failure

_FOREVER = "public, max-age=31536000, immutable"
_CHANGING = "no-cache"
_MD5 = re.compile(r'"?([0-9a-f]{32})"?')


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in a storage: its size in bytes, and its MD5 where the storage tells it."""

    size: int
    md5: str | None


@dataclass(frozen=True, slots=True)
class Storage:
    """A folder of a file system of fsspec; `address` is how it is shown, `scheme` its kind.

    Every failure is raised as PublishError, whichever class the package behind raises.
    """

    filesystem: Any
    root: str
    scheme: str
    address: str

    def __str__(self) -> str:
        """Return the address."""
        return self.address

    @property
    def takes_several_at_once(self) -> bool:
        """Whether several threads may write at once."""
        return bool(getattr(self.filesystem, "async_impl", False))

    def read(self, path: str) -> bytes | None:
        """Return the content of a file, None where there is none."""
        with self._telling():
            try:
                return bytes(self.filesystem.cat_file(self._place(path)))
            except FileNotFoundError as error:
                if NO_BUCKET.search(str(error)):
                    raise
                return None

    def files(self, folder: str) -> dict[str, StoredFile]:
        """Return the files below a folder by their paths in it."""
        place = self._place(folder)
        with self._telling():
            self.filesystem.invalidate_cache()
            found = self.filesystem.find(place, detail=True)
        below = {name.removeprefix(f"{place}/"): entry for name, entry in found.items()}
        return {
            name: StoredFile(int(entry.get("size") or 0), _md5(entry))
            for name, entry in below.items()
            if name and not name.endswith("/")
        }

    def folders(self) -> list[str]:
        """Return the names of the folders in it."""
        with self._telling():
            self.filesystem.invalidate_cache()
            try:
                found = self.filesystem.ls(self.root, detail=True)
            except FileNotFoundError:
                return []
        return [
            str(entry["name"]).rstrip("/").rpartition("/")[2]
            for entry in found
            if entry["type"] == "directory"
        ]

    def upload(self, file: Path, path: str) -> None:
        """Put a file of this machine in its place; it is served as one that never changes."""
        with self._telling():
            place = self._place(path)
            self.filesystem.put_file(str(file), place, **self._headers(path, _FOREVER))

    def write(self, path: str, content: bytes) -> None:
        """Write a file that may change, and that caches have to ask for."""
        with self._telling():
            self._make_folder_of(path)
            headers = self._headers(path, _CHANGING)
            self.filesystem.pipe_file(self._place(path), content, **headers)

    def create(self, path: str, content: bytes) -> bool:
        """Write a file unless there is one; return whether it was written.

        Of several that do so at once only one has it written, where the storage can tell that
        (S3, Google Cloud Storage and Azure can).
        """
        place = self._place(path)
        with self._telling():
            self._make_folder_of(path)
            headers = self._headers(path, _FOREVER)
            try:
                self.filesystem.pipe_file(place, content, mode="create", **headers)
                return True
            except (OSError, TypeError):
                # What is raised for a file that is there differs between storages, and some
                # can't be asked to write a file only if there is none.
                if self.read(path) is not None:
                    return False
                self.filesystem.pipe_file(place, content, **headers)
                return True

    def remove(self, path: str) -> None:
        """Remove a file."""
        with self._telling():
            self.filesystem.rm_file(self._place(path))

    def _place(self, path: str) -> str:
        return f"{self.root.rstrip('/')}/{path}"

    def _make_folder_of(self, path: str) -> None:
        # Object storages have no folders; to make one there would ask for the right to.
        if not self.takes_several_at_once:
            self.filesystem.makedirs(self._place(path).rpartition("/")[0], exist_ok=True)

    def _headers(self, path: str, caching: str) -> Mapping[str, Any]:
        """Return what says media type and caching, in the words of the file system."""
        kind = media_type(path)
        if self.scheme in ("s3", "s3a"):
            return {"ContentType": kind, "CacheControl": caching}
        if self.scheme in ("gs", "gcs"):
            return {"content_type": kind, "fixed_key_metadata": {"cache_control": caching}}
        if self.scheme in ("az", "abfs", "abfss"):
            from azure.storage.blob import ContentSettings

            return {"content_settings": ContentSettings(content_type=kind, cache_control=caching)}
        return {}

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except PublishError:
            raise
        # Each package raises errors of its own, of its network and of its sign-in.
        except Exception as error:
            raise PublishError(
                f"{self.address}: {_said(error)}; what was published before is unchanged, and the "
                "same command goes on where this one stopped."
            ) from error


def _said(error: Exception) -> str:
    """Return what went wrong at a storage, and the remedy."""
    cause = cause_of(error) or type(error).__name__
    kind = kind_of_failure(error)
    if kind == "rights":
        return f"it is not permitted ({cause}); take keys that may list, read and write there"
    if kind == "place":
        return f"there is no such place ({cause}); make the bucket first, or correct the address"
    if kind == "keys":
        return f"no keys were found ({cause}); set them in the environment, as docs/publish.md says"
    if kind == "network":
        return f"it can't be reached ({cause}); check network and endpoint"
    return cause


def _md5(entry: Mapping[str, Any]) -> str | None:
    """Return the MD5 of a file as a listing tells it, None where it tells none.

    On S3 it is the ETag of a file that was sent in one piece, on Google Cloud Storage `md5Hash`.
    """
    if isinstance(entry.get("md5Hash"), str):
        return base64.b64decode(entry["md5Hash"]).hex()
    found = _MD5.fullmatch(str(entry.get("ETag") or ""))
    return found[1] if found else None
