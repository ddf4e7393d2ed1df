"""One comparison of what was expected with what was found; every figure is a count of these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.evaluation.account import Row


@dataclass(frozen=True, slots=True)
class RowJudgement:
    """A row that was expected, found, or both; `of` is the row that it belongs to.

    A participant belongs to a meeting, a role to an actor.
    """

    table: str
    expected: Row | None
    found: Row | None
    of: Row | None = None

    @property
    def right(self) -> bool:
        """Whether the row was found and had to be; an optional row earns nothing."""
        return self.found is not None and self.expected is not None and not self.expected.optional

    @property
    def false(self) -> bool:
        """Whether the row was found and nothing like it stands in the annotation."""
        return self.expected is None

    @property
    def missed(self) -> bool:
        """Whether the row was not found and had to be; an optional row costs nothing."""
        return self.found is None and self.expected is not None and not self.expected.optional


@dataclass(frozen=True, slots=True)
class FieldJudgement:
    """A value of a row that was found, beside the value that was expected.

    `figure` names what is counted ("meeting place"), `column` the column of the package that
    holds the value, None where the figure is not about one column. `of` is the row that the
    rows belong to.
    """

    figure: str
    right: bool
    expected: Any
    found: Any
    column: str | None = None
    expected_row: Row | None = None
    found_row: Row | None = None
    of: Row | None = None


Judgement = RowJudgement | FieldJudgement


def judge_rows(
    table: str,
    expected: Sequence[Row],
    found: Sequence[Row],
    pairs: Sequence[tuple[int, int]],
    *,
    of: Row | None = None,
) -> Iterator[RowJudgement]:
    """Yield a judgement of every row: paired, expected alone, found alone."""
    paired = {i for i, _ in pairs}
    paired_found = {j for _, j in pairs}
    for i, j in pairs:
        yield RowJudgement(table, expected[i], found[j], of)
    for i, row in enumerate(expected):
        if i not in paired:
            yield RowJudgement(table, row, None, of)
    for j, row in enumerate(found):
        if j not in paired_found:
            yield RowJudgement(table, None, row, of)
