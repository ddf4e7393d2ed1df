"""Whether an article can hold a meeting or an election result, told by its words alone.

By the guide of annotation (docs/annotating.md) a meeting needs people who come together and
who they are, and a result a vote and how it ended. So a text is read on only where a word for an
encounter stands near words for offices or bodies of politics and the text has more of these, or
one for an outcome near one for a vote. What the figures below cost and spare is measured by
benchmarks/triage.py and told in docs/triage.md.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from toolkit.triage.cues import find_cues

_NEAR = 150
"""Characters between the beginnings of an encounter and of those who may meet: a sentence."""
_NEAR_VOTE = 100
"""The same of an outcome and a word for the vote, which stand in one clause."""
_WEIGHT_OF_STATE = 2
"""A minister or an embassy is of politics; a president or a union is only often so."""
_WHO_MEETS = 2
"""Weight of those near a sure word for an encounter: one minister, or two presidents."""
_WHO_IS_IN_CONTACT = 4
"""The same near a word that has other meanings too, such as a call or a visit."""
_CHARACTERS_A_WORD = 250
"""Characters of a text that have at least one weight of those words, where it is of politics.

Of the training articles with a meeting or a result 98 of 100 have more; other matters, where a
chairman meets a union once, have less.
"""
_MOST_WEIGHT = 6
"""What is enough in a text of any length: a long one can be of several matters."""
_VOTE_WORDS = 2
"""Words for a vote in the whole text; a single one is often a figure of speech."""


def may_hold_facts(text: str) -> bool:
    """Whether a text can hold a meeting or an election result; False where none is likely.

    It looks for words only and knows English ones alone. It errs to the side of reading: a text
    of politics that tells of no meeting and no result is mostly True too.
    """
    cues = find_cues(text)
    states, bodies = cues["state"], cues["body"]
    return (len(cues["vote"]) >= _VOTE_WORDS and _ends_a_vote(cues["result"], cues["vote"])) or (
        _is_of_politics(len(text), states, bodies)
        and (
            _are_near(cues["encounter"], states, bodies, _WHO_MEETS)
            or _are_near(cues["contact"], states, bodies, _WHO_IS_IN_CONTACT)
        )
    )


def _is_of_politics(length: int, states: Sequence[int], bodies: Sequence[int]) -> bool:
    weight = _WEIGHT_OF_STATE * len(states) + len(bodies)
    return weight >= min(_MOST_WEIGHT, length / _CHARACTERS_A_WORD)


def _are_near(
    encounters: Sequence[int], states: Sequence[int], bodies: Sequence[int], least: int
) -> bool:
    """Whether enough of those who may meet stand near a word for an encounter."""
    return any(
        _WEIGHT_OF_STATE * _near(states, place, _NEAR) + _near(bodies, place, _NEAR) >= least
        for place in encounters
    )


def _ends_a_vote(results: Sequence[int], votes: Sequence[int]) -> bool:
    """Whether a word for an outcome stands near another word, which is one for a vote."""
    return any(_near(votes, place, _NEAR_VOTE) > _near(votes, place, 0) for place in results)


def _near(places: Sequence[int], place: int, distance: int) -> int:
    return bisect_right(places, place + distance) - bisect_left(places, place - distance)
