"""Read the meetings of an article from what the trained reader says of its words.

A cue is a word that states an encounter. Whoever the reader relates to it takes part, be he
named beside it or sentences away; where one cue states several encounters ("received in turn
A and B"), those who take part in only one of them are told apart as spokes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from toolkit.facts import Evidence, MeetingFact, ParticipantFact
from toolkit.parsers.english.cast import Cast, Mention
from toolkit.parsers.english.meetings.hosts import host_of, is_mediator
from toolkit.parsers.english.meetings.merging import merge_meetings
from toolkit.parsers.english.meetings.status_signs import status_signs
from toolkit.parsers.english.meetings.topics import read_topic
from toolkit.parsers.english.reader.scores import Floats, Scores, log_softmax, log_sum
from toolkit.parsers.english.reading import DateMention, PlaceMention, Reading
from toolkit.parsers.english.text.sentences import find_sentences

CUE = 0.3
"""Least probability of a word that states an encounter."""
PARTICIPANT = 0.55
"""Least probability of one who takes part."""
SECOND = 0.25
"""Least probability of the second participant, where only one is sure: nobody meets alone."""
SPOKE = 0.3
"""Least probability of one who takes part in only one of several encounters of a cue."""


@dataclass(frozen=True, slots=True)
class _Party:
    """An actor that a cue is related to: how likely, and the mention that says so most."""

    actor: int
    chance: float
    apart: float
    mention: Mention


@dataclass(frozen=True, slots=True)
class _Scene:
    """One article with the words at which its mentions, dates and places begin."""

    reading: Reading
    scores: Scores
    cast: Cast
    mentions: tuple[Mention, ...]
    mention_words: tuple[int, ...]
    dates: tuple[DateMention, ...]
    date_words: tuple[int, ...]
    places: tuple[PlaceMention, ...]
    place_words: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]


def _sigmoid(logit: float) -> float:
    return float(1 / (1 + np.exp(-logit)))


def _first_words(
    scores: Scores, spans: Sequence[Mention | DateMention | PlaceMention]
) -> list[int]:
    found = []
    for span in spans:
        words = scores.words.between(span.start, span.end)
        found.append(-1 if words is None else words[0])
    return found


def _scene(reading: Reading, scores: Scores, cast: Cast) -> _Scene:
    dates = tuple(d for d in reading.dates if d.first is not None)
    return _Scene(
        reading,
        scores,
        cast,
        cast.mentions,
        tuple(_first_words(scores, cast.mentions)),
        dates,
        tuple(_first_words(scores, dates)),
        reading.places,
        tuple(_first_words(scores, reading.places)),
        find_sentences(reading.article.text, reading.blocks),
    )


def _parties(scene: _Scene, cue: int) -> list[_Party]:
    """Return what the reader says of every actor, the likeliest first."""
    columns = [i for i, word in enumerate(scene.mention_words) if word >= 0]
    if not columns:
        return []
    words = [scene.mention_words[i] for i in columns]
    hubs = scene.scores.relate("hub", [cue], words)[0]
    spokes = scene.scores.relate("spoke", [cue], words)[0]
    of_actor: dict[int, list[int]] = {}
    for place, column in enumerate(columns):
        of_actor.setdefault(scene.mentions[column].actor, []).append(place)
    parties = []
    for actor, places in of_actor.items():
        best = max(places, key=lambda place: (float(hubs[place]), -place))
        together = _sigmoid(log_sum(hubs[places]))
        apart = _sigmoid(log_sum(spokes[places]))
        parties.append(_Party(actor, together, apart, scene.mentions[columns[best]]))
    return sorted(parties, key=lambda party: (-party.chance, party.actor))


def _taking_part(parties: Sequence[_Party]) -> list[_Party]:
    sure = [party for party in parties if party.chance >= PARTICIPANT]
    if len(sure) < 2:
        sure = [party for party in parties[:2] if party.chance >= SECOND]
    return sure


def _encounters(parties: Sequence[_Party]) -> list[list[_Party]]:
    """Return the parties of each encounter that one cue states."""
    taking = _taking_part(parties)
    spokes = [party for party in taking if party.apart >= SPOKE]
    hubs = [party for party in taking if party.apart < SPOKE]
    if len(spokes) < 2 or not hubs:
        return [taking] if taking else []
    in_order = sorted(spokes, key=lambda party: party.mention.start)
    return [[*hubs, spoke] for spoke in in_order]


Value = TypeVar("Value", DateMention, PlaceMention, Mention)


def _likeliest(
    candidates: Sequence[Value], logs: Floats, meaning: Callable[[Value], Hashable]
) -> Value | None:
    """Return the best candidate of the likeliest meaning, None where "none" is likelier.

    `logs` has one log probability for each candidate and a last one for "none"; candidates
    that mean the same count together.
    """
    chances = np.exp(logs)
    together: dict[Hashable, float] = {}
    for candidate, chance in zip(candidates, chances, strict=False):
        key = meaning(candidate)
        together[key] = together.get(key, 0.0) + float(chance)
    best = max(together, key=lambda key: together[key])
    if together[best] < float(chances[-1]):
        return None
    columns = [i for i, candidate in enumerate(candidates) if meaning(candidate) == best]
    return candidates[max(columns, key=lambda column: (float(chances[column]), -column))]


def _days(day: DateMention) -> Hashable:
    return day.first, day.last


def _name(place: PlaceMention) -> Hashable:
    return place.name.casefold()


def _actor(mention: Mention) -> Hashable:
    return mention.actor


def _related(
    scores: Scores,
    relation: str,
    cue: int,
    candidates: Sequence[Value],
    words: Sequence[int],
    meaning: Callable[[Value], Hashable],
) -> Value | None:
    """Return the candidate that a cue is related to; None if none is."""
    near = [i for i, word in enumerate(words) if word >= 0]
    if not near:
        return None
    logs = log_softmax(scores.relate(relation, [cue], [words[i] for i in near]))[0]
    return _likeliest([candidates[i] for i in near], logs, meaning)


def _evidence(
    span: Mention | DateMention | PlaceMention | None, head: str, *fields: str
) -> tuple[Evidence, ...]:
    if span is None:
        return ()
    return tuple(Evidence(span.start, span.end, f"reader/{head}", field) for field in fields)


def _participants(
    text: str, cue: tuple[int, int], parties: Sequence[_Party]
) -> tuple[ParticipantFact, ...]:
    in_order = sorted(parties, key=lambda party: (party.mention.start, party.actor))
    mentions = [party.mention for party in in_order]
    host = host_of(text, cue, mentions)
    found = []
    for number, mention in enumerate(mentions):
        role = "host" if number == host else "participant"
        if len(mentions) > 2 and is_mediator(text, mention):
            role = "mediator"
        evidence = Evidence(mention.start, mention.end, "reader/participant")
        found.append(ParticipantFact(mention.actor, (evidence,), role))
    return tuple(found)


def _sentence(scene: _Scene, position: int) -> tuple[int, int, int]:
    """Return start and end of the sentence in which a character stands, and the next one's end."""
    at = bisect_right(scene.sentences, position, key=lambda sentence: sentence[0]) - 1
    if at < 0:
        whole = len(scene.scores.words.text)
        return 0, whole, whole
    start, end = scene.sentences[at]
    return start, end, scene.sentences[min(at + 1, len(scene.sentences) - 1)][1]


