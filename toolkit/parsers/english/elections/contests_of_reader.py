"""Find the votes that the figures of an article are of.

A vote is a kind and a stretch of days in a country. The reader tells for each figure how likely
each kind and each date of the article is; an article speaks of few votes, so one is opened only
where figures, or the dates of election days, speak for it together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.parsers.english.elections.contenders import is_choice
from toolkit.parsers.english.elections.contest_reader import ContestReader
from toolkit.parsers.english.elections.contests import Interval
from toolkit.parsers.english.elections.election_country_vote import VoteCountries
from toolkit.parsers.english.elections.election_reading import ElectionReading
from toolkit.parsers.english.elections.figure_candidates import Candidates
from toolkit.parsers.english.elections.figures_of_reader import OF_VOTES, ReadFigure
from toolkit.parsers.english.elections.main_contest import weigh_kinds
from toolkit.parsers.english.elections.vote_days import Cell, find_targets
from toolkit.parsers.english.reader.scores import Floats, Scores, log_softmax

DAY_THRESHOLD = 0.65
"""Least probability at which a date that no figure points to is a day of an election."""
SUPPORT = 0.4
"""Weight of what the whole article supports beside what the figure itself points to."""
DAY_WEIGHT = 1.0
"""Figures that a date counts for if the reader is sure that it is an election day."""
MAIN_WEIGHT = 3.0
"""Figures that the vote counts for which the words for votes make the article's main one."""
RULE_WEIGHT = 0.5
"""Figures that any other vote counts for which words and dates name."""
KIND_SMOOTHING = 1.5
"""Weight of the words for kinds of votes in the whole article beside the figure itself."""
KIND_FLOOR = 0.1
"""What every kind of vote counts for beside the words for it."""
FIGURE_KIND_WEIGHT = 0.5
"""Words for a kind of vote that a figure counts for if the reader is sure of its kind."""
MISFIT = 1.0
"""Log odds against a kind of vote that can hardly have a figure."""
RULE_DAY_WEIGHT = 2.0
"""Log odds that the words for a vote beside a date add to its being the day of a vote."""

VOTE_COST = 3.0
"""Log odds that figures must gain together before they make one vote more."""
FARTHEST = 8.0
"""Log odds beyond which it no longer matters how badly a vote fits a figure."""
ABROAD_WEIGHT = 6.0
"""Log odds against a vote of another country than that of a figure.

All weights here are set on training articles.
"""

_SURE = 1e-6
_UNLIKELY = np.float32(-20)
_WITHOUT_SEATS = ("presidential", "referendum", "primary", "leadership", "by_election")


@dataclass(frozen=True, slots=True)
class ReadContest:
    """One vote: its country, kind, days (None if the text gives none) and round, if told."""

    country: str
    kind: str
    interval: Interval | None
    round: int | None = None


def find_contests(
    figures: Sequence[ReadFigure],
    countries: VoteCountries,
    candidates: Candidates,
    scores: Scores,
    scene: ElectionReading,
) -> tuple[tuple[ReadContest, ...], Floats]:
    """Return the votes of an article, those with most figures first, and how likely each is.

    The second value has the log probabilities [figures, contests] of each figure's vote.
    """
    kinds = scores.heads.labels["election_kind"]
    intervals = candidates.intervals
    days = _day_chances(candidates, scores, scene.contests, kinds)
    mass = np.zeros((len(kinds), len(intervals) + 1), dtype=np.float32)
    for figure in figures:
        mass += np.exp(figure.kinds[:, None] + figure.intervals[None, :])
    mass[:, :-1] += DAY_WEIGHT * days
    mass += _rule_support(scene, candidates, kinds)
    target = find_targets(mass, days, intervals, scene.reading.today)
    merged = np.zeros_like(mass)
    for cell, whole in target.items():
        merged[whole] += mass[cell]
    support = SUPPORT * np.log(merged + _SURE)
    prior = _kind_prior(figures, scene, kinds)
    spread = np.array(
        [
            [support[target[kind, day]] for day in range(mass.shape[1])]
            for kind in range(mass.shape[0])
        ],
        dtype=np.float32,
    )
    logs = np.array(
        [
            figure.kinds[:, None]
            + figure.intervals[None, :]
            + (prior + _fit(figure, scene, kinds))[:, None]
            + spread
            for figure in figures
        ],
        dtype=np.float32,
    ).reshape(len(figures), *mass.shape)
    cells = sorted(set(target.values()))
    told = {target[int(k), int(d)] for k, d in zip(*np.nonzero(days >= DAY_THRESHOLD), strict=True)}
    opened = _open(_of_cells(logs, target, cells), cells, told)
    members: Counter[tuple[Cell, str]] = Counter()
    for likely, country in zip(_of_cells(logs, target, opened), countries.of_figures, strict=True):
        members[opened[int(np.argmax(likely))], country] += 1
    with_figures = {cell for cell, _ in members}
    for cell in sorted(told - with_figures):
        members[cell, countries.main] += 0
    votes = [vote for vote, _ in members.most_common()]
    found = []
    for (kind, day), country in votes:
        interval = intervals[day] if day < len(intervals) else None
        found.append(ReadContest(country, kinds[kind], interval, _round(scene, interval)))
    chances = _of_cells(logs, target, [cell for cell, _ in votes])
    for row, own in enumerate(countries.of_figures):
        chances[row] -= [0.0 if country == own else ABROAD_WEIGHT for _, country in votes]
    return tuple(found), log_softmax(chances)


