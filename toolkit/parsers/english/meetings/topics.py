"""What an encounter was about: the noun phrase after "on", "about" or "to discuss"."""

from __future__ import annotations

import re

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


def read_topic(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the characters of the topic named in [start, end), from a cue to its sentence's end.

    None where none is named, or only one that is longer than a topic may be.
    """
    opening = _OPENING.search(text, start, end)
    if opening is None:
        return None
    closing = _END.search(text, opening.end(), end)
    stop = end if closing is None else closing.start()
    topic = text[opening.end() : stop].rstrip()
    if not topic or len(topic) > LONGEST:
        return None
    return opening.end(), opening.end() + len(topic)
