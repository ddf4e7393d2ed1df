"""Read the meetings of an article: who met whom, when, where and on whose word.

A cue states an encounter (`cues`), its construction names the parties (`participants`), and
what stands in its clause, its sentence or before it gives the rest; two tellings of one
encounter are joined last (`merging`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from toolkit.facts import Evidence, MeetingFact, ParticipantFact
from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.meetings.actor_phrases import ActorPhrase, read_actor_phrases
from toolkit.parsers.english.meetings.attribution import read_attribution
from toolkit.parsers.english.meetings.cues import Cue, find_cues
from toolkit.parsers.english.meetings.meeting_status import (
    StatusReading,
    is_question,
    read_denial,
    read_flat_denial,
    read_status,
)
from toolkit.parsers.english.meetings.meeting_time_and_place import (
    Owners,
    find_locations,
    find_owners,
    read_date,
    read_day_before,
    read_place,
)
from toolkit.parsers.english.meetings.merging import merge_meetings
from toolkit.parsers.english.meetings.participants import Parties, read_parties
from toolkit.parsers.english.meetings.party_lists import Scene
from toolkit.parsers.english.meetings.topics import read_topic
from toolkit.parsers.english.reading import PlaceMention, Reading

_STORY = ((8, 2), (4, 1))
"""Where the unnamed party of an encounter is sought: among so many encounters before it, one
who stands in so many of them; the first that finds somebody. Set on training articles."""
_BY_WIRE = re.compile(
    r"\b(?:(?:by|on the|over the|over|via|in a|a) (?:\w+ )?(?:telephone|phone|video(?:link)?)|"
    r"phone call|telephone call|telephone conversation|video (?:link|call|conference)|"
    r"conference call)\b",
    re.IGNORECASE,
)
_ROUND = re.compile(
    r"\b(?:rounds? of|round-table|negotiat(?:e|es|ed|ing|ions?|ors?)|"
    r"(?:peace|coalition|truce|ceasefire|exploratory) (?:talks|negotiations)|bargain\w*)\b",
    re.IGNORECASE,
)
_MEDIATING = frozenset({"mediated", "brokered", "facilitated"})
_BOTH_SIDES_NAMED = frozenset({"weak_contacts", "weak_receives"})


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What the whole article gives to the reading of one cue.

    `since` and `stop` are the end of the cue before and the start of the one after.
    """

    reading: Reading
    cast: Cast
    locations: tuple[PlaceMention, ...]
    owners: Owners
    position: int
    since: int
    stop: int


def _role(scene: Scene, phrase: ActorPhrase, actor: int, hosts: frozenset[int]) -> str:
    if actor in hosts:
        return "host"
    before = scene.doc[max(0, phrase.start - 6) : phrase.start]
    words = [token.lower_ for token in before]
    if "by" in words and _MEDIATING & set(words[: words.index("by")]):
        return "mediator"
    return "participant"


def _participants(
    scene: Scene, cue: Cue, parties: Parties, others: tuple[ActorPhrase, ...]
) -> tuple[ParticipantFact, ...]:
    found: dict[int, ParticipantFact] = {}
    for phrase in (*parties.first, *others):
        last = scene.doc[phrase.end - 1]
        words = (Evidence(scene.doc[phrase.start].idx, last.idx + len(last.text), cue.rule),)
        for actor in phrase.actors:
            known = found.get(actor)
            role = _role(scene, phrase, actor, parties.hosts) if known is None else known.role
            evidence = words if known is None else known.evidence + words
            found[actor] = ParticipantFact(actor, evidence, role)
    return tuple(found.values())


def _protagonist(before: list[MeetingFact], known: int) -> int | None:
    """Return the actor besides `known` who stands in the most encounters before."""
    for length, least in _STORY:
        counts: dict[int, int] = {}
        for meeting in before[-length:]:
            for participant in meeting.participants:
                counts[participant.actor] = counts.get(participant.actor, 0) + 1
        counts.pop(known, None)
        actor = max(counts, key=lambda a: counts[a], default=None)
        if actor is not None and counts[actor] >= least:
            return actor
    return None


def _with_protagonist(
    cue: Cue, participants: tuple[ParticipantFact, ...], before: list[MeetingFact]
) -> tuple[ParticipantFact, ...]:
    """Return the one named party with the actor whose encounters the story is telling.

    "A call to the king followed" leaves out who called: it is the one who stands in most of
    the last encounters told. Nothing is returned where there are none.
    """
    is_weak = cue.construction.startswith("weak_") and cue.construction != "weak_noun"
    if len(participants) != 1 or is_weak:
        return ()
    actor = _protagonist(before, participants[0].actor)
    if actor is None:
        return ()
    return (ParticipantFact(actor, (Evidence(cue.start, cue.end, "protagonist"),)), *participants)


def _kind(around: _Surroundings, cue: Cue) -> str:
    """Return the kind of the encounter; words between the cues beside it can make it a call."""
    if cue.kind != "meeting":
        return cue.kind
    sentence = cue.sentence(around.reading.doc)
    begin = max(sentence.start_char, around.since)
    end = min(sentence.end_char, around.stop)
    text = around.reading.article.text
    if _BY_WIRE.search(text, begin, end):
        return "call"
    return "negotiation" if _ROUND.search(text, begin, end) else "meeting"


