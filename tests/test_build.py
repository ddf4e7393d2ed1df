"""`toolkit.build`: from articles to a package, all or nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import pytest
from accra_articles import CALL, TALKS, articles
from conftest import PROJECT
from filelock import FileLock
from released_package import published_files
from timid_parser import TimidParser

import toolkit
from toolkit.article import Article
from toolkit.building.errors import BuildError, InvalidTables
from toolkit.facts import ActorFact, ElectionFact, Evidence, Facts, NameForm, ResultFact
from toolkit.package import Package
from toolkit.store.package_lock import LOCK_NAME
from toolkit.tables import table_names

__all__ = ["articles"]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "package"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Package:
    """A package of one article, which no test changes."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "talks.txt").write_text(TALKS, encoding="utf-8")
    return toolkit.build(folder / "talks.txt", out=folder / "package")


@pytest.fixture
def again(built, out) -> Path:
    """A copy of that package, into which a test may build again."""
    return Path(shutil.copytree(built.path, out))


def test_a_build_writes_every_table_of_the_data_model(built):
    assert set(built.report.rows) == set(table_names())
    for name in table_names():
        assert (built.path / "data" / f"{name}.csv").is_file()
    assert built.report.validation.valid


def test_the_package_answers_sql_at_once(built):
    names = built.sql("select name from actors where kind = 'person' order by name")
    assert names.column("name").to_pylist() == ["Ada Obi", "Kofi Asante"]


def test_the_database_is_plain_duckdb_with_keys_and_comments(built):
    with duckdb.connect(built.path / "build" / "parley.duckdb", read_only=True) as connection:
        kinds = connection.sql(
            "select distinct constraint_type from duckdb_constraints()"
        ).fetchall()
        commented = connection.sql(
            "select count(*) from duckdb_columns() where schema_name = 'main' "
            "and not internal and comment is null and table_name = 'meetings'"
        ).fetchone()
    assert {("PRIMARY KEY",), ("FOREIGN KEY",)} <= set(kinds)
    assert commented == (0,)
    assert built.sql("select count(*) as n from who_met_whom").column("n").to_pylist() == [1]


def test_a_second_build_of_the_same_input_changes_no_byte_and_makes_no_version(articles, again):
    before = published_files(again)
    package = toolkit.build(articles, out=again)
    assert published_files(again) == before
    assert not package.report.changed
    assert len(package.log()) == 1


def test_a_new_article_makes_a_new_version_and_the_old_one_stays_readable(articles, again):
    (articles / "call.txt").write_text(CALL, encoding="utf-8")
    package = toolkit.build(articles, out=again)
    assert package.report.changed
    first, second = package.log()
    assert "articles +1" in second.message
    count = "select count(*) as n from articles"
    assert package.sql(count).column("n").to_pylist() == [2]
    assert package.sql(count, at=first.number).column("n").to_pylist() == [1]
    assert len(list((again / "build" / "versions").glob("*.duckdb"))) == len([first, second])


def test_what_a_person_wrote_in_the_descriptor_is_kept(articles, out):
    out.mkdir()
    written = {"name": "my-news", "title": "My news", "homepage": "https://example.org", "x": 1}
    (out / "datapackage.json").write_text(json.dumps(written), encoding="utf-8")
    toolkit.build(articles, out=out)
    descriptor = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    assert written.items() <= descriptor.items()
    assert len(descriptor["resources"]) == len(table_names())
    assert (out / "build" / "my-news.duckdb").is_file()


def test_parquet_holds_the_same_rows_as_csv(built, articles, out):
    parquet = toolkit.build(articles, out=out, format="parquet")
    assert (out / "data" / "evidence.parquet").is_file()
    for name in table_names():
        select = f"select * from {name}"
        assert built.sql(select).to_pylist() == parquet.sql(select).to_pylist()


