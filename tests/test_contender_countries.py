"""Those who stood in the elections of one country are of that country."""

from __future__ import annotations

from dataclasses import replace

from toolkit.facts import ActorFact, ElectionFact, Evidence, NameForm, ResultFact
from toolkit.parsers.english.elections.contender_countries import OF_CONTEST, place_contenders

VOTE = Evidence(40, 44, "election.word")
RESULT = (Evidence(10, 12, "reader/number", "seats"),)


def actor(name: str, kind: str = "party", **told) -> ActorFact:
    return ActorFact(name, kind, (NameForm(name, ()),), **told)


def election(country: str) -> ElectionFact:
    return ElectionFact(kind="parliamentary", country=country, evidence=(VOTE,))


def place(one: ActorFact, *countries: str) -> ActorFact:
    """Return an actor after standing in an election of each country."""
    elections = [election(country) for country in countries]
    results = [
        ResultFact(election=number, contender=0, evidence=RESULT)
        for number in range(len(elections))
    ]
    (placed,) = place_contenders([one], elections, results)
    return placed


def test_a_contender_whose_country_is_unknown_is_of_that_of_the_election():
    placed = place(actor("Orra"), "FO")
    assert (placed.country, placed.country_basis) == ("FO", "inferred")
    assert placed.country_evidence == (replace(VOTE, rule=OF_CONTEST, field="country"),)


def test_a_country_that_was_only_inferred_gives_way():
    assert place(actor("Orra", country="GB", country_basis="inferred"), "FO").country == "FO"


def test_a_country_that_the_text_states_stays():
    assert place(actor("Orra", country="DK"), "FO").country == "DK"


def test_a_contender_in_two_countries_is_of_neither():
    assert place(actor("Orra"), "FO", "DK").country is None


def test_an_agency_that_counts_is_no_contender():
    assert place(actor("Orra", "media"), "FO").country is None
