"""What the first reading found is kept, and used only where it is what it would find again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.article import Article
from toolkit.building.gather_articles import Gathered
from toolkit.building.kept_verdicts import (
    PASSED_OVER,
    READ,
    UNKNOWN,
    read_verdicts,
    triage_mark,
    write_verdicts,
)
from toolkit.building.reading_plan import plan_reading
from toolkit.building.watch import BuildWatch
from toolkit.kept_facts import Keys, article_key
from toolkit.reference import FOLDER_VARIABLE
from toolkit.spool import Spool
from toolkit.triage import may_hold_facts

MET = "The foreign minister of Ghana met the foreign minister of Togo in Accra on Monday."
RAIN = "It rained in the south, and the harvest will be late."
TEXTS = (MET, RAIN, f"{MET} They spoke of roads.", f"{RAIN} Maize is dear.")


def keys_of(*keys: bytes) -> Keys:
    every = Keys()
    for key in keys:
        every.append(key)
    return every


def passed_over(texts, folder: Path, monkeypatch) -> tuple[list[bool], int]:
    """Return which texts a build passes over, and at how many of them it looks."""
    looked: list[str] = []
    monkeypatch.setattr(
        "toolkit.triage.may_hold_facts", lambda text: looked.append(text) or may_hold_facts(text)
    )
    spool = Spool(folder / ".spool")
    gathered = Gathered(spool)
    for number, text in enumerate(texts):
        article = Article(f"{number}.txt", text)
        spool.add(article)
        gathered.keys.append(article_key(article))
    plan = plan_reading(
        gathered,
        triage=True,
        copies=False,
        verdicts=folder / "verdicts",
        sketches=folder,
        watch=BuildWatch(None, None),
    )
    spool.close()
    return [bool(passed) for passed in plan.passed_over], len(looked)


keys = st.lists(st.binary(min_size=16, max_size=16), max_size=20, unique=True)


@given(keys, keys, st.randoms())
def test_what_is_kept_is_what_was_found_and_nothing_else(tmp_path_factory, known, other, chance):
    path = tmp_path_factory.mktemp("kept") / "verdicts"
    found = bytearray(chance.choice((READ, PASSED_OVER)) for _ in known)
    write_verdicts(path, "mark", keys_of(*known), found)
    asked = [*known, *other]
    chance.shuffle(asked)
    expected = dict(zip(known, found, strict=True))
    assert list(read_verdicts(path, "mark", keys_of(*asked))) == [
        expected.get(key, UNKNOWN) for key in asked
    ]


def test_only_new_texts_are_looked_at_whatever_comes_goes_and_moves(tmp_path, monkeypatch):
    expected = [not may_hold_facts(text) for text in TEXTS]
    assert True in expected
    assert False in expected
    assert passed_over(TEXTS[:2], tmp_path, monkeypatch) == (expected[:2], 2)
    assert passed_over(TEXTS, tmp_path, monkeypatch) == (expected, 2)
    assert passed_over(TEXTS[::-1], tmp_path, monkeypatch) == (expected[::-1], 0)
    assert passed_over(TEXTS[1:], tmp_path, monkeypatch) == (expected[1:], 0)
    changed = (f"{MET} {RAIN}", *TEXTS[1:])
    assert passed_over(changed, tmp_path, monkeypatch)[1] == 1


@pytest.mark.parametrize("left", [b"", b"x" * 15, b"x" * 77, None])
def test_a_damaged_file_is_as_none_and_is_written_anew(tmp_path, monkeypatch, left):
    expected = passed_over(TEXTS, tmp_path, monkeypatch)
    path = tmp_path / "verdicts"
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]) if left is None else left)
    assert passed_over(TEXTS, tmp_path, monkeypatch) == expected
    assert path.read_bytes() == whole


def test_a_file_that_cannot_be_written_or_read_only_costs_time(tmp_path, monkeypatch):
    (tmp_path / "verdicts").mkdir()
    for _ in range(2):
        assert passed_over(TEXTS, tmp_path, monkeypatch)[1] == len(TEXTS)


def test_other_words_of_the_triage_are_another_mark(tmp_path, monkeypatch):
    before = triage_mark()
    (tmp_path / "triage_words.csv").write_text("use,word\nencounter,rained\n", encoding="utf-8")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    assert triage_mark() != before
    write_verdicts(tmp_path / "verdicts", before, keys_of(bytes(16)), bytearray([READ]))
    assert list(read_verdicts(tmp_path / "verdicts", triage_mark(), keys_of(bytes(16)))) == [
        UNKNOWN
    ]
