"""How the commands show values to a person; a machine asks for JSON instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from toolkit.printing_curation import curated_text, print_curated
from toolkit.printing_store import rebuilt_sentences
from toolkit.printing_validation import print_problems
from toolkit.terminal import empty_table, marked_words, open_console

if TYPE_CHECKING:
    from toolkit.building.parse_articles import ReadingCounts
    from toolkit.building.report import BuildReport
    from toolkit.store.describe import Description
    from toolkit.store.explain import Explanation, Quotation


def print_build(report: BuildReport) -> None:
    """Print rows by table, problems, skipped input, version, time and speed."""
    console = open_console()
    rows = empty_table("table", "rows", right=("rows",))
    for name, count in report.rows.items():
        rows.add_row(name, f"{count:,}")
    console.print(rows)
    print_problems(console, report.validation)
    if report.skipped or report.notes:
        inputs = empty_table("input", "", "why")
        for skipped in report.skipped:
            inputs.add_row(
                escape(skipped.source_path),
                "skipped",
                escape(f"{skipped.reason}. {skipped.remedy}"),
            )
        for note in report.notes:
            inputs.add_row(escape(note.source_path), "read", escape(note.message))
        console.print(inputs)
    print_curated(console, report.curation)
    if report.rebuilt is not None:
        for sentence in rebuilt_sentences(report.rebuilt):
            console.print(escape(sentence), soft_wrap=True)
    if not report.validation.valid:
        return
    if report.version is None:
        version = "none"
    elif report.changed:
        version = f"{report.version.number} ({report.version.message})"
    else:
        version = f"{report.version.number}, nothing changed"
    counts = report.validation.counts
    facts = {
        "package": report.name,
        "version": version,
        "problems": f"{counts['error']} errors, {counts['warning']} warnings",
        "articles": ", ".join(_reading(report.reading)),
        "skipped": f"{len(report.skipped)} inputs",
        "curation": curated_text(report.curation),
        "time": f"{report.seconds:.1f} s, {report.articles_per_second:.1f} articles a second",
    }
    for name, fact in facts.items():
        console.print(f"{name:<9} {escape(fact)}", soft_wrap=True)


def _reading(reading: ReadingCounts) -> Iterator[str]:
    """Yield how many articles had their facts from where."""
    yield f"{reading.parsed:,} parsed"
    yield f"{reading.kept:,} kept"
    if reading.passed_over:
        yield f"{reading.passed_over:,} passed over"
    if reading.carried_over:
        yield f"{reading.carried_over:,} carried over"


def print_description(description: Description) -> None:
    """Print every table with its columns, or the one that was asked for."""
    console = open_console()
    if len(description.tables) > 1:
        overview = empty_table("table", "kind", "rows", "meaning", right=("rows",))
        for table in description.tables:
            overview.add_row(table.name, table.kind, f"{table.rows:,}", escape(table.meaning or ""))
        console.print(overview)
        console.print("`toolkit describe TABLE` shows the columns of one.")
        return
    for table in description.tables:
        console.print(f"[bold]{table.name}[/] ({table.kind}, {table.rows:,} rows)")
        if table.meaning:
            console.print(escape(table.meaning))
        columns = empty_table("column", "type", "meaning")
        for column in table.columns:
            columns.add_row(column.name, column.type, escape(column.meaning or ""))
        console.print(columns)


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
