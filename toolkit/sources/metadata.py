"""Make an article of a text and the metadata that came with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import pycountry

from toolkit.article import Article
from toolkit.reference import read_table
from toolkit.sources.dates import read_date

_FIELDS = ("text", "title", "url", "author", "publisher", "language", "published_on")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]+")


def make_article(
    source_path: str, text: str, metadata: Mapping[str, object]
) -> tuple[Article, tuple[str, ...]]:
    """Return the article of a normalised text, and a sentence for each value left out.

    `metadata` may name a field as the article does or by one of the keys of
    `toolkit/reference/metadata_keys.csv`; other keys are ignored. A value of the wrong
    type, a date that is no date and a language that is none leave the field None.
    """
    notes: list[str] = []
    metadata = {key.lower(): value for key, value in metadata.items()}

    def field(name: str) -> str | None:
        value = _value_of(name, metadata)
        string = _string(value)
        if string is None and value not in (None, "", [], {}):
            notes.append(f"Its {name} is not a text and is left out.")
        return string

    date_text, language_text = field("published_on"), field("language")
    published_on = read_date(date_text) if date_text else None
    if date_text and published_on is None:
        notes.append(f'Its published_on "{date_text}" is not a date like 2021-10-11; left out.')
    language = language_code(language_text) if language_text else None
    if language_text and language is None:
        notes.append(f'Its language "{language_text}" is not a language code like en; left out.')
    article = Article(
        source_path,
        text,
        title=field("title"),
        url=field("url"),
        author=field("author"),
        publisher=field("publisher"),
        language=language,
        published_on=published_on,
    )
    return article, tuple(notes)


def language_code(text: str) -> str | None:
    """Return the ISO 639-1 code of a language tag or an English language name.

    "en", "en-GB", "eng" and "English" all give "en"; None where there is no such code.
    """
    tag = re.split(r"[-_]", text.strip().lower(), maxsplit=1)[0]
    if tag in ("en", "eng", "english"):
        return "en"
    return _other_language_code(tag)


@cache
def _other_language_code(tag: str) -> str | None:
    try:
        found = pycountry.languages.lookup(tag)
    except LookupError:
        return None
    return getattr(found, "alpha_2", None)


def keys_of(field: str) -> tuple[str, ...]:
    """Return the other keys under which articles carry a field, the first to be taken first."""
    return _keys_of_fields().get(field, ())


def is_known_key(name: str) -> bool:
    """Tell whether a key, or a column of that name, gives the text or a field of an article."""
    low = name.lower()
    return any(low == field or low in keys_of(field) for field in _FIELDS)


@cache
def _keys_of_fields() -> dict[str, tuple[str, ...]]:
    keys: dict[str, tuple[str, ...]] = {}
    for row in read_table("metadata_keys"):
        keys[row["field"]] = (*keys.get(row["field"], ()), row["key"])
    return keys


def _value_of(name: str, metadata: Mapping[str, object]) -> object:
    """Return the first value that is not empty, the field's own key before the others."""
    for key in (name, *keys_of(name)):
        value = metadata.get(key)
        if value not in (None, "", [], {}):
            return value
    return None


def _string(value: object) -> str | None:
    """Return a text or number as one printable line; a list of them joined; else None."""
    if isinstance(value, list):
        parts = [_string(part) for part in value if not isinstance(part, list)]
        return ", ".join(part for part in parts if part) or None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(_UNPRINTABLE.sub(" ", str(value)).split()) or None
