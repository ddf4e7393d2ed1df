"""Articles on disk: what comes out is what went in, in its order, and by id."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.article import Article
from toolkit.spool import Spool

KNOWN = Article(
    "wire.jsonl#3",
    "Ministers met in Lomé — on Tuesday.\n\nNothing else.",
    title="Ministers meet",
    url="https://example.org/1",
    author="A. Writer",
    publisher="Volta Wire",
    language="en",
    published_on=date(2024, 5, 15),
)


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "build" / ".spool")


def numbered(count: int) -> list[Article]:
    return [Article(f"{number}.txt", f"Article {number} says little.") for number in range(count)]


def test_articles_come_back_in_their_order_with_all_that_is_known_of_them(spool):
    articles = [KNOWN, *numbered(300)]
    for article in articles:
        spool.add(article)
    assert list(spool) == articles
    assert list(spool) == articles
    assert len(spool) == 301


def test_a_text_is_found_by_the_id_of_its_article(spool):
    for article in (*numbered(50), KNOWN):
        spool.add(article)
    texts = spool.texts
    assert texts[KNOWN.article_id] == KNOWN.text
    assert sorted(texts) == list(texts)
    assert dict(texts) == {one.article_id: one.text for one in (*numbered(50), KNOWN)}


@pytest.mark.parametrize("unknown", ["0" * 16, "", "no id", "F" * 40, "-1", 7, None])
def test_what_is_no_id_of_an_article_has_no_text(spool, unknown):
    spool.add(KNOWN)
    assert unknown not in spool.texts
    assert spool.texts.get(unknown) is None


def test_an_article_that_is_left_out_is_in_no_list_any_more(spool):
    articles = numbered(5)
    for article in articles:
        spool.add(article)
    spool.leave_out(articles[2].article_id)
    assert list(spool) == [*articles[:2], *articles[3:]]
    assert len(spool) == len(spool.texts) == 4
    assert articles[2].article_id not in spool.texts


def test_the_digest_of_a_spool_is_that_of_its_texts_whatever_their_order(tmp_path):
    digests = set()
    for name, articles in (("a", numbered(9)), ("b", numbered(9)[::-1])):
        spool = Spool(tmp_path / name)
        for article in articles:
            spool.add(article)
        digests.add(spool.digest)
    assert len(digests) == 1


def test_what_a_killed_build_left_is_not_read_and_the_file_goes_at_the_end(tmp_path):
    path = tmp_path / ".spool"
    path.write_bytes(b"left")
    spool = Spool(path)
    spool.add(KNOWN)
    assert list(spool) == [KNOWN]
    spool.close()
    assert not path.exists()


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), unique=True, max_size=8))
def test_any_texts_come_back_as_they_were(tmp_path_factory, texts: list[str]):
    spool = Spool(tmp_path_factory.mktemp("any") / ".spool")
    for number, text in enumerate(texts):
        spool.add(Article(f"{number}.txt", text))
    assert [article.text for article in spool] == texts
    assert sorted(spool.texts.values()) == sorted(texts)
    spool.close()


def test_of_articles_that_are_asked_for_only_those_come_in_their_order(spool):
    articles = [KNOWN, *numbered(30)]
    for article in articles:
        spool.add(article)
    spool.leave_out(articles[4].article_id)
    wanted = bytearray(number in (0, 3, 4, 5, 17, 30) for number in range(31))
    assert list(spool.numbered(wanted)) == [
        (number, articles[number]) for number in (0, 3, 5, 17, 30)
    ]
    assert not list(spool.numbered(bytearray(31)))