def _of_cells(logs: Floats, target: Mapping[Cell, Cell], cells: Sequence[Cell]) -> Floats:
    """Return [figures, cells]: how well each fits, whatever vaguer words may name the cell.

    `logs` are [figures, kinds, stretches of days].
    """
    parts: dict[Cell, list[Cell]] = {cell: [] for cell in cells}
    for cell, whole in target.items():
        if whole in parts:
            parts[whole].append(cell)
    result = np.empty((len(logs), len(cells)), dtype=np.float32)
    for column, cell in enumerate(cells):
        kinds, days = zip(*parts[cell], strict=True)
        result[:, column] = logs[:, list(kinds), list(days)].max(axis=1)
    return result


def _open(scores: Floats, cells: Sequence[Cell], told: Collection[Cell]) -> list[Cell]:
    """Return the few cells that explain the figures [figures, cells] together.

    One by one the cell is taken that the figures gain most from, as long as they gain more
    than another vote costs; votes that are `told` of anyway cost nothing.
    """
    if not len(scores):
        return []
    costs = np.array([0.0 if cell in told else VOTE_COST for cell in cells])
    best = scores.max(axis=1) - FARTHEST
    opened: list[Cell] = []
    while len(opened) < len(cells):
        gains = np.maximum(scores - best[:, None], 0).sum(axis=0) - costs
        number = int(gains.argmax())
        if opened and gains[number] <= 0:
            break
        opened.append(cells[number])
        best = np.maximum(best, scores[:, number])
    return opened


def _round(scene: ElectionReading, interval: Interval | None) -> int | None:
    """Return the round of the vote of some days that the words beside them name."""
    rounds = (m.round for m in scene.contests.mentions if m.interval == interval and m.round)
    return next(rounds, None) if interval is not None else None


def _kind_prior(
    figures: Sequence[ReadFigure], scene: ElectionReading, kinds: Sequence[str]
) -> Floats:
    """Return the logarithms of how much the whole article speaks of each kind of vote."""
    weights = weigh_kinds(scene.reading, scene.contests.mentions)
    counts = np.array([weights[kind] + KIND_FLOOR for kind in kinds], dtype=np.float32)
    for figure in figures:
        counts += FIGURE_KIND_WEIGHT * np.exp(figure.kinds)
    result: Floats = KIND_SMOOTHING * np.log(counts / counts.sum())
    return result


def _fit(figure: ReadFigure, scene: ElectionReading, kinds: Sequence[str]) -> Floats:
    """Return the penalty of each kind of vote for a figure that it hardly can have.

    Seats are not won in a vote on one office or question; only the answers of a referendum
    stand in one, and nowhere else.
    """
    penalty = np.zeros(len(kinds), dtype=np.float32)
    of_seats = figure.measure.startswith("seats")
    choice = None
    if figure.measure not in OF_VOTES and scene.cast.actors:
        choice = is_choice(scene.cast.actors[int(figure.actors.argmax())].name)
    for number, kind in enumerate(kinds):
        if (of_seats and kind in _WITHOUT_SEATS) or choice not in (None, kind == "referendum"):
            penalty[number] -= MISFIT
    return penalty


def _rule_support(scene: ElectionReading, candidates: Candidates, kinds: Sequence[str]) -> Floats:
    """Return [kinds, intervals + 1]: how much the words for votes speak of each."""
    support = np.zeros((len(kinds), len(candidates.intervals) + 1), dtype=np.float32)
    place = {interval: number for number, interval in enumerate(candidates.intervals)}
    contests = scene.contests
    for position, contest in enumerate(contests.register.contests):
        day = len(place) if contest.interval is None else place.get(contest.interval)
        if day is None or contest.previous:
            continue
        weight = MAIN_WEIGHT if position == contests.main else RULE_WEIGHT
        support[kinds.index(contest.kind), day] += weight
    return support


def _day_chances(
    candidates: Candidates, scores: Scores, contests: ContestReader, kinds: Sequence[str]
) -> Floats:
    """Return [kinds, intervals]: how likely each stretch of days is that of such a vote."""
    logits = np.full((len(kinds), len(candidates.intervals)), _UNLIKELY, dtype=np.float32)
    place = {interval: number for number, interval in enumerate(candidates.intervals)}
    if candidates.days:
        read = scores.label_logits("election_day", candidates.day_words)
        for row, number in zip(read, candidates.day_groups(), strict=True):
            if number < len(place):
                logits[:, number] = np.maximum(logits[:, number], row)
    for position in sorted(contests.dated):
        contest = contests.register.contests[position]
        if contest.interval in place:
            logits[kinds.index(contest.kind), place[contest.interval]] += RULE_DAY_WEIGHT
    result: Floats = np.float32(1) / (np.float32(1) + np.exp(-logits))
    return result


def tells_election_days(candidates: Candidates, scores: Scores, contests: ContestReader) -> bool:
    """Tell whether a date of an article is the day of a vote, even of one without a figure."""
    kinds = scores.heads.labels["election_kind"]
    days = _day_chances(candidates, scores, contests, kinds)
    return bool((days >= DAY_THRESHOLD).any())
