"""A new dataset project in a folder of its own, made whole or not at all."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template
from typing import Any

from toolkit.project.errors import ProjectError
from toolkit.publish.descriptor import default_descriptor, descriptor_text
from toolkit.publish.partial_file import partial_beside

DESCRIPTOR_NAME = "datapackage.json"

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
_PLACES = {
    "gitignore": ".gitignore",
    "test_package.py.template": "tests/test_package.py",
    "workflow.yml": ".github/workflows/package.yml",
}
"""Where a file of the template goes that can't lie in the toolkit under the name it gets."""


@dataclass(frozen=True, slots=True)
class NewProject:
    """The folder of a project that was made, and its files, sorted, as paths below it."""

    folder: Path
    files: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the project as values that JSON can hold."""
        return {"folder": str(self.folder), "files": list(self.files)}


def make_project(path: str | Path, *, title: str | None = None) -> NewProject:
    """Write a new dataset project into the folder `path`, which is new or empty.

    The last part of `path` is the name of the data package; `title` is what people read, by
    default made of the name. Raises ProjectError for a name that a data package can't have, a
    folder that holds something, and where it can't be written; then nothing is left behind.
    """
    folder = Path(path)
    name = folder.resolve().name
    if not _NAME.fullmatch(name):
        raise ProjectError(
            f"{name!r} can't be the name of a data package: "
            "take small letters, digits, '-', '_' and '.', such as 'who-met-whom'."
        )
    shown = title or re.sub(r"[-_.]+", " ", name).strip().capitalize()
    partial = partial_beside(folder.resolve())
    try:
        if folder.exists() and any(folder.iterdir()):
            raise ProjectError(f"{folder} is not empty; name a new or an empty folder.")
        files = tuple(sorted(_write_files(partial, name, shown)))
        if folder.exists():
            folder.rmdir()
        partial.rename(folder.resolve())
    except OSError as error:
        raise ProjectError(f"{folder} can't be written ({error.strerror}).") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return NewProject(folder, files)


def _write_files(folder: Path, name: str, title: str) -> list[str]:
    words = {"name": name, "title": title}
    texts = {
        place: Template(file.read_text(encoding="utf-8")).substitute(words)
        for place, file in _template_files(resources.files("toolkit.project") / "template")
    }
    descriptor = {**default_descriptor(), "name": name, "title": title, "resources": []}
    texts[DESCRIPTOR_NAME] = descriptor_text(descriptor)
    for place, text in texts.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(texts)


def _template_files(folder: Traversable, below: str = "") -> list[tuple[str, Traversable]]:
    found = []
    for item in folder.iterdir():
        place = f"{below}{item.name}"
        if item.is_dir():
            found += _template_files(item, f"{place}/")
        else:
            found.append((_PLACES.get(item.name, place), item))
    return found
