"""Whether the words around a date speak of what was or of what is to come."""

from __future__ import annotations

import re

from toolkit.parsers.english.dates.verb_tenses import Verb, find_verbs, words_around_verbs

SENTENCE_REACH = 500
"""Most characters of a sentence that are read on either side of a date."""
OPENING_WORDS = 3
"""How many words may stand before a date that opens its clause: "Late on the"."""
MARK_COST = 3
"""What a comma or dash between a verb and a date counts, in words."""
CLAUSE_COST = 8
"""What a word that opens another clause counts."""
AFTER_COST = 6
"""What it counts that a verb stands on the side of the date where it is less likely."""

_WORD = re.compile(r"[^\W\d_]+(?:[-.'’][^\W\d_]+)*|[^\w\s]")
_SENTENCE_END = re.compile(
    r"[.!?](?<!\b[A-Z]\.)(?<!\b(?:Dr|Jr|Lt|Mr|Ms|No|Sr|St)\.)(?<!\b(?:Capt|Prof|Sept)\.)"
    r"(?<!\b[ap]\.m\.)(?<!\b(?:Col|Gen|Gov|Hon|Maj|Mrs|Rep|Rev|Sen|Sgt)\.)[”\"’)\]]*\s+(?=[^a-z\s])|\n"
)
"""A full stop, not after an initial or a title, or the end of a line."""
_MOVED = re.compile(
    r"\b(?:put (?:[^.;]{0,40} )?(?:back|off)|moved|postponed|adjourned|delayed|deferred|shifted|"
    r"pushed back|rescheduled|brought forward)\b[^.;]{0,40} (?:to|until|till) $"
)
_MOVED_FROM = re.compile(
    r"\b(?:changed|moved|postponed|put (?:back|off)|deferred|shifted|pushed back|rescheduled|"
    r"brought forward)\b[^.;]{0,40}\bfrom (?:the )?$"
)
_FOR = re.compile(r"\b[Ff]or (?:the )?$")
_SINCE = re.compile(r"\b[Ss]ince (?:the )?$")
_COMING = re.compile(r"\b(?:[Aa]head of|(?:is|are)(?: on| in)?) (?:the )?$")
_AFTER = re.compile(r"\b[Aa]fter (?:the )?$")
_OF = re.compile(r"\bof $")
_POSSESSIVE = re.compile(r"['’]s\b")
_SAID_ON = re.compile(
    r"\b(?:announced|said|told \w+|wrote)(?: in a \w+)?(?: late| early)?(?: on)? $"
)
_CLOCK = re.compile(r"(?<=\d) ?[ap]m\b")
"""Half a day after an hour, which is no "am" of "I am"."""
_DATE = "#"
"""What stands for the date among the words of its sentence."""
_MARKS = frozenset(',:–—-()"“”«»')
_OPENING_MARKS = _MARKS - {",", ")"}
_RELATIVES = frozenset({"which", "who", "whom", "whose"})
_TOLD = frozenset({"did", "fell", "had", "was", "were"})
"""Words of a sentence that tells in the past what had been planned."""
_STILL_TO_COME = frozenset({"are", "has", "have", "is", "says", "will", "would"})


def direction(text: str, start: int, end: int) -> str | None:
    """Return "past", "present" or "future" as the clause around characters [start, end) has it.

    None where there is no verb to tell. What was planned in the past ("was to meet on
    Friday") counts as future: it comes after what was told.
    """
    first, last = sentence_around(text, start, end)
    before = text[first:start]
    if _MOVED.search(before) or _COMING.search(before):
        return "future"
    if _SAID_ON.search(before) or _SINCE.search(before):
        return "past"
    if _AFTER.search(before) and _POSSESSIVE.match(text, end):
        return "past"
    words_before = _WORD.findall(_CLOCK.sub("", before))
    words_after = _WORD.findall(_CLOCK.sub("", text[end:last]))
    words = [*words_before, _DATE, *words_after]
    if _FOR.search(before):
        return _of_appointment(words, len(words_before))
    found = _of_nearest_verb(words, len(words_before))
    return None if found == "present" and _OF.search(before) else found


