"""What the tables know of a word, as the trained reader takes it in beside the word itself.

A model that learned from some hundred articles has not met every verb of meeting, every title
and every town; the tables have. Each word bears a set of classes, and how it stands in its
article is told by three more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from toolkit.parsers.english.places.city_names import city_words
from toolkit.parsers.english.places.country_names import country_words
from toolkit.parsers.english.reader.words import KEPT_WORDS
from toolkit.reference import read_table

_COLUMNS = (
    ("title", "titles", "title"),
    ("title", "person_titles", "word"),
    ("rank", "title_modifiers", "word"),
    ("post", "post_words", "word"),
    ("family", "party_labels", "form"),
    ("masthead", "media_words", "word"),
    ("institution", "state_institutions", "noun"),
    ("people", "group_nouns", "noun"),
    ("encounter", "encounter_verbs", "forms"),
    ("talks", "encounter_nouns", "forms"),
    ("light", "light_verbs", "word"),
    ("meeting status", "meeting_status_words", "word"),
    ("attribution", "attribution_words", "words"),
    ("outcome", "outcome_words", "words"),
    ("result status", "result_status_words", "words"),
    ("vote", "vote_kinds", "words"),
    ("role status", "role_status_words", "word"),
    ("particle", "name_particles", "particle"),
    ("topic", "topic_words", "word"),
    ("thing", "thing_words", "word"),
)
"""Classes of words in any case: the class, its table and its column."""

_BODY_KINDS = (
    *("armed_group", "government", "intergovernmental", "media", "organization", "party"),
)
_CAPITAL = ("country", "demonym", "city", "calendar", "known body")
_IN_ARTICLE = ("named again", "in small letters too", "opens a sentence")

CLASSES = (
    *dict.fromkeys(name for name, _, _ in _COLUMNS),
    *(f"{kind} word" for kind in _BODY_KINDS),
    *_CAPITAL,
    *_IN_ARTICLE,
)
"""The classes in the order of their bits: of the tables, of words with a capital, of places."""

_TOO_COMMON = frozenset({"and", "for", "from", "her", "his", "not", "out", "the", "was", "with"})
_SHORTEST = 3
_PART = re.compile(r"[^\W\d_]+")
_SENTENCE_END = frozenset(".!?")


def _bit(name: str) -> int:
    return 1 << CLASSES.index(name)


def _parts(phrase: str) -> Iterator[str]:
    for part in _PART.findall(phrase.casefold()):
        if len(part) >= _SHORTEST and part not in _TOO_COMMON:
            yield part


def _collect(rows: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return {part of a phrase in small letters: bits} for pairs of class and phrase."""
    known: dict[str, int] = {}
    for name, phrase in rows:
        for part in _parts(phrase):
            known[part] = known.get(part, 0) | _bit(name)
    return known


@cache
def _any_case() -> Mapping[str, int]:
    rows = [(name, row[column]) for name, table, column in _COLUMNS for row in read_table(table)]
    rows += [(f"{row['kind']} word", row["word"]) for row in read_table("body_words")]
    known = _collect(rows)
    # Particles are short, and a name hangs on them.
    for row in read_table("name_particles"):
        word = row["particle"].casefold()
        known[word] = known.get(word, 0) | _bit("particle")
    return known


@cache
def _with_capital() -> Mapping[str, int]:
    rows = [(kind, phrase) for phrase, (_, kind) in country_words().items()]
    rows += [("calendar", row["word"]) for row in read_table("calendar_words")]
    rows += [("known body", row["name"]) for row in read_table("known_bodies")]
    known = _collect(rows)
    for word in city_words():
        known[word] = known.get(word, 0) | _bit("city")
    return known


@lru_cache(maxsize=KEPT_WORDS)
def classes_of_word(word: str) -> int:
    """Return the classes that the tables give a word, as bits of `CLASSES`."""
    if not word[0].isalpha():
        return 0
    folded = word.casefold()
    found = _any_case().get(folded, 0)
    if word[0].isupper():
        found |= _with_capital().get(folded, 0)
    return found


def classes_of(texts: Sequence[str]) -> tuple[int, ...]:
    """Return the classes of each word of an article, as bits of `CLASSES`."""
    count = Counter(texts)
    again, small, opens = map(_bit, _IN_ARTICLE)
    found = []
    opening = True
    for text in texts:
        bits = classes_of_word(text)
        if text[0].isupper():
            if count[text] > 1:
                bits |= again
            if text.lower() in count:
                bits |= small
        if opening:
            bits |= opens
        # A quotation mark or a bullet leaves the sentence to be opened by what follows.
        if text in _SENTENCE_END or "\n" in text:
            opening = True
        elif text[0].isalnum():
            opening = False
        found.append(bits)
    return tuple(found)
