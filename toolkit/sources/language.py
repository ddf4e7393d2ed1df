"""Tell whether a text is English."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGES = tuple(
    re.findall(
        r"\w+",
        """
        ar az bg bn cs da de el en es et fa fi fr he hi hr hu hy id it ja ka kk ko lt lv mk mn
        my ne nl no pl ps pt ro ru sk sl sq sr sv sw ta th tr uk ur uz vi zh
        """,
    )
)
"""Languages told apart (ISO 639-1): those of large news markets. Creoles of English and
small neighbours of large languages are left out, because English texts full of foreign
names are taken for them."""

SHORTEST_JUDGED = 20
"""Words below which names decide more than the language does: no judgement."""

_ENGLISH_WORDS = frozenset({"and", "from", "of", "said", "that", "the", "were", "which", "with"})
_ENGLISH_SHARE = 0.06
"""Share of the words above from which a text is English, however foreign its names. In
English news they are one word in six, in other languages less than one in fifty."""

_CERTAIN = 0.8
"""Confidence from which a text counts as another language. Of 620 English news articles
full of foreign names none comes near it; whole articles in the other languages exceed it."""


def other_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of `text` if it is surely not English.

    None for English, for a text too short to judge, and where the model is in doubt.
    Text without spaces between words counts four characters as a word.
    """
    words = text.lower().split()
    if len(words) < SHORTEST_JUDGED and _unspaced(text) // 4 < SHORTEST_JUDGED:
        return None
    if sum(map(_ENGLISH_WORDS.__contains__, words)) >= _ENGLISH_SHARE * len(words):
        return None
    code, confidence = _identifier().classify(text)
    return str(code) if code != "en" and confidence >= _CERTAIN else None


def _unspaced(text: str) -> int:
    """Count characters of scripts that are written without spaces."""
    return sum(1 for character in text if character >= "\u0e00")


@cache
def _identifier() -> LanguageIdentifier:
    """Load the model once, when the first text is judged (about 0.1 s)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier
