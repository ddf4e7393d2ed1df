"""The sentences that the rows of a report's problems were read from, in our own packages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.store.sentences import sentence_around
from toolkit.validation.report import Problem, Report

_EVIDENCE = "evidence"
_MOST_SENTENCES = 3

Place = tuple[str | None, str | None, str | None]
"""Table, key and column of a problem."""


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """The words that a value was read from, `sentence[start:end]`, and the article they are of."""

    article_id: str
    sentence: str
    start: int
    end: int


def sentences_of(
    report: Report, folder: Path, texts: Mapping[str, str]
) -> dict[Place, tuple[ReadFrom, ...]]:
    """Return the sentences of the problems that have any, by table, key and column.

    They are those that the package's evidence gives for the cell or, lacking these, for the row.
    `texts` are the articles' texts by article_id. A package without evidence that can be read
    gives none.
    """
    places = {cell_of(problem) for problem in report.problems if problem.row is not None}
    if not places or not texts or _EVIDENCE not in report.files:
        return {}
    keys = {(table, row) for table, row, _ in places}
    read: dict[Place, list[ReadFrom]] = {}
    for evidence_id, article, table, record, field, start, end in _spans(
        folder / report.files[_EVIDENCE]
    ):
        for place in ((table, record, field or None), (_EVIDENCE, evidence_id, None)):
            if place[:2] in keys and (words := _words(texts.get(article), article, start, end)):
                read.setdefault(place, []).append(words)
    found: dict[Place, tuple[ReadFrom, ...]] = {}
    for cell in places:
        quoted = read.get(cell) or read.get((*cell[:2], None))
        if quoted:
            found[cell] = tuple(quoted[:_MOST_SENTENCES])
    return found


def cell_of(problem: Problem) -> Place:
    """Return by what the sentences of a problem are found."""
    return problem.table, problem.row, problem.column


def _spans(file: Path) -> Iterator[tuple[str, str, str, str, str | None, str, str]]:
    """Return the rows of evidence as text, none where the file can't be read."""
    import duckdb

    source = (
        "read_parquet(?)"
        if file.suffix.lower() == ".parquet"
        else "read_csv(?, all_varchar = true, header = true, ignore_errors = true)"
    )
    columns = ("evidence_id", "article_id", "table_name", "record_id", "field")
    listed = ", ".join(f"{name}::VARCHAR" for name in (*columns, "char_start", "char_end"))
    try:
        with duckdb.connect() as connection:
            rows = connection.execute(f"SELECT {listed} FROM {source}", [str(file)]).fetchall()
    except duckdb.Error:
        return
    yield from rows


def _words(text: str | None, article: str, start: str, end: str) -> ReadFrom | None:
    try:
        first, last = int(start), int(end)
    except (TypeError, ValueError):
        return None
    if text is None or not 0 <= first < last <= len(text):
        return None
    opening, closing = sentence_around(text, first, last)
    return ReadFrom(article, text[opening:closing], first - opening, last - opening)
