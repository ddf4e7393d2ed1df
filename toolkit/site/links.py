"""Links from one page to the pages of rows.

Every line of every page has some: they are made here rather than by macros of the templates,
which take several times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup, escape


class Links:
    """Makes the links of one page, from which `root` leads to the folder of the release."""

    def __init__(self, root: str, find_path: Callable[[str, str | None], str | None]) -> None:
        self._root = root
        self._find_path = find_path

    def link(self, kind: str | None, id: str | None, label: str) -> Markup:
        """Return a label that leads to the page of a row; the label alone where it has none."""
        path = None if kind is None else self._find_path(kind, id)
        if path is None:
            return escape(label)
        return Markup(f'<a href="{escape(self._root + path)}">{escape(label)}</a>')

    def people(self, row: Mapping[str, Any]) -> Markup:
        """Return those who met as a list in a sentence, each leading to the page of the actor."""
        named = [self.link("actors", person["id"], person["name"]) for person in row["people"]]
        left_out = row["people_count"] - len(named)
        if left_out:
            named.append(Markup(f"{left_out:,} more"))
        if not named:
            return Markup("no participant named")
        parts = filter(None, [", ".join(named[:-1]), named[-1]])
        return Markup(" and ".join(parts))
