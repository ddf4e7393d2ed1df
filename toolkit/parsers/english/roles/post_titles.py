"""The title of a post from the words that name it: "Lt. Gov." is "lieutenant governor".

The trained reader marks the words of a post; what they mean is told by tables: short forms,
plurals, verbs of leading, words that say whether the post is still held.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache

from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.reading import Reading
from toolkit.parsers.english.roles.title_words import TitleWord, domain_of, entries, letters
from toolkit.parsers.english.roles.title_words import status_of as status_words
from toolkit.reference import read_table

RELATIONS = frozenset(
    ("colleague", "counterpart", "opposite number", "predecessor", "successor"),
)
"""Titles that name no post but another holder of one that the text gives elsewhere."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_JOINT = re.compile(r"\.?[\s\u00a0-]|\.?‑|\.")
_RANKS_BEFORE = re.compile(
    r"\b(?:assistant|associate|attorney|brig|co|deputy|lieutenant|lt|maj|major|prime|rear|vice)"
    r"(?:\.?\s|\.|[-‑])$",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:[-‑]|\s)(elect|designate|emeritus)\b", re.IGNORECASE)
_SUFFIX_STATUS = {"elect": "designate", "designate": "designate", "emeritus": "former"}
_DESTINATION = re.compile(r"\s(to|in|for)\s((?:the\s)?)", re.IGNORECASE)
_UNKNOWN_PLURAL = re.compile(r"[^\W\d_]{3,}(?<![sue])s")
_COMPLEMENT = re.compile(r"\s(?:of|for|to|in|at|on|with)\s")
_OF_OTHERS = re.compile(r"of the (?:opposition|republic)$", re.IGNORECASE)
_FIRST_OF_ALL = re.compile(r"first\s(?!deputy|vice|minister|secretary|lady)", re.IGNORECASE)
_LOOSE_END = re.compile(r"[\s,]+(?:(?:of|for|to|in|at|the|and)\b[\s,]*)*$", re.IGNORECASE)
_APOSTROPHES = ("'", "’")
_OWNER = re.compile(r"(?:['’]s?)?[\s-]+")
_WITH_PORTFOLIO = frozenset(
    ("commissioner", "minister", "secretary", "undersecretary", "under-secretary")
)
_WORDS_LEFT = 4
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Names:
    """Where names stand in a text, as (start, end): those that are no part of a title.

    `owners` are states with their demonyms, and bodies; `destinations` are the places and
    bodies to which a diplomat can be sent.
    """

    owners: tuple[tuple[int, int], ...] = ()
    destinations: tuple[tuple[int, int], ...] = ()

    def owners_at(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return the owners that share characters with [start, end)."""
        first = bisect_left(self.owners, (start - _LONGEST_NAME, 0))
        last = bisect_left(self.owners, (end, 0))
        return tuple(name for name in self.owners[first:last] if name[1] > start)

    def destination_at(self, start: int) -> tuple[int, int] | None:
        """Return the destination that begins at `start`."""
        place = bisect_left(self.destinations, (start, 0))
        found = self.destinations[place : place + 1]
        return found[0] if found and found[0][0] == start else None


@dataclass(frozen=True, slots=True)
class PostTitle:
    """A title as the text has it at [start, end).

    `title` is lower case, in the singular, without organisation and country; `domain` what
    it is an office of, None where no table knows it; `status` what the words beside it say,
    None where they say nothing. `told` is whether a verb or an abstract noun tells the post.
    """

    start: int
    end: int
    title: str
    domain: str | None = None
    plural: bool = False
    status: str | None = None
    told: bool = False


@cache
def _told() -> dict[str, str]:
    """Return words that tell a post without naming it, with the title that they mean."""
    return {row["word"]: row["title"] for row in read_table("post_words")}


@cache
def _portfolio() -> re.Pattern[str]:
    """Return the pattern of "of foreign affairs", "for trade, industry and the sea"."""
    rows = read_table("title_modifiers")
    known = (row["word"] for row in rows if row["kind"] == "portfolio")
    word = "(?:" + "|".join(sorted(map(re.escape, known), key=len, reverse=True)) + ")"
    joint = r"(?:,?\s(?:and|&)\s(?:the\s)?|,\s|[\s-])"
    return re.compile(rf"\s(?:of|for)\s(?:the\s)?{word}(?:{joint}{word})*\b", re.IGNORECASE)


def names_around_titles(reading: Reading, cast: Cast) -> Names:
    """Return the names of an article that titles stand beside."""
    bodies = [
        (mention.start, mention.end)
        for mention in cast.mentions
        if cast.actors[mention.actor].kind not in ("person", "office", "group")
    ]
    states = [(p.start, p.end) for p in reading.places if p.kind in ("country", "demonym")]
    places = [(p.start, p.end) for p in reading.places if p.kind != "demonym"]
    return Names(tuple(sorted(bodies + states)), tuple(sorted(bodies + places)))


def domain_of_post(title: str) -> str | None:
    """Return what a title is an office of, whatever follows it: "minister for health"."""
    whole = domain_of(title)
    if whole is not None:
        return whole
    cut = _COMPLEMENT.search(title)
    return None if cut is None else domain_of(title[: cut.start()])


def read_post_title(text: str, start: int, end: int, names: Names = Names()) -> PostTitle | None:
    """Return the title that the words at [start, end) give, None where they give none."""
    start, end = _completed(text, start, end)
    told = _told().get(" ".join(text[start:end].lower().split()))
    if told is not None:
        entry = _entry_at(text, start)
        plural = entry is not None and entry[1].plural
        status = _status_before(text, start)
        return PostTitle(start, end, told, domain_of_post(told), plural, status, True)
    start, end, status = _without_status_words(text, start, end)
    start, end = _without_names(text, start, end, names)
    first = _FIRST_OF_ALL.match(text, start, end)
    start = start if first is None else first.end()
    end = start + len(_LOOSE_END.sub("", text[start:end]))
    words = _WORD.findall(text[start:end])
    if not words:
        return None
    title, plural = _in_full(text, start, end)
    found = PostTitle(start, end, title, domain_of_post(title), plural, status)
    if found.domain is None and _UNKNOWN_PLURAL.fullmatch(title):
        found = replace(found, title=title[:-1], domain=domain_of_post(title[:-1]), plural=True)
    found = _with_complement(text, found, names)
    suffix = _SUFFIX.match(text, end)
    if suffix is not None:
        return replace(found, status=_SUFFIX_STATUS[suffix[1].lower()])
    return found if status is not None else replace(found, status=_status_before(text, start))


def _words_at(text: str, start: int, limit: int) -> list[re.Match[str]]:
    """Return the words from `start` on that only a space, a hyphen or a stop parts."""
    found: list[re.Match[str]] = []
    position = start
    while len(found) < limit:
        match = _WORD.match(text, position)
        if match is None:
            break
        found.append(match)
        joint = _JOINT.match(text, match.end())
        if joint is None:
            break
        position = joint.end()
        if text[position : position + 1] == " " and joint[0] == ".":
            position += 1
    return found


def _entry_at(text: str, start: int) -> tuple[int, TitleWord] | None:
    """Return where the longest known title that begins at `start` ends, and what it means."""
    words = _words_at(text, start, 5)
    lower = tuple(word[0].lower().replace("’", "'") for word in words)
    for known, entry in entries().get(lower[0], ()) if lower else ():
        if lower[: len(known)] != known:
            continue
        end = words[len(known) - 1].end()
        if entry.exact is None or letters(text[start:end]) == letters(entry.exact):
            return end, entry
    return None


def _completed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span with what a known title that it cuts through lacks.

    "opposite [number]", "[deputy] leader", "Lt[. Gov]", "chief[ of staff]".
    """
    for word in _WORD.finditer(text, start, end):
        entry = _entry_at(text, word.start())
        if entry is not None and not _OF_OTHERS.search(text, end, entry[0]):
            end = max(end, entry[0])
    while rank := _RANKS_BEFORE.search(text, max(0, start - 12), start):
        start = rank.start()
    told = re.compile(r"\s(?:over|for)\b").match(text, end)
    if told is not None and f"{text[start:end]}{told[0]}".lower() in _told():
        end = told.end()
    return start, end


def _without_status_words(text: str, start: int, end: int) -> tuple[int, int, str | None]:
    """Return the span without "former", "acting", "-elect", and the status that they give."""
    status: str | None = None
    suffix = re.compile(r"[-‑\s](elect|designate|emeritus)$", re.IGNORECASE).search(text[start:end])
    if suffix is not None:
        end = start + suffix.start()
        status = _SUFFIX_STATUS[suffix[1].lower()]
    while word := _WORD.match(text, start, end):
        joint = _OWNER.match(text, word.end(), end)
        if word[0].lower() not in status_words() or joint is None or _entry_at(text, start):
            return start, end, status
        status = status or status_words()[word[0].lower()] or None
        start = joint.end()
    return start, end, status


def _status_before(text: str, start: int) -> str | None:
    """Return what "the former", "its outgoing", "ex-" before a title says of it."""
    before = list(_WORD.finditer(text, max(0, start - 60), start))[-_WORDS_LEFT:]
    position = start
    for word in reversed(before):
        if _OWNER.fullmatch(text, word.end(), position) is None:
            return None
        status = status_words().get(word[0].lower())
        if status:
            return status
        if status is None and not word[0][0].isupper():
            return None
        position = word.start()
    return None


def _without_names(text: str, start: int, end: int, names: Names) -> tuple[int, int]:
    """Return the span without a state or body before the title or after its "of"."""
    for first, last in names.owners_at(start, end):
        known = _entry_at(text, start)
        if first <= start < last < end and (known is None or known[0] <= last):
            gap = _OWNER.match(text, last, end)
            start = start if gap is None else gap.end()
    for first, last in names.owners_at(start, end):
        if start < first < end <= last:
            joint = re.search(r"\s(?:of|in|at)\s(?:the\s)?$", text[start:first], re.IGNORECASE)
            end = end if joint is None else start + joint.start()
    return start, end


def _in_full(text: str, start: int, end: int) -> tuple[str, bool]:
    """Return the words of a title in lower case and in full, and whether it is a plural."""
    parts: list[str] = []
    plural = False
    position = start
    while position < end:
        entry = _entry_at(text, position)
        if entry is not None and entry[0] <= end and not text.startswith(_APOSTROPHES, entry[0]):
            short = entry[1].exact is not None or entry[1].plural
            parts.append(entry[1].title if short else text[position : entry[0]].lower())
            plural = plural or entry[1].plural
            position = entry[0]
            if entry[1].exact and text[position : position + 1] == ".":
                position += 1
            continue
        word = _WORD.match(text, position)
        step = position + 1 if word is None else min(word.end(), end)
        parts.append(text[position:step].lower())
        position = step
    title = re.sub(r"\s+", " ", "".join(parts).replace("‑", "-").replace("’", "'"))
    return title.strip(" -.,'"), plural


def _with_complement(text: str, found: PostTitle, names: Names) -> PostTitle:
    """Return the title with a diplomat's destination or a minister's portfolio after it."""
    if found.domain == "diplomatic":
        inside = _DESTINATION.search(text, found.start, found.end)
        match = inside or _DESTINATION.match(text, found.end)
        if match is None:
            return found
        name = names.destination_at(match.end())
        if name is None:
            return found
        head = _in_full(text, found.start, match.start())[0]
        place = " ".join(text[match.end() : name[1]].split())
        article = "the " if match[2] else ""
        title = f"{head} {match[1].lower()} {article}{place}"
        return replace(found, end=max(found.end, name[1]), title=title)
    if found.title.split()[-1] not in _WITH_PORTFOLIO:
        return found
    match = _portfolio().match(text, found.end)
    if match is None or names.owners_at(*match.span()):
        return found
    portfolio = " ".join(match[0].lower().split())
    return replace(found, end=match.end(), title=f"{found.title} {portfolio}".replace(" the ", " "))
