"""`toolkit review`: what it lists, what it leaves alone, and in which order."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from commands import one_sentence, run
from conftest import PROJECT
from curation_sample import ELECTION, two_articles
from sample_tables import Rows
from small_package import build_small_package

import toolkit
from toolkit.curation.entries import Confirmation, Distinction, Provenance
from toolkit.review import Finding, review_kinds
from toolkit.store.errors import QueryError


def doubtful_rows() -> Rows:
    """Return the two articles, and one thing of every doubtful kind."""
    rows = two_articles()
    rows["actors"] += [
        {"actor_id": "omar-reyes-es", "name": "Omar Reyes", "kind": "person", "country": "ES"},
        {"actor_id": "eva-stoun", "name": "Eva Stoun", "kind": "person"},
        {"actor_id": "congress-pt", "name": "Congress", "kind": "government", "country": "PT"},
        {"actor_id": "congress-us", "name": "Congress", "kind": "government", "country": "US"},
    ]
    rows["meetings"] += [
        {"meeting_id": f"meeting-{number}", "kind": "meeting", "status": status, **days}
        for number, status, days in (
            (3, "held", {"start_date": "2021-05-11", "end_date": "2021-05-11"}),
            (4, "held", {}),
        )
    ]
    first = rows["articles"][0]["article_id"]
    rows["meeting_participants"] += [
        {"meeting_id": "meeting-3", "actor_id": actor, "role": "participant"}
        for actor in ("o-reyes", "ana-bell", "eva-stone")
    ]
    rows["meeting_participants"].append(
        {"meeting_id": "meeting-4", "actor_id": "eva-stone", "role": "participant"}
    )
    rows["meeting_reports"] += [
        {"meeting_id": meeting, "article_id": first, "status": "held", "certainty": certainty}
        for meeting, certainty in (("meeting-3", "stated"), ("meeting-4", "claimed"))
    ]
    rows["meeting_reports"][1]["status"] = "denied"
    rows["meeting_reports"][1]["meeting_id"] = "meeting-1"
    rows["meeting_reports"][2]["meeting_id"] = "meeting-2"
    rows["meeting_reports"][2]["status"] = "held"
    rows["elections"].append({"election_id": "pt-undated-local", "country": "PT", "kind": "local"})
    rows["election_results"][-1]["vote_share"] = 35.5
    return rows


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("doubtful")
    build_small_package(folder, doubtful_rows())
    return folder


@pytest.fixture(scope="module")
def findings(package) -> tuple[Finding, ...]:
    return toolkit.open(package).review()


def of_kind(findings: tuple[Finding, ...], kind: str) -> dict[tuple[str, ...], Finding]:
    return {finding.ids: finding for finding in findings if finding.kind == kind}


def test_the_most_doubtful_come_first(findings):
    scores = [finding.score for finding in findings]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)


def test_every_kind_finds_its_own(findings):
    assert {finding.kind for finding in findings} == set(review_kinds())


def test_every_kind_stands_on_the_page_about_curation():
    page = (PROJECT / "docs" / "curation.md").read_text(encoding="utf-8")
    assert all(f"| `{kind}` |" in page for kind in review_kinds())


def test_two_persons_of_one_name_are_likely_one(findings):
    found = of_kind(findings, "same_actor")
    same = found["omar-reyes", "omar-reyes-es"]
    assert same.score > found["eva-stone", "eva-stoun"].score
    assert same.commands == (
        "toolkit curate merge actors omar-reyes-es omar-reyes --why REASON",
        "toolkit curate distinguish actors omar-reyes-es omar-reyes --why REASON",
    )


def test_bodies_that_every_country_has_are_not_taken_for_one(findings):
    assert ("congress-pt", "congress-us") not in of_kind(findings, "same_actor")


def test_two_meetings_of_the_same_people_on_one_day_are_likely_one(findings):
    (found,) = of_kind(findings, "same_meeting").values()
    assert found.ids == ("meeting-2", "meeting-3")
    assert found.score > 0.7
    assert "Ana Bell and Eva Stone and O. Reyes met twice" in found.why


def test_votes_of_one_country_and_kind_on_days_that_overlap_may_be_one(findings):
    (found,) = of_kind(findings, "same_election").values()
    assert found.table == "elections"
    assert ELECTION in found.ids


def test_a_meeting_that_was_held_and_was_not_is_a_conflict(findings):
    found = of_kind(findings, "conflicting_status")["meeting-1",]
    assert "denied, held" in found.why
    assert len(found.commands) == 2


def test_figures_on_which_articles_differ_are_a_conflict(findings):
    (found,) = of_kind(findings, "conflicting_figures").values()
    assert found.ids == ("result-2", "result-5")
    assert "33.1 and 35.5 as vote share" in found.why


def test_what_one_side_only_and_a_claim_alone_say_is_doubtful(findings):
    assert list(of_kind(findings, "single_participant")) == [("meeting-4",)]
    uncertain = of_kind(findings, "uncertain_meeting")["meeting-4",]
    assert "only claimed, by no one who is named; no day of it is known" in uncertain.why


def test_what_people_have_set_is_not_asked_again(tmp_path):
    rows = doubtful_rows()
    for field in ("start_date", "end_date"):
        mark = {**rows["evidence"][-1], "evidence_id": f"mark-{field}", "rule": "curation/set"}
        mark |= {"table_name": "meetings", "record_id": "meeting-4", "field": field}
        rows["evidence"].append(mark)
    build_small_package(tmp_path, rows)
    findings = toolkit.open(tmp_path).review(kinds=["uncertain_meeting", "single_participant"])
    assert ("meeting-4",) not in {finding.ids for finding in findings}


def test_two_that_people_told_apart_are_not_taken_for_one_again(package, tmp_path):
    build_small_package(tmp_path, doubtful_rows())
    made = Provenance("Ada", date(2024, 5, 15), "Father and son.")
    two = Distinction("actors", "omar-reyes-es", "omar-reyes", made)
    right = [Confirmation("election_results", f"result-{number}", made) for number in (2, 5)]
    toolkit.open(tmp_path).propose([two, *right]).write()
    before, after = toolkit.open(package).review(), toolkit.open(tmp_path).review()
    assert {(finding.kind, finding.ids) for finding in set(before) - set(after)} == {
        ("same_actor", ("omar-reyes", "omar-reyes-es")),
        ("conflicting_figures", ("result-2", "result-5")),
    }


def test_a_wrong_file_of_curation_is_named(tmp_path):
    build_small_package(tmp_path, doubtful_rows())
    (tmp_path / "curation").mkdir()
    (tmp_path / "curation" / "merges.csv").write_text("a\n")
    with pytest.raises(QueryError, match="line 1: the header lacks table_name"):
        toolkit.open(tmp_path).review()


def test_a_kind_and_a_limit_can_be_asked_for(package):
    (found,) = toolkit.open(package).review(kinds=["same_actor"], limit=1)
    assert found.kind == "same_actor"
    with pytest.raises(QueryError, match="There is no kind 'doubt'; take one of conflicting"):
        toolkit.open(package).review(kinds=["doubt"])


def test_the_command_lists_them_for_people_and_machines(package):
    shown = run("review", "--limit", "2", cwd=package)
    assert shown.returncode == 0
    assert "toolkit curate merge" in shown.stdout
    listed = json.loads(run("review", "--limit", "2", "--json", cwd=package).stdout)
    assert [set(finding) for finding in listed] == [
        {"kind", "score", "table", "ids", "why", "commands"}
    ] * 2
    wrong = run("review", "--kind", "doubt", cwd=package)
    assert wrong.returncode == 1
    assert "There is no kind" in one_sentence(wrong)


def test_a_package_that_people_read_is_reviewed_in_sentences():
    for finding in toolkit.open(PROJECT).review(limit=100):
        assert finding.why.endswith(".")
        assert finding.commands
        assert finding.ids == tuple(dict.fromkeys(finding.ids))
