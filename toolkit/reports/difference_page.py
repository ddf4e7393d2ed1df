"""A difference between two versions as one web page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.store.history import Version
    from toolkit.store.version_difference import Difference, RowDifference, TableDifference

_STYLE = """
:root { color-scheme: light dark; --added: #1a7f37; --removed: #b3261e; --changed: #8a5a00;
  --line: #d0d7de; --quiet: #57606a; }
@media (prefers-color-scheme: dark) { :root { --added: #57d364; --removed: #ff8f88;
  --changed: #e3b341; --line: #3d444d; --quiet: #9ba5b0; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem;
  background: Canvas; color: CanvasText; }
h2 { margin-top: 2.5rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
th { color: var(--quiet); font-weight: 600; }
code { font-size: .9em; }
.name, .when { color: var(--quiet); }
.added { color: var(--added); }
.removed { color: var(--removed); }
.changed { color: var(--changed); }
""".strip()


def write_page(difference: Difference, stream: IO[str]) -> None:
    """Write the difference as an HTML page: no scripts, no other files, light and dark."""
    stream.writelines(f"{line}\n" for line in _page(difference))


def _page(difference: Difference) -> Iterator[str]:
    title = f"Version {difference.before.number} to version {difference.after.number}"
    yield "<!doctype html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>"
    yield f"<style>\n{_STYLE}\n</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    yield f"<h1>{title}</h1>"
    yield f'<p class="when">{_when(difference.before)}; {_when(difference.after)}</p>'
    if not difference:
        yield "<p>There is no difference.</p>"
    else:
        yield "<ul>"
        for table in difference.tables:
            name = escape(table.table)
            yield f'<li><a href="#{name}">{name}</a>: {escape(table.sentence)}</li>'
        yield "</ul>"
    for table in difference.tables:
        yield from _section(table)
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _when(version: Version) -> str:
    return f"version {version.number}: {version.committed_at:%Y-%m-%d %H:%M:%S} UTC"


def _section(table: TableDifference) -> Iterator[str]:
    name = escape(table.table)
    yield f'<h2 id="{name}">{name}</h2>'
    yield f"<p>{escape(table.sentence)}</p>"
    if not table.rows:
        return
    yield '<div class="wide"><table>'
    yield f"<thead>{_line('th', ('', 'row', 'column', 'before', 'after'))}</thead>"
    yield "<tbody>"
    for row in table.rows:
        yield from _row(row)
    yield "</tbody>"
    yield "</table></div>"


def _row(row: RowDifference) -> Iterator[str]:
    name = f'<br><span class="name">{escape(row.name)}</span>' if row.name else ""
    heading = (
        f'<span class="{row.change}">{row.change}</span>',
        f"<code>{escape(row.key_text)}</code>{name}",
    )
    for place, cell in enumerate(row.cells):
        yield _line(
            "td",
            (
                *(heading if place == 0 else ("", "")),
                escape(cell.column),
                escape(cell.before_text),
                escape(cell.after_text),
            ),
        )


def _line(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"
