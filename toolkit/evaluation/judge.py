"""Judge all that is said of one article."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.evaluation.account import Account
from toolkit.evaluation.actors import judge_actors
from toolkit.evaluation.articles import judge_article
from toolkit.evaluation.elections import judge_elections
from toolkit.evaluation.judgement import Judgement
from toolkit.evaluation.meetings import judge_meetings
from toolkit.evaluation.results import judge_results


def judge(expected: Account, found: Account) -> Iterator[Judgement]:
    """Yield every judgement of one article: what was expected beside what was found."""
    yield from judge_article(expected, found)
    yield from judge_actors(expected, found)
    yield from judge_meetings(expected, found)
    elections = judge_elections(expected, found)
    yield from elections.judgements
    yield from judge_results(expected, found, elections)
