"""The vote that an article reports: its kind and its days."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from toolkit.parsers.english.elections.contests import Interval
from toolkit.parsers.english.elections.election_mentions import ElectionMention, find_kind
from toolkit.parsers.english.reading import Reading

# What an article that names no kind of vote speaks of, in the order that decides a tie.
_PLAIN_KINDS = (
    ("by_election", re.compile(r"\bby-?elections?\b|\bbypolls?\b", re.IGNORECASE)),
    ("referendum", re.compile(r"\b(?:referend\w+|plebiscite)\b", re.IGNORECASE)),
    (
        "regional",
        re.compile(
            r"\b(?:regional|provincial|governors?|gubernatorial|chief minister|cantonal|Landtag"
            r"|state (?:assembly|parliament|election|legislature))\b",
            re.IGNORECASE,
        ),
    ),
    ("local", re.compile(r"\b(?:mayors?|mayoral|municipal\w*|town hall|city hall)\b", re.I)),
    ("presidential", re.compile(r"\b(?:presidential|presidency|head of state)\b", re.I)),
    (
        "parliamentary",
        re.compile(r"\b(?:parliamentary|parliament|seats|prime minister|coalition)\b", re.I),
    ),
)
_OPENING = 400
NEWS_AGE = timedelta(days=120)
"""How long before its report a vote of an article's own news is at most."""


def weigh_kinds(reading: Reading, mentions: Sequence[ElectionMention]) -> Counter[str]:
    """Return how much the words for votes, the title and the opening speak of each kind."""
    weights: Counter[str] = Counter()
    title = reading.article.title or ""
    if found := find_kind(title, 0, len(title)):
        weights[found[0]] += 2
    for number, mention in enumerate(mentions):
        if mention.kind and (mention.when is None or mention.when.precision != "year"):
            weights[mention.kind] += 3 if number < 3 else 1
    opening = f"{title}\n{reading.article.text[:_OPENING]}"
    for kind, words in _PLAIN_KINDS:
        if words.search(opening):
            weights[kind] += 2
    return weights


def main_kind(reading: Reading, mentions: Sequence[ElectionMention]) -> str:
    """Return the kind of vote that the article is mostly about."""
    weights = weigh_kinds(reading, mentions)
    if weights:
        best = max(weights.values())
        return next(kind for kind in weights if weights[kind] == best)
    text = reading.article.text
    for kind, words in _PLAIN_KINDS:
        if count := len(words.findall(text)):
            weights[kind] += count
    if weights:
        return weights.most_common(1)[0][0]
    found = find_kind(text, 0, len(text))
    return found[0] if found else "other"


def main_interval(reading: Reading, mentions: Sequence[ElectionMention]) -> Interval | None:
    """Return when the vote took place that the article reports: the one before it named most."""
    today = reading.today
    counts: Counter[tuple[bool, Interval]] = Counter()
    for mention in mentions:
        interval = mention.interval
        if interval is None or not mention.linked or mention.when is None:
            continue
        if mention.when.precision == "year":
            continue
        if today and (interval[0] > today or interval[1] < today - NEWS_AGE):
            continue
        counts[mention.when.precision == "day", interval] += 1
    best = max(counts, key=lambda key: (key[0], counts[key]), default=None)
    return best[1] if best else None
