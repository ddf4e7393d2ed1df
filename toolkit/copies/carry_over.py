"""The facts of a text as facts of a near-identical one, each at the same words there."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from toolkit.article import Article
from toolkit.copies.alignment import Alignment, align
from toolkit.copies.harmless import is_harmless
from toolkit.copies.own_words import read_own_words
from toolkit.facts import ActorFact, Evidence, Facts, NameForm
from toolkit.parsers.relocation import relocate
from toolkit.reference import read_table, read_words


class _NotCommonError(Exception):
    """Characters of the original do not stand in the copy."""


def carry_over(facts: Facts, original: Article, copy: Article) -> Facts | None:
    """Return the facts of `original` as facts of `copy`, or None where `copy` must be parsed.

    They are carried over only where parsing the copy would find the same: where the texts differ
    in nothing that could hold or change a fact, every piece of evidence stands at equal
    characters in the copy, both were published on one day (dates are often told by a weekday),
    and their titles and publishers do not speak of other votes or countries. A name that a
    differing headline repeats is the one thing that may be lost. `reading` is "carried_over" and
    `copy_of` the id of the original; headline, author, publisher and day are the copy's own.
    """
    if facts.failure is not None or facts.reading != "read":
        return None
    alignment = align(original.text, copy.text)
    if not all(is_harmless(original.text, copy.text, one) for one in alignment.differences):
        return None
    own = _with_own_words(facts, original, copy, alignment)
    if own is None or (facts.elections and _clues(original) != _clues(copy)):
        return None
    try:
        moved = relocate(
            replace(own, actors=tuple(_in_copy(actor, alignment) for actor in own.actors)),
            lambda start, end: _span(alignment, original.text, copy.text, start, end),
        )
    except _NotCommonError:
        return None
    return replace(moved, reading="carried_over", copy_of=original.article_id)


def _with_own_words(
    facts: Facts, original: Article, copy: Article, alignment: Alignment
) -> Facts | None:
    """Return facts that say of the article what the copy does, None if it is of another day."""
    if not alignment.differences:
        return facts if original.published_on == copy.published_on else None
    theirs, own = read_own_words(original), read_own_words(copy)
    if not theirs.are_those_of(facts):
        return None  # Another parser read them, by rules that are not known here.
    day = original.published_on or theirs.published_on
    if day != (copy.published_on or own.published_on):
        return None
    if theirs.dateline_place != own.dateline_place:
        return None
    return replace(
        facts,
        title=own.title,
        author=own.author,
        publisher=own.publisher,
        published_on=own.published_on,
        published_basis=own.published_basis,
    )


def _in_copy(actor: ActorFact, alignment: Alignment) -> ActorFact:
    """Return an actor without the places of its names in a headline that the copy lacks.

    Its fullest name must stand in the copy; so must what tells its country.
    """
    forms = []
    for form in actor.forms:
        kept = tuple(one for one in form.evidence if not _is_in_head(one, alignment))
        if kept or form.name == actor.name:
            forms.append(NameForm(form.name, kept or form.evidence))
    return replace(actor, forms=tuple(forms))


def _is_in_head(evidence: Evidence, alignment: Alignment) -> bool:
    return any(
        one.place == "head"
        and any(
            part.start <= evidence.start and evidence.end <= part.end and not part.is_dateline
            for part in one.of_original
        )
        for one in alignment.differences
    )


def _span(alignment: Alignment, text: str, copy: str, start: int, end: int) -> tuple[int, int]:
    first, last = alignment.place_in_copy(start), alignment.place_in_copy(end - 1)
    if first is None or last is None or text[start:end] != copy[first : last + 1]:
        raise _NotCommonError
    return first, last + 1


def _clues(article: Article) -> frozenset[str]:
    """Return the words for votes and for countries in what metadata say of an article.

    The parser leans on them where a text leaves kind or country of its election open.
    """
    told = f"{article.title or ''}\n{article.publisher or ''}".casefold()
    return frozenset(match[0] for match in _clue_pattern().finditer(told))


@cache
def _clue_pattern() -> re.Pattern[str]:
    names = [
        name
        for row in read_table("countries")
        for column in ("names", "demonyms", "capitals")
        for name in row[column].casefold().split("|")
    ]
    words = sorted({*names, *read_words("vote_kinds")} - {""}, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")
