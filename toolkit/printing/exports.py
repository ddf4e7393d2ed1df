"""How the formats of export are shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.markup import escape

from toolkit.printing.terminal import empty_table, open_console

if TYPE_CHECKING:
    from toolkit.publish.exports.export import Export


def print_exports(exports: Iterable[Export]) -> None:
    """Print each format with its title, and the name that its file has in a release."""
    table = empty_table("format", "what it is", "file", "media type")
    for export in exports:
        cells = (export.name, export.title, export.file_name, export.media_type)
        table.add_row(*map(escape, cells))
    open_console().print(table)
