"""Who does what a verb says: its subject, stated, shared with another verb or understood."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from toolkit.parsers.english.meetings.actor_phrases import ActorPhrase
from toolkit.parsers.english.meetings.grammatical_subjects import RELATIVE_WORDS, subject_of
from toolkit.parsers.english.meetings.party_lists import (
    CLAUSE_OPENERS,
    FINITE_TAGS,
    Scene,
    read_party_list,
)

_RELATIVE_REACH = 8


def _is_finite(token: Token) -> bool:
    return token.tag_ in FINITE_TAGS and token.pos_ in ("VERB", "AUX")


def _relative_before(doc: Doc, verb: int, first: int) -> int | None:
    """Return the relative word ("who") of the clause that the verb at `verb` belongs to."""
    for i in range(verb - 1, max(first, verb - _RELATIVE_REACH) - 1, -1):
        if doc[i].lower_ in RELATIVE_WORDS:
            return i
        if doc[i].text == ",":
            return None
    return None


def _clause_start(doc: Doc, verb: int, first: int) -> int:
    """Return the first token of the stretch before `verb` in which its subject can stand."""
    i = verb - 1
    while i >= first and doc[i].pos_ in ("AUX", "ADV", "PART"):
        i -= 1
    while i >= first:
        token = doc[i]
        if token.text in (";", ":") or (
            token.lower_ in CLAUSE_OPENERS and token.pos_ in ("SCONJ", "CCONJ")
        ):
            return i + 1
        if _is_finite(token):
            relative = _relative_before(doc, i, first)
            if relative is None:
                return i + 1
            i = relative
        i -= 1
    return first


def read_subject(scene: Scene, verb: int, first: int) -> tuple[ActorPhrase, ...]:
    """Return the actors that are the subject of the verb at token `verb`.

    `first` is the first token of the sentence.

    The parse is asked first; where it names no actor, the stretch before the verb is.
    """
    doc = scene.doc
    subject = subject_of(doc[verb])
    if subject is not None:
        start, stop = subject.left_edge.i, subject.right_edge.i + 1
        if start <= verb < stop:
            stop = max(verb, subject.i + 1)
        groups = read_party_list(scene, start, stop, before_verb=True)
        if groups:
            return tuple(phrase for group in groups for phrase in group)
    stop = verb
    for _ in range(3):
        start = _clause_start(doc, stop, first)
        groups = read_party_list(scene, start, stop, before_verb=True)
        if groups or start <= first or not _is_finite(doc[start - 1]):
            break
        stop = start - 1
    return tuple(phrase for group in groups for phrase in group)
