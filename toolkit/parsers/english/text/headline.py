"""The headline of an article that has no metadata: a line of its own above the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.parsers.english.dates.date_words import DAY, MONTH, WEEKDAY_SHORT
from toolkit.parsers.english.text.layout_lines import is_byline, read_line

HEADLINE_LENGTH = 160
"""Most characters of a headline."""
FEWEST_WORDS, MOST_WORDS = 2, 25
TOP_PARAGRAPHS = 3
"""How many stretches between blank lines, from the top, can hold the headline."""
WORDS_BESIDE_DATE = 4
"""Most words that stand with a day in a line that gives the place and the day."""

_LABELLED = re.compile(r"(?:title|headline|subject)\s*:\s*(?P<title>\S.*)", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:by|author|date|published|updated|source|publisher|section|url|link)\s*:", re.IGNORECASE
)
_PATH = re.compile(r"\s[>»›|]\s|^(?:home|news) / |https?://|www\.|skip to ", re.IGNORECASE)
_GENERIC = re.compile(
    r"(?:press|media|news) release|for immediate release|(?:news )?in (?:brief|short)|menu"
    r"|advertisement",
    re.IGNORECASE,
)
_BESIDE_DATE = re.compile(rf"\([^()]*\)|\b{WEEKDAY_SHORT}\b")
_DAY = re.compile(rf"\b(?:{DAY} {MONTH}|{MONTH} {DAY})\b", re.IGNORECASE)
_MARKS = "#*_ –—-"
"""Signs of Markdown and dashes around a line."""
_SENTENCE = re.compile(r"[.:;,…][”\"’')\]]*$")
_WORD = re.compile(r"[^\W\d_]{2,}")


def find_headline(text: str, publisher: str | None = None) -> str | None:
    """Return the headline at the top of `text`, None if the text begins at once.

    Lines that name the publisher, the author, the place and the day, or the way through a web
    site are passed over; the first line that is prose ends the search.
    """
    for lines in _top_paragraphs(text):
        for line in lines:
            if match := _LABELLED.match(line):
                return match["title"]
        if _is_prose(lines):
            return None
        for line in lines:
            if not _is_passed_over(line, publisher):
                headline = line.strip(_MARKS)
                return headline if _can_be_headline(headline) else None
    return None


def _top_paragraphs(text: str) -> Iterator[list[str]]:
    """Yield the lines of the first paragraphs; the last paragraph of a text is none of them."""
    *paragraphs, _ = re.split(r"\n\s*\n", text.strip(), maxsplit=TOP_PARAGRAPHS)
    for paragraph in paragraphs:
        yield [line.strip() for line in paragraph.split("\n") if line.strip()]


def _is_prose(lines: list[str]) -> bool:
    """Tell whether lines are a paragraph: too long for a headline, or broken at a fixed width."""
    wrapped = any(line[0].islower() and not is_byline(line.title()) for line in lines[1:])
    return wrapped or len(lines[0]) > HEADLINE_LENGTH


def _is_passed_over(line: str, publisher: str | None) -> bool:
    if publisher and line.casefold().startswith(publisher.casefold()):
        return True
    if is_byline(line) or _LABEL.match(line) or _PATH.search(line):
        return True
    if _GENERIC.fullmatch(line) or not line.strip(_MARKS):
        return True
    beside, dates = _DAY.subn("", _BESIDE_DATE.sub("", line))
    return bool(dates) and len(_WORD.findall(beside)) <= WORDS_BESIDE_DATE


def _can_be_headline(line: str) -> bool:
    words = _WORD.findall(line)
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS or _SENTENCE.search(line):
        return False
    return read_line(line, 0, len(line)).look in ("text", "result")
