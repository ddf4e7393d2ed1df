"""List what deserves a person's eye, the most doubtful first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.review import same_actor
from toolkit.review.ask import ask, read_questions
from toolkit.review.finding import Finding
from toolkit.review.settled import read_settled
from toolkit.store.errors import QueryError
from toolkit.store.package_folder import find_package
from toolkit.store.query import open_package

if TYPE_CHECKING:
    import duckdb


def review(
    package: str | PathLike[str],
    *,
    kinds: Iterable[str] | None = None,
    limit: int | None = None,
) -> tuple[Finding, ...]:
    """Return what looks doubtful in a package: all kinds or some, all findings or the first.

    What people have decided of a row is not asked again. Raises QueryError for a kind that
    there is not, and StoreError where there is no package.
    """
    known = review_kinds()
    wanted = list(known) if not kinds else list(kinds)
    for kind in wanted:
        if kind not in known:
            raise QueryError(f"There is no kind {kind!r}; take one of {', '.join(known)}.")
    with open_package(Path(package)) as connection:
        settled = read_settled(connection, find_package(Path(package)).folder)
        found = [
            finding for finding in _findings(connection, set(wanted)) if not settled.covers(finding)
        ]
    found.sort(key=lambda finding: (-finding.score, finding.kind, finding.ids))
    return tuple(found[:limit])


def review_kinds() -> dict[str, str]:
    """Return every kind of finding and what it finds."""
    kinds = {question.kind: question.finds for question in read_questions()}
    return dict(sorted({**kinds, same_actor.KIND: same_actor.FINDS}.items()))


def _findings(connection: duckdb.DuckDBPyConnection, wanted: set[str]) -> Iterator[Finding]:
    for question in read_questions():
        if question.kind in wanted:
            yield from ask(connection, question)
    if same_actor.KIND in wanted:
        yield from same_actor.find_same_actors(connection)
