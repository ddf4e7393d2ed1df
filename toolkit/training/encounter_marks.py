"""The word that states each annotated encounter, and all that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.parsers.english.reader.ranks import sentence_numbers
from toolkit.parsers.english.reader.words import Words
from toolkit.reference import read_table
from toolkit.training.annotated import actor_named
from toolkit.training.candidates import Candidates
from toolkit.training.labels import LABELS
from toolkit.training.lexicon import SURE, Passages, best_word


@dataclass(frozen=True, slots=True)
class EncounterMark:
    """A cue word and what it states.

    `hub` are the actors of every encounter of the cue, `spoke` those of only one of several;
    `optional` those whom the annotation leaves optional. `dates`, `places` and `source` are
    learned from only where `knows_...`.
    """

    cue: int
    hub: frozenset[int]
    spoke: frozenset[int]
    optional: frozenset[int]
    kind: int
    status: int
    certainty: int
    is_optional: bool
    dates: tuple[int, ...]
    knows_date: bool
    places: tuple[int, ...]
    knows_place: bool
    source: int | None
    knows_source: bool


def known_cues() -> frozenset[str]:
    """Return the words of our tables that state an encounter."""
    forms = {
        form
        for table in ("encounter_nouns", "encounter_verbs")
        for row in read_table(table)
        for form in row["forms"].split()
    }
    return frozenset(forms)


def passage(words: Words, quotation: str | None) -> tuple[int, int] | None:
    """Return the first and last word of what an annotation quotes."""
    start = words.text.find(quotation) if quotation else -1
    return words.between(start, start + len(quotation or "")) if start >= 0 else None


def mark_encounters(
    record: Mapping[str, Any],
    words: Words,
    taken: set[int],
    candidates: Candidates,
    scores: Mapping[str, float],
) -> tuple[EncounterMark, ...]:
    """Return the cues of an article; encounters that share one word are one mark."""
    article = Passages(words, taken, ())
    stated: list[tuple[Mapping[str, Any], tuple[int, int], int | None, bool]] = []
    for meeting in record["meetings"]:
        span = passage(words, meeting.get("evidence"))
        if span is None:
            continue
        cue = best_word(article, span, scores)
        sure = cue is not None and scores.get(words.word(cue).casefold(), 0.0) >= SURE
        stated.append((meeting, span, cue, sure))
    sentences = sentence_numbers(words)
    sure_cues = sorted(cue for _, _, cue, sure in stated if sure and cue is not None)
    by_cue: dict[int, list[Mapping[str, Any]]] = {}
    for meeting, span, cue, sure in stated:
        if not sure:
            # "and a delegation of X" goes on with the verb that stands before it.
            near = [c for c in sure_cues if sentences[c] == sentences[span[0]] and c <= span[1]]
            cue = near[-1] if near else cue
        if cue is not None:
            by_cue.setdefault(cue, []).append(meeting)
    return tuple(
        _encounter(record, cue, meetings, candidates) for cue, meetings in sorted(by_cue.items())
    )


def _participants(record: Mapping[str, Any], meeting: Mapping[str, Any]) -> set[int]:
    named = (actor_named(record, one["name"]) for one in meeting["participants"])
    return {actor for actor in named if actor is not None}


def _encounter(
    record: Mapping[str, Any],
    cue: int,
    meetings: Sequence[Mapping[str, Any]],
    candidates: Candidates,
) -> EncounterMark:
    groups = [_participants(record, meeting) for meeting in meetings]
    hub = set.intersection(*groups)
    optional = {
        actor_named(record, one["name"])
        for meeting in meetings
        for one in meeting["participants"]
        if one.get("optional")
    }
    first = meetings[0]
    days = {(meeting.get("start"), meeting.get("end")) for meeting in meetings}
    dates = candidates.dates_of(first.get("start"), first.get("end"))
    places = candidates.places_called(first.get("place"))
    source = actor_named(record, first.get("source"))
    return EncounterMark(
        cue,
        frozenset(hub),
        frozenset(set.union(*groups) - hub),
        frozenset(actor for actor in optional if actor is not None),
        LABELS["meeting_kind"].index(first["kind"]),
        LABELS["meeting_status"].index(first["status"]),
        LABELS["certainty"].index(first["certainty"]),
        all(meeting.get("optional") for meeting in meetings),
        tuple(dates),
        len(days) == 1 and (first.get("start") is None or bool(dates)),
        tuple(places),
        first["kind"] != "call" and (first.get("place") is None or bool(places)),
        source,
        first.get("source") is None or source is not None,
    )
