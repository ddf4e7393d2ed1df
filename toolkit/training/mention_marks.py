"""Where the actors of an annotation stand in the text, and where its places do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.parsers.english.reader.words import Words
from toolkit.training.labels import ACTOR_KINDS, LABELS

_LONGEST_SHORT_FORM = 6
"""Letters up to which a name in capitals could be any word ("Hope", "HOPE")."""


@dataclass(frozen=True, slots=True, order=True)
class MentionMark:
    """The words [first, last] that name the actor at position `actor` of the annotation."""

    first: int
    last: int
    actor: int
    kind: int
    optional: bool
    country: str | None


def _occurrences(text: str, form: str) -> Iterable[tuple[int, int]]:
    written = {form, form.upper()} if len(form) > _LONGEST_SHORT_FORM else {form}
    for words in sorted(written):
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
            yield match.span()


def mark_mentions(record: Mapping[str, Any], words: Words) -> tuple[MentionMark, ...]:
    """Return every mention of the annotated actors, longer names before shorter inside them."""
    found = []
    for position, actor in enumerate(record["actors"]):
        for form in {actor["name"], *actor.get("aliases", ())}:
            for start, end in _occurrences(words.text, form):
                found.append((start - end, start, end, position))
    taken: set[int] = set()
    marks = []
    for _, start, end, position in sorted(found):
        inside = words.between(start, end)
        if inside is None or taken & set(range(inside[0], inside[1] + 1)):
            continue
        taken.update(range(inside[0], inside[1] + 1))
        actor = record["actors"][position]
        kind = ACTOR_KINDS.index(actor["kind"])
        optional = bool(actor.get("optional"))
        marks.append(MentionMark(*inside, position, kind, optional, actor.get("country")))
    return tuple(sorted(marks))


def mention_tags(
    words: Words, marks: Iterable[MentionMark], places: Iterable[tuple[int, int]]
) -> tuple[list[int], set[int]]:
    """Return the label of each word under the head "mention", and the words inside a name.

    `places` are the characters of names of places; one inside an actor's name is no place.
    """
    labels = LABELS["mention"]
    tags = [0] * len(words)
    taken: set[int] = set()

    def mark(first: int, last: int, kind: str) -> None:
        inside = labels.index(f"I-{kind}")
        tags[first : last + 1] = [labels.index(f"B-{kind}")] + [inside] * (last - first)
        taken.update(range(first, last + 1))

    for one in marks:
        mark(one.first, one.last, ACTOR_KINDS[one.kind])
    for start, end in sorted(set(places), key=lambda span: (span[0] - span[1], span)):
        inside = words.between(start, end)
        if inside is not None and not taken & set(range(inside[0], inside[1] + 1)):
            mark(*inside, "place")
    return tags, taken
