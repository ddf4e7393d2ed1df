"""What the tests share: the folders of the project and one loaded language pipeline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"


@pytest.fixture(scope="session")
def pipeline():
    from toolkit.parsers.english.pipeline import load_pipeline

    return load_pipeline()


@pytest.fixture(scope="session")
def read(pipeline) -> Callable:
    """Turn a text, and the day it was published, into a Reading."""
    from toolkit.article import Article, normalise_text
    from toolkit.parsers.english.read import read_article

    def read_text(text: str, published_on: str | None = None):
        day = None if published_on is None else date.fromisoformat(published_on)
        article = Article("test.txt", normalise_text(text), published_on=day)
        return read_article(article, pipeline(article.text))

    return read_text


@pytest.fixture(scope="session")
def parse(pipeline) -> Callable:
    """Turn a text, and the day it was published, into its Facts."""
    from toolkit.article import Article, normalise_text
    from toolkit.parsers.english.parser import facts_of

    def parse_text(text: str, published_on: str | None = None):
        day = None if published_on is None else date.fromisoformat(published_on)
        article = Article("test.txt", normalise_text(text), published_on=day)
        return facts_of(article, pipeline(article.text))

    return parse_text
