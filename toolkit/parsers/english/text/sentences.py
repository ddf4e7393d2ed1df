"""The sentences of a text, by punctuation and abbreviations alone.

A sentence ends after a stop, with the quotes and brackets that close behind it, where what
follows can open one: no small letter. The stop of an initial, a title or another
abbreviation ends none, unless a word such as "The" shows that a sentence opens after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from toolkit.parsers.english.reading import Block
from toolkit.reference import read_table

_STOP = re.compile(r"(?P<stop>[.!?…]+)(?P<closed>[\"”’'»)\]]*)(?=\s)")
_WORD_BEFORE = re.compile(r"[^\s\"“‘«(\[]*$")
_INITIALS = re.compile(r"[^\W\d_]\.?(?:[^\W\d_]\.)*(?:-[^\W\d_]\.)?$")
_LIST_NUMBER = re.compile(r"(?:\d{1,3}|[a-zA-Z]|[ivx]+)\.$")
_OPENS = re.compile(r"\s*[\"“‘'«(\[]*(?P<first>\S)(?P<rest>\w*)")
# After an abbreviation only these are taken for the first word of a sentence.
_OPENING_WORDS = frozenset(
    (
        *("A", "After", "All", "Also", "An", "And", "Another", "As", "At", "Before", "Both", "But"),
        *("By", "Earlier", "Either", "Each", "Even", "For", "From", "He", "Her", "His", "How"),
        *("However", "If", "In", "It", "Its", "Last", "Later", "Many", "Meanwhile", "Most", "No"),
        *("None", "Now", "On", "One", "Only", "Other", "Others", "Our", "She", "Since", "So"),
        *("Some", "That", "The", "Their", "Then", "There", "These", "They", "This", "Those"),
        *("Three", "To", "Turnout", "Two", "Under", "Until", "We", "What", "When", "Where"),
        *("Which", "While", "Who", "With", "Yet"),
    )
)


@lru_cache(maxsize=2)
def find_sentences(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[int, int], ...]:
    """Return start and end of every sentence, in text order, without the space around it.

    No sentence reaches from one block into the next. A line of a table is a sentence of its
    own, and so is a heading, whatever marks it holds. Several steps ask for those of the article
    at hand, so the last ones are kept.
    """
    return tuple(
        span for block in blocks for span in sentences_between(text, block.start, block.end, block)
    )


def sentences_between(
    text: str, start: int, end: int, block: Block | None = None
) -> Iterator[tuple[int, int]]:
    """Yield the sentences of [start, end), which is prose unless `block` says otherwise."""
    if block is not None and block.kind == "heading":
        yield from _trimmed(text, start, end)
        return
    if block is not None and block.kind == "table":
        for line in re.finditer(r"[^\n]+", text[start:end]):
            yield from _trimmed(text, start + line.start(), start + line.end())
        return
    first = start
    for match in _STOP.finditer(text, start, end):
        if _ends_a_sentence(text, first, match, end):
            yield from _trimmed(text, first, match.end())
            first = match.end()
    yield from _trimmed(text, first, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    last = start + len(words.rstrip())
    if first < last:
        yield first, last


def _ends_a_sentence(text: str, start: int, match: re.Match[str], end: int) -> bool:
    following = _OPENS.match(text, match.end(), end)
    if following is None:
        return True
    if following["first"].islower():
        return False
    if match["stop"] != ".":
        return True
    before = text[max(start, match.start() - 20) : match.end("stop")]
    found = _WORD_BEFORE.search(before)
    word = found[0] if found else ""
    if _LIST_NUMBER.match(word) and not text[start : match.end("stop")].strip(f"{word} \t\n"):
        return False
    opens = following["first"] + following["rest"] in _OPENING_WORDS
    if match["closed"] and opens:
        return True
    before_what = _abbreviations().get(word.removeprefix("-"))
    if before_what == "name":
        return False
    if before_what == "number":
        return not following["first"].isdigit() and (opens or word.lower().startswith("no"))
    if before_what == "opening" or _INITIALS.match(word):
        return opens
    return True


@cache
def _abbreviations() -> dict[str, str]:
    return {row["word"]: row["before"] for row in read_table("abbreviations")}
