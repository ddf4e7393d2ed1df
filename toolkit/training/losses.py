"""What the network gets wrong on one example, head by head and relation by relation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import torch
from torch import Tensor
from torch.nn import functional

from toolkit.training.examples import Example
from toolkit.training.labels import LABELS
from toolkit.training.network import Network
from toolkit.training.vote_marks import UNKNOWN

_IMPOSSIBLE = -1e4

WEIGHTS = {
    "acountry": 0.3,
    "certainty": 1.0,
    "contender": 1.5,
    "contender_outcome": 1.0,
    "coref": 0.3,
    "cue": 1.0,
    "election_day": 1.0,
    "election_kind": 1.0,
    "fcountry": 0.3,
    "fdate": 1.0,
    "holder": 1.0,
    "hub": 1.5,
    "mdate": 1.0,
    "meeting_kind": 0.7,
    "meeting_optional": 0.7,
    "meeting_status": 1.0,
    "mention": 1.0,
    "mplace": 1.0,
    "number": 1.0,
    "optional": 0.5,
    "org": 0.7,
    "outcome": 1.0,
    "rcountry": 0.3,
    "result_outcome": 0.7,
    "result_status": 1.0,
    "role_status": 0.5,
    "source": 0.3,
    "spoke": 0.7,
    "title": 1.0,
}
"""How much each head and relation counts."""

_CUE_BALANCE = 2.0
"""How much more a cue or an outcome counts than a word that tells none: they are rare."""


def _long(values: Iterable[int]) -> Tensor:
    return torch.tensor(list(values), dtype=torch.long)


def pool_by_actor(logits: Tensor, actors: Tensor, count: int) -> Tensor:
    """Return [anchors, actors]: the log of the summed exponentials over an actor's mentions."""
    index = actors[None, :].expand(logits.shape[0], -1)
    floor = torch.full((logits.shape[0], count), _IMPOSSIBLE)
    top = floor.scatter_reduce(1, index, logits, "amax", include_self=True).detach()
    total = torch.zeros(logits.shape[0], count).scatter_add(
        1, index, (logits - top.gather(1, index)).exp()
    )
    return top + total.clamp(min=1e-9).log()


def choice_loss(logits: Tensor, none: Tensor, right: Sequence[Sequence[int] | None]) -> Tensor:
    """Return the summed loss of choosing among candidates and "none".

    `right` has for each anchor the candidates that are right together, () for "none", None
    where nothing is known.
    """
    known = [row for row, columns in enumerate(right) if columns is not None]
    if not known:
        return logits.sum() * 0 + none.sum() * 0
    whole = torch.cat([logits, none[:, None]], 1)[known]
    last = whole.shape[1] - 1
    wrong = torch.full_like(whole, _IMPOSSIBLE)
    for row, at in enumerate(known):
        wrong[row, list(right[at] or [last])] = 0
    return (torch.logsumexp(whole, 1) - torch.logsumexp(whole + wrong, 1)).sum()


