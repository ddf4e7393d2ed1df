"""What a timeline shows, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toolkit.site.pictures.rows import DatedMeeting
from toolkit.site.pictures.shapes import STATUSES, sign_of
from toolkit.site.pictures.time_units import middle_of
from toolkit.site.pictures.words import counted, day_in_words, listed


def describe(meetings: Sequence[DatedMeeting]) -> str:
    """Return how many meetings there are by status and by year, from which day to which."""
    statuses: Counter[str] = Counter()
    years: Counter[int] = Counter()
    days = []
    for meeting in meetings:
        statuses[meeting.status] += meeting.count
        if meeting.start and meeting.end:
            years[middle_of(meeting.start, meeting.end).year] += meeting.count
            days += [meeting.start, meeting.end]
    order = [*STATUSES, *sorted(statuses.keys() - STATUSES.keys())]
    by_status = ", ".join(
        f"{statuses[status]:,} {sign_of(STATUSES, status).word}"
        for status in order
        if statuses[status]
    )
    by_year = listed((f"{year}: {years[year]:,}" for year in sorted(years)), 60)
    return (
        f"{counted(statuses.total(), 'meeting')} ({by_status}), from {day_in_words(min(days))} to "
        f"{day_in_words(max(days))}. By year: {by_year}. {' '.join(undated_note(meetings))}"
    ).strip()


def undated_note(meetings: Sequence[DatedMeeting]) -> list[str]:
    """Return a line for the meetings without a day; none where all have one."""
    undated = sum(meeting.count for meeting in meetings if meeting.start is None)
    if not undated:
        return []
    whole = sum(meeting.count for meeting in meetings)
    return [f"Not drawn: {undated:,} of {counted(whole, 'meeting')}, without a known day."]
