"""The cast of an article from the names that the trained reader marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from toolkit.facts import ActorFact, Evidence, NameForm
from toolkit.parsers.english.actors.coreference import linked_actors
from toolkit.parsers.english.actors.countries import STATELESS, CountryFinder
from toolkit.parsers.english.actors.forms import FormJoiner, NameSpan, Verdict
from toolkit.parsers.english.actors.joined_spans import read_names
from toolkit.parsers.english.actors.kind_odds import odds_beside, odds_of_name, odds_of_person
from toolkit.parsers.english.actors.name_cuts import (
    cut_name,
    end_of_group,
    is_form_of_state,
    is_of_a_noun,
    split_groups,
)
from toolkit.parsers.english.actors.related_places import RelatedPlaces
from toolkit.parsers.english.cast import Cast, Mention
from toolkit.parsers.english.reader.scores import Floats, Scores, log_softmax
from toolkit.parsers.english.reader.spans import WordSpan
from toolkit.parsers.english.reading import Reading

PLACE = "place"
"""The label of a span that names a place and no actor."""

_HEAD = "mention"
_RULE = "reader/mention"
PERSON_WEIGHT = 1.1
"""Log odds for "person" of a name of several words: in the news fewer are of parties than in
training articles."""
_GROUP_LOG = np.float32(-5)
"""Log odds of any other kind of what a noun for people tells to be a group."""
_COREFERENCE = 0.6
"""Least probability at which the reader joins a name to another that it shares no word with;
set on training articles."""


_OPTIONAL = 0.5
"""Mean probability from which an actor counts only where something needs it."""


@dataclass(frozen=True, slots=True)
class _Named:
    """One marked name: its characters without honorifics, and how likely each kind is.

    `optional` is the probability that it need not be an actor of the article.
    """

    start: int
    end: int
    word: int
    text: str
    kinds: Floats
    optional: float


@lru_cache(maxsize=8)
def _kinds_of(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(label[2:] for label in labels if label.startswith("B-"))


def _kind_labels(scores: Scores) -> tuple[str, ...]:
    return _kinds_of(scores.heads.labels[_HEAD])


def _kind_logs(scores: Scores) -> Floats:
    """Return [words, kinds]: the log probability that a word names an actor of each kind."""
    labels = scores.heads.labels[_HEAD]
    of_kind = np.array([[label[2:] == kind for kind in _kind_labels(scores)] for label in labels])
    chances = np.exp(log_softmax(scores.label_logits(_HEAD))) @ of_kind.astype(np.float32)
    result: Floats = np.log(chances + np.float32(1e-6))
    return result


def _mean_rows(rows: Floats, spans: Sequence[WordSpan]) -> Floats:
    """Return the mean of the rows of the words of each span."""
    if not spans:
        return rows[:0]
    ends = np.array([(span.first, span.last + 1) for span in spans])
    closed = np.concatenate([rows, np.zeros_like(rows[:1])])
    sums = np.add.reduceat(closed, ends.ravel())[::2]
    result: Floats = (sums / np.diff(ends)).astype(np.float32)
    return result


def _spans(scores: Scores) -> Iterator[tuple[WordSpan, int, int]]:
    """Yield each span that the reader marks with its characters, groups one by one."""
    for span in read_names(scores):
        start, end = span.characters(scores)
        parts = [(start, end)]
        if span.label == "group":
            parts = split_groups(scores.words.text, start, end)
        for part in parts:
            yield span, *part


def _named(scores: Scores) -> list[_Named]:
    """Return what the reader marks as a name, places too."""
    cuts: list[tuple[int, int]] = []
    spans: list[WordSpan] = []
    groups: list[int] = []
    for span, start, end in _spans(scores):
        cut = cut_name(scores.words.text, start, end, span.label)
        if cut is not None and _is_no_name(scores.words.text, *cut):
            continue
        if cut is not None and (not cuts or cut[0] >= cuts[-1][1]):
            whole = end_of_group(scores.words.text, *cut)
            if whole is not None:
                groups.append(len(cuts))
            cuts.append((cut[0], whole or cut[1]))
            spans.append(span)
    words = [
        span.first if (inside := scores.words.between(*cut)) is None else inside[0]
        for cut, span in zip(cuts, spans, strict=True)
    ]
    kinds = _mean_rows(_kind_logs(scores), spans)
    kinds[groups] = [_GROUP_LOG * (kind != "group") for kind in _kind_labels(scores)]
    optional = np.exp(log_softmax(scores.label_logits("optional", words)))[:, 1].tolist()
    return [
        _Named(*cut, word, " ".join(scores.words.text[slice(*cut)].split()), here, chance)
        for cut, word, here, chance in zip(cuts, words, kinds, optional, strict=True)
    ]


def _is_no_name(text: str, start: int, end: int) -> bool:
    return is_of_a_noun(text, start, end) or is_form_of_state(text, start, end)


def _votes(scores: Scores, named: Iterable[_Named]) -> dict[str, Floats]:
    """Return for each form the sum of what its mentions, and words around, say of its kind."""
    labels, text = _kind_labels(scores), scores.words.text
    votes: dict[str, Floats] = {}
    before: _Named | None = None
    for name in named:
        if name.text not in votes:
            prior = {"person": PERSON_WEIGHT} if " " in name.text else {}
            votes[name.text] = _row(labels, prior) + _row(labels, odds_of_name(name.text))
        votes[name.text] += name.kinds + _row(labels, odds_beside(text, name.start, name.end))
        if before is not None and labels[int(before.kinds.argmax())] == "person":
            votes[name.text] += _row(labels, odds_of_person(text[before.end : name.start]))
        before = name
    return votes


def _row(labels: Sequence[str], odds: Mapping[str, float]) -> Floats:
    return np.array([odds.get(label, 0.0) for label in labels], dtype=np.float32)


_SURE = 0.9
"""Probability of a kind from which a name counts as surely of it when forms are joined."""


_APART = frozenset(("party", "person"))
"""Kinds of which one has hardly two full names without a common word."""


def _are_two(name: str, other: str) -> bool:
    """Tell whether two full names have no word in common: what bears them is hardly one."""
    words, others = set(name.split()), set(other.split())
    return len(words) > 1 and len(others) > 1 and not words & others


class _Joiner:
    """Joins the forms of a name into actors: by their words first, then as the reader links."""

    def __init__(self, scores: Scores, named: Sequence[_Named], votes: Mapping[str, Floats]):
        self.scores = scores
        self.named = named
        kinds = _kind_labels(scores)
        rows = np.array(list(votes.values()), dtype=np.float32).reshape(-1, len(kinds))
        chances = np.exp(log_softmax(rows))
        self.kinds = {
            form: kinds[best] for form, best in zip(votes, rows.argmax(axis=1), strict=True)
        }
        surest = chances.max(axis=1, initial=0).tolist()
        self.sure = {form for form, most in zip(votes, surest, strict=True) if most >= _SURE}

    def groups(self) -> dict[str, list[str]]:
        """Return fullest form -> all forms of that actor, in order of appearance."""
        actors = {form: kind for form, kind in self.kinds.items() if kind != PLACE}
        verdicts = {form: Verdict(kind, self._weight(form)) for form, kind in actors.items()}
        spans = [
            NameSpan(name.start, name.end, name.text) for name in self.named if name.text in actors
        ]
        full = FormJoiner(self.scores.words.text, verdicts, spans).join()
        roots = {form: full.get(form, form) for form in actors}
        self._link(roots)
        groups: dict[str, list[str]] = {}
        for form, root in roots.items():
            groups.setdefault(root, []).append(form)
        return groups

    def _weight(self, form: str) -> float:
        return 8.0 if form in self.sure else 5.0

    def _link(self, roots: dict[str, str]) -> None:
        """Join what the reader takes for another name of an actor named before."""
        marks = [name for name in self.named if name.text in roots]
        words, actors = [name.word for name in marks], [roots[name.text] for name in marks]
        for own, root in linked_actors(self.scores, words, actors, _COREFERENCE):
            known = set(roots.values())
            if self.kinds[own] != self.kinds[root] or own not in known or root not in known:
                continue
            if self.kinds[own] in _APART and _are_two(own, root):
                continue
            fuller, shorter = (root, own) if len(root) >= len(own) else (own, root)
            for form in [form for form, actor in roots.items() if actor == shorter]:
                roots[form] = fuller


def read_cast(reading: Reading, scores: Scores) -> Cast:
    """Return the actors that the reader marks, each once, with all their mentions."""
    named = _named(scores)
    votes = _votes(scores, named)
    joiner = _Joiner(scores, named, votes)
    groups = joiner.groups()
    position = {form: number for number, forms in enumerate(groups.values()) for form in forms}
    countries = CountryFinder(reading)
    places = RelatedPlaces(reading, scores, [name.word for name in named])
    members: list[list[int]] = [[] for _ in groups]
    for number, name in enumerate(named):
        if name.text in position:
            members[position[name.text]].append(number)
    actors: list[ActorFact] = []
    mentions: list[Mention] = []
    for number, (root, forms) in enumerate(groups.items()):
        kind = _kind_of_group(scores, [votes[form] for form in forms])
        here = [named[member] for member in members[number]]
        marks = [Mention(name.start, name.end, number, _form(kind), _RULE) for name in here]
        evidence: dict[str, list[Evidence]] = {form: [] for form in forms}
        for name in here:
            evidence[name.text].append(Evidence(name.start, name.end, _RULE))
        country, told = countries.stated(kind, marks)
        if not told and kind not in STATELESS:
            country, told = places.country_of(members[number]) or (None, ())
        names = tuple(NameForm(form, tuple(places)) for form, places in evidence.items())
        actors.append(ActorFact(root, kind, names, country, told))
        mentions += marks
    doubtful = frozenset(
        actor.name
        for number, actor in enumerate(actors)
        if _is_doubtful([named[member] for member in members[number]])
    )
    return Cast(tuple(actors), tuple(sorted(mentions)), doubtful=doubtful)


def _is_doubtful(named: Sequence[_Named]) -> bool:
    """Return whether what the mentions of an actor say together is that it is optional."""
    return sum(name.optional for name in named) / len(named) >= _OPTIONAL


def _kind_of_group(scores: Scores, votes: Sequence[Floats]) -> str:
    kinds = _kind_labels(scores)
    total = sum(votes[1:], votes[0].copy())
    total[kinds.index(PLACE)] = -np.inf
    return kinds[int(total.argmax())]


def _form(kind: str) -> str:
    return {"office": "title", "group": "nominal"}.get(kind, "name")
