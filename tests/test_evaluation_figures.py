"""What counts as found, missed and false, and that the figures are those of the yardstick.

The yardstick, `score.py`, lies beside the repository; where it does not, the tests that
compare with it are skipped.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, SHARED

import toolkit
from toolkit.evaluation.annotation_record import account_of_record
from toolkit.evaluation.evaluation import Evaluation
from toolkit.evaluation.figures import Figures, count
from toolkit.evaluation.judge import judge

GOLD = PROJECT / "tests" / "gold"
YARDSTICK = SHARED / "gold" / "score.py"

needs_yardstick = pytest.mark.skipif(not YARDSTICK.is_file(), reason="score.py is not at hand")

ADA = {"name": "Ada Obi", "aliases": ["Obi"], "kind": "person", "country": "NG"}
BO = {"name": "Bo Ray", "aliases": ["Ray"], "kind": "person", "country": "FR"}
GREENS = {"name": "Green List", "aliases": ["GL"], "kind": "party", "country": "FR"}
TALKS = {
    "kind": "meeting",
    "status": "held",
    "start": "2024-05-14",
    "end": "2024-05-14",
    "place": "Accra",
    "place_country": "GH",
    "participants": [{"name": "Ada Obi"}, {"name": "Bo Ray"}],
    "certainty": "stated",
}
VOTE = {
    "key": "e1",
    "country": "FR",
    "kind": "local",
    "start": "2024-05-12",
    "end": "2024-05-12",
    "turnout": 61.5,
    "seats_total": None,
}
WIN = {
    "election": "e1",
    "contender": "Green List",
    "status": "final",
    "votes": 12_345,
    "vote_share": 22.94,
    "seats": 7,
    "seats_change": None,
    "outcome": "won",
}


def record(**lists: Any) -> dict[str, Any]:
    return {"article": {}, "actors": [], "meetings": [], "elections": [], "results": [], **lists}


def figures(expected: dict[str, Any], found: dict[str, Any]) -> Figures:
    return count(judge(account_of_record(expected), account_of_record(found)))


def tally(table: str, expected: dict[str, Any], found: dict[str, Any]) -> tuple[int, int, int]:
    one = figures(expected, found).tallies[table]
    return one.right, one.false, one.missed


def accuracy(name: str, expected: dict[str, Any], found: dict[str, Any]) -> tuple[int, int] | None:
    one = figures(expected, found).accuracies.get(name)
    return None if one is None else (one.right, one.of)


def test_an_actor_found_under_a_surname_alone_is_found():
    found = record(actors=[{"name": "Obi", "kind": "person"}])
    assert tally("actors", record(actors=[ADA]), found) == (1, 0, 0)


def test_case_diacritics_particles_and_honorifics_make_no_other_name():
    expected = record(actors=[{"name": "Salāh al-Dīn of Tikrit", "kind": "person"}])
    found = record(actors=[{"name": "The Salah El-Din Tikrit", "kind": "person"}])
    assert tally("actors", expected, found) == (1, 0, 0)


def test_an_actor_found_twice_is_false_once():
    found = record(actors=[ADA, {"name": "Obi", "kind": "person"}])
    assert tally("actors", record(actors=[ADA]), found) == (1, 1, 0)


def test_an_optional_actor_earns_nothing_and_costs_nothing():
    expected = record(actors=[ADA, {**GREENS, "optional": True}])
    assert tally("actors", expected, record(actors=[ADA])) == (1, 0, 0)
    assert tally("actors", expected, record(actors=[ADA, GREENS])) == (1, 0, 0)


def test_an_office_is_known_by_most_of_its_words():
    expected = record(actors=[{"name": "Ghanaian ambassador to France", "kind": "office"}])
    found = record(actors=[{"name": "ambassador of Ghana to France", "kind": "office"}])
    assert tally("actors", expected, found) == (1, 0, 0)


def test_a_country_is_judged_only_where_the_annotation_states_one():
    stateless = {**ADA, "country": None}
    assert accuracy("actor country", record(actors=[stateless]), record(actors=[ADA])) is None
    assert accuracy("actor country", record(actors=[ADA]), record(actors=[stateless])) == (0, 1)


def role(title: str, organization: str | None = None) -> dict[str, Any]:
    return {"title": title, "organization": organization, "status": "current"}


@pytest.mark.parametrize(
    ("wanted", "have", "right"),
    [
        (role("MP"), role("lawmaker"), True),
        (role("minister"), role("prime minister"), True),
        (role("mayor"), role("minister"), False),
        (role("leader", "GL"), role("head", "Green List"), True),
        (role("leader", "Green List"), role("leader"), False),
        (role("leader"), role("leader", "Green List"), True),
    ],
)
def test_a_role_is_the_same_by_title_and_by_a_stated_organisation(wanted, have, right):
    expected = record(actors=[{**ADA, "roles": [wanted]}, GREENS])
    found = record(actors=[{**ADA, "roles": [have]}, GREENS])
    assert tally("roles", expected, found) == ((1, 0, 0) if right else (0, 1, 1))


def test_the_roles_of_an_actor_who_is_not_annotated_are_false():
    found = record(actors=[{**ADA, "roles": [role("mayor")]}])
    assert tally("roles", record(), found) == (0, 1, 0)


def test_a_meeting_is_the_same_if_half_of_those_who_met_are():
    people = [{"name": "Ada Obi"}, {"name": "Bo Ray"}, {"name": "Cy Dee"}]
    found = record(meetings=[{**TALKS, "participants": people[:1]}])
    assert tally("meetings", record(meetings=[TALKS]), found) == (1, 0, 0)
    expected = record(meetings=[{**TALKS, "place": None, "participants": people * 2}])
    assert tally("meetings", expected, found) == (0, 1, 1)


def test_a_missed_meeting_misses_its_participants_and_is_not_exact():
    expected = record(meetings=[TALKS])
    assert tally("participants", expected, record()) == (0, 0, 2)
    assert accuracy("meeting exact", expected, record()) == (0, 1)


def test_a_false_meeting_has_false_participants():
    assert tally("participants", record(), record(meetings=[TALKS])) == (0, 2, 0)


def test_a_meeting_is_exact_by_people_day_place_and_status():
    actors = [ADA, BO]
    expected = record(actors=actors, meetings=[TALKS])
    for change, exact in (
        ({"kind": "call"}, 1),
        ({"status": "planned"}, 0),
        ({"start": "2024-05-13"}, 0),
        ({"place": "Tema"}, 0),
        ({"place": "Greater Accra"}, 1),
        ({"participants": [{"name": "Ada Obi"}]}, 0),
    ):
        found = record(actors=actors, meetings=[{**TALKS, **change}])
        assert accuracy("meeting exact", expected, found) == (exact, 1), change


def test_contests_of_one_kind_country_and_day_are_one_vote():
    two = [VOTE, {**VOTE, "key": "e2"}]
    results = [WIN, {**WIN, "election": "e2", "contender": "Red List", "seats": 4}]
    expected = record(elections=two, results=results)
    found = record(elections=[VOTE], results=[WIN, {**results[1], "election": "e1"}])
    assert tally("elections", expected, found) == (1, 0, 0)
    assert tally("result values", expected, found) == (9, 0, 1)


def test_an_election_of_another_country_is_another():
    found = record(elections=[{**VOTE, "country": "BE"}])
    assert tally("elections", record(elections=[VOTE]), found) == (0, 1, 1)


def test_a_count_must_agree_exactly_and_a_share_to_a_twentieth():
    expected = record(elections=[VOTE], results=[WIN])
    near = record(elections=[VOTE], results=[{**WIN, "vote_share": 22.9, "votes": 12_346}])
    assert tally("result values", expected, near) == (4, 1, 1)


def test_a_value_of_a_vote_that_is_not_expected_is_false():
    found = record(elections=[{**VOTE, "country": "BE"}], results=[WIN])
    assert tally("result values", record(), found) == (0, 5, 0)


def test_what_is_said_of_the_article_is_judged_where_the_annotation_states_it():
    expected = record(article={"title": "Talks in Accra", "published_on": "2024-05-15"})
    found = record(article={"title": "TALKS in Accra!", "publisher": "Wire"})
    assert accuracy("article title", expected, found) == (1, 1)
    assert accuracy("article published_on", expected, found) == (0, 1)
    assert accuracy("article publisher", expected, found) is None


def test_the_overall_figure_is_the_mean_of_six():
    nothing = figures(record(actors=[ADA]), record())
    assert nothing.tallies["actors"].f1 == 0
    assert nothing.overall == pytest.approx(5 / 6)


def yardstick(found: Path, gold: Path, *options: str) -> dict[str, Any]:
    command = [sys.executable, str(YARDSTICK), str(found), str(gold), "--json", *options]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def same_figures(ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    return {key: ours[key] for key in theirs} == theirs


@needs_yardstick
@pytest.mark.parametrize("gold", [GOLD, SHARED / "gold"], ids=["ours", "shared"])
def test_the_committed_package_has_the_figures_of_the_yardstick(gold):
    evaluation = toolkit.evaluate(gold, package=PROJECT)
    assert evaluation.problems == ()
    assert same_figures(evaluation.to_dict(), yardstick(PROJECT, gold))


def spoilt(annotation: dict[str, Any], number: int) -> dict[str, Any]:
    """Return an annotation with some rows left out, some repeated and some values changed."""
    actors = [
        {**actor, "name": (actor["aliases"] or [actor["name"]])[0], "aliases": []}
        if (number + i) % 3 == 0
        else {**actor, "kind": "organization", "roles": actor.get("roles", [])[1:]}
        for i, actor in enumerate(annotation["actors"])
        if (number + i) % 5
    ]
    meetings = [
        {
            **meeting,
            "participants": meeting["participants"][(number + i) % 2 :],
            "status": "held",
            "end": meeting["end"] and max(meeting["end"], "2024-01-01"),
        }
        for i, meeting in enumerate(annotation["meetings"] * 2)
        if (number + i) % 4
    ]
    elections = [
        {**election, "kind": "local" if (number + i) % 3 == 0 else election["kind"]}
        for i, election in enumerate(annotation["elections"])
    ]
    results = [
        {**result, "seats": (result["seats"] or 0) + (number + i) % 2, "status": "final"}
        for i, result in enumerate(annotation["results"])
        if (number + i) % 6
    ]
    return {
        "article": {**annotation["article"], "publisher": "Example Wire"},
        "actors": actors,
        "meetings": meetings,
        "elections": elections,
        "results": results,
    }


@needs_yardstick
def test_spoilt_annotations_have_the_figures_of_the_yardstick(tmp_path):
    judgements = []
    for number, path in enumerate(sorted(GOLD.glob("*.json"))):
        annotation = json.loads(path.read_text(encoding="utf-8"))
        found = spoilt(annotation, number)
        (tmp_path / path.name).write_text(json.dumps(found), encoding="utf-8")
        judgements += judge(account_of_record(annotation), account_of_record(found))
    ours = Evaluation(count(judgements), number + 1).to_dict()
    theirs = yardstick(tmp_path, GOLD, "--json-predictions")
    assert 0.2 < theirs["overall_f1"] < 0.9
    assert same_figures(ours, theirs)
