"""The words that state an encounter, and the construction that names its parties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Span, Token

from toolkit.parsers.english.meetings.encounter_nouns import encounter_nouns
from toolkit.parsers.english.meetings.word_positions import find_positions, word_ids
from toolkit.reference import read_table, read_words

_OFTEN_MISTAGGED = frozenset({"met", "dined"})
_COPULAS = frozenset({"is", "are", "was", "were", "be", "been"})
_WIRES = frozenset({"telephone", "phone", "video", "videolink", "link"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One statement of an encounter.

    `word` is the token that carries it and `verb` the token of the verb that governs it (the
    same for a verb), both positions in the document; [start, end) are the characters of the
    smallest span that states the encounter; `construction` tells how the parties are named;
    [first, stop) are the tokens of the sentence.
    """

    start: int
    end: int
    word: int
    verb: int
    last: int
    construction: str
    kind: str
    rule: str
    first: int = 0
    stop: int = 0

    def sentence(self, doc: Doc) -> Span:
        """Return the sentence of the cue."""
        return doc[self.first : self.stop]


@cache
def _verb_rows() -> dict[str, tuple[dict[str, str], ...]]:
    rows: dict[str, list[dict[str, str]]] = {}
    for row in read_table("encounter_verbs"):
        for form in row["forms"].split():
            rows.setdefault(form, []).append(row)
    # A row with a particle is the more exact one and is tried first.
    return {
        form: tuple(sorted(found, key=lambda r: not r["particle"])) for form, found in rows.items()
    }


def _particle(token: Token, particle: str) -> Token | None:
    for offset in (1, 2, 3):
        if token.i + offset >= len(token.doc):
            return None
        following = token.nbor(offset)
        if following.lower_ == particle:
            return following
        if offset == 1 and following.pos_ not in ("PRON", "PROPN", "ADV"):
            return None
    return None


@cache
def _idiom_rows() -> dict[str, tuple[dict[str, str], ...]]:
    rows: dict[str, list[dict[str, str]]] = {}
    for row in read_table("encounter_idioms"):
        for form in row["forms"].split():
            rows.setdefault(form, []).append(row)
    return {form: tuple(found) for form, found in rows.items()}


_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_IDIOM_REACH = 16
"""Tokens within which the words of an idiom stand after its verb."""


def _tail(token: Token, tails: str) -> tuple[int, int] | None:
    """Return the tokens of the first of the alternative `tails` after a verb in its clause."""
    doc = token.doc
    words: list[str] = []
    for i in range(token.i + 1, min(token.i + _IDIOM_REACH, len(doc))):
        following = doc[i]
        if following.is_sent_start or (
            following.tag_ in _FINITE_TAGS and following.pos_ in ("VERB", "AUX")
        ):
            break
        words.append(following.lower_)
    clause = f" {' '.join(words)} "
    found = [(clause.find(f" {tail} "), tail) for tail in tails.split("|")]
    here = [(position, tail) for position, tail in found if position >= 0]
    if not here:
        return None
    position, tail = min(here)
    first = token.i + 1 + clause[:position].count(" ")
    return first, first + 1 + tail.count(" ")


def _idiom_cue(token: Token) -> Cue | None:
    for row in _idiom_rows().get(token.lower_, ()):
        found = _tail(token, row["tail"])
        if found is None or row["construction"] == "never":
            continue
        first, stop = found
        after_tail = first == token.i + 1 or row["construction"].endswith("confers")
        last = stop - 1 if after_tail else token.i
        if token.doc[last].lower_ == "with":
            last -= 1
        end = token.doc[stop - 1]
        rule = f"encounter_idiom:{row['forms'].split()[0]}"
        return Cue(
            token.idx,
            end.idx + len(end.text),
            token.i,
            token.i,
            last,
            row["construction"],
            row["kind"],
            rule,
        )
    return None


