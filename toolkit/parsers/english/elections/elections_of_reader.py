"""Read the elections and results of an article with the trained reader."""

from __future__ import annotations

from toolkit.facts import ElectionFact, ResultFact
from toolkit.parsers.english.cast import Cast
from toolkit.parsers.english.elections.contest_reader import ContestReader
from toolkit.parsers.english.elections.contests_of_reader import find_contests, tells_election_days
from toolkit.parsers.english.elections.days_of_results import with_past_results
from toolkit.parsers.english.elections.election_country_vote import vote_on_countries
from toolkit.parsers.english.elections.election_facts import election_fact
from toolkit.parsers.english.elections.election_reading import read_for_elections
from toolkit.parsers.english.elections.figure_candidates import find_candidates
from toolkit.parsers.english.elections.figures_of_reader import TURNOUT, read_figures
from toolkit.parsers.english.elections.marked_figures import may_tell_figures
from toolkit.parsers.english.elections.missing_contenders import add_missing_contenders
from toolkit.parsers.english.elections.outcomes_of_reader import read_all_outcomes
from toolkit.parsers.english.elections.passages import read_passages
from toolkit.parsers.english.elections.result_rows import result_rows
from toolkit.parsers.english.elections.result_tables import find_column_tables
from toolkit.parsers.english.elections.results_of_reader import read_values
from toolkit.parsers.english.elections.separate_contests import separate_contests
from toolkit.parsers.english.elections.settled_figures import settle_figures
from toolkit.parsers.english.elections.turnout import read_contest_values
from toolkit.parsers.english.elections.vote_words import speaks_of_votes
from toolkit.parsers.english.reader.scores import Scores
from toolkit.parsers.english.reading import Reading


def read_elections(
    reading: Reading, cast: Cast, scores: Scores
) -> tuple[Cast, tuple[ElectionFact, ...], tuple[ResultFact, ...]]:
    """Return the cast with its missing contenders, the elections and the results.

    A vote is an election of the article if the text gives it a day, a turnout or a result.
    """
    if not speaks_of_votes(reading.article):
        return cast, (), ()
    cast = add_missing_contenders(reading, cast, find_column_tables(reading))
    candidates = find_candidates(reading, cast, scores)
    named = ContestReader(reading, cast, read_passages(reading))
    if not (
        may_tell_figures(reading, scores, candidates)
        or tells_election_days(candidates, scores, named)
    ):
        return cast, (), ()
    scene = read_for_elections(reading, cast, named)
    figures = read_figures(scene, scores, candidates)
    placed = with_past_results(scene, figures, candidates, scores)
    if placed is not reading:
        reading, candidates = placed, find_candidates(placed, cast, scores)
        scene = read_for_elections(reading, cast, ContestReader(reading, cast, scene.passages))
        figures = read_figures(scene, scores, candidates)
    countries = vote_on_countries(reading, cast, scene.contests.mentions, figures, candidates)
    if countries is None:
        return cast, (), ()
    contests, chances = find_contests(figures, countries, candidates, scores, scene)
    settled = settle_figures(figures, contests, chances)
    values = read_values(scene, scores, settled)
    values += read_all_outcomes(scene, scores, settled, contests, values)
    told = {value.contest for value in values}
    told.update(number for number, contest in enumerate(contests) if contest.interval is not None)
    told.update(one.contest for one in settled if one.figure.measure == TURNOUT)
    used = sorted(told)
    place = {position: number for number, position in enumerate(used)}
    wholes = read_contest_values(scene) if used else []
    elections = tuple(
        election_fact(
            scene,
            contests[position],
            [one for one in settled if one.contest == position],
            candidates,
            [value for value in values if value.contest == position],
            wholes,
        )
        for position in used
    )
    return cast, *separate_contests(reading, elections, result_rows(values, place))
