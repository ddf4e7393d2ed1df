"""Read bytes as an input of a build, and judge what comes of it by the laws of all sources."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from toolkit.article import Article, normalise_text
from toolkit.sources import Note, Skipped, read_inputs
from toolkit.sources.language import other_language

# The model of languages is loaded when the first long text that is not English is met.
other_language("le ministre a rencontré son homologue " * 10)

_FOLDER = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))


def read_as(name: str, data: bytes) -> Sequence[Article | Skipped | Note]:
    """Return what an input of such a name and content gives; asserts the laws of all sources.

    It is read without an error, twice the same. Every article is a text in its normal form that
    UTF-8 can write, with fields of one line; what is skipped says why, and what to do.
    """
    file = _FOLDER / name
    file.write_bytes(data)
    items = list(read_inputs([file]))
    assert items == list(read_inputs([file]))
    assert items, "neither read nor skipped"
    for item in items:
        assert item.source_path.startswith(name), item
        if isinstance(item, Article):
            _judge_article(item)
        elif isinstance(item, Note):
            _judge_sentence(item.message)
        else:
            _judge_sentence(item.reason)
            # So much is said of a reader that raised what it should not.
            assert " failed (" not in item.reason, item
            _judge_sentence(item.remedy)
    return items


def _judge_article(article: Article) -> None:
    assert article.text
    assert article.text == normalise_text(article.text)
    assert unicodedata.is_normalized("NFC", article.text)
    assert "\x00" not in article.text
    article.text.encode()
    for value in (article.source_path, article.title, article.url, article.author):
        if value is not None:
            _judge_sentence(value)


def _judge_sentence(text: str) -> None:
    assert text
    assert "\n" not in text
    assert "\x00" not in text
    text.encode()
