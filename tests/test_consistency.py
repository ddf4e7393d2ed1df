"""What cannot be true together is left out of an article's facts before it becomes a row."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from toolkit.facts import (
    ElectionFact,
    Evidence,
    Facts,
    MeetingFact,
    ParticipantFact,
    ResultFact,
)
from toolkit.parsers.english.consistency import WHOLE, leave_out_contradictions


def at(start: int, field: str | None = None) -> Evidence:
    return Evidence(start, start + 4, "test", field)


def share(start: int, value: float, status: str = "final") -> ResultFact:
    return ResultFact(0, 0, (at(start), at(start, "vote_share")), status, vote_share=value)


VOTE = ElectionFact("GH", "parliamentary", (at(0),), seats_total=150)


def results_of(*results: ResultFact, election: ElectionFact = VOTE) -> tuple[ResultFact, ...]:
    return leave_out_contradictions(Facts(elections=(election,), results=results), None).results


def test_shares_that_fit_into_the_whole_are_kept():
    shares = (share(10, 60.0), share(20, 40.3))
    assert results_of(*shares) == shares


def test_a_share_that_no_longer_fits_is_left_out_with_its_result():
    assert results_of(share(10, 60.0), share(20, 40.0), share(30, 55.0)) == (
        share(10, 60.0),
        share(20, 40.0),
    )


def test_the_counts_of_different_states_do_not_add_up():
    shares = (share(10, 60.0, "exit_poll"), share(20, 58.0, "final"))
    assert results_of(*shares) == shares


def test_a_result_that_says_something_else_too_loses_only_the_share():
    both = ResultFact(
        0, 0, (at(30), at(30, "seats"), at(40, "vote_share")), "final", vote_share=90.0, seats=12
    )
    kept = results_of(share(10, 60.0), both)[1]
    assert (kept.vote_share, kept.seats) == (None, 12)
    assert [one.field for one in kept.evidence] == [None, "seats"]


def test_seats_beyond_the_total_are_left_out():
    seats = tuple(ResultFact(0, 0, (at(n),), "final", seats=80) for n in (10, 20))
    assert results_of(*seats) == seats[:1]


def test_a_size_that_would_cost_several_contenders_their_seats_is_left_out_itself():
    seats = tuple(
        ResultFact(0, who, (at(n),), "final", seats=n) for who, n in enumerate((1300, 900, 800))
    )
    election = ElectionFact("GH", "local", (at(0), at(5, "seats_total")), seats_total=45)
    kept = leave_out_contradictions(Facts(elections=(election,), results=seats), None)
    assert kept.results == seats
    assert kept.elections[0].seats_total is None


def test_a_size_that_would_cost_one_contender_some_of_its_numbers_stands():
    seats = tuple(ResultFact(0, 0, (at(n),), "final", seats=n) for n in (40, 41, 42))
    election = ElectionFact("GH", "local", (at(0), at(5, "seats_total")), seats_total=45)
    kept = leave_out_contradictions(Facts(elections=(election,), results=seats), None)
    assert kept.results == seats[:1]
    assert kept.elections[0].seats_total == 45


def test_a_turnout_above_the_whole_is_left_out():
    election = ElectionFact("GH", "parliamentary", (at(0), at(5, "turnout")), turnout=140.0)
    (kept,) = leave_out_contradictions(Facts(elections=(election,)), None).elections
    assert kept.turnout is None
    assert [one.field for one in kept.evidence] == [None]


def test_a_held_meeting_that_would_lie_after_its_report_loses_its_day():
    meeting = MeetingFact(
        "meeting",
        "held",
        (ParticipantFact(0, (at(0),)),),
        (at(0), at(9, "start_date"), at(9, "end_date")),
        start_date=date(2024, 5, 20),
        end_date=date(2024, 5, 20),
    )
    facts = Facts(meetings=(meeting,))
    (kept,) = leave_out_contradictions(facts, date(2024, 5, 15)).meetings
    assert (kept.start_date, kept.end_date) == (None, None)
    assert leave_out_contradictions(facts, date(2024, 5, 21)).meetings == (meeting,)


@given(st.lists(st.floats(0, 100, allow_nan=False), max_size=12))
def test_whatever_was_read_the_shares_that_stay_fit_into_the_whole(values):
    kept = results_of(*(share(10 * n, value) for n, value in enumerate(values)))
    assert sum(one.vote_share for one in kept) <= WHOLE
