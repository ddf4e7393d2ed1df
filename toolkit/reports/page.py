"""The report as one web page that needs nothing else: no scripts, no other files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby
from typing import IO

from toolkit.reports.groups import (
    Group,
    engine_sentences,
    group_problems,
    more_sentences,
    place_of,
    skipped_sentences,
    verdict,
    what_of,
)
from toolkit.reports.sentences import Place, ReadFrom, cell_of
from toolkit.validation.report import Problem, Report

_STYLE = """
:root { color-scheme: light dark; --error: #b3261e; --warning: #8a5a00; --valid: #1a7f37;
  --line: #d0d7de; --quiet: #57606a; --mark: #ffd9d6; }
@media (prefers-color-scheme: dark) { :root { --error: #ff8f88; --warning: #e3b341;
  --valid: #57d364; --line: #3d444d; --quiet: #9ba5b0; --mark: #5c1f1b; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem;
  background: Canvas; color: CanvasText; }
h2 { margin-top: 2.5rem; }
h3 { margin-bottom: .2rem; }
p { margin: .3rem 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: left;
  vertical-align: top; }
th { color: var(--quiet); font-weight: 600; }
td { max-width: 30rem; overflow-wrap: anywhere; min-width: 3rem; }
td.here, mark { background: var(--mark); color: inherit; }
.quiet { color: var(--quiet); }
.error, .invalid { color: var(--error); }
.warning { color: var(--warning); }
.valid { color: var(--valid); }
""".strip()

_WHOLE_PACKAGE = "The package"


def write_page(
    report: Report,
    stream: IO[str],
    *,
    title: str = "Validation",
    sentences: Mapping[Place, tuple[ReadFrom, ...]] | None = None,
) -> None:
    """Write the report as a page, light and dark: each problem with the cells of its row.

    `sentences` are those that the rows were read from (`toolkit.reports.sentences`).
    """
    stream.writelines(f"{line}\n" for line in _page(report, title, sentences or {}))


def _page(
    report: Report, title: str, sentences: Mapping[Place, tuple[ReadFrom, ...]]
) -> Iterator[str]:
    yield "<!doctype html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>\n{_STYLE}\n</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    yield f"<h1>{escape(title)}</h1>"
    outcome, _, counts = verdict(report).partition(":")
    yield f'<p><strong class="{outcome}">{outcome}</strong>:{escape(counts)}</p>'
    said = (*engine_sentences(report), *skipped_sentences(report), *more_sentences(report))
    yield from (f'<p class="quiet">{escape(line)}</p>' for line in said)
    groups = group_problems(report)
    yield from _overview(report, groups)
    for table, found in groupby(groups, key=lambda group: (group.severity, group.table)):
        yield f"<h2>{escape(table[1] or _WHOLE_PACKAGE)}</h2>"
        for group in found:
            yield from _section(group, report, sentences)
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _overview(report: Report, groups: Iterable[Group]) -> Iterator[str]:
    if not report.files:
        return
    counts: dict[str | None, int] = {}
    for group in groups:
        counts[group.table] = counts.get(group.table, 0) + len(group.problems)
    yield '<div class="wide"><table>'
    yield f"<thead>{_line('th', ('table', 'file', 'rows', 'engine', 'problems'))}</thead>"
    yield "<tbody>"
    for name, file in report.files.items():
        rows = f"{report.checked[name]:,}" if name in report.checked else ""
        found = str(counts.get(name, 0) + report.more.get(name, 0))
        cells = (name, file, rows, report.engines.get(name, ""), found)
        yield _line("td", map(escape, cells))
    yield "</tbody>"
    yield "</table></div>"


def _section(
    group: Group, report: Report, sentences: Mapping[Place, tuple[ReadFrom, ...]]
) -> Iterator[str]:
    yield f'<h3><span class="{group.severity}">{group.severity}</span> {escape(group.title)}</h3>'
    if group.remedy:
        yield f"<p>Remedy: {escape(group.remedy)}.</p>"
    columns = _columns(group, report)
    yield '<div class="wide"><table>'
    yield f"<thead>{_line('th', ('row', 'problem', *map(escape, columns)))}</thead>"
    yield "<tbody>"
    for problem in group.problems:
        yield _row(problem, columns)
        for words in sentences.get(cell_of(problem), ()):
            width = 2 + len(columns)
            yield f'<tr><td></td><td colspan="{width - 1}">{_quotation(words)}</td></tr>'
    yield "</tbody>"
    yield "</table></div>"


def _columns(group: Group, report: Report) -> tuple[str, ...]:
    """Return the headings of the cells: names, and numbers where a row has another length."""
    most = max(len(problem.cells) for problem in group.problems)
    names = report.columns.get(group.table or "", ())[:most]
    return (*names, *(str(number + 1) for number in range(len(names), most)))


def _row(problem: Problem, columns: tuple[str, ...]) -> str:
    broken = (problem.column or "").split(", ")
    cells = []
    for place, name in enumerate(columns):
        cell = problem.cells[place] if place < len(problem.cells) else None
        mark = ' class="here"' if name in broken else ""
        cells.append(f"<td{mark}>{escape(cell or '')}</td>")
    text = f"<td>{escape(place_of(problem))}</td><td>{escape(what_of(problem))}</td>"
    return f"<tr>{text}{''.join(cells)}</tr>"


def _quotation(words: ReadFrom) -> str:
    before, marked = words.sentence[: words.start], words.sentence[words.start : words.end]
    text = f"{escape(before)}<mark>{escape(marked)}</mark>{escape(words.sentence[words.end :])}"
    return f'<q>{text}</q> <span class="quiet">{escape(words.article_id)}</span>'


def _line(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"
