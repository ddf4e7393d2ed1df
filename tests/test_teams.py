"""Several people build and ask at once, on the command line, as they would."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from accra_articles import CALL, TALKS
from commands import Started, one_sentence, run, start
from postgres_server import PASSWORD, PostgresServer
from timid_parser import TimidParser

import toolkit
from toolkit.store.lake import tables_at

pytestmark = pytest.mark.postgres
ARTICLES = {"ann": TALKS, "bo": CALL}


@dataclass(frozen=True, slots=True)
class Team:
    """Two package folders, `ann` and `bo`, each with its articles, and the catalogue of both."""

    folder: Path
    postgres: PostgresServer

    @property
    def address(self) -> str:
        """The address of the catalogue without its password."""
        return f"postgres:dbname=team host=127.0.0.1 port={self.postgres.port} user=writer"

    def start(self, *arguments: str, password: str = PASSWORD) -> Started:
        """Start a command of the toolkit, which finds the password where libpq does."""
        return start(*arguments, cwd=self.folder, environment={"PGPASSWORD": password})

    def run(self, *arguments: str, password: str = PASSWORD) -> subprocess.CompletedProcess[str]:
        """Run a command of the toolkit."""
        return run(*arguments, cwd=self.folder, environment={"PGPASSWORD": password})


@pytest.fixture(scope="module")
def team(postgres, tmp_path_factory) -> Team:
    """A team of whom each built once, both at the same time."""
    folder = tmp_path_factory.mktemp("team")
    postgres.run_sql("CREATE DATABASE team")
    team = Team(folder, postgres)
    builds = []
    for name, text in ARTICLES.items():
        (folder / f"articles-{name}").mkdir()
        (folder / f"articles-{name}" / f"{name}.txt").write_text(text, encoding="utf-8")
        url = f"postgresql://writer@127.0.0.1:{postgres.port}/team"
        builds.append(
            team.start(
                *("build", f"articles-{name}", "--out", name, "--json"),
                *("--catalog", url if name == "ann" else postgres.address("team")),
                *("--catalog-data", "rows"),
            )
        )
    for build in builds:
        ended = build.wait()
        assert (ended.code, ended.err) == (0, "")
    return team


def files_of(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def log_of(team: Team, name: str, *arguments: str) -> list[dict]:
    """Return the versions that the log of a package shows."""
    return json.loads(team.run("log", "--package", name, "--json", *arguments).stdout)


def number_of(team: Team, name: str) -> int:
    """Return the number of the version that a build made."""
    report = json.loads((team.folder / name / "build" / "report.json").read_text())
    return report["version"]["number"]


def test_of_two_builds_at_once_both_are_in_the_log(team):
    assert sorted(number_of(team, name) for name in ARTICLES) == [1, 2]
    numbers = [version["number"] for version in log_of(team, "ann")]
    assert numbers == [version["number"] for version in log_of(team, "bo")] == [1, 2]


def test_each_version_has_the_tables_of_a_build_alone(team, tmp_path, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    for name in ARTICLES:
        toolkit.build(team.folder / f"articles-{name}", tmp_path / name)
        alone = tables_at(tmp_path / name / "build" / "store", 1)
        assert tables_at(team.folder / name / "build" / "store", number_of(team, name)) == alone
        for file in sorted((tmp_path / name / "data").iterdir()):
            assert (team.folder / name / "data" / file.name).read_bytes() == file.read_bytes()


def test_a_member_asks_for_the_version_of_another(team):
    path = "SELECT source_path FROM articles"
    for name in ARTICLES:
        for asked in ("ann", "bo"):
            at = ("--at", str(number_of(team, asked)))
            shown = team.run("query", path, "--package", name, "--format", "csv", *at)
            assert shown.stdout == f"source_path\n{asked}.txt\n"


def test_an_older_version_is_described_and_explained(team):
    at = ("--package", "bo", "--at", str(number_of(team, "ann")))
    described = json.loads(team.run("describe", "articles", "--json", *at).stdout)
    assert described["tables"][0]["rows"] == 1
    assert "Kofi Asante" in team.run("explain", "kofi-asante", *at).stdout


def test_sql_on_an_older_version_reaches_no_server_and_no_password(team):
    at = ("--package", "ann", "--at", "1", "--catalog", team.postgres.address("team"))
    for sql in (
        f"FROM postgres_scan('{team.address.removeprefix('postgres:')}', 'public', 'x')",
        "FROM postgres_query('catalog_database', 'SELECT 1')",
    ):
        refused = team.run("query", sql, *at)
        assert refused.returncode == 1
        assert "does not exist" in one_sentence(refused) or "not in the catalog" in refused.stderr
    shown = team.run("query", "FROM duckdb_databases() SELECT path", *at)
    assert shown.returncode == 0
    assert "127.0.0.1" not in shown.stdout


def test_the_password_is_in_no_file(team):
    for path, content in files_of(team.folder).items():
        assert PASSWORD.encode() not in content, path
    remembered = json.loads((team.folder / "ann" / "build" / "store" / "catalog.json").read_text())
    assert remembered == {"catalog": team.address, "data": str(team.folder / "rows")}


def test_a_build_of_the_same_articles_is_no_version(team):
    last = max(ARTICLES, key=lambda name: number_of(team, name))
    built = team.run("build", f"articles-{last}", "--out", last, "--json")
    assert not json.loads(built.stdout)["changed"]
    assert len(log_of(team, last)) == 2


def test_a_catalogue_that_cannot_be_reached_leaves_everything_as_it_was(team):
    before = files_of(team.folder)
    absent = "postgres:dbname=team host=127.0.0.1 port=9 user=writer password=secret"
    for command in (
        ("build", "articles-ann", "--out", "ann", "--catalog", absent),
        ("build", "articles-ann", "--out", "new", "--catalog", absent, "--catalog-data", "rows"),
        ("log", "--package", "ann", "--catalog", absent),
        ("query", "SELECT 1", "--package", "ann", "--at", "1", "--catalog", absent),
    ):
        failed = team.run(*command)
        assert failed.returncode == 1
        said = one_sentence(failed)
        assert "can't be reached: " in said
        assert "Start the server, or correct the address" in said
        assert "secret" not in said
    after = files_of(team.folder)
    assert {path for path in after if path.name != ".lock"} == set(before) - {
        path for path in before if path.name == ".lock"
    }
    assert all(after[path] == content for path, content in before.items())


def test_a_wrong_password_is_told_to_be_wrong(team):
    failed = team.run("log", "--package", "bo", password="not this one")
    assert failed.returncode == 1
    assert 'password authentication failed for user "writer"' in one_sentence(failed)


def test_the_current_version_is_read_without_the_catalogue(team):
    sql, form = "SELECT count(*) AS n FROM articles", ("--package", "ann", "--format", "csv")
    shown = team.run("query", sql, *form, password="not this one")
    assert shown.stdout == "n\n1\n"


def test_the_catalogue_in_a_file_is_another_history(team):
    assert log_of(team, "ann", "--catalog", "file") == []


def test_a_build_that_is_cut_off_after_its_commit_is_completed_by_the_next(
    team, tmp_path, monkeypatch
):
    team.postgres.run_sql("CREATE DATABASE cut")
    address = team.postgres.address("cut")
    rename = Path.rename

    def cut_off(path: Path, target: Path) -> Path:
        if target.name == ".swap":
            raise KeyboardInterrupt
        return rename(path, target)

    build = partial(
        toolkit.build,
        *(team.folder / "articles-ann", tmp_path),
        catalog=address,
        catalog_data=tmp_path / "rows",
        parser=TimidParser,
    )
    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", cut_off)
        with pytest.raises(KeyboardInterrupt):
            build()
    assert not (tmp_path / "datapackage.json").exists()
    assert not build().report.changed
    assert [version.number for version in toolkit.open(tmp_path, catalog=address).log()] == [1]
    assert (tmp_path / "data" / "articles.csv").is_file()


def test_who_has_the_files_of_a_release_alone_builds_what_is_unreleased(team, tmp_path):
    team.postgres.run_sql("CREATE DATABASE handed")
    known = {"catalog": team.postgres.address("handed"), "catalog_data": tmp_path / "rows"}
    first, second = tmp_path / "first", tmp_path / "second"
    toolkit.build(team.folder / "articles-ann", first, **known, parser=TimidParser)
    released = toolkit.open(first, catalog=known["catalog"]).release().version
    shutil.copytree(first / "data", second / "data")
    shutil.copy(first / "datapackage.json", second)
    (tmp_path / "other.txt").write_text(TALKS.replace("Tuesday", "Monday"), encoding="utf-8")
    toolkit.build(tmp_path / "other.txt", second, **known, parser=TimidParser)
    assert released == "0.1.0"
    assert json.loads((second / "datapackage.json").read_text())["version"] == "0.1.1-unreleased"
