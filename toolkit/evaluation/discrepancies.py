"""Every row that was missed or is false and every value that is wrong, with its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from toolkit.evaluation.account import Account, Row, Span
from toolkit.evaluation.figures import TABLES
from toolkit.evaluation.judgement import FieldJudgement, Judgement, RowJudgement
from toolkit.evaluation.passage import find_passage
from toolkit.evaluation.wording import describe, show
from toolkit.store.sentences import sentence_around

_TABLE_OF_FIGURE = {
    "actor": "actors",
    "article": "articles",
    "election": "elections",
    "meeting": "meetings",
    "result": "result values",
    "role": "roles",
}


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One thing in which a package and an annotation differ.

    `row` says which row is meant; for a wrong value, `figure` names the value, and `expected`
    and `found` are it. The characters are those of the package's evidence, read by `rule`; of a
    row that was missed, those that it should have been read from. `sentence` has them at
    `sentence[mark_start:mark_end]`. What is not known, as where the text is not at hand, is
    None.
    """

    article: str
    table: str
    kind: Literal["missed", "false", "wrong"]
    row: str
    figure: str | None = None
    expected: str | None = None
    found: str | None = None
    rule: str | None = None
    char_start: int | None = None
    char_end: int | None = None
    sentence: str | None = None
    mark_start: int | None = None
    mark_end: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the discrepancy as values that JSON knows."""
        return asdict(self)


def discrepancies(
    article: str, judgements: Iterable[Judgement], expected: Account, text: str | None
) -> tuple[Discrepancy, ...]:
    """Return what differs in one article, by table and kind, then in the order of the text.

    `expected` is its annotation; `text` is None where it is not at hand.
    """
    found = [_with_sentence(one, text) for one in _differences(article, judgements, expected, text)]
    order = {table: number for number, table in enumerate(("articles", *TABLES))}

    def place(one: Discrepancy) -> tuple[object, ...]:
        position = one.char_start if one.char_start is not None else len(text or "")
        return order[one.table], one.kind, position, one.row, one.figure or ""

    return tuple(sorted(found, key=place))


def _differences(
    article: str, judgements: Iterable[Judgement], expected: Account, text: str | None
) -> Iterator[Discrepancy]:
    for judgement in judgements:
        match judgement:
            case RowJudgement(missed=True, expected=Row() as row):
                passage = None if text is None else find_passage(text, row, judgement.of, expected)
                start, end = passage or (None, None)
                yield Discrepancy(
                    article,
                    judgement.table,
                    "missed",
                    describe(row, judgement.of),
                    char_start=start,
                    char_end=end,
                )
            case RowJudgement(false=True, found=Row() as row):
                one = Discrepancy(article, judgement.table, "false", describe(row, judgement.of))
                yield _located(one, row, getattr(row, "measure", None))
            case FieldJudgement(right=False, column=str() as column):
                one = Discrepancy(
                    article,
                    _TABLE_OF_FIGURE[judgement.figure.split()[0]],
                    "wrong",
                    describe(judgement.expected_row, judgement.of),
                    judgement.figure,
                    show(judgement.expected),
                    show(judgement.found),
                )
                yield _located(one, judgement.found_row, column)


def _located(one: Discrepancy, row: Row | None, column: str | None) -> Discrepancy:
    """Add the characters that a package read a row from, those of one column before others."""
    spans = row.spans if row is not None else ()
    span = _span_of(spans, column) or _span_of(spans, None) or next(iter(spans), None)
    if span is None:
        return one
    return replace(one, char_start=span.start, char_end=span.end, rule=span.rule)


def _span_of(spans: Iterable[Span], column: str | None) -> Span | None:
    return next((span for span in spans if span.column == column), None)


def _with_sentence(one: Discrepancy, text: str | None) -> Discrepancy:
    if text is None or one.char_start is None or one.char_end is None:
        return one
    start, end = sentence_around(text, one.char_start, one.char_end)
    return replace(
        one,
        sentence=text[start:end],
        mark_start=one.char_start - start,
        mark_end=one.char_end - start,
    )
