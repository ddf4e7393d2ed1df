"""Where each figure belongs, as the reader says and arithmetic allows."""

from __future__ import annotations

import numpy as np

from toolkit.parsers.english.elections.contests_of_reader import ReadContest
from toolkit.parsers.english.elections.figures_of_reader import ReadFigure
from toolkit.parsers.english.elections.settled_figures import settle_figures
from toolkit.parsers.english.reader.scores import log_softmax
from toolkit.parsers.english.text.numbers import NumberMention

VOTES = tuple(ReadContest("MT", kind, None) for kind in ("parliamentary", "presidential"))
FIRST, SECOND = 0, 1


def logs(*weights: float):
    return log_softmax(np.array(weights, dtype=np.float32))


def figure(value: float, *actors: float, measure: str = "vote_share", certainty: float = 0.9):
    """Return a figure of the first count whose contenders have these weights."""
    number = NumberMention(0, 2, value, "percent", False)
    only = logs(0.0)
    whose = (logs(9.0, 0.0), only, logs(*actors), only, only)
    return ReadFigure(0, 2, 0, measure, None, number, certainty, "number", only, *whose)


def places(figures, chances):
    settled = settle_figures(figures, VOTES, np.stack(chances))
    return [(one.figure.number.value, one.contest, one.contender) for one in settled]


def test_a_figure_belongs_where_the_reader_says():
    assert places([figure(40.0, 5.0, 0.0)], [logs(0.0, 5.0)]) == [(40.0, SECOND, 0)]


def test_two_different_shares_of_one_vote_are_not_those_of_one_contender():
    figures = [figure(40.0, 5.0, 0.0), figure(30.0, 1.0, 0.0)]
    assert places(figures, [logs(9.0, 0.0)] * 2) == [(40.0, FIRST, 0), (30.0, FIRST, 1)]


def test_the_same_share_told_twice_is_that_of_one_contender():
    figures = [figure(40.0, 5.0, 0.0), figure(40.0, 1.0, 0.0)]
    assert places(figures, [logs(9.0, 0.0)] * 2) == [(40.0, FIRST, 0), (40.0, FIRST, 0)]


def test_a_share_that_one_vote_has_no_room_for_is_of_another():
    figures = [figure(60.0, 5.0, 0.0), figure(55.0, 0.0, 5.0)]
    chances = [logs(9.0, 0.0), logs(1.0, 0.0)]
    assert places(figures, chances) == [(60.0, FIRST, 0), (55.0, SECOND, 1)]


def test_a_body_smaller_than_what_one_contender_has_of_it_limits_nothing():
    size = figure(45.0, 0.0, 0.0, measure="seats_total")
    seats = [figure(n, *who, measure="seats") for n, who in ((900.0, (5, 0)), (800.0, (0, 5)))]
    chances = [logs(9.0, 0.0), logs(1.0, 0.0), logs(1.0, 0.0)]
    assert [place[1] for place in places([size, *seats], chances)] == [FIRST] * 3


def test_a_size_is_of_the_vote_and_of_no_contender():
    assert places([figure(45.0, measure="turnout")], [logs(9.0, 0.0)]) == [(45.0, FIRST, None)]
