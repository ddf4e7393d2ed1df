"""A folder as a target: a release is made beside its place and renamed, so that it is there whole.

The release is made in a hidden folder of the target itself. Where the program is killed, the
next one that publishes there removes what it left.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from toolkit.publish.errors import PublishError
from toolkit.publish.forms.checksums import CHECKSUMS_PATH
from toolkit.publish.partial_file import partial_beside
from toolkit.publish.targets.latest import check_pointer, point_to_latest
from toolkit.publish.targets.published import Published
from toolkit.publish.targets.staging import staging_in
from toolkit.publish.targets.target import (
    Progress,
    StagedRelease,
    other_bytes,
    refuse_other_bytes,
)
from toolkit.publish.writable_folder import present_folder, try_writing
from toolkit.store.errors import reason
from toolkit.store.file_digest import file_digest

_STAGING = ".publishing-"


@dataclass(frozen=True, slots=True)
class FolderTarget:
    """A folder on this machine, which need not exist yet."""

    folder: Path

    def __str__(self) -> str:
        """Return the path of the folder."""
        return str(self.folder)

    def check(self) -> None:
        """Raise PublishError where the folder can't be written to or has a pointer not ours."""
        present = present_folder(self.folder, "a folder, or zip:FILE")
        with _telling(present):
            try_writing(present)
        check_pointer(self)

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """Give an empty folder within the target."""
        is_new = not self.folder.exists()
        with _telling(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        try:
            with staging_in(self.folder, _STAGING) as staging:
                yield staging
        finally:
            if is_new:
                with suppress(OSError):
                    self.folder.rmdir()

    def publish(self, release: StagedRelease, progress: Progress | None) -> Published:
        """Move a release that lies in the folder's own staging to its place."""
        place = self.folder / release.version
        files = release.checksums()
        missing, unlisted = sorted(files), list[str]()
        if progress:
            progress("publishing", 0, len(files))
        with _telling(self.folder):
            sizes = {path: (release.folder / path).stat().st_size for path in files}
            if not _is_renamed(release.folder, place):
                missing, unlisted = _check_published(release, place)
                _move_missing(release, place, missing)
            latest = point_to_latest(self, release.version)
        return Published(
            release.version,
            str(place),
            tuple(missing),
            tuple(sorted(files.keys() - set(missing))),
            sum(sizes[path] for path in missing),
            latest,
            tuple(unlisted),
        )

    def read(self, path: str) -> bytes | None:
        """Return the content of a file, None where there is none."""
        try:
            return (self.folder / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def write(self, path: str, content: bytes) -> None:
        """Write a file, which readers see as before or as after."""
        partial = partial_beside(self.folder / path)
        partial.write_bytes(content)
        partial.replace(self.folder / path)

    def folders(self) -> Iterator[str]:
        """Return the names of the folders in it."""
        return (path.name for path in self.folder.iterdir() if path.is_dir())


@contextmanager
def _telling(folder: Path) -> Iterator[None]:
    try:
        yield
    except PublishError:
        raise
    except OSError as error:
        raise PublishError(
            f"{folder} can't be written to ({reason(error)}), and what was published there is "
            "unchanged; make it writable or name another target."
        ) from error


def _is_renamed(staged: Path, place: Path) -> bool:
    """Rename a release to its place; return False, and do nothing, where something is there."""
    # A folder takes the place of an empty one on Unix, but is never put over files.
    if place.exists() and any(place.iterdir()):
        return False
    try:
        staged.rename(place)
    except OSError:
        if place.exists():
            return False
        raise
    return True


def _check_published(release: StagedRelease, place: Path) -> tuple[list[str], list[str]]:
    """Return the files of a release that its place lacks, and those there that are not of it.

    Raises PublishError where one is there with other bytes.
    """
    files = release.checksums()
    published = place / CHECKSUMS_PATH
    if published.exists():
        refuse_other_bytes(published.read_text(encoding="utf-8"), release, str(place))
    missing = []
    for path in sorted(files):
        if not (place / path).exists():
            missing.append(path)
        elif file_digest(place / path) != f"sha256:{files[path]}":
            raise other_bytes(path, release, str(place))
    there = (path for path in place.rglob("*") if path.is_file())
    names = {path.relative_to(place).as_posix() for path in there}
    return missing, sorted(names - files.keys() - {CHECKSUMS_PATH})


def _move_missing(release: StagedRelease, place: Path, missing: list[str]) -> None:
    # The list comes last: without it a release is not complete.
    for path in (*missing, CHECKSUMS_PATH):
        if path == CHECKSUMS_PATH and (place / path).exists():
            continue
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (release.folder / path).rename(place / path)