def is_moved_from(text: str, start: int) -> bool:
    """Tell whether the date at `start` is that from which something is moved to another."""
    return _MOVED_FROM.search(text, max(0, start - 60), start) is not None


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the first and last character of the sentence that holds [start, end).

    The end of a line ends a sentence: lines of wrapped prose are to be joined before.
    """
    first = max(0, start - SENTENCE_REACH)
    last = min(len(text), end + SENTENCE_REACH)
    for boundary in _SENTENCE_END.finditer(text, first, last):
        if boundary.start() >= end:
            return first, boundary.start() + 1
        if boundary.end() <= start:
            first = boundary.end()
    return first, last


def _of_appointment(words: list[str], date: int) -> str:
    """Return the direction of "fixed for Sunday": past if what became of it is told as past."""
    verbs = [verb for verb in find_verbs(words) if not verb.saying]
    after = next((verb for verb in verbs if verb.position > date), None)
    if after:
        perfect = {"has", "have"} & set(words[date : after.position])
        return "past" if after.tense == "past" and not perfect else "future"
    told = {word.casefold() for word in words}
    return "past" if told & _TOLD and not told & _STILL_TO_COME else "future"


def _of_nearest_verb(words: list[str], date: int) -> str | None:
    """Return the tense of the verb that the date at `date` belongs to."""
    words, date = _clause_of(words, date)
    verbs = [verb for verb in find_verbs(words) if not verb.saying]
    if not verbs:
        return None
    opens = _opens_its_clause(words, date)
    return min(verbs, key=lambda verb: (_cost(words, date, verb, opens), verb.position)).tense


def _clause_of(words: list[str], date: int) -> tuple[list[str], int]:
    """Return the words without such asides as ", who chairs the council,", and the date's place.

    An aside that holds the date and a verb is all that is returned.
    """
    kept: list[str] = []
    position = kept_date = 0
    while position < len(words):
        if position == date:
            kept_date = len(kept)
        if words[position] == ",":
            close = _next_comma(words, position + 1)
            aside = words[position + 1 : close]
            inside = position < date < close
            if _is_aside(aside) and inside and find_verbs(aside):
                return aside, date - position - 1
            if _is_aside(aside) and not inside and close < len(words):
                position = close + 1
                continue
        kept.append(words[position])
        position += 1
    return kept, kept_date


def _is_aside(words: list[str]) -> bool:
    """Tell whether words between commas are "who chairs it" or "a teacher who chairs it"."""
    if not words or not words[0][:1].islower():
        return False
    return words[0] in _RELATIVES or (
        words[0] in ("a", "an", "the") and not _RELATIVES.isdisjoint(words)
    )


def _next_comma(words: list[str], position: int) -> int:
    """Return the position of the next comma, the end of the words where there is none."""
    return next((at for at in range(position, len(words)) if words[at] == ","), len(words))


def _opens_clause(word: str) -> bool:
    return word == ";" or word.casefold() in words_around_verbs("clause")


def _opens_its_clause(words: list[str], date: int) -> bool:
    """Tell whether only a preposition or so stands between the date and a clause's start."""
    for position in range(date - 1, max(-1, date - 1 - OPENING_WORDS), -1):
        if words[position] in _OPENING_MARKS or _opens_clause(words[position]):
            return True
        if words[position].casefold() not in ("by", "early", "in", "late", "on", "the", "then"):
            return False
    return date <= OPENING_WORDS


def _cost(words: list[str], date: int, verb: Verb, date_opens: bool) -> int:
    """Return how far a verb is from the date, in words, other clauses counting more."""
    low, high = sorted((verb.position, date))
    between = words[low + 1 : high]
    marks = sum(word in _MARKS for word in between)
    clauses = sum(_opens_clause(word) for word in between)
    unlikely = (verb.position > date) != date_opens
    return len(between) + MARK_COST * marks + CLAUSE_COST * clauses + AFTER_COST * unlikely
