"""Files that a test writes, and what is read from them."""

from __future__ import annotations

from pathlib import Path

from toolkit.article import Article
from toolkit.sources import Note, Skipped, read_inputs

BODY = "MONROVIA – The two ministers met on Tuesday and agreed to meet again."
"""A text that is an article, of a sentence."""


def read(*inputs: Path) -> list[Article | Skipped | Note]:
    return list(read_inputs(inputs))


def only_article(folder: Path) -> Article:
    articles = [item for item in read(folder) if isinstance(item, Article)]
    assert len(articles) == 1
    return articles[0]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
