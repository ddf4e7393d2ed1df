"""Who meets at a cue: the actor phrases on either side that its construction makes parties."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Token

from toolkit.parsers.english.meetings.actor_phrases import (
    ActorPhrase,
    collective_nouns,
    title_words,
)
from toolkit.parsers.english.meetings.cues import Cue
from toolkit.parsers.english.meetings.party_lists import PartyGroups, Scene, read_party_list
from toolkit.parsers.english.meetings.verb_subjects import read_subject
from toolkit.reference import read_words

_ONE_BY_ONE = re.compile(
    r"\b(?:separate(?:ly)?|successively|individually|in turn|in succession|one by one|"
    r"one after (?:another|the other)|each apart|hours? apart)\b"
)
_WITH = frozenset({"with", "between"})
_OPENERS = {
    "confers": _WITH | {"to", "opposite", "beside"},
    "light": _WITH | {"to", "of"},
    "visit": _WITH | {"to", "on"},
    "noun": _WITH,
}
_REACHING = frozenset({"to", "on", "from"})
_SPEAKING = frozenset(
    {"speak", "speaks", "spoke", "speaking", "talk", "talks", "talked", "talking"}
)
_OF_WHAT = frozenset({"about", "of", "against"})
_ENCOUNTERING = ("meets", "contacts", "confers")
_TRANSITIVE = ("meets", "receives", "contacts")
_OTHER_COMPLEMENTS = frozenset({"to", "with", "of", "for", "out", "up", "against"})
_ABOUT = frozenset({"about", "against", "on", "over"})
_NAMING_VERBS = frozenset({"called", "seen", "heard"})


@dataclass(frozen=True, slots=True)
class Parties:
    """The two sides of an encounter; `others` has one tuple for each encounter told apart.

    `hosts` are the actors who receive the rest, as positions in the cast.
    """

    first: tuple[ActorPhrase, ...]
    others: PartyGroups
    hosts: frozenset[int] = frozenset()


def _apart(scene: Scene, cue: Cue, groups: PartyGroups) -> PartyGroups:
    """Split the other side into encounters of their own where the words say so."""
    sentence = cue.sentence(scene.doc)
    words = scene.doc[max(sentence.start, cue.word - 6) : sentence.end].text.casefold()
    if not _ONE_BY_ONE.search(words):
        return groups
    return tuple(
        (replace(phrase, actors=(actor,)),)
        for group in groups
        for phrase in _without_repetition(group)
        for actor in phrase.actors
    )


def _each_apart(scene: Scene, cue: Cue, parties: Parties) -> Parties:
    """Return the parties with several subjects split, where each met the same other side.

    "A and B each called on C", "A and B met C separately": the one who is met is then the
    first side, and the subjects are the others.
    """
    groups = parties.others
    if len(_actors(parties.first)) < 2 or len(groups) != 1 or len(_actors(groups[0])) != 1:
        return parties
    doc = scene.doc
    before = {doc[i].lower_ for i in range(max(cue.first, cue.verb - 4), cue.word)}
    after = doc[cue.word : cue.stop].text.casefold()
    if "each" not in before and not _ONE_BY_ONE.search(after):
        return parties
    apart = tuple(
        (replace(phrase, actors=(actor,)),)
        for phrase in _without_repetition(parties.first)
        for actor in phrase.actors
    )
    return replace(parties, first=groups[0], others=apart)


def _without_repetition(phrases: tuple[ActorPhrase, ...]) -> tuple[ActorPhrase, ...]:
    """Return the phrases whose actors no phrase before them has."""
    seen: set[int] = set()
    kept = []
    for phrase in phrases:
        if not seen >= set(phrase.actors):
            kept.append(phrase)
        seen.update(phrase.actors)
    return tuple(kept)


def _actors(phrases: tuple[ActorPhrase, ...]) -> frozenset[int]:
    return frozenset(actor for phrase in phrases for actor in phrase.actors)


def _is_passive(verb: Token) -> bool:
    if verb.tag_ != "VBN":
        return False
    if any(child.dep_ in ("auxpass", "agent") for child in verb.children):
        return True
    following = verb.i + 1
    return verb.dep_ == "acl" and following < len(verb.doc) and verb.doc[following].lower_ == "by"


def _is_other_sense(verb: Token) -> bool:
    """Tell whether the verb takes a clause or a name: "saw him fall", "called it a day"."""
    if verb.tag_ == "VBN" and verb.dep_ == "acl" and verb.lower_ in _NAMING_VERBS:
        return True
    return verb.lower_ != "visited" and any(
        child.dep_ in ("oprd", "ccomp", "attr") or (child.dep_ == "xcomp" and child.tag_ != "VB")
        for child in verb.children
    )


def _has_thing_for_object(scene: Scene, verb: Token) -> bool:
    """Tell whether what is met or received is no actor: a deadline, votes, a report."""
    doc = scene.doc
    if verb.i + 1 < len(doc) and doc[verb.i + 1].text[0].isdigit():
        return True
    for child in verb.children:
        if child.dep_ not in ("dobj", "obj") or child.i < verb.i:
            continue
        if child.pos_ == "NUM" or child.like_num:
            return True
        if child.pos_ != "NOUN" or child.ent_type_ in ("DATE", "TIME"):
            return False
        inside = range(child.left_edge.i, child.right_edge.i + 1)
        if any(i in scene.phrases and doc[i - 1].lower_ not in _ABOUT for i in inside):
            return False
        return child.lower_ not in collective_nouns() | title_words()
    return False


def _is_sport_or_phrase(cue: Cue, verb: Token) -> bool:
    """Tell whether rivals meet at a game, or the words are a set phrase ("make ends meet")."""
    beside = {verb.doc[i].lower_ for i in (verb.i - 1, verb.i + 1) if 0 <= i < len(verb.doc)}
    if beside & {"ends", "terms"}:
        return True
    return any(token.lower_ in read_words("sport_words") for token in cue.sentence(verb.doc))


def _can_stand_alone(scene: Scene, first: tuple[ActorPhrase, ...], following: str = "") -> bool:
    """Tell whether a subject can meet with nobody else named.

    Two parties meet each other, where a body "led by" somebody is one; and whom one person
    met may stand elsewhere in the story, unless the word `following` the cue opens a phrase
    that names something else ("spoke of", "spoke to reporters").
    """
    parties = tuple(p for p in first if p.start == 0 or scene.doc[p.start - 1].lower_ != "by")
    if len(_actors(parties)) > 1:
        return True
    if len(_actors(first)) != 1 or following in _OTHER_COMPLEMENTS:
        return False
    return scene.kind(first[0]) == "person"


def _is_speech(verb: Token) -> bool:
    """Tell whether one only speaks about something, which is no encounter."""
    return verb.lower_ in _SPEAKING and any(
        child.dep_ == "prep" and child.lower_ in _OF_WHAT for child in verb.children
    )


def _is_game(scene: Scene, verb: Token, groups: PartyGroups) -> bool:
    """Tell whether it is teams that meet: "A meets B" of two bodies is a fixture."""
    if verb.lower_ not in ("meet", "meets") or verb.tag_ not in ("VBZ", "VBP"):
        return False
    return all(
        scene.kind(phrase) in ("organization", "government") for group in groups for phrase in group
    )


def _verb_parties(scene: Scene, cue: Cue) -> Parties | None:
    """Return the parties of "A met B", "A was received by B", "A and B spoke"."""
    construction = cue.construction.removeprefix("weak_")
    verb = scene.doc[cue.word]
    stop = cue.stop
    if cue.construction.startswith("weak_") and _is_other_sense(verb):
        return None
    if _is_passive(verb) and construction in _TRANSITIVE:
        groups = read_party_list(scene, cue.last + 1, stop, frozenset({"by", "with"}), False)
        first = read_subject(scene, cue.word, cue.first)
        is_host = construction == "receives" and bool(groups)
        return Parties(
            first, _apart(scene, cue, groups), _actors(groups[0]) if is_host else frozenset()
        )
    is_by_wire = cue.construction == "contacts"
    if construction in _TRANSITIVE and not is_by_wire and _has_thing_for_object(scene, verb):
        return None
    if construction in _ENCOUNTERING and _is_sport_or_phrase(cue, verb):
        return None
    is_open = construction in (*_TRANSITIVE, "gathers")
    start = cue.word + 1 if is_open and cue.word + 1 < cue.last else cue.last + 1
    groups = read_party_list(scene, start, stop, _OPENERS.get(construction, _WITH), is_open)
    first = read_subject(scene, cue.word, cue.first)
    following = scene.doc[min(cue.last + 1, stop - 1)].lower_
    if not groups and (
        not _can_stand_alone(scene, first, following)
        or (len(_actors(first)) == 1 and _is_speech(verb))
    ):
        return None
    if _is_game(scene, verb, (first, *groups)):
        return None
    hosts = _actors(first) if construction == "receives" else frozenset()
    return Parties(first, _apart(scene, cue, groups), hosts)


def _owner(scene: Scene, noun: Token) -> tuple[ActorPhrase, ...]:
    """Return the actor whose encounter it is ("A's talks"), if the phrase ends with a name."""
    for child in noun.children:
        if child.dep_ == "poss":
            for i in range(child.left_edge.i, child.i + 1):
                phrase = scene.phrases.get(i)
                if phrase is not None and phrase.start <= child.i < phrase.end:
                    return (phrase,)
    return ()


def _light_parties(scene: Scene, cue: Cue) -> Parties | None:
    """Return the parties of "A had talks with B", "A gave B an audience"."""
    noun, verb = scene.doc[cue.word], scene.doc[cue.verb]
    stop = cue.stop
    first = read_subject(scene, cue.verb, cue.first)
    if _is_passive(verb):
        by = read_party_list(scene, cue.last + 1, stop, frozenset({"by", "with"}), False)
        return Parties(first, _apart(scene, cue, by))
    indirect = read_party_list(scene, cue.verb + 1, noun.left_edge.i)
    openers = _OPENERS["visit" if cue.kind == "visit" else "light"]
    groups = read_party_list(scene, cue.last + 1, stop, openers, False)
    owner = _owner(scene, noun)
    owners = (owner,) if owner and not _actors(owner) <= _actors(first) else ()
    if not (owners or indirect or groups) and not _can_stand_alone(scene, first):
        return None
    return Parties(first, owners + indirect + _apart(scene, cue, groups))


def _noun_parties(scene: Scene, cue: Cue) -> Parties | None:
    """Return the parties of "A's talks with B", "a meeting between A and B", "for talks with B"."""
    doc = scene.doc
    noun = doc[cue.word]
    following = doc[min(cue.last + 1, len(doc) - 1)].lower_
    openers = _OPENERS["noun"] | {"of"} if following == "of" else _OPENERS["noun"]
    if cue.kind in ("call", "visit"):
        openers = openers | _REACHING
    groups = read_party_list(scene, cue.last + 1, cue.stop, openers, False)
    owner = _owner(scene, noun)
    if owner:
        return Parties(owner, _apart(scene, cue, groups))
    names_both = following in ("between", "of") and any(len(_actors(g)) > 1 for g in groups)
    if names_both or cue.verb >= cue.word:
        return Parties((), groups)
    first = read_subject(scene, cue.verb, cue.first)
    if not groups and (cue.construction == "weak_noun" or len(_actors(first)) < 2):
        return None
    return Parties(first, _apart(scene, cue, groups))


def read_parties(scene: Scene, cue: Cue) -> Parties | None:
    """Return the parties of the encounter at `cue`, None where it is none after all."""
    if cue.construction == "light":
        parties = _light_parties(scene, cue)
    elif cue.construction in ("noun", "weak_noun"):
        parties = _noun_parties(scene, cue)
    else:
        parties = _verb_parties(scene, cue)
    return None if parties is None else _each_apart(scene, cue, parties)
