"""A build applies what people decided, every time, and says what it left out."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from commands import one_sentence, run
from released_package import published_files

import toolkit
from toolkit.article import Article
from toolkit.building.errors import BuildError
from toolkit.curation.entries import Merge, Override, Provenance, Rejection, Split
from toolkit.facts import ActorFact, Evidence, Facts, MeetingFact, NameForm, ParticipantFact

MADE = Provenance("Ada", date(2024, 5, 15), "One man.")


class PlainParser:
    """Reads persons of two capitalised words, and that all of an article met."""

    name = "plain"
    version = "1"

    def parse(self, articles: Iterable[Article]) -> Iterator[Facts]:
        for article in articles:
            words = list(re.finditer(r"[A-Z]\w+ [A-Z]\w+", article.text))
            spans = [(Evidence(*word.span(), "plain"),) for word in words]
            actors = [
                ActorFact(word[0], "person", (NameForm(word[0], span),))
                for word, span in zip(words, spans, strict=True)
            ]
            met = [ParticipantFact(number, span) for number, span in enumerate(spans)]
            yield Facts(
                actors=tuple(actors),
                meetings=(MeetingFact("meeting", "held", tuple(met), spans[0]),),
            )


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> Path:
    """A folder with two articles and the package that was built of them."""
    folder = tmp_path_factory.mktemp("first")
    (folder / "articles").mkdir()
    (folder / "articles" / "one.txt").write_text(
        "So it was that Omar Reyes met Ana Bell, and all of it went well."
    )
    (folder / "articles" / "two.txt").write_text(
        "They told us that Ono Rais met Eva Stone there at noon."
    )
    build(folder / "articles", folder / "package")
    return folder


@pytest.fixture
def articles(first, tmp_path) -> Path:
    return Path(shutil.copytree(first / "articles", tmp_path / "articles"))


@pytest.fixture
def out(first, tmp_path) -> Path:
    """A copy of the package, which has no curation yet."""
    return Path(shutil.copytree(first / "package", tmp_path / "package"))


def build(articles: Path, out: Path) -> toolkit.package.Package:
    return toolkit.build(articles, out=out, parser=PlainParser)


def actors_of(package: toolkit.package.Package) -> list[str]:
    return package.sql("select actor_id from actors order by all").column(0).to_pylist()


def test_a_build_applies_curation_after_the_parser_each_time(articles, out):
    toolkit.open(out).propose([Merge("actors", "ono-rais", "omar-reyes", MADE)]).write()
    for _ in range(2):
        package = build(articles, out)
        assert actors_of(package) == ["ana-bell", "eva-stone", "omar-reyes"]
        assert package.report.curation.counts == {"merges": 1}
        assert package.report.validation.valid
    assert len(package.log()) == 2


def test_corrections_stay_with_what_they_mean_while_articles_come_and_go(articles, out):
    package = toolkit.open(out)
    (meeting,) = (
        package.sql("select meeting_id from meeting_participants where actor_id = 'eva-stone'")
        .column(0)
        .to_pylist()
    )
    ono = Split("actors", "ono-rais", articles_of(package, "ono-rais")[0], "ono-rais-junior", MADE)
    package.propose([Merge("actors", "eva-stone", "ana-bell", MADE)]).write()
    package.propose([Rejection("actors", "omar-reyes", MADE), ono]).write()
    package = build(articles, out)
    package.propose([Override("actors", "ono-rais-junior", "country", "PT", MADE)]).write()
    # Earlier than the others: it would be the first to give the actors their keys.
    (articles / "a.txt").write_text("It is said that Eva Stone met Omar Reyes and Ona Miro today.")
    for _ in range(2):
        package = build(articles, out)
        assert package.report.curation.not_applied == ()
        assert actors_of(package) == ["ana-bell", "ona-miro", "ono-rais-junior"]
        met = package.sql(
            f"select actor_id from meeting_participants where meeting_id = '{meeting}'"
        )
        assert met.column(0).to_pylist() == ["ana-bell", "ono-rais-junior"]
        redirects = package.sql("select old_id, new_id, since_version from redirects order by all")
        assert redirects.to_pylist() == [
            {"old_id": "eva-stone", "new_id": "ana-bell", "since_version": 2},
            {"old_id": "omar-reyes", "new_id": None, "since_version": 2},
            {"old_id": "ono-rais", "new_id": "ono-rais-junior", "since_version": 2},
        ]
    assert not package.report.changed


def articles_of(package: toolkit.package.Package, actor_id: str) -> list[str]:
    return (
        package.sql(f"select distinct article_id from evidence where record_id = '{actor_id}'")
        .column(0)
        .to_pylist()
    )


def test_a_correction_that_is_taken_back_leaves_what_was_read(articles, out):
    package = toolkit.open(out)
    package.propose([Merge("actors", "ono-rais", "omar-reyes", MADE)]).write()
    package.propose([Rejection("actors", "ana-bell", MADE)]).write()
    build(articles, out)
    for name in ("merges", "rejections"):
        (out / "curation" / f"{name}.csv").unlink()
    package = build(articles, out)
    assert actors_of(package) == ["ana-bell", "eva-stone", "omar-reyes", "ono-rais"]
    assert package.sql("select * from redirects").num_rows == 0
    assert package.sql("select * from evidence where rule like 'curation/%'").num_rows == 0


def test_the_version_says_by_which_files_it_was_curated(articles, out):
    entry = Override("actors", "ana-bell", "country", "PT", MADE)
    toolkit.open(out).propose([entry]).write()
    first, second = build(articles, out).log()
    assert "curation" not in first.extra
    assert len(second.extra["curation"]) == 64


def test_the_version_says_which_parser_read_it(out):
    (version,) = toolkit.open(out).log()
    assert version.extra["parser"] == f"{PlainParser.name} {PlainParser.version}"


def test_an_entry_that_does_not_apply_any_more_is_in_the_report_of_the_build(articles, out):
    entry = Override("actors", "ono-rais", "country", "PT", MADE)
    toolkit.open(out).propose([entry]).write()
    (articles / "two.txt").unlink()
    assert build(articles, out).report.validation.valid
    report = json.loads((out / "build" / "report.json").read_text(encoding="utf-8"))
    assert report["curation"] == {
        "applied": {},
        "not_applied": [
            {
                "file": "values.csv",
                "line": 2,
                "entry": "actors ono-rais: country is PT",
                "why": "there is no ono-rais in actors",
            }
        ],
    }


def test_a_wrong_file_of_curation_ends_the_build_before_anything_is_read(articles, out):
    before = published_files(out)
    (out / "curation").mkdir()
    (out / "curation" / "values.csv").write_text("table,row\n", encoding="utf-8")
    with pytest.raises(BuildError, match=r"values\.csv, line 1: the header"):
        build(articles, out)
    ended = run("build", str(articles), "--out", str(out))
    assert ended.returncode == 2
    assert "values.csv, line 1" in one_sentence(ended)
    assert published_files(out) == before
