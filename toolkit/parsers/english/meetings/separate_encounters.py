"""Which of those who take part were met one by one, as words such as "separately" say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from toolkit.parsers.english.meetings.cue_links import Party
from toolkit.parsers.english.text.word_patterns import any_of
from toolkit.reference import read_table


@cache
def _separately() -> re.Pattern[str]:
    return any_of(row["words"] for row in read_table("separate_meeting_words"))


def met_separately(
    parties: Sequence[Party], text: str, cue_end: int, sentence: tuple[int, int]
) -> list[Party]:
    """Return the parties of a cue that were met each by itself, none where no word says so.

    Those are the ones named after the cue in a sentence that says so, if others are left who
    met them.
    """
    start, end = sentence
    named = [party for party in parties if cue_end <= party.mention.start < end]
    if not 1 < len(named) < len(parties):
        return []
    return named if _separately().search(text, start, end) else []
