"""The antecedent of a pronoun or of "the party": the person or body that it stands for.

Candidates are the mentions before the phrase, sentence by sentence backwards; within a
sentence a subject goes before the rest, as in Lappin and Leass (1994), "An algorithm for
pronominal anaphora resolution", and what disagrees in kind, number or gender is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from spacy.tokens import Token

from toolkit.parsers.english.anaphora.gender import compatible, pronoun_gender
from toolkit.parsers.english.anaphora.grammatical_role import is_subject
from toolkit.parsers.english.cast import Cast, Mention
from toolkit.parsers.english.places.places import country_of
from toolkit.parsers.english.reading import Reading
from toolkit.parsers.english.roles.title_words import body_nouns

BODY_KINDS = frozenset(
    ("party", "armed_group", "government", "intergovernmental", "media", "organization")
)
_KINDS_OF_NOUN = {
    "party": ("party",),
    "alliance": ("party", "armed_group"),
    "coalition": ("party", "armed_group"),
    "bloc": ("party", "intergovernmental"),
    "list": ("party",),
    "movement": ("party", "armed_group", "organization"),
    "front": ("party", "armed_group"),
    "opposition": ("party",),
    "agency": ("government", "media", "intergovernmental", "organization"),
    "commission": ("government", "intergovernmental", "organization"),
    "ministry": ("government",),
    "court": ("government",),
    "parliament": ("government",),
    "assembly": ("government",),
    "army": ("armed_group",),
    "militia": ("armed_group",),
    "group": ("armed_group", "party", "organization"),
    "force": ("armed_group",),
    "rebels": ("armed_group",),
    "newspaper": ("media",),
    "daily": ("media",),
    "outlet": ("media",),
    "channel": ("media",),
    "company": ("organization",),
    "firm": ("organization",),
    "union": ("organization", "party", "intergovernmental"),
}
_SENTENCES_BACK = 6
_PRONOUNS_BACK = 100


def sentences_before(reading: Reading, position: int) -> Iterable[tuple[int, int]]:
    """Yield the spans of the sentence at `position`, up to it, and of those before."""
    here = reading.doc.char_span(position, position + 1, alignment_mode="expand")
    if here is None or not len(here):
        return
    sentence = here[0].sent
    for _ in range(_SENTENCES_BACK):
        yield sentence.start_char, min(sentence.end_char, position)
        if sentence.start == 0:
            return
        sentence = reading.doc[sentence.start - 1].sent


def antecedent(
    reading: Reading, cast: Cast, position: int, fits: Callable[[Mention], int]
) -> int | None:
    """Return the best actor before `position`; `fits` gives 0 for those that cannot be."""
    for start, end in sentences_before(reading, position):
        best = _best_mention(reading, cast, start, end, fits)
        if best is not None:
            return best.actor
    return None


def _best_mention(
    reading: Reading, cast: Cast, start: int, end: int, fits: Callable[[Mention], int]
) -> Mention | None:
    """Return the mention of [start, end) that fits best; among equals the first subject."""
    scored = []
    for mention in cast.mentions_between(start, end):
        fit = fits(mention)
        if fit:
            subject = is_subject(reading, mention.start, mention.end)
            scored.append((fit + subject, -mention.start if subject else 0, mention))
    return max(scored, key=lambda entry: entry[:2])[2] if scored else None


def person_meant(
    reading: Reading, cast: Cast, start: int, end: int, but: frozenset[int] = frozenset()
) -> int | None:
    """Return the person that a singular pronoun at [start, end) most likely means.

    `but` are persons that it cannot be. A pronoun that means what an earlier one does is
    followed back, through at most `_PRONOUNS_BACK` of them.
    """
    text = reading.article.text
    gender = pronoun_gender(text[start:end].lower())
    for _ in range(_PRONOUNS_BACK):
        meant = _person_or_pronoun(reading, cast, start, gender, but)
        if not isinstance(meant, Token):
            return meant
        start = meant.idx
    return None


def _person_or_pronoun(
    reading: Reading, cast: Cast, position: int, gender: str | None, but: frozenset[int]
) -> int | Token | None:
    """Return the person before `position` that fits, or the earlier pronoun that stands for it."""
    text = reading.article.text

    def fits(mention: Mention) -> int:
        if cast.actors[mention.actor].kind != "person" or mention.actor in but:
            return 0
        return compatible(text, cast, mention, gender)

    for first, last in sentences_before(reading, position):
        best = _best_mention(reading, cast, first, last, fits)
        earlier = None if gender is None else _subject_pronoun(reading, first, last, gender)
        if earlier is not None and (
            best is None
            or earlier.idx < best.start
            or not is_subject(reading, best.start, best.end)
        ):
            return earlier
        if best is not None:
            return best.actor
    return None


def _subject_pronoun(reading: Reading, start: int, end: int, gender: str) -> Token | None:
    """Return the first "he" or "she" of [start, end) that is a subject and has the gender."""
    span = reading.doc.char_span(start, end, alignment_mode="contract")
    for token in () if span is None else span:
        if token.dep_ in ("nsubj", "nsubjpass") and pronoun_gender(token.lower_) == gender:
            return token
    return None


def body_meant(
    reading: Reading, cast: Cast, start: int, end: int, kinds: frozenset[str] = BODY_KINDS
) -> int | None:
    """Return the body that "its" or "the party's" at [start, end) most likely means.

    A noun means the nearest body whose name has it, then the nearest of its kind; a
    capitalised word means only a body whose name has it. "Its" means only bodies of `kinds`.
    """
    phrase = reading.article.text[start:end]
    words = re.findall(r"[^\W\d_]+", re.sub(r"['’]s?$", "", phrase))
    words = [word for word in words if word.lower() not in ("the", "this", "that", "of", "a", "an")]
    if not words:
        return None
    noun = words[-1]

    def of_kind(mention: Mention, kinds: frozenset[str] | tuple[str, ...]) -> bool:
        return cast.actors[mention.actor].kind in kinds

    if noun.lower() in ("its", "it", "their", "whose", "they"):
        return antecedent(
            reading,
            cast,
            start,
            lambda mention: int(
                of_kind(mention, kinds) and country_of(cast.actors[mention.actor].name) is None
            ),
        )

    def is_named(mention: Mention) -> int:
        actor = cast.actors[mention.actor]
        named = re.search(rf"\b{re.escape(noun)}\b", actor.name, re.IGNORECASE) is not None
        return int(actor.kind in BODY_KINDS and named)

    found = [m for m in cast.mentions if m.start < start and is_named(m)]
    if found:
        return found[-1].actor
    if noun not in body_nouns():
        return None
    meant = _KINDS_OF_NOUN.get(noun)
    if meant is None:
        return None
    return antecedent(reading, cast, start, lambda mention: int(of_kind(mention, meant)))


def body_named(cast: Cast, position: int, pattern: str) -> int | None:
    """Return the body last mentioned before `position` whose name has a word of `pattern`.

    Where none is mentioned before, the first one after it.
    """
    found = [
        mention
        for mention in cast.mentions
        if cast.actors[mention.actor].kind in BODY_KINDS
        and re.search(rf"\b(?:{pattern})\b", cast.actors[mention.actor].name, re.IGNORECASE)
    ]
    before = [mention for mention in found if mention.start < position]
    if before:
        return before[-1].actor
    return found[0].actor if found else None