def test_several_processes_give_the_same_bytes_as_one(articles, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    (articles / "call.txt").write_text(CALL, encoding="utf-8")
    toolkit.build(articles, out=tmp_path / "one")
    toolkit.build(articles, out=tmp_path / "two", workers=2)
    assert published_files(tmp_path / "one") == published_files(tmp_path / "two")


def test_skipped_input_is_in_the_report_with_its_reason_and_the_rest_is_read(articles, out):
    (articles / "empty.txt").write_text("", encoding="utf-8")
    (articles / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    package = toolkit.build(articles, out=out)
    report = json.loads((out / "build" / "report.json").read_text(encoding="utf-8"))
    assert [item["source_path"] for item in report["skipped"]] == ["empty.txt", "picture.txt"]
    assert all(item["reason"] and item["remedy"] for item in report["skipped"])
    assert package.report.rows["articles"] == 1


def test_input_without_any_article_leaves_the_package_as_it_was(again, tmp_path):
    before = published_files(again)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(BuildError, match="empty"):
        toolkit.build(empty, out=again)
    assert published_files(again) == before


class LandslideParser:
    """Reads two winners with 90 percent each into whatever it is given."""

    name = "landslide"
    version = "1"

    def parse(self, articles: Iterable[Article]) -> Iterator[Facts]:
        here = (Evidence(0, 5, "test"),)
        for _ in articles:
            yield Facts(
                actors=tuple(
                    ActorFact(name, "party", (NameForm(name, here),)) for name in ("One", "Two")
                ),
                elections=(ElectionFact("GH", "parliamentary", here),),
                results=tuple(
                    ResultFact(0, contender, here, vote_share=90.0) for contender in (0, 1)
                ),
            )


def test_invalid_tables_leave_the_package_as_it_was_and_a_report(articles, again):
    before = published_files(again)
    with pytest.raises(InvalidTables) as raised:
        toolkit.build(articles, out=again, parser=LandslideParser)
    assert published_files(again) == before
    assert len(toolkit.open(again).log()) == 1
    (problem,) = raised.value.report.validation.problems
    assert (problem.rule, problem.severity) == ("vote_shares_within_whole", "error")
    report = json.loads((again / "build" / "report.json").read_text(encoding="utf-8"))
    assert not report["valid"]


def test_a_build_refuses_to_run_beside_another_one(articles, again):
    before = published_files(again)
    with (
        FileLock(again / LOCK_NAME),
        pytest.raises(BuildError, match="Another build is writing"),
    ):
        toolkit.build(articles, out=again)
    assert published_files(again) == before


def test_a_parser_that_fails_on_an_article_costs_only_that_article(articles, out):
    (articles / "call.txt").write_text(CALL, encoding="utf-8")
    package = toolkit.build(articles, out=out, parser=TimidParser)
    (skipped,) = package.report.skipped
    assert skipped.source_path == "call.txt"
    assert "too long a call" in skipped.reason
    assert package.report.rows["articles"] == 1


def test_an_unknown_format_is_refused(articles, out):
    with pytest.raises(BuildError, match="csv, parquet"):
        toolkit.build(articles, out=out, format="xlsx")


def test_the_report_of_a_build_says_what_its_version_changed(built):
    report = built.report.to_dict()
    assert report["version"]["number"] == 1
    assert "articles +1" in report["version"]["message"]


def test_no_word_of_an_article_but_names_and_topics_is_published(built):
    published = b"".join(published_files(built.path).values()).decode()
    for sentence in TALKS.split("---\n")[2].split(". "):
        assert " ".join(sentence.split()) not in published


def test_the_seeds_give_the_package_that_is_committed_byte_for_byte(tmp_path):
    committed = published_files(PROJECT)
    committed.pop("data/LICENSE.md")
    (tmp_path / "datapackage.json").write_bytes(committed["datapackage.json"])
    toolkit.build(PROJECT / "seeds", out=tmp_path)
    assert published_files(tmp_path) == committed
