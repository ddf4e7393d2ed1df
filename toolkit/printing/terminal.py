"""What everything that the commands print is made of: a console, a table, marked words."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

_PIPE_WIDTH = 160


def open_console() -> Console:
    """Return standard output: a terminal in its width, or a file with room for rows."""
    console = Console(highlight=False)
    # A pipe has no width of its own, and 80 columns would fold rows that a file can hold.
    return console if console.is_terminal else Console(highlight=False, width=_PIPE_WIDTH)


def empty_table(*headers: str, right: Iterable[str] = ()) -> Table:
    """Return a table without rows; the columns in `right` are set to the right."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for header in headers:
        table.add_column(header, justify="right" if header in right else "left", overflow="fold")
    return table


def marked_words(sentence: str, start: int, end: int) -> Text:
    """Return a sentence with `sentence[start:end]` between >> and <<, in bold."""
    text = Text(f"{sentence[:start]}>>{sentence[start:end]}<<{sentence[end:]}")
    text.stylize("bold", start, end + 4)
    return text
