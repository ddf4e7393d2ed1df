"""Annotated articles as examples: each word with what the reader should say of it."""

from __future__ import annotations

import json

import pytest
from conftest import PROJECT
from made_annotation import ANNOTATED, RECORD, TEXT, annotated

from toolkit.evaluation.gold_files import NoGold
from toolkit.training.annotated import actor_named, read_annotated
from toolkit.training.examples import build_examples
from toolkit.training.labels import LABELS
from toolkit.training.train import is_kept_aside

GOLD = PROJECT / "tests" / "gold_identity"


@pytest.fixture(scope="module")
def example():
    (found,) = build_examples([ANNOTATED])
    return found


def labelled(example, head: str) -> dict[str, str]:
    return {
        example.words.word(at): LABELS[head][tag]
        for at, tag in enumerate(example.tags[head])
        if tag
    }


def test_every_word_has_a_label_of_every_head(example):
    for head, tags in example.tags.items():
        assert len(tags) == len(example.words)
        assert all(0 <= tag < len(LABELS[head]) for tag in tags)


def test_cues_titles_and_outcomes_are_labelled(example):
    assert labelled(example, "cue") == {"received": "cue", "telephoned": "cue"}
    assert labelled(example, "outcome") == {"won": "won"}
    assert labelled(example, "title") == {
        "foreign": "B-title",
        "minister": "I-title",
        "envoy": "B-title",
    }


def test_a_word_that_tells_how_two_ended_is_learned_of_the_winner():
    text = "Ida beat Rui in the vote for mayor of Ghent."
    results = [
        {"election": "e1", "contender": name, "outcome": outcome, "status": "final"}
        for name, outcome in (("Ida", "won"), ("Rui", "lost"))
    ]
    one = annotated(
        text,
        actors=[{"name": name, "kind": "person"} for name in ("Ida", "Rui")],
        elections=[{"key": "e1", "kind": "local"}],
        results=[result | {"evidence": text} for result in results],
    )
    (found,) = build_examples([one])
    assert set(labelled(found, "outcome").values()) == {"won"}


def test_every_number_is_labelled_and_what_states_nothing_is_none(example):
    words = [example.words.word(at) for at in example.candidates.number_words]
    labels = [LABELS["number"][label] for label in example.number_labels]
    told = dict(zip(words, labels, strict=True))
    assert {told[word] for word in ("31", "20")} == {"seats"}
    assert (told["44.1"], told["61.5"], told["65"]) == ("vote_share", "turnout", "seats_total")
    assert told.get("2024", "none") == "none"


def test_examples_stand_in_the_order_of_the_articles_and_are_the_same_each_time():
    articles, _ = read_annotated([GOLD])
    examples = build_examples(articles[:6])
    assert [one.stem for one in examples] == [one.stem for one in articles[:6]]
    assert build_examples(articles[:6]) == examples


def test_annotated_articles_are_sorted_by_name_with_their_texts():
    articles, problems = read_annotated([GOLD])
    assert problems == ()
    assert [one.stem for one in articles] == sorted(path.stem for path in GOLD.glob("*.json"))
    assert all(one.article.text for one in articles)


def test_an_annotation_without_a_text_is_a_problem_and_not_an_article(tmp_path):
    for stem in ("talks", "alone"):
        (tmp_path / f"{stem}.json").write_text(json.dumps(_whole(RECORD)), encoding="utf-8")
    (tmp_path / "talks.txt").write_text(TEXT, encoding="utf-8")
    articles, problems = read_annotated([tmp_path])
    assert [one.stem for one in articles] == ["talks"]
    assert any("alone.json" in problem and "add alone.txt" in problem for problem in problems)


def test_a_folder_without_annotations_is_refused(tmp_path):
    with pytest.raises(NoGold):
        read_annotated([tmp_path])


@pytest.mark.parametrize(("name", "position"), [("Ada Obi", 0), ("Obi", 0), ("NHU", 3)])
def test_an_actor_is_known_by_any_of_its_forms(name: str, position: int):
    assert actor_named(RECORD, name) == position


@pytest.mark.parametrize("name", ["Nobody", "", None])
def test_a_name_that_no_actor_bears_is_nobodys(name: str | None):
    assert actor_named(RECORD, name) is None


def test_an_article_falls_on_the_same_side_whatever_else_is_there():
    stems = [path.stem for path in GOLD.glob("*.json")]
    aside = {stem for stem in stems if is_kept_aside(stem, 0.3)}
    assert aside == {stem for stem in reversed(stems) if is_kept_aside(stem, 0.3)}
    assert aside <= {stem for stem in stems if is_kept_aside(stem, 0.5)}
    assert 0 < len(aside) < len(stems)
    assert not any(is_kept_aside(stem, 0.0) for stem in stems)
    assert all(is_kept_aside(stem, 1.0) for stem in stems)


def _whole(record: dict) -> dict:
    return {"article": {"title": None, "publisher": None, "published_on": "2024-05-14"}, **record}
