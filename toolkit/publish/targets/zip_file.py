"""A zip file as a target: one file that holds a release, for a deposit or to be sent.

The same release gives the same entries: sorted, with one time stamp and one set of permissions.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from toolkit.publish.errors import PublishError
from toolkit.publish.forms.checksums import CHECKSUMS_PATH
from toolkit.publish.partial_file import partial_beside
from toolkit.publish.targets.published import Published
from toolkit.publish.targets.staging import TEMPORARY, staging_in
from toolkit.publish.targets.target import Progress, StagedRelease, refuse_other_bytes
from toolkit.store.errors import reason

# The earliest time that the format can state.
_TIME = (1980, 1, 1, 0, 0, 0)
_PERMISSIONS = 0o100644 << 16
_UNIX = 3
_COMPRESSED = {".parquet", ".png", ".woff2", ".xlsx", ".zip"}


@dataclass(frozen=True, slots=True)
class ZipTarget:
    """A zip file, which need not exist yet."""

    file: Path

    def __str__(self) -> str:
        """Return the path of the file."""
        return str(self.file)

    def check(self) -> None:
        """Raise PublishError where there is no folder for the file, or no zip file at its place."""
        if not self.file.parent.is_dir():
            raise PublishError(f"{self.file.parent} is no folder; make it, or name another file.")
        if self.file.exists() and not zipfile.is_zipfile(self.file):
            raise PublishError(f"{self.file} is no zip file, and stays; name another file.")

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """Give an empty temporary folder."""
        with staging_in(Path(tempfile.gettempdir()), TEMPORARY) as folder:
            yield folder

    def publish(self, release: StagedRelease, progress: Progress | None) -> Published:
        """Write a release into the file; raises PublishError where it holds another one."""
        files = tuple(sorted(release.checksums()))
        if self.file.exists():
            self._refuse_another(release)
            return Published(release.version, str(self.file), (), files, 0)
        try:
            self._write(release, progress)
        except PublishError:
            raise
        except OSError as error:
            raise PublishError(
                f"{self.file} can't be written ({reason(error)}); name a file in a folder that "
                "can be written to."
            ) from error
        size = sum((release.folder / path).stat().st_size for path in files)
        return Published(release.version, str(self.file), files, (), size)

    def _write(self, release: StagedRelease, progress: Progress | None) -> None:
        partial = partial_beside(self.file)
        try:
            with partial.open("xb") as stream:
                _write_zip(release, stream, progress)
            self._move_in(partial, release)
        finally:
            partial.unlink(missing_ok=True)

    def _move_in(self, partial: Path, release: StagedRelease) -> None:
        # A link, other than a rename, is refused where another publisher was quicker.
        try:
            self.file.hardlink_to(partial)
        except FileExistsError:
            self._refuse_another(release)
        except OSError:
            partial.replace(self.file)

    def _refuse_another(self, release: StagedRelease) -> None:
        theirs = None
        with (
            suppress(OSError, KeyError, zipfile.BadZipFile, UnicodeDecodeError),
            zipfile.ZipFile(self.file) as archive,
        ):
            text = archive.read(f"{_top(release)}{CHECKSUMS_PATH}").decode()
            theirs = text if archive.testzip() is None else None
        if theirs is None:
            raise PublishError(
                f"{self.file} holds no whole {release.name} {release.version}, and stays; name "
                "another file."
            )
        refuse_other_bytes(theirs, release, str(self.file))


def _top(release: StagedRelease) -> str:
    """Return the folder that everything in the file is in, so that unpacking makes one folder."""
    return f"{release.name}-{release.version}/"


def _write_zip(release: StagedRelease, stream: BinaryIO, progress: Progress | None) -> None:
    paths = sorted((*release.checksums(), CHECKSUMS_PATH))
    with zipfile.ZipFile(stream, "w") as archive:
        for done, path in enumerate(paths):
            if progress:
                progress("packing", done, len(paths))
            entry = zipfile.ZipInfo(_top(release) + path, _TIME)
            entry.create_system = _UNIX
            entry.external_attr = _PERMISSIONS
            is_compressed = Path(path).suffix in _COMPRESSED
            entry.compress_type = zipfile.ZIP_STORED if is_compressed else zipfile.ZIP_DEFLATED
            file = release.folder / path
            entry.file_size = file.stat().st_size
            with file.open("rb") as source, archive.open(entry, "w") as packed:
                shutil.copyfileobj(source, packed, 1 << 20)
