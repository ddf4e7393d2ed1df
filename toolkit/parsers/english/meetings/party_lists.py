"""Read a list of parties beside a cue: "the envoy, Mr A, and B of the C party".

A list is walked token by token rather than by its dependency tree, because long titles and
appositions are where a statistical parser errs most and where diplomatic news is densest.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.meetings.actor_phrases import ActorPhrase, collective_nouns
from toolkit.parsers.english.meetings.grammatical_subjects import RELATIVE_WORDS

FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
CLAUSE_OPENERS = frozenset(
    """after before when while because but although though if since until as that whether how
    why what""".split()  # noqa: SIM905
)
_CLAUSE_OPENER_TAGS = frozenset({"SCONJ", "CCONJ", "ADV", "PRON"})
_JOINERS = frozenset({"and", "&", "plus", "or", "alongside", "nor", "well"})
_LED_BY = frozenset(
    {"joined", "accompanied", "led", "headed", "mediated", "brokered", "facilitated", "hosted"}
)
_ACTING_FOR = frozenset({"of", "from", "for"})
_SPLITTERS = frozenset({"then", "later", "afterwards", "afterward", "next", "subsequently"})
_WEEKDAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)
_PARTS_OF_DAY = frozenset({"morning", "noon", "afternoon", "evening", "night", "tomorrow"})
_STOPS = frozenset({",", ";", "–", "—", ":"})
_BESIDE = frozenset({"with", "beside", "alongside"})
_COMPANIONS = frozenset({"him", "her", "them"})
_OF_THE_CUE_ONLY = frozenset({"of", "to", "on"})
_TOPIC_PREPOSITIONS = frozenset({"about", "over", "regarding", "concerning"})

PartyGroups = tuple[tuple[ActorPhrase, ...], ...]
"""Actor phrases in groups: those of one group met together, the groups one after another."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What every reader of parties needs: the document, its actor phrases and the cast."""

    doc: Doc
    phrases: dict[int, ActorPhrase]
    cast: Cast

    def kind(self, phrase: ActorPhrase) -> str:
        """Return the kind of the first actor of a phrase."""
        return self.cast.actors[phrase.actors[0]].kind


@dataclass(slots=True)
class _Walk:
    """State of one walk along the tokens.

    `state`: "open" (the next actor phrase is a party), "listed" (one has just been), "maybe"
    (after a comma: a party or an apposition), "closed" (inside a prepositional phrase),
    "person" (after "and" inside one: only a person is a party).
    """

    scene: Scene
    openers: frozenset[str]
    state: str
    opened: bool
    timed: bool = False
    groups: list[list[ActorPhrase]] = field(default_factory=lambda: [[]])

    @property
    def is_empty(self) -> bool:
        return not any(self.groups)

    def take(self, phrase: ActorPhrase) -> None:
        """Accept the phrase as a party if the state allows it."""
        if _only_qualifies(self.scene, phrase):
            return
        if self.groups[-1] and self.groups[-1][-1].actors == phrase.actors:
            self.groups[-1].append(phrase)
            return
        kind = self.scene.kind(phrase)
        previous = self.scene.doc[phrase.start - 1].pos_ if phrase.start else ""
        is_late = self.state == "closed" and self.opened and self.is_empty
        if not (
            self.state in ("open", "maybe")
            or (is_late and previous != "ADP" and kind == "person")
            or (self.state == "person" and kind in ("person", "office"))
        ):
            return
        if self.timed and self.groups[-1]:
            self.groups.append([])
        self.timed = False
        group = self.groups[-1]
        if group and kind == "person" and self.scene.kind(group[-1]) == "office":
            between = self.scene.doc[group[-1].end : phrase.start].text
            if between in (",", "") or between.startswith((", Mr", ", Dr")):
                group.pop()
        group.append(phrase)
        self.state = "listed"

    def pass_preposition(self, token: Token) -> None:
        """Close the list, unless the preposition says for whom somebody acts."""
        noun = self.scene.doc[token.i - 1] if token.i else token
        if (
            self.state == "open"
            and noun.lower_ in collective_nouns()
            and token.lower_ in _ACTING_FOR
        ):
            return
        self.state = "open" if noun.lower_ == "presence" else "closed"

    def _is_of_topic(self, token: Token) -> bool:
        """Tell whether a preposition belongs to what was spoken about ("the deal with X")."""
        noun = token.head
        above = noun.head
        return (
            self.is_empty
            and noun.pos_ == "NOUN"
            and above.lower_ in _TOPIC_PREPOSITIONS
            and above.i < noun.i < token.i
        )

    def pass_word(self, token: Token) -> bool:
        """Take note of a word that is no actor; return False where the list ends."""
        word = token.lower_
        if word in self.openers and (self.is_empty or word not in _OF_THE_CUE_ONLY):
            self.state, self.opened = "person" if self._is_of_topic(token) else "open", True
        elif (
            word in CLAUSE_OPENERS
            and (token.pos_ in _CLAUSE_OPENER_TAGS or word in ("after", "before"))
        ) or (token.tag_ in FINITE_TAGS and token.pos_ in ("VERB", "AUX")):
            return False
        elif word == "followed":
            self.groups.append([])
            self.state = "open"
        elif word in _SPLITTERS and not self.is_empty:
            self.groups.append([])
            self.state = "maybe" if self.state == "listed" else self.state
        elif word in _JOINERS and self.opened:
            self.state = "person" if self.state == "closed" else "open"
        elif token.text in _STOPS and self.opened:
            self.state = "open" if self.state == "open" else "maybe"
        elif word == "to" and token.pos_ == "PART":
            self.state = "closed"
            return self.is_empty
        elif token.pos_ == "ADP":
            self.pass_preposition(token)
        return True


