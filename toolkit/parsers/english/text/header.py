"""What an article says of itself: headline, publisher, agency, dateline, day, home country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from toolkit.article import Article
from toolkit.parsers.english.dates.date_words import DAY, MONTH, WEEKDAY_SHORT, YEAR
from toolkit.parsers.english.dates.dates import find_full_dates
from toolkit.parsers.english.places.places import city_country, country_of
from toolkit.parsers.english.reading import Block, Header, PlaceMention
from toolkit.parsers.english.text.datelines import Dateline, find_dateline
from toolkit.parsers.english.text.headline import find_headline
from toolkit.parsers.english.text.layout_lines import AGENCY_SIGNATURE, SOURCE
from toolkit.reference import read_words

TOP_LINES = 5
"""How many lines from the top can be a byline or the line of a masthead."""
LINE_LENGTH = 130
"""Most characters of such a line."""
LAST_LINE_LENGTH = 70
"""Most characters of a last line that gives the place and the day."""
MASTHEAD_WORDS = 5
"""Most words of a masthead's name."""

_COPYRIGHT = re.compile(
    r"(?:\([cC]\)|©|[Cc]opyright(?: ?\([cC]\)| ?©)?) ?(?:(?:19|20)\d\d(?:[-–]\d+)?,? )?"
    r"(?P<name>[A-ZÀ-Þ][\w’'&-]+(?: [A-ZÀ-Þ][\w’'&-]+)*)"
)
_MASTHEAD_END = re.compile(r" live\b|,|\. |\.?$| [–—|·-] ")
_DATE_TAIL = re.compile(rf",? (?:{WEEKDAY_SHORT},? )?(?:{DAY} {MONTH}|{MONTH} {DAY}),? {YEAR}\s*$")
_BYLINE = re.compile(
    r"^\s*(?:By|BY) (?P<name>[A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]*){1,4})(?=\s*$|\s*[|,·])"
)
_NOT_OWN_DAY = re.compile(
    r"(?:(?<!\bnote)(?<!\bnews)(?<!\bbulletin)(?<!\bedition)(?<!\bissue)(?<!\bbriefing)"
    r"(?<!\bletter)(?<!\bdispatch)(?<!\breport)(?<!\bminutes)(?<!\bdiary)(?<!\bprogramme) of|"
    r"(?<!o'clock)(?<!o’clock) on|\bin|\bsince|\bby|\bfrom|\bto|\buntil|\bbefore|\bafter|\bthe) $",
    re.IGNORECASE,
)
_OWN_DAY = re.compile(
    r"\b(?:DATE|Date|[Uu]pdated|UPDATED|[Pp]osted|POSTED|[Pp]ublished|PUBLISHED|[Dd]ated|"
    r"Actualizado(?: el)?)(?: ?:| on| at)? ?"
    r"(?:[\d:.]+ ?(?:[ap]\.?m\.?)?(?: [A-Z]{2,4})?,? ?(?:on )?)?$"
)


def read_header(
    article: Article, blocks: Sequence[Block], places: Sequence[PlaceMention] = ()
) -> Header:
    """Return what the text states of the article itself.

    A day counts as stated where it stands in the dateline, a byline, the line of a
    masthead, or alone in the last line; a full date in running prose does not.
    """
    text = article.text
    datelines = [
        found
        for block in blocks
        if block.kind == "dateline" and (found := find_dateline(text, block.start, len(text)))
    ]
    dateline = datelines[0] if datelines else None
    published_on = _own_day(text, blocks, dateline)
    agency = next((found.agency for found in datelines if found.agency), None)
    publisher = _publisher(text, blocks)
    return Header(
        title=find_headline(text, publisher),
        publisher=publisher or agency,
        author=_author(text),
        agency=agency,
        dateline_place=dateline.place if dateline else None,
        published_on=published_on,
        published_basis="stated" if published_on else None,
        home_country=_home_country(dateline, places),
    )


def _publisher(text: str, blocks: Sequence[Block]) -> str | None:
    for block in blocks:
        if block.kind == "source":
            line = text[block.start : block.end]
            match = SOURCE.match(line) or AGENCY_SIGNATURE.match(line)
            if match:
                return _DATE_TAIL.sub("", match["name"]).strip()
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in lines[-2:]:
        if match := _COPYRIGHT.search(line):
            return match["name"].strip()
    for line in lines[:3]:
        name = str(_MASTHEAD_END.split(line, maxsplit=1)[0]).strip()
        words = name.split()
        if len(line) > LINE_LENGTH or len(words) > MASTHEAD_WORDS or not _names_a_medium(words):
            continue
        if all(word[0].isupper() or word in ("of", "the", "de", "la") for word in words):
            return name.title() if name.isupper() else name
    return None


def _names_a_medium(words: Sequence[str]) -> bool:
    known = read_words("media_words")
    return any(word.casefold() in known for word in words)


def _author(text: str) -> str | None:
    for line in text.split("\n")[: 2 * TOP_LINES]:
        if match := _BYLINE.match(line):
            return match["name"]
    return None


def _own_day(text: str, blocks: Sequence[Block], dateline: Dateline | None) -> date | None:
    """Return the day that the text gives as its own, None if it gives none."""
    if not blocks:
        return None
    if dateline and dateline.date:
        for _, _, day in find_full_dates(text, *dateline.date):
            return day
    top, end = _top(blocks)
    for start, stop, day in find_full_dates(text, top, end):
        line_start = text.rfind("\n", 0, start) + 1
        line_end = (text + "\n").index("\n", stop)
        before = text[line_start:start]
        if _OWN_DAY.search(before):
            return day
        if line_end - line_start > LINE_LENGTH and not re.match(r"\s*(?:[.,:|–—-]|$)", text[stop:]):
            continue
        if line_end - line_start > LINE_LENGTH and before.strip():
            continue
        if not _NOT_OWN_DAY.search(before):
            return day
    return _last_line_day(text, blocks)


def _top(blocks: Sequence[Block]) -> tuple[int, int]:
    return blocks[0].start, blocks[min(TOP_LINES, len(blocks)) - 1].end


def _last_line_day(text: str, blocks: Sequence[Block]) -> date | None:
    """Return the day of a last line that holds nothing but a place and a date."""
    closing = [block for block in blocks if block.kind != "source"][-1:]
    for block in (*closing, *(block for block in blocks if block.kind == "source")):
        if block.end - block.start < LAST_LINE_LENGTH:
            for start, stop, day in find_full_dates(text, block.start, block.end):
                if stop >= block.end - 1 and len(text[block.start : start].split()) <= 6:
                    return day
    return None


def _home_country(dateline: Dateline | None, places: Sequence[PlaceMention]) -> str | None:
    """Return the country named most, the dateline's place counting as two mentions."""
    counts: dict[str, int] = {}
    for place in places:
        if place.country:
            counts[place.country] = counts.get(place.country, 0) + 1
    if dateline and dateline.place:
        place_name = dateline.place.title() if dateline.place.isupper() else dateline.place
        country = country_of(place_name) or city_country(place_name)
        if country:
            counts[country] = counts.get(country, 0) + 2
    if not counts:
        return None
    most = sorted(counts, key=lambda code: (-counts[code], code))
    if len(most) > 1 and counts[most[0]] == counts[most[1]]:
        return None
    return most[0]
