"""How a build is shown: rows, problems, skipped input, time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.markup import escape

from toolkit.printing.curation import curated_text, print_curated
from toolkit.printing.store import rebuilt_sentences
from toolkit.printing.terminal import empty_table, open_console
from toolkit.printing.validation import print_problems

if TYPE_CHECKING:
    from toolkit.building.parse_articles import ReadingCounts
    from toolkit.building.report import BuildReport


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
