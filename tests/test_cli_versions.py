"""The commands for versions: what a user types, sees and gets back as an exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from accra_articles import CALL, TALKS
from commands import one_sentence, run
from released_package import files_of, published_files

import toolkit


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    """A package that was built of one article, released as 0.1.0, and built of two."""
    folder = tmp_path_factory.mktemp("versions")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "talks.txt").write_text(TALKS, encoding="utf-8")
    assert run("build", cwd=folder).returncode == 0
    shown = run("release", cwd=folder)
    assert shown.returncode == 0, shown.stderr
    assert "version 1 is released as 0.1.0\nIt is the first release.\n" in shown.stdout
    (folder / "seeds" / "call.txt").write_text(CALL, encoding="utf-8")
    assert run("build", cwd=folder).returncode == 0
    return folder


def test_a_build_after_a_release_names_its_data_unreleased(package):
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["version"] == "0.1.1-unreleased"


def test_a_dry_run_shows_the_proposal_and_the_entry(package):
    before = files_of(package)
    shown = run("release", "--dry-run", cwd=package)
    assert shown.returncode == 0
    assert "version 2 would be released as 0.2.0" in shown.stdout
    assert "The changes since 0.1.0 ask for 0.2.0 (minor)." in shown.stdout
    assert "## [0.2.0] - " in shown.stdout
    assert files_of(package) == before


def test_a_dry_run_prints_its_report_as_json(package):
    report = json.loads(run("release", "--dry-run", "--json", cwd=package).stdout)
    assert (report["version"], report["previous"], report["level"]) == ("0.2.0", "0.1.0", "minor")
    assert "1 meeting added" in report["summary"]


@pytest.mark.parametrize("version", ["0.1.0", "0.0.9", "one"])
def test_a_version_that_will_not_do_gives_exit_code_1(package, version):
    shown = run("release", version, "--dry-run", cwd=package)
    assert shown.returncode == 1
    assert version in one_sentence(shown)


def test_an_invalid_package_gives_exit_code_2(package, tmp_path):
    copied = shutil.copytree(package, tmp_path / "package")
    path = copied / "datapackage.json"
    path.write_text(path.read_text().replace('"bytes": ', '"bytes": 1'))
    shown = run("release", cwd=copied)
    assert (shown.returncode, "is invalid" in one_sentence(shown)) == (2, True)


def test_the_log_shows_the_release_of_a_version(package):
    assert "0.1.0" in run("log", cwd=package).stdout
    newest_last = json.loads(run("log", "--json", cwd=package).stdout)
    assert [version["release"] for version in newest_last] == ["0.1.0", None]


def test_the_log_of_a_row_shows_when_it_was_added_and_with_what(package):
    shown = run("log", "kofi-asante", cwd=package)
    assert "added" in shown.stdout
    assert "name = Kofi Asante" in shown.stdout
    history = json.loads(run("log", "kofi-asante", "--json", cwd=package).stdout)
    assert history["events"][0]["release"] == "0.1.0"


def test_the_log_of_an_unknown_id_gives_exit_code_1(package):
    shown = run("log", "nobody-at-all", cwd=package)
    assert (shown.returncode, "no id 'nobody-at-all'" in one_sentence(shown)) == (1, True)


@pytest.mark.parametrize("command", [["query", "SELECT count(*) FROM articles"], ["describe"]])
def test_reading_commands_take_a_release(package, command):
    shown = run(*command, "--at", "v0.1.0", cwd=package)
    assert (shown.returncode, shown.stderr) == (0, "")


def test_an_unknown_version_gives_exit_code_1_and_the_known_ones(package):
    shown = run("explain", "kofi-asante", "--at", "3.0.0", cwd=package)
    assert shown.returncode == 1
    assert "and the releases 0.1.0." in one_sentence(shown)


def test_a_checkout_says_what_it_wrote(package, tmp_path):
    shown = run("checkout", "0.1.0", "--out", str(tmp_path / "out"), cwd=package)
    assert shown.returncode == 0, shown.stderr
    assert "0.1.0 (version 1) in " in shown.stdout
    assert toolkit.open(tmp_path / "out").sql("SELECT count(*) n FROM articles").to_pylist() == [
        {"n": 1}
    ]
    assert "datapackage.json" in published_files(tmp_path / "out")


def test_a_checkout_into_a_folder_with_files_gives_exit_code_1(package):
    shown = run("checkout", "0.1.0", "--out", "seeds", cwd=package)
    assert (shown.returncode, "is not empty" in one_sentence(shown)) == (1, True)
