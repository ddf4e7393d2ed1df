"""A build parses what no build before has parsed, and does nothing where nothing differs."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from killed_builds import EPOCH, without_validation
from telling_parser import TellingParser, facts_of, write_articles

import toolkit
from toolkit.article import Article
from toolkit.building.errors import BuildError
from toolkit.facts import Facts


class ListingParser(TellingParser):
    """The telling parser, which lists what it was given."""

    name = "listing"
    given: list[str] = []  # noqa: RUF012 - one list for every parser that is made

    def parse(self, articles: Iterable[Article]) -> Iterator[Facts]:
        for article in articles:
            self.given.append(article.source_path)
            yield facts_of(article.text)


def story(*people: str, end: str = "") -> str:
    """Return an article of more than thirty words, so that copies of it are known as such."""
    middle = (
        "The two spoke for an hour about the road between their countries, said their offices "
        "in a common statement, and they will speak again before the rain begins in the south."
    )
    return f"{people[0]} met {people[1]}. {middle} {end}".strip() + "\n"


class NewerParser(ListingParser):
    version = "2"


class FaintParser(ListingParser):
    """It gives up on the first article."""

    name = "faint"

    def parse(self, articles: Iterable[Article]) -> Iterator[Facts]:
        for article in articles:
            (facts,) = super().parse([article])
            yield Facts(failure="too dark") if article.source_path == "0000.txt" else facts


@pytest.fixture(scope="module", autouse=True)
def _quick_builds_at_one_time() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched, without_validation():
        patched.setenv("SOURCE_DATE_EPOCH", EPOCH)
        yield


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """Four articles and the package of them."""
    folder = tmp_path_factory.mktemp("whole")
    write_articles(folder / "articles", 4)
    given, _ = built(folder / "articles", folder / "package")
    assert given == ["0000.txt", "0001.txt", "0002.txt", "0003.txt"]
    return folder


@pytest.fixture
def articles(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole / "articles", tmp_path / "articles"))


@pytest.fixture
def out(whole: Path, tmp_path: Path) -> Path:
    """The package of the four articles."""
    return Path(shutil.copytree(whole / "package", tmp_path / "package"))


def built(articles: Path, out: Path, parser=ListingParser, **options) -> tuple[list[str], dict]:
    """Build; return the paths of the articles that were parsed, and the report."""
    ListingParser.given.clear()
    toolkit.build(articles, out=out, parser=parser, **options)
    return sorted(ListingParser.given), report_of(out)


def report_of(out: Path) -> dict:
    return json.loads((out / "build" / "report.json").read_text(encoding="utf-8"))


def published(folder: Path) -> dict[str, bytes]:
    paths = [folder / "datapackage.json", *sorted((folder / "data").iterdir())]
    return {path.name: path.read_bytes() for path in paths}


def states(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in (folder / "data").iterdir()}


def test_only_what_is_new_is_parsed(articles, out):
    write_articles(articles, 6)
    given, report = built(articles, out)
    assert given == ["0004.txt", "0005.txt"]
    assert report["reading"] == {**report["reading"], "parsed": 2, "kept": 4, "failed": 0}
    assert report["rows"]["articles"] == 6


def test_a_build_of_kept_facts_gives_the_bytes_of_one_that_parses_all(articles, out, tmp_path):
    write_articles(articles, 7)
    twin = tmp_path / "twin"
    shutil.copytree(out, twin)
    built(articles, out)
    assert len(built(articles, twin, reparse=True)[0]) == 7
    assert published(out) == published(twin)


def test_builds_step_by_step_give_the_bytes_of_one_from_nothing(articles, out, tmp_path):
    for count in (5, 8):
        write_articles(articles, count)
        built(articles, out)
    built(articles, tmp_path / "fresh")
    assert published(out) == published(tmp_path / "fresh")


def test_a_moved_article_is_not_parsed_again_and_its_row_says_where_it_is(articles, out):
    (articles / "0002.txt").rename(articles / "moved.txt")
    assert built(articles, out)[0] == []
    paths = toolkit.open(out).sql("select source_path from articles order by all")
    assert "moved.txt" in paths.column(0).to_pylist()


def test_another_version_of_the_parser_parses_all_again(articles, out):
    assert len(built(articles, out, NewerParser)[0]) == 4


def test_a_changed_reference_table_parses_all_again(articles, out, tmp_path, monkeypatch):
    own = tmp_path / "reference"
    own.mkdir()
    (own / "titles.csv").write_text("title\nbaron of the marches\n", encoding="utf-8")
    monkeypatch.setenv("PARLEY_REFERENCE", str(own))
    assert len(built(articles, out)[0]) == 4


def test_another_version_of_a_library_that_reads_parses_all_again(articles, out, monkeypatch):
    def newer(name: str) -> str:
        return "99.1" if name == "onnxruntime" else version(name)

    monkeypatch.setattr("toolkit.building.parser_mark.version", newer)
    assert len(built(articles, out)[0]) == 4


def test_facts_of_a_removed_article_leave_the_tables_and_come_back_with_it(articles, out):
    text = (articles / "0003.txt").read_bytes()
    (articles / "0003.txt").unlink()
    given, report = built(articles, out)
    assert (given, report["rows"]["articles"]) == ([], 3)
    (articles / "0003.txt").write_bytes(text)
    given, report = built(articles, out)
    assert (given, report["rows"]["articles"]) == ([], 4)


def test_an_article_that_failed_is_tried_again(articles, out):
    _, report = built(articles, out, FaintParser)
    assert report["reading"]["failed"] == 1
    assert [one["source_path"] for one in report["skipped"]] == ["0000.txt"]
    assert built(articles, out, FaintParser)[0] == ["0000.txt"]


def test_damaged_kept_facts_are_told_and_parsed_again(articles, out):
    before = published(out)
    (shard,) = (out / "build" / "facts").rglob("*.arrow")
    shard.write_bytes(shard.read_bytes()[:-20])
    (articles / "0003.txt").touch()
    (out / "build" / ".built.json").unlink()
    given, report = built(articles, out)
    assert len(given) == 4
    assert any(shard.name in note["source_path"] for note in report["notes"])
    assert published(out) == before


def test_nothing_is_written_where_nothing_differs(articles, out):
    first, before = report_of(out), states(out)
    given, report = built(articles, out)
    assert given == []
    assert states(out) == before
    assert "storing" not in report["stages"]
    assert not report["changed"]
    same = ("rows", "validation", "version", "curation", "name", "skipped", "notes")
    assert {key: report[key] for key in same} == {key: first[key] for key in same}


def spoil_a_table(out: Path) -> None:
    with (out / "data" / "actors.csv").open("a") as file:
        file.write("x\n")


def lose_the_database(out: Path) -> None:
    (out / "build" / "parley.duckdb").unlink()


def lose_the_store(out: Path) -> None:
    shutil.rmtree(out / "build" / "store")


def edit_the_descriptor(out: Path) -> None:
    path = out / "datapackage.json"
    path.write_text(path.read_text().replace("Who met whom, and who won", "Ours"))


def leave_what_a_killed_build_leaves(out: Path) -> None:
    (out / "build" / ".staging").mkdir()


@pytest.mark.parametrize(
    "disturb",
    [
        spoil_a_table,
        lose_the_database,
        lose_the_store,
        edit_the_descriptor,
        leave_what_a_killed_build_leaves,
    ],
)
def test_a_package_that_is_not_as_it_was_left_is_written_again(
    articles, out, disturb: Callable[[Path], None]
):
    tables = {name: content for name, content in published(out).items() if name.endswith("csv")}
    disturb(out)
    given, report = built(articles, out)
    assert given == []
    assert "storing" in report["stages"]
    assert {name: published(out)[name] for name in tables} == tables
    assert (out / "build" / "parley.duckdb").is_file()


def test_another_format_is_written_though_the_articles_are_the_same(articles, out):
    built(articles, out, format="parquet")
    assert (out / "data" / "actors.parquet").is_file()


def test_correcting_the_package_is_a_reason_to_build(articles, out):
    actor = toolkit.open(out).sql("select actor_id from actors order by 1 limit 1")[0][0].as_py()
    folder = out / "curation"
    folder.mkdir()
    (folder / "values.csv").write_text(
        "table_name,record_id,field,value,who,made_on,why,source\n"
        f"actors,{actor},country,GH,Ada,2024-05-20,known,\n"
    )
    _, report = built(articles, out)
    assert report["curation"]["applied"] == {"values": 1}
    _, again = built(articles, out)
    assert "storing" not in again["stages"]
    assert again["curation"] == report["curation"]


def test_the_report_says_what_each_input_gave(articles, out, tmp_path):
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "empty.txt").write_text("")
    shutil.copy(articles / "0000.txt", tmp_path / "more" / "twin.txt")
    toolkit.build([articles, tmp_path / "more"], out=out, parser=ListingParser)
    assert report_of(out)["by_input"] == [
        {"input": str(articles), "articles": 4, "skipped": 0},
        {"input": str(tmp_path / "more"), "articles": 0, "skipped": 2},
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows does not say")
def test_the_report_has_the_seconds_of_each_stage_and_the_peak_of_memory(articles, out):
    _, report = built(articles, out, NewerParser)
    assert list(report["stages"]) == [
        *("reading", "comparing", "parsing", "resolving", "writing", "validating", "storing")
    ]
    assert 0 < sum(report["stages"].values()) <= report["seconds"] + 0.01
    assert report["peak_memory"]["process"] > 1_000_000


def test_a_build_leaves_no_text_on_disk(articles, out):
    (articles / "0000.txt").write_text("", encoding="utf-8")
    with pytest.raises(BuildError):
        toolkit.build(articles / "0000.txt", out=out, parser=ListingParser)
    left = {path.name for path in (out / "build").iterdir()}
    hidden = {".built.json", ".lock", ".swap.lock"}
    kept = {"claims", "facts", "sketches", "store", "triage.verdicts", "versions"}
    assert left <= {*hidden, *kept, "parley.duckdb", "report.json"}


def test_a_text_that_repeats_another_is_not_parsed_and_has_its_facts(articles, out):
    for name, end in (("one", ""), ("two", "(Volta Wire)"), ("three", "(The Coast Daily)")):
        text = story("Ada Abara", "Bo Bello", end=end)
        (articles / f"{name}.txt").write_text(text, encoding="utf-8")
    given, report = built(articles, out)
    assert len(given) == 1
    assert report["reading"] == {**report["reading"], "parsed": 1, "carried_over": 2}
    rows = toolkit.open(out).sql(
        "select reading, count(*) as n from articles join meeting_reports using (article_id) "
        "where source_path in ('one.txt', 'two.txt', 'three.txt') group by all order by all"
    )
    assert rows.to_pylist() == [{"reading": "carried_over", "n": 2}, {"reading": "read", "n": 1}]
    (articles / "0000.txt").unlink()
    given, report = built(articles, out)
    assert given == []
    assert report["reading"]["carried_over"] == 2


def test_a_copy_that_has_to_be_parsed_is_compared_with_its_original_only_once(
    articles, out, monkeypatch
):
    compared: list[str] = []

    def refuse(facts: Facts, original: Article, copy: Article) -> None:
        compared.append(copy.source_path)

    monkeypatch.setattr("toolkit.copies.carry_over", refuse)
    for name, end in (("one", ""), ("two", "(Volta Wire)")):
        text = story("Ada Abara", "Bo Bello", end=end)
        (articles / f"{name}.txt").write_text(text, encoding="utf-8")
    given, report = built(articles, out)
    assert given == ["one.txt", "two.txt"]
    assert len(compared) == 1
    for number in range(3):
        (articles / f"more{number}.txt").write_text(f"Day {number}: Cy Coker met Di Dada.\n")
        given, again = built(articles, out)
        assert given == [f"more{number}.txt"]
        assert again["reading"]["carried_over"] == report["reading"]["carried_over"] == 0
    assert len(compared) == 1
    built(articles, out, reparse=True)
    assert len(compared) == 2


def test_the_text_that_is_repeated_may_go(articles, out, tmp_path):
    for name, end in (("one", ""), ("two", "(Volta Wire)")):
        text = story("Ada Abara", "Bo Bello", end=end)
        (articles / f"{name}.txt").write_text(text, encoding="utf-8")
    (parsed,), _ = built(articles, out)
    (articles / parsed).unlink()
    given, _ = built(articles, out)
    assert len(given) == 1
    built(articles, tmp_path / "fresh")
    names = ("articles.csv", "meeting_reports.csv", "evidence.csv")
    fresh = published(tmp_path / "fresh")
    assert {name: published(out)[name] for name in names} == {name: fresh[name] for name in names}


def test_copies_are_parsed_when_that_is_asked_for(articles, out):
    for name, end in (("one", ""), ("two", "(Volta Wire)")):
        text = story("Ada Abara", "Bo Bello", end=end)
        (articles / f"{name}.txt").write_text(text, encoding="utf-8")
    given, report = built(articles, out, parse_copies=True)
    assert given == ["one.txt", "two.txt"]
    assert report["reading"]["carried_over"] == 0


def test_with_triage_an_article_that_can_hold_no_fact_has_only_its_row(articles, out):
    bread = "The baker sells bread in the morning, and in the evening she sells cake to all.\n"
    talks = "President Ada Abara met Bo Bello. They spoke of the border, her office said.\n"
    (articles / "bread.txt").write_text(bread, encoding="utf-8")
    (articles / "talks.txt").write_text(talks, encoding="utf-8")
    given, report = built(articles, out, triage=True)
    assert given == ["talks.txt"]
    assert report["reading"]["passed_over"] == report["rows"]["articles"] - 1
    rows = toolkit.open(out).sql(
        "select reading from articles where source_path in ('bread.txt', 'talks.txt') order by all"
    )
    assert rows.column(0).to_pylist() == ["passed_over", "read"]
    assert built(articles, out)[0] == ["bread.txt"]


def test_with_triage_a_package_without_any_article_to_parse_is_built(tmp_path):
    bread = "The baker sells bread in the morning, and in the evening she sells cake to all.\n"
    (tmp_path / "bread.txt").write_text(bread, encoding="utf-8")
    toolkit.build([tmp_path / "bread.txt"], tmp_path / "package", triage=True)
    report = json.loads((tmp_path / "package" / "build" / "report.json").read_text())
    assert report["valid"]
    assert report["reading"]["passed_over"] == report["rows"]["articles"] == 1


def test_builds_with_triage_step_by_step_give_the_bytes_of_one_from_nothing(
    articles, out, tmp_path
):
    talks = "President Ada Abara met Bo Bello. They spoke of the border, her office said.\n"
    for step, name in enumerate(("talks.txt", "0001.txt", "more.txt")):
        (articles / name).write_text(f"{talks} It was day {step}.\n", encoding="utf-8")
        built(articles, out, triage=True)
    (articles / "0000.txt").unlink()
    _, report = built(articles, out, triage=True)
    _, whole = built(articles, tmp_path / "fresh", triage=True)
    assert published(out)["articles.csv"] == published(tmp_path / "fresh")["articles.csv"]
    assert report["reading"]["passed_over"] == whole["reading"]["passed_over"] > 0
