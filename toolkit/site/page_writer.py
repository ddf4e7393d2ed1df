"""Pages of HTML out of templates, each written below one folder and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.site import row_titles, wording
from toolkit.site.links import Links
from toolkit.site.pictures.colours import stylesheet

if TYPE_CHECKING:
    import jinja2

STYLE_PATH = "assets/style.css"
CONTROLS_PATH = "assets/controls.css"
ICON_PATH = "assets/icon.svg"
SCRIPTS_FOLDER = "assets/scripts"

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What a page may load (Content-Security-Policy): its own files, and nothing in line."""

_SAFE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages of a release say of it."""

    name: str
    title: str
    version: str
    released_on: date
    licence: str | None
    licence_address: str | None
    has_pictures: bool = False
    has_changes: bool = False
    has_console: bool = False

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The pages that every page leads to: path and name."""
        return (
            ("index.html", "Overview"),
            ("actors/index.html", "Actors"),
            ("meetings/index.html", "Meetings"),
            ("elections/index.html", "Elections"),
            ("articles/index.html", "Articles"),
            ("tables/index.html", "Tables"),
            *((("pictures.html", "Pictures"),) if self.has_pictures else ()),
            *((("changes.html", "Changes"),) if self.has_changes else ()),
            *((("sql.html", "SQL"),) if self.has_console else ()),
        )


def page_path(folder: str, id: str) -> str | None:
    """Return the path of the page of a row; None for a key that is no safe name of a file."""
    if len(id) > _LONGEST_ID or not _SAFE_ID.fullmatch(id):
        return None
    return f"{folder}/{id}.html"


class PageWriter:
    """Renders the templates for one release and writes the pages below its folder.

    `find_path` gives the path of the page of a row by its kind and key, None where it has none.
    """

    def __init__(
        self, folder: Path, site: Site, find_path: Callable[[str, str | None], str | None]
    ) -> None:
        self.folder = folder
        self.site = site
        self._find_path = find_path
        self._made: set[Path] = set()

    def write(self, path: str, template: str, **values: Any) -> None:
        """Write a page; `path` is relative to the folder, `root` leads back to it."""
        root = "../" * path.count("/")
        links = Links(root, self._find_path)
        frame: dict[str, Any] = {"site": self.site, "root": root, "path": path, "policy": POLICY}
        frame |= {"link": links.link, "people": links.people}
        text = environment().get_template(template).render(**frame, **values)
        self.write_text(path, text)

    def write_text(self, path: str, text: str) -> None:
        """Write a file of text in UTF-8 with LF as line end."""
        place = self.folder / path
        if place.parent not in self._made:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(place.parent)
        place.write_text(text, encoding="utf-8", newline="\n")

    def write_scripts(self) -> None:
        """Write the scripts of the pages."""
        for script in sorted((resources.files("toolkit.site") / "scripts").iterdir(), key=str):
            self.write_text(f"{SCRIPTS_FOLDER}/{script.name}", script.read_text(encoding="utf-8"))

    def write_style(self) -> None:
        """Write the style sheets and the icon of the pages."""
        style = resources.files("toolkit.site") / "style"
        for path in (STYLE_PATH, CONTROLS_PATH, ICON_PATH):
            name = path.rpartition("/")[2]
            # Colours that the site gives the pictures come after those that they bring.
            before = stylesheet() if path == STYLE_PATH else ""
            self.write_text(path, before + (style / name).read_text(encoding="utf-8"))


@cache
def environment() -> jinja2.Environment:
    """Return the environment of all templates: values are escaped, a missing one is an error."""
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.PackageLoader("toolkit.site"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for function in (
        *(wording.number, wording.counted, wording.size, wording.day, wording.days),
        *(wording.words, wording.status, wording.country, wording.where, wording.prose),
        *(wording.web_address, wording.listed),
        *(row_titles.meeting_name, row_titles.election_name, row_titles.evidence_name),
    ):
        made.globals[function.__name__] = function
    return made
