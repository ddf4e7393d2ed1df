"""On whose word an encounter is told: the article's own, or a source's that is no party."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.parsers.english.cast import Cast, Mention
from toolkit.parsers.english.meetings.attribution_words import attribution_words
from toolkit.parsers.english.meetings.cues import Cue
from toolkit.parsers.english.reading import Reading


@dataclass(frozen=True, slots=True)
class Attribution:
    """Certainty and source of an encounter.

    `source` is a position in `Cast.actors`, named in `source_words`; [start, end) are the
    characters that say how sure it is, if any, and `rule` names what was recognised in them.
    """

    certainty: str
    source: int | None = None
    start: int | None = None
    end: int | None = None
    rule: str = "own_voice"
    source_words: tuple[int, int] | None = None


def _outlet(cast: Cast, start: int, end: int, participants: frozenset[int]) -> Mention | None:
    """Return the first mention of a news outlet in [start, end) that is no party itself."""
    for mention in cast.mentions_between(start, end):
        if cast.actors[mention.actor].kind == "media" and mention.actor not in participants:
            return mention
    return None


def _claimed(words: re.Match[str], rule: str, outlet: Mention | None) -> Attribution:
    if outlet is None:
        return Attribution("claimed", None, words.start(), words.end(), rule)
    named = (outlet.start, outlet.end)
    return Attribution("claimed", outlet.actor, words.start(), words.end(), rule, named)


def read_attribution(
    reading: Reading, cast: Cast, cue: Cue, participants: frozenset[int]
) -> Attribution:
    """Return on whose word the encounter at `cue` is told.

    A sentence that says "reportedly", that a news outlet reported it or was told so, or that
    an unnamed source did, claims it; what a spokesman or a ministry says is stated.
    """
    sentence = cue.sentence(reading.doc)
    begin, end = sentence.start_char, sentence.end_char
    text = reading.article.text
    hearsay = attribution_words("hearsay").search(text, begin, end)
    outlet = _outlet(cast, begin, end, participants)
    if hearsay is not None:
        return _claimed(hearsay, "hearsay", outlet)
    saying = attribution_words("saying").search(text, begin, end)
    if saying is None:
        return Attribution("stated")
    if outlet is not None:
        return _claimed(saying, "news_outlet", outlet)
    unnamed = attribution_words("unnamed").search(text, begin, end)
    if unnamed is not None:
        return _claimed(unnamed, "unnamed_source", None)
    return Attribution("stated")
