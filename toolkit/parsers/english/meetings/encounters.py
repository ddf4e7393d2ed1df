"""Read the meetings of an article from what the trained reader says of its words.

A cue is a word that states an encounter. Whoever the reader relates to it takes part, be he
named beside it or sentences away; where one cue states several encounters ("received in turn
A and B"), those who take part in only one of them are told apart as spokes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.facts import Evidence, MeetingFact, ParticipantFact
from toolkit.parsers.english.cast import Cast, Mention
from toolkit.parsers.english.meetings.claim_signs import claim_signs
from toolkit.parsers.english.meetings.cue_links import (
    Candidates,
    Party,
    candidates_of,
    parties_of,
)
from toolkit.parsers.english.meetings.cue_signs import OUTRIGHT, find_outright_cues
from toolkit.parsers.english.meetings.encounter_days import day_of, stretch_to, weigh_days
from toolkit.parsers.english.meetings.hosts import host_of, is_mediator
from toolkit.parsers.english.meetings.kind_signs import kind_signs
from toolkit.parsers.english.meetings.merging import merge_meetings
from toolkit.parsers.english.meetings.separate_encounters import met_separately
from toolkit.parsers.english.meetings.status_signs import status_signs
from toolkit.parsers.english.meetings.topics import read_topic
from toolkit.parsers.english.reader.scores import Floats, Scores, log_softmax
from toolkit.parsers.english.reading import DateMention, PlaceMention, Reading
from toolkit.parsers.english.text.sentences import find_sentences

HELD_WEIGHT = 2.0
"""Log odds for "held": in the news more encounters are than in training articles."""
ALONE = 0.85
"""Least probability at which somebody takes part in an encounter with nobody named."""
CUE = 0.4
"""Least probability of a word that states an encounter."""
PARTICIPANT = 0.6
"""Least probability of one who takes part."""
SECOND = 0.25
"""Least probability of the second participant, where only one is sure: nobody meets alone."""
SPOKE = 0.4
"""Least probability of one who takes part in only one of several encounters of a cue."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """A word that states an encounter, `row` its place among those of the article.

    `kinds`, `statuses` and `certainties` are the log probabilities of the labels of
    "meeting_kind", of "meeting_status" and of "certainty".
    """

    word: int
    row: int
    kinds: Floats
    statuses: Floats
    certainties: Floats


@dataclass(frozen=True, slots=True)
class _Scene:
    """One article with its sentences, and the dates and places that its cues are related to."""

    reading: Reading
    scores: Scores
    cast: Cast
    dates: Candidates[DateMention]
    places: Candidates[PlaceMention]
    sentences: tuple[tuple[int, int], ...]


def _scene(reading: Reading, scores: Scores, cast: Cast, cues: Sequence[int]) -> _Scene:
    dates = [day for day in reading.dates if day.first is not None]
    return _Scene(
        reading,
        scores,
        cast,
        weigh_days(candidates_of(scores, "mdate", cues, dates)),
        candidates_of(scores, "mplace", cues, reading.places),
        find_sentences(reading.article.text, reading.blocks),
    )


def _cues(scores: Scores) -> list[_Cue]:
    """Return the words that the reader takes for what states an encounter."""
    logits = scores.label_logits("cue").copy()
    for start, end in find_outright_cues(scores.words.text):
        inside = scores.words.between(start, end)
        if inside is not None:
            logits[inside[0], 1] += OUTRIGHT
    chances = np.exp(log_softmax(logits))[:, 1]
    # Layout is words to the reader too, but states nothing.
    likely = np.flatnonzero(chances >= CUE).tolist()
    words = [at for at in likely if scores.words.word(at)[0].isalnum()]
    kinds = log_softmax(scores.label_logits("meeting_kind", words))
    statuses = log_softmax(scores.label_logits("meeting_status", words))
    statuses[:, scores.heads.labels["meeting_status"].index("held")] += HELD_WEIGHT
    certainties = log_softmax(scores.label_logits("certainty", words))
    return [
        _Cue(word, row, kinds[row], statuses[row], certainties[row])
        for row, word in enumerate(words)
    ]


def _taking_part(parties: Sequence[Party]) -> list[Party]:
    sure = [party for party in parties if party.chance >= PARTICIPANT]
    if len(sure) < 2:
        sure = [party for party in parties[:2] if party.chance >= SECOND]
    return sure


def _encounters(scene: _Scene, cue: _Cue, parties: Sequence[Party]) -> list[list[Party]]:
    """Return the parties of each encounter that one cue states."""
    taking = _taking_part(parties)
    if len(taking) == 1 and taking[0].chance < ALONE:
        return []
    end = scene.scores.words.ends[cue.word]
    told = met_separately(taking, scene.scores.words.text, end, _sentence(scene, end)[:2])
    spokes = [party for party in taking if party in told or party.apart >= SPOKE]
    hubs = [party for party in taking if party not in spokes]
    if len(spokes) < 2 or not hubs:
        return [taking] if taking else []
    in_order = sorted(spokes, key=lambda party: party.mention.start)
    return [[*hubs, spoke] for spoke in in_order]


def _name(place: PlaceMention) -> Hashable:
    return place.name.casefold()


def _country(place: PlaceMention) -> Hashable:
    return place.country


def _actor(mention: Mention) -> Hashable:
    return mention.actor


def _evidence(
    span: Mention | DateMention | PlaceMention | None, head: str, *fields: str
) -> tuple[Evidence, ...]:
    if span is None:
        return ()
    return tuple(Evidence(span.start, span.end, f"reader/{head}", field) for field in fields)


def _participants(
    text: str, cue: tuple[int, int], parties: Sequence[Party]
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


def _kind(scene: _Scene, cue: _Cue) -> str:
    """Return the kind of the encounter at a cue, as the reader and the words beside it say."""
    labels = scene.scores.heads.labels["meeting_kind"]
    words = scene.scores.words
    at = words.starts[cue.word]
    signs = kind_signs(labels, words.text, (at, words.ends[cue.word]), _sentence(scene, at)[:2])
    return labels[int((cue.kinds + signs).argmax())]


def _status(scene: _Scene, cue: _Cue, day: DateMention | None) -> str:
    """Return the status of the encounter at a cue, as the reader and the words around it say."""
    labels = scene.scores.heads.labels["meeting_status"]
    at = scene.scores.words.starts[cue.word]
    start, end, following = _sentence(scene, at)
    days = None if day is None or day.first is None or day.last is None else (day.first, day.last)
    signs = status_signs(
        labels,
        scene.scores.words.text,
        at,
        (start, end),
        following,
        days,
        scene.reading.today,
    )
    return labels[int((cue.statuses + signs).argmax())]


def _certainty(scene: _Scene, cue: _Cue, parties: Sequence[Party]) -> str:
    """Return how sure the article is of the encounter at a cue."""
    labels = scene.scores.heads.labels["certainty"]
    sentence = _sentence(scene, scene.scores.words.starts[cue.word])[:2]
    others = {mention.actor for mention in scene.cast.mentions_between(*sentence)}
    others -= {party.actor for party in parties}
    of_outlet = any(scene.cast.actors[actor].kind == "media" for actor in others)
    signs = claim_signs(labels, scene.scores.words.text, sentence, of_outlet=of_outlet)
    return labels[int((cue.certainties + signs).argmax())]


def _read_encounter(scene: _Scene, cue: _Cue, parties: Sequence[Party]) -> MeetingFact:
    scores = scene.scores
    start, end = scores.words.starts[cue.word], scores.words.ends[cue.word]
    day = day_of(scene.dates, cue.row, scores.words.text)
    kind, status = _kind(scene, cue), _status(scene, cue, day)
    if day is not None:
        day = stretch_to(day, scores.words.text, start, status, scene.reading.today)
    place = None if kind == "call" else scene.places.likeliest(cue.row, _name)
    certainty, source = _certainty(scene, cue, parties), None
    if certainty == "claimed":
        sources = candidates_of(scores, "source", [cue.word], scene.cast.mentions)
        source = sources.likeliest(0, _actor)
    where = place
    if place is None and kind != "call":
        where = scene.places.likeliest(cue.row, _country)
    country = None if where is None else where.country
    named, placed = (("place",) if place else ()), (("place_country",) if country else ())
    evidence = (
        Evidence(start, end, "reader/cue"),
        Evidence(start, end, "reader/meeting_status", "status"),
        *_evidence(day, "mdate", "start_date", "end_date"),
        *_evidence(where, "mplace", *named, *placed),
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
        place_country=country,
        topic=None if topic is None else " ".join(scores.words.text[slice(*topic)].split()),
        certainty="denied" if status == "denied" else certainty,
        source=source.actor if source else None,
    )


def read_encounters(reading: Reading, scores: Scores, cast: Cast) -> tuple[MeetingFact, ...]:
    """Return the encounters that the article tells, in the order of their first telling."""
    cues = _cues(scores) if len(scores.words) else []
    if not cues:
        return ()
    words = [cue.word for cue in cues]
    scene = _scene(reading, scores, cast, words)
    parties = parties_of(scores, cast.mentions, words, min(PARTICIPANT, SECOND))
    meetings = [
        _read_encounter(scene, cue, encounter)
        for cue, here in zip(cues, parties, strict=True)
        for encounter in _encounters(scene, cue, here)
    ]
    return merge_meetings(tuple(meetings), cast)
