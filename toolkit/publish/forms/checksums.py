"""The digests of the files of a release: `SHA256SUMS`, as `sha256sum --check` reads it."""

from __future__ import annotations

from pathlib import Path

from toolkit.store.file_digest import file_digest

CHECKSUMS_PATH = "SHA256SUMS"


def write_checksums(folder: Path) -> None:
    """Write the digests of all files below a folder but that of the digests, sorted by path.

    Raises ValueError for a path with a line end, which the format can't state.
    """
    lines = []
    for path in release_files(folder):
        if path == CHECKSUMS_PATH:
            continue
        if "\n" in path or "\\" in path:
            raise ValueError(
                f"{path!r} can't stand in {CHECKSUMS_PATH}; give the file another name."
            )
        digest = file_digest(folder / path).removeprefix("sha256:")
        lines.append(f"{digest}  {path}\n")
    (folder / CHECKSUMS_PATH).write_text("".join(lines), encoding="utf-8", newline="\n")


def release_files(folder: Path) -> list[str]:
    """Return the paths of all files below a folder, with `/`, sorted."""
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
