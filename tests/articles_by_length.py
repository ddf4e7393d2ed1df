"""Annotated articles that come with the project, picked by length, to train on in a test."""

from __future__ import annotations

import shutil
from pathlib import Path

from conftest import PROJECT

ARTICLES = PROJECT / "training" / "articles"


def copy_shortest(folder: Path, count: int) -> Path:
    """Copy the shortest annotated articles that tell of a meeting to `folder`; return it."""
    return _copy(_told()[:count], folder)


def copy_longest(folder: Path, count: int) -> Path:
    """Copy the longest annotated articles that tell of a meeting to `folder`; return it."""
    return _copy(_told()[-count:], folder)


def _told() -> list[Path]:
    by_length = sorted(ARTICLES.glob("*.txt"), key=lambda path: (path.stat().st_size, path.name))
    return [
        path for path in by_length if '"meetings": []' not in _annotation(path).read_text("utf-8")
    ]


def _annotation(text: Path) -> Path:
    return text.with_suffix(".json")


def _copy(texts: list[Path], folder: Path) -> Path:
    for text in texts:
        for path in (text, _annotation(text)):
            shutil.copyfile(path, folder / path.name)
    return folder
