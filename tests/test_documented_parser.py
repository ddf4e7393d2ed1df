"""The parser that the documentation shows can be written, built with and read with."""

from __future__ import annotations

import re

from conftest import PROJECT

from toolkit.article import Article
from toolkit.parsers.english.reader.model import SHIPPED, load_model

PAGE = (PROJECT / "docs" / "parser.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"<!-- example: parser -->\n```python\n(.*?)```\n", re.DOTALL)


def test_the_parser_of_the_page_finds_what_it_promises():
    names: dict = {}
    exec(EXAMPLE.search(PAGE)[1], names)
    articles = [
        Article("a.txt", "Morning news\nAda Obi was sworn in on Monday."),
        Article("b.txt", "Nobody was sworn in, they say."),
        Article("c.txt", "It rained."),
    ]
    oath, nobody, rain = names["SwornNames"]().parse(articles)
    assert [actor.name for actor in oath.actors] == ["Ada Obi"]
    (evidence,) = oath.actors[0].forms[0].evidence
    assert articles[0].text[evidence.start : evidence.end] == "Ada Obi"
    assert [actor.name for actor in nobody.actors] == ["Nobody"]
    assert rain.actors == ()


def test_the_page_names_every_head_and_relation_of_the_shipped_model():
    heads = load_model(SHIPPED).heads
    for name in (*heads.labels, *heads.relations):
        assert f"`{name}`" in PAGE, name
