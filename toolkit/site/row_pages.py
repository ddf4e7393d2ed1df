"""A page for each actor, meeting, election and article that is chosen to have one."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from toolkit.site.figures import election_pictures
from toolkit.site.page_writer import PageWriter
from toolkit.site.quotations import Quotations
from toolkit.site.selection import PageRows, Row, Selection

_TEMPLATES = {
    "actors": "actor.html",
    "meetings": "meeting.html",
    "elections": "election.html",
    "articles": "article.html",
}


def write_row_pages(writer: PageWriter, selection: Selection, quotations: Quotations) -> None:
    """Write the pages of all rows that are chosen to have one."""
    said = {"has_texts": bool(quotations), "quote": quotations.find}
    for kind, template in _TEMPLATES.items():
        for page in selection.pages(kind):
            path = selection.path(kind, page.row["page"])
            if path is not None:
                writer.write(path, template, page=page, **said, **_additions(kind, page, selection))


def _additions(kind: str, page: PageRows, selection: Selection) -> dict[str, Any]:
    """Return what the template of a kind is given beside the rows."""
    if kind != "elections":
        return {}
    return {
        "counts": _by_article(page["results"].rows),
        "pictures": election_pictures(page, selection),
    }


def _by_article(rows: tuple[Row, ...]) -> list[tuple[Row, list[Row]]]:
    """Return results by article and state of the count, each with its first row."""
    grouped = groupby(rows, key=lambda row: (row["article_id"], row["status"]))
    found = [list(group) for _, group in grouped]
    return [(group[0], group) for group in found]
