"""Judge what is said of the article itself: title, publisher and day."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.evaluation.account import Account
from toolkit.evaluation.judgement import FieldJudgement
from toolkit.evaluation.names import words


def judge_article(expected: Account, found: Account) -> Iterator[FieldJudgement]:
    """Yield a judgement of each value that the annotation states."""
    for column in ("title", "publisher", "published_on"):
        wanted = getattr(expected, column)
        if wanted:
            have = getattr(found, column)
            right = words(str(wanted)) == words(str(have or ""))
            yield FieldJudgement(f"article {column}", right, wanted, have, column)
