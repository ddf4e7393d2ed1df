"""What an encounter was about: the noun phrase after "on", "about" or "to discuss"."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from toolkit.parsers.english.meetings.cues import Cue

LONGEST = 120
"""Most characters of a topic, as the data model says."""

_OPENING = re.compile(
    r"\b(?:about|regarding|concerning|focus(?:ed|ing) on|cent(?:er|re)d on|to discuss|"
    r"devoted to|discussing|discussed|on the (?:subject|question|issue) of)\s+"
)
_END = re.compile(
    r"[.;:,()“”\"–—\n]|\s(?:after|before|when|while|as|that|which|who|with|according|"
    r"on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|in the (?:morning|afternoon|evening))\b"
)


def read_topic(text: str, doc: Doc, cue: Cue) -> tuple[str, int, int] | None:
    """Return the topic named after the cue in its sentence, with its characters."""
    sentence = cue.sentence(doc)
    begin = cue.start if doc[cue.word].lower_.startswith("discuss") else cue.end
    opening = _OPENING.search(text, begin, sentence.end_char)
    if opening is None:
        return None
    end = _END.search(text, opening.end(), sentence.end_char)
    stop = sentence.end_char if end is None else end.start()
    topic = text[opening.end() : stop].strip()
    if not topic or len(topic) > LONGEST:
        return None
    start = opening.end()
    return topic, start, start + len(topic)
