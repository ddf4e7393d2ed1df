"""Elections and results as the trained reader and the rules tell them together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hand_made_cast import cast_of
from hand_made_votes import Told, vote_scores

from toolkit.article import Article
from toolkit.facts import RoleFact
from toolkit.parsers.english.elections.elections_of_reader import read_elections
from toolkit.parsers.english.read_marked import read_article
from toolkit.parsers.english.text.layout import find_blocks

PARTIES = (
    ("Harbour Party", "party", "MT"),
    ("Lantern Union", "party", "MT"),
    ("Green Quay", "party", "MT"),
)
PERSONS = (("Maria Borg", "person", "MT"), ("Karl Vella", "person", "MT"))
LEAD = "Malta voted on Sunday in a parliamentary election. "


def votes(text, *told, actors=PARTIES, days=(), leads=None, published_on="2021-10-11", title=None):
    day = date.fromisoformat(published_on)
    article = Article("test.txt", text, title=title, published_on=day)
    scores = vote_scores(text, *told, days=days)
    reading = read_article(article, find_blocks(text), scores)
    cast = cast_of(text, *actors)
    if leads is not None:
        names = [actor.name for actor in cast.actors]
        leader, party, *status = leads
        role = RoleFact(names.index(leader), "leader", (), names.index(party), None, *status)
        cast = replace(cast, roles=(role,))
    return read_elections(reading, cast, scores)


def rows(text, *told, actors=PARTIES, **more):
    cast, _, results = votes(text, *told, actors=actors, **more)
    return {
        (cast.actors[r.contender].name, measure): getattr(r, measure)
        for r in results
        for measure in ("votes", "vote_share", "seats", "seats_change", "outcome")
        if getattr(r, measure) is not None
    }


def test_a_figure_is_whose_the_reader_says():
    text = LEAD + "Nobody gave the Lantern Union, or the Harbour Party, as many as 31 seats."
    told = Told("31", "seats", contender="Harbour Party", day="Sunday")
    assert rows(text, told) == {("Harbour Party", "seats"): 31}


def test_a_number_that_the_reader_takes_for_none_is_no_result():
    text = LEAD + "The Harbour Party marched through 31 villages and sang."
    assert rows(text) == {}


def test_a_percentage_is_never_a_number_of_seats():
    text = LEAD + "The Harbour Party ended on 31 percent."
    told = Told("31", "seats", contender="Harbour Party", day="Sunday")
    assert ("Harbour Party", "seats") not in rows(text, told)


def test_seats_lost_are_a_negative_change():
    text = LEAD + "The Harbour Party lost 7 seats."
    told = Told("7", "seats_change", contender="Harbour Party", day="Sunday")
    assert rows(text, told)["Harbour Party", "seats_change"] == -7


def test_a_fraction_of_the_vote_is_a_percentage():
    text = LEAD + "Two thirds went to the Harbour Party."
    told = Told("Two thirds", "vote_share", contender="Harbour Party", day="Sunday")
    assert rows(text, told)["Harbour Party", "vote_share"] == 66.67


def test_several_seats_that_stand_with_a_leader_are_the_party_s():
    text = LEAD + "Maria Borg leads the Harbour Party. Borg's 31 seats suffice."
    told = Told("31", "seats", contender="Maria Borg", day="Sunday")
    assert rows(text, told, actors=PARTIES + PERSONS, leads=("Maria Borg", "Harbour Party")) == {
        ("Harbour Party", "seats"): 31
    }


def test_seats_of_a_former_leader_s_name_are_not_the_former_party_s():
    text = LEAD + "Maria Borg, once of the Harbour Party, led the Lantern Union to 31 seats."
    told = Told("31", "seats", contender="Maria Borg", day="Sunday")
    found = rows(
        text, told, actors=PARTIES + PERSONS, leads=("Maria Borg", "Harbour Party", "former")
    )
    assert ("Harbour Party", "seats") not in found


def test_the_one_seat_of_a_person_is_the_person_s():
    text = LEAD + "Maria Borg of the Harbour Party has 1 seat."
    told = Told("1", "seats", contender="Maria Borg", day="Sunday")
    assert rows(text, told, actors=PARTIES + PERSONS, leads=("Maria Borg", "Harbour Party")) == {
        ("Maria Borg", "seats"): 1
    }


def test_a_figure_of_an_earlier_year_belongs_to_an_earlier_election():
    text = LEAD + "The Harbour Party won 31 seats, against 24 in 2017."
    _, elections, results = votes(
        text,
        Told("31", "seats", contender="Harbour Party", day="Sunday"),
        Told("24", "seats", contender="Harbour Party", day="2017"),
    )
    seats = {elections[r.election].start_date: r.seats for r in results}
    assert seats == {date(2021, 10, 10): 31, date(2017, 1, 1): 24}


def test_a_year_that_holds_the_day_of_the_vote_is_the_same_election():
    text = LEAD + "In 2021 the Harbour Party won 31 seats. The Lantern Union had 20."
    _, elections, _ = votes(
        text,
        Told("31", "seats", contender="Harbour Party", day="2021"),
        Told("20", "seats", contender="Lantern Union", day="Sunday"),
    )
    assert [e.start_date for e in elections] == [date(2021, 10, 10)]


def test_two_votes_of_one_day_are_told_apart_by_kind():
    text = "Malta elected a president and a parliament on Sunday. Borg got 52 percent; 31 seats."
    _, elections, _ = votes(
        text + " So much for Maria Borg and the Harbour Party.",
        Told("52", "vote_share", "Maria Borg", "Sunday", kind="presidential"),
        Told("31", "seats", "Harbour Party", "Sunday"),
        actors=PARTIES + PERSONS,
    )
    assert {e.kind for e in elections} == {"presidential", "parliamentary"}


def test_an_election_day_without_a_result_is_an_election():
    text = "Malta will elect its parliament on 16 November, the government said."
    _, elections, results = votes(text, days=[("16 November", "parliamentary")])
    assert [(e.country, e.kind, e.start_date) for e in elections] == [
        ("MT", "parliamentary", date(2021, 11, 16))
    ]
    assert results == ()


def test_turnout_and_size_belong_to_the_election():
    text = LEAD + "Turnout was 71.9 percent. At stake were 65 seats."
    _, (election,), _ = votes(
        text,
        Told("71.9", "turnout", day="Sunday"),
        Told("65", "seats_total", day="Sunday"),
    )
    assert (election.turnout, election.seats_total) == (71.9, 65)


def test_a_word_that_tells_an_outcome_makes_a_result():
    text = "Maria Borg triumphed in Sunday's presidential election in Malta."
    told = Told("triumphed", "won", "Maria Borg", "Sunday", "presidential", head="outcome")
    assert rows(text, told, actors=PERSONS) == {("Maria Borg", "outcome"): "won"}


def test_a_name_that_an_outcome_is_told_of_makes_a_result():
    text = "A good Sunday for Maria Borg, Malta's next president, in the presidential election."
    told = Told("Maria Borg", "won", None, "Sunday", "presidential", head="contender_outcome")
    assert rows(text, told, actors=PERSONS) == {("Maria Borg", "outcome"): "won"}


def test_one_word_tells_the_outcome_of_both_who_reach_a_runoff():
    text = "Malta's presidential election on Sunday sends Maria Borg and Karl Vella to a duel."
    told = [
        Told(name, "runoff", None, "Sunday", "presidential", head="contender_outcome")
        for name in ("Maria Borg", "Karl Vella")
    ]
    assert rows(text, *told, actors=PERSONS) == {
        ("Maria Borg", "outcome"): "runoff",
        ("Karl Vella", "outcome"): "runoff",
    }


def test_a_region_in_the_title_tells_the_country_where_nothing_else_does():
    text = "On Sunday 31 seats went to the Harbour Party."
    told = Told("31", "seats", contender="Harbour Party", day="Sunday")
    actors = [("Harbour Party", "party", None)]
    _, (election,), _ = votes(text, told, actors=actors, title="State election in Vorarlberg")
    assert election.country == "AT"


@pytest.mark.parametrize("words", ["Most people voted on Sunday", "Anna Lund won in March 2021"])
def test_a_word_that_could_be_a_town_elsewhere_tells_no_country(words):
    text = words + ": 31 seats went to the Harbour Party."
    told = Told("31", "seats", contender="Harbour Party")
    assert votes(text, told, actors=[("Harbour Party", "party", None)])[1] == ()


def test_a_smaller_body_of_before_gives_nobody_a_majority():
    text = LEAD + "The Harbour Party won 31 of 65 seats. The old house had 50 seats."
    outcome = rows(
        text,
        Told("31", "seats", contender="Harbour Party", day="Sunday"),
        Told("65", "seats_total", day="Sunday"),
        Told("50", "seats_total", day="Sunday"),
    )
    assert ("Harbour Party", "outcome") not in outcome


def test_votes_of_two_countries_are_two_elections():
    text = (
        "Malta elected its parliament on Sunday: 31 seats for the Harbour Party. In the "
        "parliamentary election of Cyprus on Sunday, 19 seats went to the Cedar List."
    )
    _, elections, results = votes(
        text,
        Told("31", "seats", "Harbour Party", "Sunday", country="Malta"),
        Told("19", "seats", "Cedar List", "Sunday", country="Cyprus"),
        actors=(*PARTIES, ("Cedar List", "party", "CY")),
    )
    assert {(elections[r.election].country, r.seats) for r in results} == {("MT", 31), ("CY", 19)}


def test_every_value_points_at_what_it_was_read_from():
    text = LEAD + "The Harbour Party won 31 seats."
    _, (election,), (result,) = votes(
        text, Told("31", "seats", contender="Harbour Party", day="Sunday")
    )
    words = {part.field: (text[part.start : part.end], part.rule) for part in result.evidence}
    assert words["seats"][0].startswith("31")
    assert words["seats"][1] == "reader/number"
    assert words["contender_id"] == ("Harbour Party", "reader/contender")
    told = {part.field: text[part.start : part.end] for part in election.evidence}
    assert told["start_date"] == "Sunday"
    assert None in told


def test_a_text_without_any_vote_has_no_election():
    assert votes("The Harbour Party met 31 fishermen.")[1:] == ((), ())


def test_more_than_half_of_the_seats_is_a_victory_whatever_its_name_is_taken_for():
    text = LEAD + "The Harbour Party won 34 of 65 seats and the Lantern Union 20."
    told = rows(
        text,
        Told("34", "seats", "Harbour Party", "Sunday"),
        Told("65", "seats_total", day="Sunday"),
        Told("20", "seats", "Lantern Union", "Sunday"),
        Told("Harbour Party", "largest", None, "Sunday", head="contender_outcome"),
        Told("Lantern Union", "won", None, "Sunday", head="contender_outcome"),
    )
    assert told["Harbour Party", "outcome"] == "won"
    assert ("Lantern Union", "outcome") not in told


def test_whoever_leads_a_first_round_of_which_words_say_that_it_goes_on_has_not_won():
    text = (
        "Malta elected a president on Sunday: Maria Borg had 41 percent, Karl Vella 33 percent, "
        "and they face each other in a decider."
    )
    told = rows(
        text,
        Told("41", "vote_share", "Maria Borg", "Sunday", "presidential", outcome="won"),
        Told("33", "vote_share", "Karl Vella", "Sunday", "presidential"),
        Told("Karl Vella", "runoff", None, "Sunday", "presidential", head="contender_outcome"),
        actors=PERSONS,
    )
    assert told["Maria Borg", "outcome"] == told["Karl Vella", "outcome"] == "runoff"


def test_a_phrase_is_of_the_vote_of_the_figure_beside_it():
    text = (
        "Malta elected its parliament on Sunday; Karl Vella had 52 votes. In 2017 it went "
        "otherwise. Maria Borg had 41 votes then and beat Karl Vella: Maria Borg beat "
        "Karl Vella soundly."
    )
    cast, elections, results = votes(
        text,
        Told("52", "votes", "Karl Vella", "Sunday"),
        Told("41", "votes", "Maria Borg", "2017"),
        actors=PERSONS,
    )
    told = {
        (cast.actors[r.contender].name, elections[r.election].start_date.year): r.outcome
        for r in results
    }
    assert told == {
        ("Karl Vella", 2021): None,
        ("Maria Borg", 2017): "won",
        ("Karl Vella", 2017): "lost",
    }


def test_the_two_of_a_second_round_come_from_the_first():
    text = (
        "Maria Borg had 52 percent and Karl Vella 48 in the run-off for president of Malta on "
        "October 10. In the first round, on September 19, Maria Borg had 31 percent."
    )
    cast, elections, results = votes(
        text,
        Told("52", "vote_share", "Maria Borg", "October 10", "presidential"),
        Told("48", "vote_share", "Karl Vella", "October 10", "presidential"),
        Told("31", "vote_share", "Maria Borg", "September 19", "presidential"),
        actors=PERSONS,
    )
    first = {
        cast.actors[r.contender].name: r.outcome
        for r in results
        if elections[r.election].start_date == date(2021, 9, 19)
    }
    assert first == {"Maria Borg": "runoff", "Karl Vella": "runoff"}


def outcomes_of_mayors(*lines):
    told = rows(
        "\n".join(("Malta's mayors after Sunday's local elections:", "", *lines, "")),
        Told("4,112", "votes", "Maria Borg", "Sunday", "local"),
        Told("3,010", "votes", "Karl Vella", "Sunday", "local"),
        actors=PERSONS,
    )
    return told["Maria Borg", "outcome"], told["Karl Vella", "outcome"]


def test_the_headers_of_a_table_tell_who_won_and_who_lost():
    assert outcomes_of_mayors(
        "Town      Elected      Votes   Beaten       Votes",
        "Gzira     Maria Borg   4,112   Karl Vella   3,010",
    ) == ("won", "lost")


def test_a_cell_of_a_row_tells_how_the_vote_ended_for_whom_it_names():
    assert outcomes_of_mayors(
        "Candidate    Votes   Result",
        "Maria Borg   4,112   Elected",
        "Karl Vella   3,010   Lost",
    ) == ("won", "lost")


def test_a_title_that_speaks_of_a_vote_makes_its_figures_results():
    text = "Malta. Gzira: Harbour Party 1,961, Lantern Union 320."
    told = rows(
        text,
        Told("1,961", "votes", "Harbour Party", kind="by_election"),
        Told("320", "votes", "Lantern Union", kind="by_election"),
        title="Harbour Party ahead in the by-election",
    )
    assert told["Harbour Party", "votes"] == 1961
    assert told["Lantern Union", "votes"] == 320


def test_the_lines_of_one_list_are_of_one_kind_of_vote():
    text = (
        "Malta voted for its president and its parliament on Sunday.\n\n"
        "Maria Borg 41,112\nKarl Vella 33,010\nAda Zahra 12,004\n"
    )
    _, elections, results = votes(
        text,
        Told("41,112", "votes", "Maria Borg", "Sunday", "presidential"),
        Told("33,010", "votes", "Karl Vella", "Sunday", "parliamentary"),
        Told("12,004", "votes", "Ada Zahra", "Sunday", "presidential"),
        actors=(*PERSONS, ("Ada Zahra", "person", "MT")),
    )
    assert len(results) == 3
    assert [election.kind for election in elections] == ["presidential"]
