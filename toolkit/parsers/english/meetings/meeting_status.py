"""Whether an encounter took place: held, planned, ongoing, cancelled or denied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from spacy.tokens import Doc, Token

from toolkit.parsers.english.meetings.cues import Cue
from toolkit.parsers.english.text.word_patterns import any_of
from toolkit.reference import read_table

_FUTURE = frozenset({"will", "'ll", "’ll", "shall", "would", "wo"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no"})


@dataclass(frozen=True, slots=True)
class StatusReading:
    """The status of an encounter and the characters [start, end) that say so, if any."""

    status: str
    start: int | None = None
    end: int | None = None


@cache
def _uses() -> dict[str, str]:
    return {row["word"]: row["use"] for row in read_table("meeting_status_words")}


@cache
def _pattern(use: str) -> re.Pattern[str]:
    return any_of(word for word, its_use in _uses().items() if its_use == use)


def _of(status: str, token: Token) -> StatusReading:
    return StatusReading(status, token.idx, token.idx + len(token.text))


def _auxiliaries(verb: Token) -> list[Token]:
    return [child for child in verb.lefts if child.dep_ in ("aux", "auxpass", "neg", "advmod")]


def _chain(word: Token) -> list[Token]:
    """Return the verbs above a verb whose modality is also its own."""
    chain = [word]
    for _ in range(4):
        token = chain[-1]
        if token.head.i == token.i or token.dep_ not in (
            "xcomp",
            "conj",
            "ccomp",
            "acl",
            "aux",
            "prep",
            "pobj",
            "dobj",
            "pcomp",
            "nsubj",
            "nsubjpass",
        ):
            break
        if token.dep_ == "conj" and any(
            child.dep_ in ("nsubj", "nsubjpass", "aux") for child in token.lefts
        ):
            break
        if token.dep_ == "ccomp" and any(
            child.dep_ in ("nsubj", "nsubjpass") for child in token.lefts
        ):
            break
        if token.dep_ == "nsubj" and token.head.pos_ not in ("VERB", "AUX"):
            break
        chain.append(token.head)
    return chain


def _denied_by(word: Token) -> Token | None:
    """Return the verb of denial that the encounter stands under, in its part of the sentence."""
    token = word
    for _ in range(8):
        if token.head.i == token.i:
            return None
        token = token.head
        if _uses().get(token.lower_) == "denied":
            between = sorted((word.i, token.i))
            return None if any(part.text == ";" for part in word.doc[slice(*between)]) else token
    return None


def read_status(doc: Doc, cue: Cue, today: date | None, day: date | None) -> StatusReading | None:
    """Return the status of the encounter at `cue`, None where none is in view.

    `day` is the first day that it can have had; one after `today` is planned.
    """
    word = doc[cue.word]
    sentence = cue.sentence(doc)
    text = sentence.text
    denied = _denied_by(word)
    if denied is not None:
        return _of("denied", denied)
    unfulfilled = _UNFULFILLED.search(text, 0, max(0, cue.start - sentence.start_char))
    if unfulfilled is not None:
        offset = sentence.start_char
        return StatusReading("cancelled", offset + unfulfilled.start(), offset + unfulfilled.end())
    chain = _chain(word)
    if cue.verb != cue.word and doc[cue.verb] not in chain:
        chain.append(doc[cue.verb])
    planned: StatusReading | None = None
    was_to = False
    for token in chain:
        auxiliaries = _auxiliaries(token)
        words = {a.lower_ for a in auxiliaries}
        for auxiliary in auxiliaries:
            if auxiliary.lower_ in _NEGATIONS and auxiliary.dep_ == "neg":
                if "will" in words or "wo" in words:
                    return _of("cancelled", auxiliary)
                return _of("denied", auxiliary) if _is_quoted_or_said(word) else None
            if auxiliary.lower_ in _FUTURE:
                planned = planned or _of("planned", auxiliary)
            if auxiliary.lower_ in ("may", "might", "could", "should", "must", "can", "cannot"):
                return None
        if "to" in words and token.tag_ == "VB":
            head = token.head
            if head.pos_ == "AUX" and head.lower_ in ("is", "are", "was", "were", "be"):
                planned = planned or _of("planned", head)
                was_to = head.lower_ in ("was", "were")
            elif token.dep_ == "ROOT" or head.i == token.i:
                planned = planned or _of("planned", token)
        if token.dep_ in ("ccomp", "conj") and _uses().get(token.head.lower_) == "none":
            return None
        if token is not word or cue.construction == "light":
            use = _uses().get(token.lower_)
            if use == "none":
                return None
            if use == "planned":
                planned = planned or _of("planned", token)
            elif use == "cancelled":
                return _of("cancelled", token)
            elif use == "denied":
                return _of("denied", token)
    later = text[max(0, cue.end - sentence.start_char) :]
    cancelled = _pattern("cancelled").search(later)
    if cancelled is not None and (planned or cue.construction in ("noun", "weak_noun", "light")):
        offset = max(cue.end, sentence.start_char)
        return StatusReading("cancelled", offset + cancelled.start(), offset + cancelled.end())
    if planned is not None:
        if was_to and re.search(r"\b(?:was|were) to have\b", text):
            return StatusReading("cancelled", planned.start, planned.end)
        return planned
    is_past = doc[cue.verb].tag_ == "VBD"
    if today is not None and day is not None and day > today and not is_past:
        return StatusReading("planned")
    if any(c.dep_ == "det" and c.lower_ == "no" for c in word.children):
        return _of("denied", word) if _is_quoted_or_said(word) else None
    return StatusReading("held")


_UNFULFILLED = re.compile(
    r"\b(?:(?:was|were) to have|had been (?:due|scheduled|set|supposed|expected|slated) to)"
    r"(?:\s+(?:been|be))?\s*$",
    re.IGNORECASE,
)
_FLAT_DENIAL = re.compile(
    r"[\s“”\"'‘’]*(?:(?:an?|pure|sheer|complete|total|utter)\s+)*"
    r"(?:invent\w+|fabricat\w+|fictions?|fantas\w+|nonsense|rubbish|false|untrue|fairy tale)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied)|untrue|false|fabricat\w+|fictions?|nonsense|invent(?:ed|ion)|"
    r"no such|(?:he|she|they|it) did(?: not|n['’]t)|did not (?:meet|happen|take place)|"
    r"never (?:met|took place|happened|spoke|saw)|"
    r"dismiss\w*|fantas(?:y|ies)|fairy tale|pure imagination|made up|has no basis|baseless)\b",
    re.IGNORECASE,
)


def read_denial(text: str, doc: Doc, cue: Cue) -> StatusReading | None:
    """Return the words of a denial that follow a claim at once, in its sentence or the next.

    It is for encounters that are told on the word of someone else, or asked about.
    """
    sentence = cue.sentence(doc)
    end = sentence.end
    following = doc[end].sent.end if end < len(doc) else end
    if following < len(doc) and not doc[end:following].text.strip():
        following = doc[following].sent.end
    stop = doc[following - 1].idx + len(doc[following - 1].text)
    found = _DENIAL.search(text, sentence.start_char, stop)
    return StatusReading("denied", found.start(), found.end()) if found else None


def read_flat_denial(text: str, doc: Doc, cue: Cue) -> StatusReading | None:
    """Return the denial with which the sentence after that of the cue opens ("Fiction.")."""
    end = cue.sentence(doc).end_char
    found = _FLAT_DENIAL.match(text, end)
    return StatusReading("denied", found.start(), found.end()) if found else None


def is_question(doc: Doc, cue: Cue) -> bool:
    """Tell whether the sentence of the cue asks whether the encounter took place."""
    return cue.sentence(doc).text.rstrip().endswith("?")


def _is_quoted_or_said(word: Token) -> bool:
    sentence = word.sent.text
    return bool(
        re.search(
            r"[“”\"]|\b(?:said|says|insist|insists|insisted|told|according|spokes\w+)\b", sentence
        )
    )
