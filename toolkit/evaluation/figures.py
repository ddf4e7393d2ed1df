"""From judgements to figures: precision, recall and F1 of rows, accuracy of values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toolkit.evaluation.judgement import FieldJudgement, Judgement, RowJudgement

TABLES = ("actors", "roles", "meetings", "participants", "elections", "result values")
"""What has precision, recall and F1, in the order of reports."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows were found rightly, found falsely, and missed."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        """Share of what was expected that was found; 1 where nothing was expected."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many values of the rows that were found are right, and of how many."""

    right: int = 0
    of: int = 0

    @property
    def share(self) -> float | None:
        """Share that is right, None where there is none to compare."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one or more articles, by table and by value."""

    tallies: Mapping[str, Tally]
    accuracies: Mapping[str, Accuracy]

    @property
    def overall(self) -> float:
        """Mean of the six F1."""
        return sum(tally.f1 for tally in self.tallies.values()) / len(self.tallies)

    def by_name(self) -> dict[str, float]:
        """Return every figure by its name: `overall` and the F1 first, then the accuracies."""
        return {
            "overall": self.overall,
            **{name: tally.f1 for name, tally in self.tallies.items()},
            **{
                name: accuracy.share
                for name, accuracy in self.accuracies.items()
                if accuracy.share is not None
            },
        }


def count(judgements: Iterable[Judgement]) -> Figures:
    """Return the figures that judgements add up to; the order of these makes no difference."""
    rows: dict[str, list[RowJudgement]] = {name: [] for name in TABLES}
    fields: dict[str, list[FieldJudgement]] = {}
    for judgement in judgements:
        if isinstance(judgement, RowJudgement):
            rows[judgement.table].append(judgement)
        else:
            fields.setdefault(judgement.figure, []).append(judgement)
    return Figures(
        {
            name: Tally(
                sum(row.right for row in judged),
                sum(row.false for row in judged),
                sum(row.missed for row in judged),
            )
            for name, judged in rows.items()
        },
        {
            name: Accuracy(sum(field.right for field in judged), len(judged))
            for name, judged in sorted(fields.items())
        },
    )
