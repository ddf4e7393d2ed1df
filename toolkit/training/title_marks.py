"""The words of a post in the passage that an annotation quotes for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.parsers.english.reader.words import Words
from toolkit.training.annotated import actor_named
from toolkit.training.candidates import Candidates
from toolkit.training.labels import LABELS

_LEADING = ("heads", "headed", "leads", "lead", "led", "ran", "runs", "run", "under")
_OTHER_WORDS = {
    "governor": ("gov",),
    "head": _LEADING,
    "leader": _LEADING,
    "lieutenant governor": ("gov",),
    "member of parliament": ("mp", "lawmaker", "parliamentarian", "deputy"),
    "representative": ("rep", "congressman", "congresswoman", "lawmaker"),
    "senator": ("sen",),
}
"""Words that tell a post whose title does not stand in the passage."""
_COUNTERPARTS = frozenset(
    ("colleague", "colleagues", "counterpart", "counterparts", "opposite", "predecessor")
) | {"successor"}
_SMALL = frozenset(("and", "for", "in", "of", "the", "to"))
_GAP = 3
_STEM = 4


@dataclass(frozen=True, slots=True)
class TitleMark:
    """The words [first, last] of a post, whose it is, of what body and country.

    `organization` and `country` are None where the annotation gives none, or where they
    cannot be told in the text and are not learned from (`knows_...` is then False).
    """

    first: int
    last: int
    holders: frozenset[int]
    organization: int | None
    knows_organization: bool
    countries: tuple[int, ...]
    knows_country: bool
    status: int


def mark_titles(
    record: Mapping[str, Any], words: Words, taken: set[int], candidates: Candidates
) -> tuple[TitleMark, ...]:
    """Return the posts of an annotation whose words the text has, in text order."""
    marks: dict[tuple[int, int], TitleMark] = {}
    covered: set[int] = set()
    for holder, actor in enumerate(record["actors"]):
        for role in actor.get("roles", ()):
            span = _title_words(role, words, taken)
            if span is None:
                continue
            known = marks.get(span)
            if known is not None:
                holders = known.holders | {holder}
                marks[span] = _title_mark(record, role, span, holders, candidates)
                continue
            inside = set(range(span[0], span[1] + 1))
            if inside & covered:
                continue
            covered |= inside
            marks[span] = _title_mark(record, role, span, frozenset({holder}), candidates)
    return tuple(marks[span] for span in sorted(marks))


def _title_mark(
    record: Mapping[str, Any],
    role: Mapping[str, Any],
    span: tuple[int, int],
    holders: frozenset[int],
    candidates: Candidates,
) -> TitleMark:
    organization = actor_named(record, role.get("organization"))
    countries = candidates.places_in(role.get("country"))
    return TitleMark(
        *span,
        holders,
        organization,
        role.get("organization") is None or organization is not None,
        tuple(countries),
        role.get("country") is None or bool(countries),
        LABELS["role_status"].index(role["status"]),
    )


def _title_words(role: Mapping[str, Any], words: Words, taken: set[int]) -> tuple[int, int] | None:
    """Return the words that tell the post: its title, part of it, or a word that implies it."""
    passage = role.get("evidence") or ""
    start = words.text.find(passage) if passage else -1
    whole = words.between(start, start + len(passage)) if start >= 0 else None
    if whole is None:
        return None
    title = role["title"].casefold()
    literal = re.search(rf"(?<!\w){re.escape(title)}s?(?!\w)", passage.casefold())
    if literal is not None:
        return words.between(start + literal.start(), start + literal.end())
    inside = [(at, words.word(at).casefold()) for at in range(whole[0], whole[1] + 1)]
    main = [word for word in re.findall(r"\w+", title) if word not in _SMALL]
    hits = [at for at, word in inside if {word, word + "s", word[:-1]} & set(main)]
    if hits:
        return _largest_run(hits)
    for group in (frozenset(_OTHER_WORDS.get(title, ())), _COUNTERPARTS):
        for at, word in inside:
            if word in group:
                return at, at
    stems = {word[:_STEM] for word in main if len(word) >= _STEM}
    for at, word in inside:
        if len(word) >= _STEM and word[:_STEM] in stems and at not in taken:
            return at, at
    return None


def _largest_run(hits: list[int]) -> tuple[int, int]:
    runs = [[hits[0]]]
    for hit in hits[1:]:
        if hit - runs[-1][-1] <= _GAP:
            runs[-1].append(hit)
        else:
            runs.append([hit])
    best = max(runs, key=len)
    return best[0], best[-1]
