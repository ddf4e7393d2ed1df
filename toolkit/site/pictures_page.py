"""The pictures of a version: a page with all of them, and files that the first page shows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.site.figures import Figure
from toolkit.site.page_writer import PageWriter
from toolkit.site.pictures.svg import standalone

PICTURES_PATH = "pictures.html"
PREVIEWED = ("timeline", "network", "meetings-map")
"""Pictures that the first page shows."""

_FOLDER = "assets/pictures"
_SIZE = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture as a file, with its width and height in pixels."""

    path: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Preview:
    """A picture as the first page shows it: files for large and small screens, and its words."""

    name: str
    title: str
    note: str
    wide: PictureFile
    narrow: PictureFile


def write_pictures_page(writer: PageWriter, figures: tuple[Figure, ...]) -> tuple[Preview, ...]:
    """Write `pictures.html` and the files of the first page; return what that page shows."""
    if figures:
        writer.write(PICTURES_PATH, "pictures.html", figures=figures)
    return tuple(
        Preview(
            figure.name,
            figure.title,
            figure.note,
            _write_file(writer, figure.name, figure.wide),
            _write_file(writer, f"{figure.name}-narrow", figure.narrow),
        )
        for figure in figures
        if figure.name in PREVIEWED
    )


def _write_file(writer: PageWriter, name: str, svg: str) -> PictureFile:
    path = f"{_FOLDER}/{name}.svg"
    # A link from a picture that a page shows as an image leads nowhere.
    writer.write_text(path, standalone(re.sub("</?a(?: [^>]*)?>", "", svg)))
    found = _SIZE.search(svg)
    width, height = (round(float(part)) for part in found.groups()) if found else (0, 0)
    return PictureFile(path, width, height)
