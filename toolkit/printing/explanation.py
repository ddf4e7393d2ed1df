"""How a row is shown with the words that each of its values was read from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from toolkit.printing.terminal import marked_words, open_console

if TYPE_CHECKING:
    from toolkit.store.explain import Explanation, Quotation


def print_explanation(explanation: Explanation) -> None:
    """Print a row and those that belong to it, and the words that each value was read from."""
    console = open_console()
    for record in explanation.records:
        console.print(f"[bold]{record.table}[/] {escape(record.record_id)}", soft_wrap=True)
        _print_quotations(console, record.evidence, indent=4)
        for value in record.values:
            name = f" ({value.name})" if value.name else ""
            console.print(f"  {value.column} = {escape(f'{value.value}{name}')}", soft_wrap=True)
            _print_quotations(console, value.evidence, indent=6)


def _print_quotations(console: Console, quotations: Iterable[Quotation], indent: int) -> None:
    for quotation in quotations:
        where = quotation.source_path or quotation.article_id
        place = f"{where}, {quotation.char_start}-{quotation.char_end}, {quotation.rule}"
        console.print(Padding(escape(place), (0, 0, 0, indent)), style="dim")
        if quotation.sentence is not None:
            start, end = quotation.mark_start or 0, quotation.mark_end or 0
            words = marked_words(quotation.sentence, start, end)
            console.print(Padding(words, (0, 0, 0, indent)))
