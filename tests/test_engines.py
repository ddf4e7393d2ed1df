"""Every engine yields the same articles with the same facts in the same order."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import pytest

from toolkit.article import Article
from toolkit.engines import EngineError, engine, run_here, run_in_processes
from toolkit.facts import ActorFact, Facts


class FirstWordParser:
    """A parser that finds the first word of an article, and fails at the word "broken"."""

    name = "first-word"
    version = "1"

    def parse(self, articles: Iterable[Article]) -> Iterator[Facts]:
        for article in articles:
            first = article.text.split()[0]
            if first == "broken":
                raise RuntimeError("a defect of the parser")
            yield Facts(actors=(ActorFact(first, "person", ()),))


def numbered(count: int) -> list[Article]:
    return [Article(f"{n}.txt", f"word{n} and more") for n in range(count)]


def test_an_engine_yields_each_article_with_its_own_facts():
    read = list(run_here(FirstWordParser, numbered(3)))
    assert [(a.source_path, f.actors[0].name) for a, f in read] == [
        ("0.txt", "word0"),
        ("1.txt", "word1"),
        ("2.txt", "word2"),
    ]


def test_no_articles_give_no_facts():
    assert list(run_here(FirstWordParser, [])) == []
    assert list(run_in_processes(FirstWordParser, [], workers=2)) == []


def test_several_processes_yield_what_one_does():
    articles = numbered(150)
    alone = list(run_here(FirstWordParser, articles))
    assert list(run_in_processes(FirstWordParser, articles, workers=2)) == alone


def test_a_defect_in_another_process_is_raised_here():
    articles = [*numbered(2), Article("x.txt", "broken article")]
    with pytest.raises(RuntimeError, match="a defect of the parser"):
        list(run_in_processes(FirstWordParser, articles, workers=2))


def test_articles_are_read_only_as_far_as_they_are_asked_for():
    asked = []

    def articles() -> Iterator[Article]:
        for article in numbered(1000):
            asked.append(article)
            yield article

    next(run_here(FirstWordParser, articles()))
    assert len(asked) < 10


def test_one_worker_is_this_process():
    assert engine(1) is run_here


def test_no_worker_is_an_error():
    with pytest.raises(ValueError, match="at least 1"):
        engine(0)


def test_ray_that_is_not_installed_is_told_with_its_extra(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(EngineError, match=r"install it with pip install 'parley-toolkit\[ray\]'"):
        list(engine(2, "ray")(FirstWordParser, numbered(3)))


def test_no_articles_start_no_cluster(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    assert list(engine(2, "ray")(FirstWordParser, [])) == []
