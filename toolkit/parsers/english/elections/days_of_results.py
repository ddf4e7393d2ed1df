"""Move the days of results out of the future.

"X will be the next president after winning Sunday's vote": the tense speaks of what is to come,
but a vote that has results lies behind. Where figures of results belong to a weekday or a day
without a year that was taken for a coming one, it is the last such day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from toolkit.parsers.english.dates.calendar_spans import existing_day, month_span
from toolkit.parsers.english.elections.contests import Interval
from toolkit.parsers.english.elections.election_reading import ElectionReading
from toolkit.parsers.english.elections.figure_candidates import Candidates
from toolkit.parsers.english.elections.figures_of_reader import ReadFigure
from toolkit.parsers.english.reader.scores import Scores, log_softmax
from toolkit.parsers.english.reading import DateMention, Reading

LEAST_RESULTS = 1.5
"""Figures that must belong to a day ahead for it to be moved, set on training articles."""

_WEEK = timedelta(days=7)
_RUNOFF = "runoff"
_SURE = re.compile(r"\d{4}|['’]\d\d|\b(?:next|year|coming)\b", re.IGNORECASE)


def with_past_results(
    scene: ElectionReading, figures: Sequence[ReadFigure], candidates: Candidates, scores: Scores
) -> Reading:
    """Return the reading with the days that results are of in the past; itself if all are."""
    reading = scene.reading
    today = reading.today
    if today is None or not figures:
        return reading
    ahead = [day.first is not None and day.first > today for day in candidates.days]
    if not any(ahead):
        return reading
    told = [one.word for one in figures if _is_result(scene, one, scores)]
    if not told:
        return reading
    shares = np.exp(log_softmax(scores.relate("fdate", told, candidates.day_words)))
    results = shares[:, :-1].sum(axis=0).tolist()
    text = reading.article.text
    moved = {
        day.start: past
        for day, lies_ahead, number in zip(candidates.days, ahead, results, strict=True)
        if lies_ahead and number >= LEAST_RESULTS and (past := _last_such(text, day, today))
    }
    if not moved:
        return reading
    dates = tuple(
        replace(day, first=moved[day.start][0], last=moved[day.start][1])
        if day.start in moved
        else day
        for day in reading.dates
    )
    return replace(reading, dates=dates)


def _is_result(scene: ElectionReading, figure: ReadFigure, scores: Scores) -> bool:
    """Tell whether a figure is of a vote that was held; who goes to a run-off has one ahead."""
    labels = scores.heads.labels["result_outcome"]
    outcome = figure.outcome or labels[int(figure.outcomes.argmax())]
    passage = next((p for p in scene.passages if p.start <= figure.start < p.end), None)
    return outcome != _RUNOFF and (passage is None or not scene.is_survey(passage))


def _last_such(text: str, day: DateMention, today: date) -> Interval | None:
    """Return the last days of a name before today, None where the name means no other."""
    assert day.first is not None
    assert day.last is not None
    if _SURE.search(text, day.start, day.end):
        return None
    if day.rule == "date.weekday" and day.first - today <= _WEEK:
        return day.first - _WEEK, day.last - _WEEK
    if day.rule == "date.month" and day.precision == "month":
        return month_span(day.first.year - 1, day.first.month)
    if day.rule == "date.day" and day.first == day.last:
        past = existing_day(day.first.year - 1, day.first.month, day.first.day)
        return None if past is None else (past, past)
    return None
