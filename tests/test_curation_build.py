"""A build applies what people decided, every time, and says what it left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from test_build import files_of

import toolkit
from toolkit.article import Article
from toolkit.build_error import BuildError
from toolkit.curation.entries import Merge, Override, Provenance
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


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(
        "So it was that Omar Reyes met Ana Bell, and all of it went well."
    )
    (folder / "two.txt").write_text("They told us that Ono Rais met Eva Stone there at noon.")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "package"


def build(articles: Path, out: Path) -> toolkit.package.Package:
    return toolkit.build(articles, out=out, parser=PlainParser)


def actors_of(package: toolkit.package.Package) -> list[str]:
    return package.sql("select actor_id from actors order by all").column(0).to_pylist()


def test_a_build_applies_curation_after_the_parser_each_time(articles, out):
    before = build(articles, out)
    before.propose([Merge("actors", "ono-rais", "omar-reyes", MADE)]).write()
    for _ in range(2):
        package = build(articles, out)
        assert actors_of(package) == ["ana-bell", "eva-stone", "omar-reyes"]
        assert package.report.curation.counts == {"merges": 1}
        assert package.report.validation.valid
    assert len(package.log()) == 2


def test_the_version_says_by_which_files_it_was_curated(articles, out):
    package = build(articles, out)
    package.propose([Override("actors", "ana-bell", "country", "PT", MADE)]).write()
    first, second = build(articles, out).log()
    assert "curation" not in first.extra
    assert len(second.extra["curation"]) == 64


def test_an_entry_that_does_not_apply_any_more_is_in_the_report_of_the_build(articles, out):
    package = build(articles, out)
    package.propose([Override("actors", "ono-rais", "country", "PT", MADE)]).write()
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
    build(articles, out)
    before = files_of(out)
    (out / "curation").mkdir()
    (out / "curation" / "values.csv").write_text("table,row\n", encoding="utf-8")
    with pytest.raises(BuildError, match=r"values\.csv, line 1: the header"):
        build(articles, out)
    assert files_of(out) == before
