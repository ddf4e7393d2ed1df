"""Rows of `articles`."""

from __future__ import annotations

from typing import Any

from toolkit.article import Article
from toolkit.facts import Facts


def article_row(article: Article, facts: Facts) -> dict[str, Any]:
    """Return the row of an article: what its metadata says, else what its text does.

    A date of the metadata is "stated"; one of the text is what the parser says it is, and
    "inferred" where it does not say.
    """
    published_on, basis = article.published_on, "stated"
    if published_on is None:
        published_on, basis = facts.published_on, facts.published_basis or "inferred"
    sha256 = article.sha256
    return {
        "article_id": sha256[:16],
        "source_path": article.source_path,
        "url": article.url,
        "title": article.title or facts.title,
        "author": article.author or facts.author,
        "publisher": article.publisher or facts.publisher,
        "language": article.language or facts.language,
        "published_on": published_on,
        "published_basis": None if published_on is None else basis,
        "word_count": article.word_count,
        "sha256": sha256,
        "reading": facts.reading,
        "copy_of": facts.copy_of,
    }
