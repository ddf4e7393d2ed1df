"""The digests of the files of a release: `SHA256SUMS`, as `sha256sum --check` reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from toolkit.store.file_digest import file_digest

CHECKSUMS_PATH = "SHA256SUMS"


def write_checksums(folder: Path, known: Mapping[str, str] | None = None) -> None:
    """Write the digests of all files below a folder but that of the digests, sorted by path.

    `known` has digests of files, by path, as `digests_of` gave them: these are not read again.
    Raises ValueError for a path with a line end, which the format can't state.
    """
    digests = dict(known or {})
    paths = [path for path in release_files(folder) if path != CHECKSUMS_PATH]
    digests |= digests_of(folder, [path for path in paths if path not in digests])
    lines = []
    for path in paths:
        if "\n" in path or "\\" in path:
            raise ValueError(f"{path!r} can't stand in {CHECKSUMS_PATH}; rename that file.")
        lines.append(f"{digests[path].removeprefix('sha256:')}  {path}\n")
    (folder / CHECKSUMS_PATH).write_text("".join(lines), encoding="utf-8", newline="\n")


def known_digests(descriptor: Mapping[str, Any]) -> dict[str, str]:
    """Return the digests that a descriptor states of the files of a release, by path."""
    return {str(item["path"]): str(item["hash"]) for item in descriptor["resources"]}


def digests_of(folder: Path, paths: Iterable[str]) -> dict[str, str]:
    """Return the digest of each of these files below a folder, as a descriptor states it."""
    listed = list(paths)
    # Python lets go of its lock while it digests.
    with ThreadPoolExecutor() as pool:
        found = pool.map(lambda path: file_digest(folder / path), listed)
        return dict(zip(listed, found, strict=True))


def release_files(folder: Path) -> list[str]:
    """Return the paths of all files below a folder, with `/`, sorted."""
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
