"""The noun that is the subject of a verb by spaCy's parse."""

from __future__ import annotations

from spacy.tokens import Token

RELATIVE_WORDS = frozenset({"who", "whom", "which", "whose", "where"})

_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_SHARING = frozenset({"conj", "xcomp", "advcl", "ccomp", "aux", "auxpass", "dep", "prep", "pcomp"})
_LONGEST_CHAIN = 6


def _verb_above(verb: Token) -> Token:
    verb = verb.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    return verb


def subject_of(verb: Token) -> Token | None:
    """Return the noun that is the subject of `verb` by the parse, None where there is none."""
    for _ in range(_LONGEST_CHAIN):
        for child in verb.children:
            if child.dep_ not in _SUBJECTS:
                continue
            is_relative = child.lower_ in RELATIVE_WORDS or child.lower_ == "that"
            return verb.head if is_relative and verb.dep_ == "relcl" else child
        if verb.dep_ in ("acl", "relcl"):
            return verb.head
        if verb.dep_ not in _SHARING or verb.head.i == verb.i:
            return None
        verb = _verb_above(verb)
    return None


def subject_beside(pronoun: Token) -> Token | None:
    """Return the subject of the clause in which `pronoun` is an object.

    An object pronoun never means that subject ("she rang her"), after principle B of Chomsky
    (1981), "Lectures on Government and Binding". None where the clause has another's object
    that may be its subject ("she asked him to meet her").
    """
    if pronoun.dep_ not in ("dobj", "pobj", "dative", "iobj", "obj"):
        return None
    verb = pronoun
    for _ in range(_LONGEST_CHAIN):
        if verb.head.i == verb.i:
            return None
        verb = verb.head
        if verb.pos_ in ("VERB", "AUX"):
            break
    if verb.dep_ in ("xcomp", "ccomp") and any(c.dep_ == "dobj" for c in verb.head.children):
        return None
    return subject_of(verb)
