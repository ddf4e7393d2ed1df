"""What one line of plain text looks like: a list item, a row of a table, a source, a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.parsers.english.dates.date_words import MONTH_NAME

SOURCE = re.compile(r"\s*(?:Source|SOURCE)(?: ?»|:) ?(?P<name>\S.{0,80}?)\s*$")
AGENCY_SIGNATURE = re.compile(r"\s*(?:—|–|--|-) ?(?P<name>[A-ZÀ-Þ][\w.’' ]{1,40})\s*$")

_ITEM = re.compile(r"\s*(?:[•*■▪●◦·›>»+–—-]{1,2}\s+|\(?(?:\d{1,2}|[a-z])[.)]\s+)(?=\S)(?<!\(c\) )")
_RULE = re.compile(r"\s*[-=_+*|:– ]{3,}\s*$")
_LEADERS = re.compile(r"\S ?(?:\.{3,}|…{1,}|(?: \.){3,}|_{3,}) ?\S")
_LEADER_MARKS = ("...", "…", " .", "___")
_COLUMNS = re.compile(r"\S(?: {2,}|\t+)\S")
_WIDE_GAP = re.compile(r"\S(?: {3,}|\t+)\S")
_PIPES = re.compile(r"\S ?\| ?\S")
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"\d[\d.,]*")
_NUMBER = re.compile(
    r"\d|[:–—-] ?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|none|no seats?)\b"
)
_SENTENCE_INSIDE = re.compile(r"(?:[a-z]{4}|[\d)%])[.!?] +[A-ZÀ-Þ“\"]")
_WORD = re.compile(r"[^\W\d_]+")
_BYLINE = re.compile(r"(?:By|Text|Posted|Published|Updated|Photo|Foto|Read|Copyright)\b")
_DATE = re.compile(
    rf"{MONTH_NAME}\b[ \d,]* (?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|\d de \w+ de \d{{4}}"
)
_ENDS_SENTENCE = re.compile(r"[.!?…:;,][”\"’')\]]*$")

RESULT_LENGTH = 110
"""Most characters of a line that gives one contender's result."""
HEADING_LENGTH = 90
HEADING_WORDS = 16


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: where it stands, without white space around it, and its look.

    `look`: "source", "rule" (only dashes), "row" (cells set apart by pipes, dots, tabs or
    columns), "result" (a short line that names something and gives numbers), "item", "text".
    `item` says that it begins with a bullet or a number.
    """

    start: int
    end: int
    look: str
    item: bool


def read_line(text: str, start: int, end: int) -> Line:
    """Return the line of `text` between two positions, which hold something besides white space."""
    line = text[start:end]
    first = start + len(line) - len(line.lstrip())
    last = start + len(line.rstrip())
    if SOURCE.match(line):
        return Line(first, last, "source", False)
    if _RULE.match(line):
        return Line(first, last, "rule", False)
    bullet = _ITEM.match(line)
    body = line[bullet.end() :] if bullet else line.strip()
    if _BYLINE.match(body) or (_DIGIT.search(body) and _DATE.search(body)):
        return Line(first, last, "item" if bullet else "text", bool(bullet))
    # A pattern that tries each letter costs more than to look for what it can't do without.
    if "|" in line and (line.count("|") > 1 or _PIPES.search(body)):
        return Line(first, last, "row", bool(bullet))
    if any(mark in body for mark in _LEADER_MARKS) and _LEADERS.search(body):
        return Line(first, last, "row", bool(bullet))
    gaps = len(_COLUMNS.findall(body)) if "  " in body or "\t" in body else 0
    set_in_columns = gaps > 1 or (gaps and (_DIGIT.search(body) or _WIDE_GAP.search(body)))
    if set_in_columns and not (_ENDS_SENTENCE.search(body) and len(body) > RESULT_LENGTH):
        return Line(first, last, "row", bool(bullet))
    if _is_result(body, bool(bullet)):
        return Line(first, last, "result", bool(bullet))
    return Line(first, last, "item" if bullet else "text", bool(bullet))


def _is_result(body: str, bullet: bool) -> bool:
    """Tell whether a line names a contender and gives a number, and is no sentence of prose."""
    if len(body) > RESULT_LENGTH or _SENTENCE_INSIDE.search(body):
        return False
    opens_like_name = bullet or body[0].isupper() or body[0] in "“\"'‘«"
    if not opens_like_name or body.endswith((".", "!", "?", ":")):
        return False
    found = _NUMBER.search(body, 1)
    if found is None:
        return False
    words = _WORD.findall(body, 0, found.start())
    small = sum(word.islower() for word in words)
    return bool(words) and (bullet or small * 2 <= len(words) + 1)


def is_byline(text: str) -> bool:
    """Tell whether a line says who wrote or posted the article, or when."""
    return bool(_BYLINE.match(text))


def looks_like_heading(text: str) -> bool:
    """Tell whether a line standing by itself is a heading: short, and no sentence."""
    if len(text) > HEADING_LENGTH or len(text.split()) > HEADING_WORDS:
        return False
    return not _ENDS_SENTENCE.search(text) and text[:1] not in '“"'


def lists_figures(text: str) -> bool:
    """Tell whether a short line gives several figures and so is no heading."""
    return len(_FIGURE.findall(text)) > 1


def ends_sentence(line: str) -> bool:
    """Tell whether a line ends with a stop, a colon or the like."""
    return bool(_ENDS_SENTENCE.search(line))
