"""Say why a text is no article that the toolkit can read."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from toolkit.sources.language import SHORTEST_JUDGED, other_language

LONGEST_TEXT = 1_000_000
"""Characters that one article may have: a hundred times a long report."""

FEWEST_WORDS = 5
"""Words of letters that an article has at least: one short sentence."""

_WORD = re.compile(r"[^\W\d_]{2,}")


class Refusal(NamedTuple):
    """Why a text is skipped, and what to do about it."""

    reason: str
    remedy: str


TOO_LONG = Refusal(
    f"its text is longer than {LONGEST_TEXT:,} characters", "Split it into single articles."
)
EMPTY = Refusal("it holds no text", "Remove it, or put the article's text into it.")


def refusal(text: str, declared_language: str | None) -> Refusal | None:
    """Return why the normalised `text` is refused, None where it is an article.

    A text that its metadata declares English is not judged by its language; one declared
    otherwise, and too short to judge, is believed to be so.
    """
    if not text:
        return EMPTY
    if len(text) > LONGEST_TEXT:
        return TOO_LONG
    if "\x00" in text:
        return Refusal("its text holds NUL characters", "Export it as plain text.")
    if declared_language != "en":
        language = other_language(text)
        if language is None and len(text.split()) < SHORTEST_JUDGED:
            language = declared_language
        if language is not None:
            return Refusal(
                f"its text is not English (it seems to be {_language_name(language)})",
                "Remove it, or set `language: en` in its metadata if it is English.",
            )
    words = sum(1 for _ in islice(_WORD.finditer(text), FEWEST_WORDS))
    if words < FEWEST_WORDS:
        return Refusal(
            f"its text has only {words} word{'' if words == 1 else 's'}",
            f"An article has at least {FEWEST_WORDS} words; remove it or complete it.",
        )
    return None


def _language_name(code: str) -> str:
    import pycountry

    found = pycountry.languages.get(alpha_2=code)
    return code if found is None else str(found.name)