def _status(scene: _Scene, cue: int, day: DateMention | None) -> str:
    """Return the status of the encounter at a cue, as the reader and the words around it say."""
    labels = scene.scores.heads.labels["meeting_status"]
    start, end, following = _sentence(scene, scene.scores.words.starts[cue])
    days = None if day is None or day.first is None or day.last is None else (day.first, day.last)
    signs = status_signs(
        labels,
        scene.scores.words.text,
        scene.scores.words.starts[cue],
        (start, end),
        following,
        days,
        scene.reading.today,
    )
    read = log_softmax(scene.scores.label_logits("meeting_status", [cue]))[0]
    return labels[int((read + signs).argmax())]


def _read_encounter(scene: _Scene, cue: int, parties: Sequence[_Party]) -> MeetingFact:
    scores = scene.scores
    start, end = scores.words.starts[cue], scores.words.ends[cue]
    kind, _ = scene.scores.label("meeting_kind", cue)
    certainty, _ = scene.scores.label("certainty", cue)
    day = _related(scene.scores, "mdate", cue, scene.dates, scene.date_words, _days)
    status = _status(scene, cue, day)
    place = None
    if kind != "call":
        place = _related(scene.scores, "mplace", cue, scene.places, scene.place_words, _name)
    source = None
    if certainty == "claimed":
        source = _related(scene.scores, "source", cue, scene.mentions, scene.mention_words, _actor)
    place_fields = ("place", "place_country") if place and place.country else ("place",)
    evidence = (
        Evidence(start, end, "reader/cue"),
        Evidence(start, end, "reader/meeting_status", "status"),
        *_evidence(day, "mdate", "start_date", "end_date"),
        *_evidence(place, "mplace", *place_fields),
        *_evidence(source, "source", "source"),
    )
    topic = read_topic(scores.words.text, end, _sentence(scene, end)[1])
    if topic is not None:
        evidence += (Evidence(*topic, "topic_after_cue", "topic"),)
    return MeetingFact(
        kind=kind,
        status=status,
        participants=_participants(scores.words.text, (start, end), parties),
        evidence=evidence,
        start_date=day.first if day else None,
        end_date=day.last if day else None,
        place=place.name if place else None,
        place_country=place.country if place else None,
        topic=None if topic is None else " ".join(scores.words.text[slice(*topic)].split()),
        certainty="denied" if status == "denied" else certainty,
        source=source.actor if source else None,
    )


def read_encounters(reading: Reading, scores: Scores, cast: Cast) -> tuple[MeetingFact, ...]:
    """Return the encounters that the article tells, in the order of their first telling."""
    if not len(scores.words):
        return ()
    chances = np.exp(log_softmax(scores.label_logits("cue")))[:, 1]
    # Layout is words to the reader too, but states nothing.
    words = scores.words
    likely = np.flatnonzero(chances >= CUE).tolist()
    cues = [at for at in likely if words.word(at)[0].isalnum()]
    if not cues:
        return ()
    scene = _scene(reading, scores, cast)
    meetings = []
    for cue in cues:
        for encounter in _encounters(_parties(scene, cue)):
            meetings.append(_read_encounter(scene, cue, encounter))
    return merge_meetings(tuple(meetings), cast)