def _sourced_evidence(
    start: int | None, end: int | None, rule: str, fields: tuple[str, ...]
) -> tuple[Evidence, ...]:
    if start is None or end is None:
        return ()
    return tuple(Evidence(start, end, rule, field) for field in fields)


def _read_encounter(
    around: _Surroundings, cue: Cue, participants: tuple[ParticipantFact, ...]
) -> MeetingFact | None:
    """Return the encounter at `cue` with all that is said of it, None if none is in view."""
    reading = around.reading
    doc = reading.doc
    day = read_date(reading, cue, around.position, around.owners)
    status = read_status(doc, cue, reading.today, day.first if day else None)
    if status is None:
        return None
    said = read_attribution(reading, around.cast, cue, frozenset(p.actor for p in participants))
    if status.status == "held" and (said.certainty == "claimed" or is_question(doc, cue)):
        denial: StatusReading | None = read_denial(reading.article.text, doc, cue)
        status = denial or status
    if status.status == "held":
        status = read_flat_denial(reading.article.text, doc, cue) or status
    kind = _kind(around, cue)
    place = None
    if kind != "call":
        place = read_place(reading, around.locations, cue, around.position, around.owners)
    begin = cue.start if doc[cue.word].lower_.startswith("discuss") else cue.end
    topic = read_topic(reading.article.text, begin, cue.sentence(doc).end_char)
    evidence = [Evidence(cue.start, cue.end, cue.rule)]
    evidence += _sourced_evidence(status.start, status.end, "status_words", ("status",))
    if day is not None:
        evidence += _sourced_evidence(day.start, day.end, day.rule, ("start_date", "end_date"))
    if place is not None:
        fields = ("place",) if place.country is None else ("place", "place_country")
        evidence += _sourced_evidence(place.start, place.end, "place_of_encounter", fields)
    if topic is not None:
        evidence += _sourced_evidence(*topic, "topic_after_cue", ("topic",))
    evidence += _sourced_evidence(said.start, said.end, said.rule, ("certainty",))
    if said.source_words is not None:
        evidence += _sourced_evidence(*said.source_words, said.rule, ("source",))
    return MeetingFact(
        kind=kind,
        status=status.status,
        participants=participants,
        evidence=tuple(evidence),
        start_date=day.first if day else None,
        end_date=day.last if day else None,
        place=place.name if place else None,
        place_country=place.country if place else None,
        topic=reading.article.text[slice(*topic)] if topic else None,
        certainty="denied" if status.status == "denied" else said.certainty,
        source=said.source,
    )


def _with_day_of_story(reading: Reading, meeting: MeetingFact) -> MeetingFact:
    """Return an undated encounter that took place with the day that the story is at.

    This comes after tellings are joined: a day taken from before would wrongly join or part
    them.
    """
    if meeting.start_date is not None or meeting.status != "held":
        return meeting
    day = read_day_before(reading, meeting.evidence[0].start)
    if day is None or (reading.today and day.first and day.first > reading.today):
        return meeting
    words = _sourced_evidence(day.start, day.end, day.rule, ("start_date", "end_date"))
    return replace(
        meeting, start_date=day.first, end_date=day.last, evidence=meeting.evidence + words
    )


def _independent(cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """Leave out nouns that only say how another cue's verb was done ("received, at a lunch,")."""
    verbs = frozenset(cue.word for cue in cues if not cue.rule.startswith("encounter_noun"))
    return tuple(
        cue for cue in cues if cue.word in verbs or cue.verb == cue.word or cue.verb not in verbs
    )


def _encounters_at(
    scene: Scene, around: _Surroundings, cue: Cue, before: list[MeetingFact]
) -> list[MeetingFact]:
    """Return the encounters that one cue states: one, or one with each other party."""
    parties = read_parties(scene, cue)
    if parties is None:
        return []
    both_needed = cue.construction in _BOTH_SIDES_NAMED
    found = []
    for others in parties.others or ((),):
        participants = _participants(scene, cue, parties, others)
        if len(participants) < 2:
            participants = _with_protagonist(cue, participants, before)
        elif both_needed and not (parties.first and others):
            continue
        if not participants:
            continue
        meeting = _read_encounter(around, cue, participants)
        if meeting is not None:
            found.append(meeting)
    return found


def read_meetings(reading: Reading, cast: Cast) -> tuple[MeetingFact, ...]:
    """Return the encounters that the article tells, in the order of their first telling."""
    doc = reading.doc
    scene = Scene(doc, read_actor_phrases(reading, cast), cast)
    cues = _independent(tuple(find_cues(doc)))
    locations = find_locations(reading, cast)
    owners = find_owners(reading, locations, cues)
    meetings: list[MeetingFact] = []
    for position, cue in enumerate(cues):
        since = cues[position - 1].end if position else 0
        stop = cues[position + 1].start if position + 1 < len(cues) else len(reading.article.text)
        around = _Surroundings(reading, cast, locations, owners, position, since, stop)
        meetings += _encounters_at(scene, around, cue, meetings)
    merged = merge_meetings(tuple(meetings), cast)
    return tuple(_with_day_of_story(reading, meeting) for meeting in merged)