def _only_qualifies(scene: Scene, phrase: ActorPhrase) -> bool:
    """Tell whether the phrase only qualifies the noun that follows it ("Iran's envoy")."""
    if phrase.end >= len(scene.doc):
        return False
    after = scene.doc[phrase.end]
    if after.tag_ == "POS" or after.lower_ in ("'s", "’s"):
        return True
    if scene.kind(phrase) in ("person", "office") or after.lower_ in collective_nouns():
        return False
    return phrase.end in scene.phrases or (
        after.pos_ in ("NOUN", "PROPN") and after.dep_ != "npadvmod"
    )


def _is_new_subject(doc: Doc, phrase: ActorPhrase) -> bool:
    """Tell whether the phrase is the subject of a verb after it ("..., the embassy said")."""
    root = doc[phrase.start : phrase.end].root
    return root.dep_ in ("nsubj", "nsubjpass") and root.head.i > root.i


def _skip_to(doc: Doc, start: int, stop: int, marks: tuple[str, ...], otherwise: int) -> int:
    return next((i for i in range(start, stop) if doc[i].text in marks), otherwise)


def read_party_list(
    scene: Scene,
    start: int,
    stop: int,
    openers: frozenset[str] = frozenset(),
    is_open: bool = True,
    before_verb: bool = False,
) -> PartyGroups:
    """Return the parties listed in tokens [start, stop).

    `openers` are the prepositions that introduce a party; `is_open` tells whether one may
    stand without any; `before_verb` that the tokens are those of a subject.
    """
    doc = scene.doc
    walk = _Walk(scene, openers, "open" if is_open else "closed", is_open)
    i = start
    while i < stop:
        token = doc[i]
        phrase = scene.phrases.get(i)
        if phrase is not None and phrase.end <= stop and phrase.form != "possessive":
            if not before_verb and _is_new_subject(doc, phrase):
                break
            walk.take(phrase)
            i = phrase.end
            continue
        if token.ent_type_ in ("DATE", "TIME") or token.lower_ in _PARTS_OF_DAY:
            walk.timed = not before_verb and not walk.is_empty
        if token.lower_ in _BESIDE and i + 1 < stop and doc[i + 1].lower_ in _COMPANIONS:
            walk.state = "closed" if walk.is_empty else "open"
            i += 1 if walk.is_empty else 2
        elif token.text == "(":
            closing = _skip_to(doc, i, stop, (")",), i)
            walk.timed = walk.timed or (
                not before_verb
                and not walk.is_empty
                and any(doc[k].lower_ in _WEEKDAYS for k in range(i, closing))
            )
            i = closing + 1
        elif token.lower_ in RELATIVE_WORDS:
            i = _skip_to(doc, i + 1, stop, (",", ";", "–", "—"), stop)
        elif token.lower_ in _LED_BY and i + 1 < stop and doc[i + 1].lower_ == "by":
            walk.state = "open"
            i += 2
        elif walk.pass_word(token):
            i += 1
        else:
            break
    return tuple(tuple(group) for group in walk.groups if group)
