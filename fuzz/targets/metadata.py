"""The metadata of a record: whatever types its values have, fields are printable or None."""

from __future__ import annotations

import json

from toolkit.sources.metadata import make_article

SEEDS = (
    b'{"title": "Two meet", "date": "2021-10-11", "language": "en-GB", "author": ["A", "B"]}',
    b'{"TITLE": {"de": "Titel"}, "url": 7, "publisher": true, "published_on": 20211011}',
    b'{"title": "\\ud800\\u0000\\u202e", "author": [["x"], null, 1e999, {"name": "A"}]}',
    b'{"language": "\\u017f\\u212a", "published_on": "0000-00-00", "source": NaN}',
    b'{"author": ' + b"[" * 500 + b"]" * 500 + b"}",
)
WORDS = tuple(
    f'"{key}": '.encode()
    for key in ("title", "url", "author", "publisher", "language", "published_on", "source", "date")
)


def judge(data: bytes) -> None:
    """Make an article of a JSON object; anything else is passed over."""
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        return
    if not isinstance(record, dict):
        return
    article, notes = make_article("a.jsonl#1", "They met.", record)
    assert (article, notes) == make_article("a.jsonl#1", "They met.", record)
    for value in (article.title, article.url, article.author, article.publisher):
        if value is not None:
            assert value
            assert value == " ".join(value.split())
            value.encode()
    if article.language is not None:
        assert len(article.language) == 2
    for note in notes:
        note.encode()
        assert "\n" not in note
