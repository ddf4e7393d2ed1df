"""How a publication is shown to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

from toolkit.printing.terminal import open_console

if TYPE_CHECKING:
    from toolkit.publish.targets.published import Published


def print_published(published: Published) -> None:
    """Print where a release is, and what was written for it."""
    console = open_console()
    written, there = len(published.uploaded), len(published.already_there)
    lines = [
        f"{published.version} is published at {published.address}: "
        f"{written:,} {_files(written)} written ({published.uploaded_bytes:,} bytes), "
        f"{there:,} already there."
    ]
    if published.latest not in (None, published.version):
        lines.append(f"The latest there is still {published.latest}.")
    if published.unlisted:
        shown = ", ".join(published.unlisted[:3]) + (" ..." if published.unlisted[3:] else "")
        lines.append(f"Not part of the release, but there: {shown}.")
    for line in lines:
        console.print(escape(line), soft_wrap=True)


def _files(number: int) -> str:
    return "file" if number == 1 else "files"
