"""Articles and facts go from machine to machine as files, and come as they went."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made_facts import actor, meeting

from toolkit.article import Article
from toolkit.engines import EngineError, engine
from toolkit.engines.chunks import cut
from toolkit.engines.shards import SharedFolder
from toolkit.facts import Facts

ARTICLES = (
    Article("a.txt", "One text."),
    Article("b#2", "Ein Text äöü 𝔘.", "Title", "https://x.test", "N. N.", "P", "de", date(1, 1, 1)),
)
FACTS = (Facts(failure="why"), Facts(actors=(actor("A"), actor("B")), meetings=(meeting(0, 1),)))


def test_articles_come_out_of_a_shard_as_they_went_in(tmp_path: Path):
    folder = SharedFolder(str(tmp_path))
    assert folder.read_articles(folder.write_articles(ARTICLES)) == ARTICLES


def test_facts_come_out_of_a_shard_as_they_went_in(tmp_path: Path):
    folder = SharedFolder(str(tmp_path))
    assert folder.read_facts(folder.write_facts(FACTS)) == FACTS


def test_the_same_facts_written_twice_are_two_shards(tmp_path: Path):
    folder = SharedFolder(str(tmp_path))
    assert folder.write_facts(FACTS) != folder.write_facts(FACTS)


def test_a_folder_is_found_from_elsewhere_by_its_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    here = SharedFolder("shards")
    here.make()
    name = here.write_facts(FACTS)
    monkeypatch.chdir("/")
    assert SharedFolder(here.address).read_facts(name) == FACTS


def test_nothing_is_left_of_a_folder_that_is_removed(tmp_path: Path):
    folder = SharedFolder(str(tmp_path)).below("run")
    folder.make()
    folder.write_facts(FACTS)
    folder.remove()
    assert list(tmp_path.iterdir()) == []


def test_an_address_of_no_known_kind_is_told_with_a_remedy():
    with pytest.raises(EngineError, match=r"take a folder, one of .* s3://"):
        SharedFolder("gopher://host/folder")


def test_chunks_have_like_length_and_a_long_article_ends_its_chunk():
    texts = ["aa", "aa", "aaaaaaaa", "a", "a", "a", "a"]
    chunks = cut((Article("", text) for text in texts), most=3, characters=6)
    assert [[len(one.text) for one in chunk] for chunk in chunks] == [[2, 2, 8], [1, 1, 1], [1]]


@pytest.mark.parametrize("given", [{"address": "auto"}, {"shared": "/folder"}])
def test_what_is_for_ray_is_refused_elsewhere(given: dict[str, str]):
    with pytest.raises(ValueError, match="--engine ray"):
        engine(2, **given)


def test_an_unknown_engine_is_told():
    with pytest.raises(ValueError, match="processes, ray"):
        engine(2, "slurm")


@pytest.mark.s3
def test_a_storage_holds_shards_as_a_folder_does(s3, monkeypatch: pytest.MonkeyPatch):
    for name, value in s3.environment().items():
        monkeypatch.setenv(name, value)
    storage = s3.filesystem()
    storage.mkdir("shards")
    folder = SharedFolder("s3://shards/articles/").below("run")
    folder.make()
    assert folder.read_articles(folder.write_articles(ARTICLES)) == ARTICLES
    name = folder.write_facts(FACTS)
    assert SharedFolder(folder.address).read_facts(name) == FACTS
    folder.remove()
    assert storage.find("shards") == []
