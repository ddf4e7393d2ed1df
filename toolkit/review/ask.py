"""The questions to a package by which doubtful rows are found: one SQL file each.

A file of `questions/` begins with a header of comments: `kind`, its name; `finds`, what it
returns; and `columns`, always the same: `score` (0 to 1), `table_name`, `ids` (a list), `why`
(a sentence) and `commands` (a list).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.review.finding import Finding

if TYPE_CHECKING:
    import duckdb

_FOLDER = Path(__file__).parent / "questions"
_HEADER = re.compile(r"-- kind: (?P<kind>\w+)\n-- finds: (?P<finds>.+)\n-- columns: .+\n")


@dataclass(frozen=True, slots=True)
class Question:
    """One kind of finding, what it finds, and the query."""

    kind: str
    finds: str
    query: str


@cache
def read_questions() -> tuple[Question, ...]:
    """Return the questions, sorted by kind; raises ValueError for a file without its header."""
    questions = []
    for path in sorted(_FOLDER.glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        header = _HEADER.match(text)
        if header is None or header["kind"] != path.stem:
            raise ValueError(f"{path}: the header must begin with `-- kind: {path.stem}`.")
        questions.append(Question(header["kind"], header["finds"], text))
    return tuple(questions)


def ask(connection: duckdb.DuckDBPyConnection, question: Question) -> Iterator[Finding]:
    """Yield what a question finds in a package."""
    rows = connection.sql(question.query).project("score, table_name, ids, why, commands")
    for score, table, ids, why, commands in rows.fetchall():
        yield Finding(question.kind, float(score), table, tuple(ids), why, tuple(commands))