def _verb_cue(token: Token) -> Cue | None:
    idiom = _idiom_cue(token)
    if idiom is not None:
        return idiom
    for row in _verb_rows().get(token.lower_, ()):
        last = token
        if row["particle"]:
            found = _particle(token, row["particle"])
            if found is None:
                continue
            last = found
        if row["construction"] == "never":
            return None
        lemma = row["forms"].split()[0]
        rule = f"encounter_verb:{lemma}" + (f"_{row['particle']}" if row["particle"] else "")
        return Cue(
            token.idx,
            last.idx + len(last.text),
            token.i,
            token.i,
            last.i,
            row["construction"],
            row["kind"],
            rule,
        )
    return None


def governing_verb(token: Token) -> Token | None:
    """Return the verb that a noun depends on, through prepositions and other nouns."""
    for _ in range(5):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None


def _is_courtesy(token: Token) -> bool:
    """Tell whether a call is one paid in person."""
    return token.i > 0 and token.doc[token.i - 1].lower_ in ("courtesy", "protocol", "farewell")


def _is_on_the_wire(token: Token) -> bool:
    """Tell whether the word stands in "on the telephone to", "on a video link with"."""
    following = token.i + 1
    if following >= len(token.doc) or token.doc[following].lower_ not in ("to", "with"):
        return False
    return token.head.lower_ in ("on", "over", "by")


def _is_by_wire(verb: Token) -> bool:
    """Tell whether a verb is done "by telephone": then it reaches its object at a distance."""
    for child in verb.children:
        if child.dep_ != "prep" or child.lower_ not in ("by", "over", "on", "via"):
            continue
        for noun in child.children:
            if noun.dep_ == "pobj" and noun.lower_ in _WIRES:
                return True
    return False


def _wire_cue(token: Token) -> Cue | None:
    if not _is_by_wire(token):
        return None
    return Cue(
        token.idx,
        token.idx + len(token.text),
        token.i,
        token.i,
        token.i,
        "weak_meets",
        "call",
        "verb_by_telephone",
    )


def _noun_cue(token: Token) -> Cue | None:
    row = encounter_nouns().get(token.lower_)
    if row is None or token.dep_ == "compound":
        return None
    light = None
    head = token.head
    if row["strength"] == "wire" and not _is_on_the_wire(token):
        return None
    if row["strength"] == "copular" and head.lower_ not in _COPULAS:
        return None
    if token.dep_ in ("dobj", "nsubjpass", "obj") and head.lower_ in read_words("light_verbs"):
        light = head
    elif token.dep_ == "nsubj" and head.lower_ in read_words("light_verbs"):
        light = None
    verb = light or governing_verb(token)
    first = token
    for child in token.lefts:
        if child.dep_ in ("compound", "amod") and child.i == first.i - 1:
            first = child
    if row["strength"] in ("wire", "copular"):
        light = verb
    if light is not None and light.i < token.i:
        construction = "light"
        start = light.idx
    else:
        construction = "noun" if row["strength"] == "strong" else "weak_noun"
        start = first.idx
    kind = row["kind"]
    if kind == "call" and token.lower_.startswith("call") and _is_courtesy(token):
        kind = "visit"
    return Cue(
        start,
        token.idx + len(token.text),
        token.i,
        token.i if verb is None else verb.i,
        token.i,
        construction,
        kind,
        f"encounter_noun:{row['forms'].split()[0]}",
    )


def _cue_at(token: Token) -> Cue | None:
    if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
        return _verb_cue(token) or _wire_cue(token)
    if token.pos_ in ("NOUN", "PROPN"):
        return _noun_cue(token) or (_verb_cue(token) if token.lower_ in _OFTEN_MISTAGGED else None)
    return None


@cache
def _cue_words() -> frozenset[int]:
    return word_ids([*_verb_rows(), *_idiom_rows(), *encounter_nouns()])


@cache
def _wire_words() -> frozenset[int]:
    return word_ids(_WIRES)


def find_cues(doc: Doc) -> Iterator[Cue]:
    """Yield the cues of a document in text order; whether two parties are named is not asked."""
    positions = set(find_positions(doc, _cue_words()))
    for wire in find_positions(doc, _wire_words()):
        positions.add(doc[wire].head.head.i)
    for position in sorted(positions):
        token = doc[position]
        cue = _cue_at(token)
        if cue is not None:
            sentence = token.sent
            yield replace(cue, first=sentence.start, stop=sentence.end)
