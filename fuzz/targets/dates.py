"""Days in running text: they lie in it, in order, and begin before they end, whatever the day."""

from __future__ import annotations

from datetime import date

from repeated import repeated

from toolkit.parsers.english.dates.date_words import AMOUNTS, MONTHS, ORDINALS, SEASONS, WEEKDAYS
from toolkit.parsers.english.dates.dates import find_dates, find_full_dates

SEEDS = (
    b"They met on Monday, May 3, 2021 and will meet again next Tuesday.",
    b"from 22 to 25 February, between 3 and 5 May, May 30 to June 2, 17 and 24 January",
    b"last August, in early May, in the second half of May, in spring 2020, the 2018 elections",
    b"three days later, two weeks ago, a few months earlier, the day before yesterday",
    b"Two days of talks ended on Tuesday. From tomorrow until Sunday. On the weekend.",
    b"on the third of May of that year, 31 February 2021, 29 Feb 1900, 99 years ago",
    b"postponed from July to September; Christmas 2020, New Year's Eve, 5-6 March 2030",
    b"300 years ago, 999 years earlier, in 1800, 2099-12-31, 03/05/2021, May '18",
    "the night of 5–6\u00a0March".encode(),
)
WORDS = tuple(
    f"{word} ".encode()
    for word in (
        *(name for names in MONTHS for name in names),
        *(*WEEKDAYS, *SEASONS, *AMOUNTS, *ORDINALS),
        *("last", "next", "this", "the", "of", "on", "in", "from", "to", "until", "and", "between"),
        *("days", "weeks", "months", "years", "year", "ago", "later", "earlier", "before", "after"),
        *("early", "mid", "late", "end of", "weekend", "today", "tonight", "talks", "ended"),
        *("2021", "1800", "2099", "31", "29", "3", "999"),
    )
)
_DAYS = (None, date(2021, 6, 16), date.min, date.max)


def judge(data: bytes) -> None:
    """Find the days of a text, of which the first byte says when it was written."""
    text = data[1:].decode("utf-8", errors="replace")
    today = _DAYS[data[0] % 4] if data else None
    _judge_text(text, today)
    if (long := repeated(text)) is not None:
        _judge_text(long, today)


def _judge_text(text: str, today: date | None) -> None:
    found = find_dates(text, today)
    assert found == find_dates(text, today)
    start = 0
    for mention in found:
        assert start <= mention.start < mention.end <= len(text), mention
        start = mention.start
        assert (mention.first is None) == (mention.last is None), mention
        if mention.first is not None and mention.last is not None:
            assert mention.first <= mention.last, mention
    for start, end, day in find_full_dates(text, 0, len(text)):
        assert 0 <= start < end <= len(text), day
