"""Whether the words around a date speak of what was or of what is to come."""

from __future__ import annotations

import re
from bisect import bisect_right

from spacy.tokens import Doc, Span, Token

_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo", "would"})
"""Auxiliaries of the future, and of the future as it was."""
_OF_SAYING = frozenset(
    [
        "say",
        "says",
        "said",
        "write",
        "writes",
        "report",
        "reports",
        "claim",
        "claims",
        "believe",
        "believes",
        "tell",
        "tells",
        "add",
        "adds",
        "insist",
        "insists",
        "maintain",
        "maintains",
        "swear",
        "swears",
        "know",
        "knows",
        "confirm",
        "confirms",
        "understand",
        "understands",
        "think",
        "thinks",
        "suggest",
        "suggests",
        "show",
        "shows",
        "according",
        "deny",
        "denies",
    ]
)
_AHEAD = frozenset(
    [
        "due",
        "scheduled",
        "expected",
        "slated",
        "planned",
        "set",
        "booked",
        "fixed",
        "called",
        "arranged",
        "pencilled",
        "penciled",
        "going",
        "plans",
        "plan",
        "hopes",
        "hope",
        "expects",
        "expect",
        "intends",
        "intend",
        "wants",
        "want",
        "awaited",
        "foreseen",
    ]
)
ADVERBIAL_STEPS = 2
"""How far above a date stands the verb that it belongs to: "meets on Monday" is two steps."""
_MOVED = re.compile(
    r"\b(?:put (?:[^.;]{0,40} )?(?:back|off)|moved|postponed|adjourned|delayed|deferred|shifted|"
    r"pushed back|"
    r"rescheduled|brought forward)\b[^.;]{0,40} (?:to|until|till) $"
)
_FOR = re.compile(r"\b[Ff]or $")


def direction(text: str, doc: Doc, start: int, end: int) -> str | None:
    """Return "past", "present" or "future" as the clause around characters [start, end) has it.

    None where there is no verb to tell. What was planned in the past ("was to meet on
    Friday") counts as future: it comes after what was told.
    """
    before = text[max(0, start - 60) : start]
    if _MOVED.search(before):
        return "future"
    if not len(doc):
        return None
    first, last = _token_at(doc, start), _token_at(doc, end - 1)
    token = _root_of(doc, first, last)
    if _FOR.search(before):
        return _of_appointment(token)
    for steps in range(8):
        if token.pos_ in ("VERB", "AUX"):
            found = _of_verb(token)
            if token.lower_ in _OF_SAYING or found is None:
                found = _of_nearest_verb(token, first) or found
            return None if found == "present" and steps > ADVERBIAL_STEPS else found
        if token.head is token:
            break
        token = token.head
    found = _of_nearest_verb(token, first)
    return None if found == "present" else found


def _token_at(doc: Doc, position: int) -> int:
    """Return the index of the token that holds a character (`Doc.char_span` walks the document)."""
    return max(0, bisect_right(range(len(doc)), position, key=lambda index: doc[index].idx) - 1)


def _root_of(doc: Doc, first: int, last: int) -> Token:
    """Return the token of [first, last] that governs the others."""
    for index in range(first, last + 1):
        head = doc[index].head.i
        if head == index or not first <= head <= last:
            return doc[index]
    return doc[first]


def _sentence_of(token: Token) -> Span:
    """Return the sentence of a token (`token.sent` walks the whole document)."""
    document = token.doc
    first = last = token.i
    while first > 0 and not document[first].is_sent_start:
        first -= 1
    while last + 1 < len(document) and not document[last + 1].is_sent_start:
        last += 1
    return document[first : last + 1]


def _of_appointment(token: Token) -> str:
    """Return the direction of "fixed for Sunday": past if all the rest is told in the past."""
    sentence = _sentence_of(token)
    told = {other.lower_ for other in sentence if other.tag_ in ("VBZ", "VBP", "MD")}
    past = {other.lower_ for other in sentence if other.tag_ == "VBD"}
    return "past" if past & {"was", "were", "fell", "had"} and not told else "future"


def _of_nearest_verb(skipped: Token, position: int) -> str | None:
    """Return the direction of the finite verb nearest to a token, other than one of saying."""
    sentence = _sentence_of(skipped)
    verbs = [
        token
        for token in sentence
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD")
        and token.lower_ not in _OF_SAYING
        and token.i != skipped.i
    ]
    if not verbs:
        return None
    nearest = min(verbs, key=lambda token: (abs(token.i - position), token.i))
    if nearest.tag_ == "MD":
        return "future" if nearest.lower_ in _WILL else None
    return "past" if nearest.tag_ == "VBD" else "present"


def _of_verb(verb: Token) -> str | None:
    """Return the direction of one verb with its auxiliaries."""
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {child.lower_ for child in auxiliaries}
    tags = {verb.tag_, *(child.tag_ for child in auxiliaries)}
    if words & _WILL:
        return "future"
    if verb.tag_ == "VB" and "to" in words and "have" not in words:
        return _of_infinitive(verb)
    if words & {"has", "have", "had", "having"}:
        return "past"
    if verb.lower_ in _AHEAD and verb.tag_ in ("VBN", "JJ", "VBZ", "VBP", "VBG"):
        return "future"
    if "VBD" in tags:
        return "past"
    if tags & {"VBZ", "VBP"}:
        return "present"
    if verb.tag_ == "VBN":
        return "past"
    if verb.tag_ == "VBG" and verb.head is not verb and verb.head.pos_ in ("VERB", "AUX"):
        return _of_verb(verb.head)
    return None


def _of_infinitive(verb: Token) -> str:
    """Return the direction of "to meet": ahead, unless it only says what a past act was for."""
    head = verb.head
    if verb.dep_ == "advcl" and head is not verb and head.tag_ == "VBD":
        return "past"
    return "future"
