"""An article whose facts break a rule costs itself alone, as long as such articles are few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from telling_parser import FIRST, LAST, TellingParser, facts_of

import toolkit
from toolkit.article import Article
from toolkit.building.errors import InvalidTables
from toolkit.building.report import BuildReport
from toolkit.facts import Evidence, Facts

COMMON = "{0} {1} met {2} {3}. It was talk number {4} of the year.\n"
ODD = "Ugo Odd met Uma Odd. It was told {0} times that this was in another year.\n"
LATER = date(2030, 1, 1)


class DatingParser(TellingParser):
    """Reads of odd articles that people met years after the article came out."""

    name = "dating"

    def parse(self, articles: Iterable[Article]) -> Iterator[Facts]:
        for article in articles:
            facts = facts_of(article.text)
            if "Odd" in article.text:
                (meeting,) = facts.meetings
                days = (
                    Evidence(0, 3, "dating", "start_date"),
                    Evidence(0, 3, "dating", "end_date"),
                )
                later = replace(
                    meeting,
                    start_date=LATER,
                    end_date=LATER,
                    evidence=(*meeting.evidence, *days),
                )
                facts = replace(facts, meetings=(later,))
            yield facts


def build(folder: Path, common: int, odd: int) -> BuildReport:
    """Build the package of that many common articles and odd ones."""
    articles = folder / "articles"
    articles.mkdir(exist_ok=True)
    for number in range(common):
        names = (
            names_of[number % len(names_of)] for names_of in (FIRST, LAST, FIRST[5:], LAST[5:])
        )
        write(articles / f"common-{number:03}.txt", COMMON.format(*names, number))
    for number in range(odd):
        write(articles / f"odd-{number}.txt", ODD.format(number))
    return toolkit.build(articles, folder / "package", parser=DatingParser).report


def write(path: Path, text: str) -> None:
    path.write_text(f"---\npublished_on: 2024-05-01\n---\n{text}", encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[Path, BuildReport]:
    folder = tmp_path_factory.mktemp("odd")
    return folder, build(folder, common=120, odd=1)


def test_the_article_is_skipped_with_the_rule_that_it_breaks(built):
    _, report = built
    (skipped,) = report.skipped
    assert skipped.source_path == "odd-0.txt"
    assert skipped.reason.startswith(
        "what was read in it breaks the rule meeting_held_before_report (The article of 2024-05-01"
    )


def test_the_rest_is_the_package_that_it_is_without_the_article(built, tmp_path):
    folder, report = built
    assert report.validation.valid
    build(tmp_path, common=120, odd=0)
    for path in sorted((tmp_path / "package" / "data").iterdir()):
        assert (folder / "package" / "data" / path.name).read_bytes() == path.read_bytes()


def test_the_next_build_leaves_it_out_too_and_changes_nothing(built):
    folder, _ = built
    again = build(folder, common=120, odd=1)
    assert [one.source_path for one in again.skipped] == ["odd-0.txt"]
    assert not again.changed


def test_where_more_than_one_in_a_hundred_break_rules_the_package_is_left_as_it_was(tmp_path):
    with pytest.raises(InvalidTables):
        build(tmp_path, common=120, odd=2)
    assert not (tmp_path / "package" / "datapackage.json").exists()