class ExampleLoss:
    """The losses of one example whose words have the vectors `hidden`."""

    def __init__(self, network: Network, example: Example, hidden: Tensor) -> None:
        self.network = network
        self.example = example
        self.hidden = network.dropout(hidden)
        self.mention_words = _long(mark.first for mark in example.mentions)
        self.actors = sorted({mark.actor for mark in example.mentions})
        self.column = {actor: column for column, actor in enumerate(self.actors)}
        self.actor_columns = _long(self.column[mark.actor] for mark in example.mentions)
        self.date_words = _long(example.candidates.date_words)
        self.place_words = _long(example.candidates.place_words)

    def losses(self) -> dict[str, Tensor]:
        """Return the weighted loss of every head and relation that the example speaks of."""
        found: dict[str, Tensor] = {}
        for part in (self._tags, self._mentions, self._encounters, self._figures, self._titles):
            found.update(part())
        return {name: WEIGHTS[name] * loss for name, loss in found.items()}

    def _label_loss(self, head: str, words: Tensor, labels: Sequence[int]) -> Tensor:
        logits = self.network.label(head, self.hidden[words])
        return functional.cross_entropy(logits, _long(labels), reduction="sum")

    def _balance(self, head: str) -> Tensor:
        balance = torch.ones(len(LABELS[head]))
        balance[1:] = _CUE_BALANCE
        return balance

    def _mentions_of(self, actors: Iterable[int]) -> list[int]:
        wanted = set(actors)
        return [at for at, mark in enumerate(self.example.mentions) if mark.actor in wanted]

    def _tags(self) -> dict[str, Tensor]:
        found = {}
        for head, tags in self.example.tags.items():
            balance = self._balance(head) if head in ("cue", "outcome") else None
            found[head] = functional.cross_entropy(
                self.network.label(head, self.hidden), _long(tags), balance, reduction="sum"
            )
        candidates = self.example.candidates
        if candidates.numbers:
            words = _long(candidates.number_words)
            found["number"] = self._label_loss("number", words, self.example.number_labels)
        if candidates.dates:
            logits = self.network.label("election_day", self.hidden[self.date_words])
            days = torch.tensor(self.example.election_days)
            found["election_day"] = functional.binary_cross_entropy_with_logits(
                logits, days, reduction="sum"
            )
        return found

    def _relate(self, relation: str, anchors: Tensor, candidates: Tensor) -> tuple[Tensor, Tensor]:
        return self.network.relate(relation, self.hidden, anchors, candidates, self.example.ranks)

    def _choice(
        self,
        relation: str,
        anchors: Tensor,
        candidates: Tensor,
        right: Sequence[Sequence[int] | None],
    ) -> dict[str, Tensor]:
        if not len(candidates):
            return {}
        return {relation: choice_loss(*self._relate(relation, anchors, candidates), right)}

    def _mentions(self) -> dict[str, Tensor]:
        marks = self.example.mentions
        if not marks:
            return {}
        words = self.mention_words
        found = {
            "optional": self._label_loss("optional", words, [int(m.optional) for m in marks]),
            "contender_outcome": functional.cross_entropy(
                self.network.label("contender_outcome", self.hidden[words]),
                _long(self.example.contender_outcomes),
                self._balance("contender_outcome"),
                reduction="sum",
                ignore_index=UNKNOWN,
            ),
        }
        if len(marks) > 1:
            logits, none = self._relate("coref", words, words)
            before = torch.ones(len(marks), len(marks)).tril(-1).bool()
            earlier = [
                [other for other in range(at) if marks[other].actor == mark.actor]
                for at, mark in enumerate(marks)
            ]
            found["coref"] = choice_loss(logits.masked_fill(~before, _IMPOSSIBLE), none, earlier)
        of_country = self.example.candidates.places_in
        countries = [
            [] if mark.country is None else of_country(mark.country) or None for mark in marks
        ]
        return found | self._choice("acountry", words, self.place_words, countries)

    def _encounters(self) -> dict[str, Tensor]:
        marks = self.example.encounters
        if not marks:
            return {}
        cues = _long(mark.cue for mark in marks)
        found = {
            "meeting_kind": self._label_loss("meeting_kind", cues, [m.kind for m in marks]),
            "meeting_status": self._label_loss("meeting_status", cues, [m.status for m in marks]),
            "certainty": self._label_loss("certainty", cues, [m.certainty for m in marks]),
            "meeting_optional": self._label_loss(
                "meeting_optional", cues, [int(m.is_optional) for m in marks]
            ),
        }
        dates = [mark.dates if mark.knows_date else None for mark in marks]
        places = [mark.places if mark.knows_place else None for mark in marks]
        found |= self._choice("mdate", cues, self.date_words, dates)
        found |= self._choice("mplace", cues, self.place_words, places)
        if not self.actors:
            return found
        together = torch.zeros(len(marks), len(self.actors))
        apart = torch.zeros_like(together)
        weight = torch.ones_like(together)
        for row, mark in enumerate(marks):
            for target, actors, value in (
                (together, mark.hub | mark.spoke, 1.0),
                (apart, mark.spoke, 1.0),
                (weight, mark.optional, 0.5),
            ):
                for actor in actors & self.column.keys():
                    target[row, self.column[actor]] = value
        for relation, wanted in (("hub", together), ("spoke", apart)):
            logits, _ = self._relate(relation, cues, self.mention_words)
            pooled = pool_by_actor(logits, self.actor_columns, len(self.actors))
            found[relation] = functional.binary_cross_entropy_with_logits(
                pooled, wanted, weight if relation == "hub" else None, reduction="sum"
            )
        sources = [
            None
            if not mark.knows_source
            else []
            if mark.source is None
            else self._mentions_of((mark.source,))
            for mark in marks
        ]
        return found | self._choice("source", cues, self.mention_words, sources)

    def _figures(self) -> dict[str, Tensor]:
        marks = self.example.figures
        if not marks:
            return {}
        words = _long(mark.word for mark in marks)
        kinds = [mark.election_kind for mark in marks]
        found = {"election_kind": self._label_loss("election_kind", words, kinds)}
        dates = [mark.dates if mark.knows_date else None for mark in marks]
        countries = [mark.countries if mark.knows_country else None for mark in marks]
        found |= self._choice("fdate", words, self.date_words, dates)
        found |= self._choice("fcountry", words, self.place_words, countries)
        told = [mark for mark in marks if mark.contender is not None]
        if told:
            words = _long(mark.word for mark in told)
            statuses = [mark.status for mark in told]
            found["result_status"] = self._label_loss("result_status", words, statuses)
            outcomes = [mark.outcome for mark in told]
            found["result_outcome"] = self._label_loss("result_outcome", words, outcomes)
            # A name that an outcome is told of is its own contender: nothing to learn there.
            names = {mark.first for mark in self.example.mentions}
            named = [
                None if m.word in names else self._mentions_of((m.contender,)) or None
                for m in told
                if m.contender is not None
            ]
            found |= self._choice("contender", words, self.mention_words, named)
        return found

    def _titles(self) -> dict[str, Tensor]:
        marks = self.example.titles
        if not marks:
            return {}
        words = _long(mark.first for mark in marks)
        statuses = [mark.status for mark in marks]
        found = {"role_status": self._label_loss("role_status", words, statuses)}
        countries = [mark.countries if mark.knows_country else None for mark in marks]
        found |= self._choice("rcountry", words, self.place_words, countries)
        holders = [self._mentions_of(mark.holders) or None for mark in marks]
        found |= self._choice("holder", words, self.mention_words, holders)
        bodies = [
            None
            if not mark.knows_organization
            else []
            if mark.organization is None
            else self._mentions_of((mark.organization,)) or None
            for mark in marks
        ]
        return found | self._choice("org", words, self.mention_words, bodies)
