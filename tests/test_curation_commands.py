"""`toolkit curate`: checked against the package, shown, asked for, and written down."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest
from commands import COMMAND, one_sentence, run
from curation_sample import FIRST_ID, LATER_ID, MADE, two_articles
from small_package import build_small_package

import toolkit
from toolkit.curation import CurationError, read_curation
from toolkit.curation.entries import Addition, Merge, Override, Rejection, Split

MERGE = ("curate", "merge", "actors", "o-reyes", "omar-reyes", "--why", "One man.", "--who", "Ada")


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("curated")
    build_small_package(folder, two_articles())
    return folder


@pytest.fixture
def package(built: Path, tmp_path: Path) -> Path:
    """A package of its own whose curation no other test writes."""
    for name in ("datapackage.json", "data"):
        (tmp_path / name).symlink_to(built / name)
    return tmp_path


def test_an_entry_is_shown_written_and_waits_for_the_next_build(package):
    shown = run(*MERGE, "--yes", cwd=package)
    assert shown.returncode == 0
    assert "o-reyes goes into omar-reyes" in shown.stdout
    assert "meeting-2/omar-reyes" in shown.stdout
    assert "`toolkit build` applies it" in shown.stdout
    (merge,) = read_curation(package / "curation").merges
    assert (merge.old_id, merge.made.who, merge.made.why) == ("o-reyes", "Ada", "One man.")


def test_a_verdict_changes_no_row_and_says_so(package):
    verdict = ("distinguish", "actors", "o-reyes", "omar-reyes")
    shown = run("curate", *verdict, "--why", "Two men.", "--who", "Ada", "--yes", cwd=package)
    assert shown.returncode == 0
    assert "No row would change" in shown.stdout
    assert "applies it" not in shown.stdout
    (distinction,) = read_curation(package / "curation").distinctions
    assert (distinction.record_id, distinction.other_id) == ("o-reyes", "omar-reyes")
    confirmed = run(
        *("curate", "confirm", "meetings", "meeting-1", "meeting-2"),
        *("--why", "So."),
        *("--who", "Ada", "--yes"),
        cwd=package,
    )
    assert confirmed.returncode == 0
    assert len(read_curation(package / "curation").confirmations) == 2


def test_the_words_by_which_the_rows_are_known_are_kept_with_it(package):
    toolkit.open(package).propose([Merge("actors", "o-reyes", "omar-reyes", MADE)]).write()
    anchors = read_curation(package / "curation").anchors
    assert [(anchor.record_id, anchor.article_id) for anchor in anchors] == [
        ("o-reyes", LATER_ID),
        ("omar-reyes", FIRST_ID),
    ]


def test_what_an_entry_names_in_other_columns_has_an_anchor_too(package):
    entry = Override("election_results", "result-3", "contender_id", "green-list", MADE)
    toolkit.open(package).propose([entry]).write()
    row = '{"meeting_id": "meeting-1", "actor_id": "eva-stone", "role": "host"}'
    addition = Addition("meeting_participants", row, LATER_ID, 0, 3, MADE)
    toolkit.open(package).propose([addition]).write()
    anchors = read_curation(package / "curation").anchors
    assert [anchor.record_id for anchor in anchors] == ["green-list", "eva-stone", "meeting-1"]


def test_a_dry_run_shows_and_writes_nothing(package):
    shown = run(*MERGE, "--dry-run", "--json", cwd=package)
    values = json.loads(shown.stdout)
    assert values["entries"] == [
        {"file": "merges.csv", "entry": "actors: o-reyes goes into omar-reyes"}
    ]
    assert {"table": "actors", "row": "o-reyes", "change": "removed"}.items() <= values["changes"][
        0
    ].items()
    assert values["written"] == []
    assert not (package / "curation").exists()


def test_where_no_one_can_be_asked_nothing_is_written(package):
    refused = run(*MERGE, cwd=package)
    assert refused.returncode == 1
    assert "--yes" in one_sentence(refused)
    assert not (package / "curation").exists()


@pytest.mark.parametrize(("answer", "written"), [("y\n", True), ("n\n", False)])
def test_on_a_terminal_a_person_is_asked(package, answer, written):
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *MERGE], stdin=theirs, stdout=theirs, stderr=theirs, cwd=package
    )
    os.close(theirs)
    os.write(ours, answer.encode())
    while True:
        try:
            if not os.read(ours, 4096):
                break
        except OSError:
            break
    assert process.wait() == 0
    os.close(ours)
    assert (package / "curation" / "merges.csv").exists() == written


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("merge", "actors", "no-one", "ana-bell"), "there is no no-one in actors"),
        (("merge", "people", "a", "b"), "none of actors, meetings, elections"),
        (("set", "actors", "o-reyes", "country=Portugal"), "not of its form, such as"),
        (("set", "actors", "o-reyes", "country=PT"), "not needed any more"),
        (("set", "actors", "o-reyes", "colour=red"), "no column colour"),
        (("set", "actors", "o-reyes", "country"), "write COLUMN=VALUE"),
        (("reject", "meetings", "no-meeting"), "there is no no-meeting in meetings"),
        (
            ("add", "actors", "{,", "--article", LATER_ID, "--start", "0", "--end", "3"),
            "row is no JSON",
        ),
        (
            ("set", "meetings", "meeting-2", "end_date=2021-05-01"),
            "would end on 2021-05-01, before it starts",
        ),
    ],
)
def test_an_entry_that_does_not_fit_the_package_is_refused(package, arguments, told):
    refused = run("curate", *arguments, "--why", "So.", "--who", "Ada", "--yes", cwd=package)
    assert refused.returncode == 1
    assert told in one_sentence(refused)
    assert not (package / "curation").exists()


def test_an_entry_that_contradicts_one_that_waits_is_refused(package):
    opened = toolkit.open(package)
    opened.propose([Merge("actors", "o-reyes", "omar-reyes", MADE)]).write()
    with pytest.raises(CurationError, match="back to it"):
        opened.propose([Merge("actors", "omar-reyes", "o-reyes", MADE)])
    with pytest.raises(CurationError, match=r"merges\.csv, line 2"):
        opened.propose([Rejection("actors", "omar-reyes", MADE)])


def test_an_entry_can_name_what_one_that_waits_will_make(package):
    opened = toolkit.open(package)
    opened.propose([Split("actors", "ana-bell", LATER_ID, "mr-bell", MADE)]).write()
    proposal = opened.propose([Override("actors", "mr-bell", "country", "GB", MADE)])
    (change,) = proposal.changes
    assert (change.record_id, change.columns) == ("mr-bell", ("country",))
    # No parser reads what a split made, so that no words stand for it.
    assert proposal.anchors == ()


def test_entries_that_would_not_apply_any_more_are_shown(package):
    opened = toolkit.open(package)
    opened.propose([Override("actors", "o-reyes", "country", "ES", MADE)]).write()
    proposal = opened.propose([Merge("actors", "o-reyes", "omar-reyes", MADE)])
    (left,) = proposal.displaced
    assert (left.entry.file, left.entry.line) == ("values", 2)


def test_an_entry_that_came_in_between_is_not_contradicted(package):
    opened = toolkit.open(package)
    late = opened.propose([Override("actors", "o-reyes", "country", "FR", MADE)])
    opened.propose([Override("actors", "o-reyes", "country", "ES", MADE)]).write()
    with pytest.raises(CurationError, match="keep one of them"):
        late.write()
    assert [entry.value for entry in read_curation(package / "curation").overrides] == ["ES"]
