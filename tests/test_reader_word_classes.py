"""What the tables know of a word before the reader reads it."""

from __future__ import annotations

import pytest

from toolkit.parsers.english.reader.word_classes import CLASSES, classes_of, classes_of_word


def names(bits: int) -> set[str]:
    return {name for number, name in enumerate(CLASSES) if bits >> number & 1}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("minister", "title"),
        ("met", "encounter"),
        ("talks", "talks"),
        ("Kenya", "country"),
        ("Kenyan", "demonym"),
        ("Nairobi", "city"),
        ("Monday", "calendar"),
        ("Party", "party word"),
        ("referendum", "vote"),
        ("van", "particle"),
    ],
)
def test_a_word_bears_the_class_of_its_table(word: str, expected: str):
    assert expected in names(classes_of_word(word))


def test_a_place_is_none_without_its_capital():
    assert "city" in names(classes_of_word("Reading"))
    assert "city" not in names(classes_of_word("reading"))


@pytest.mark.parametrize("word", ["12,345", ".", "\n\n", "the", "Zzyzx"])
def test_what_no_table_knows_has_no_class(word: str):
    assert classes_of_word(word) == 0


def test_a_name_that_comes_again_is_told():
    first, _, again, other = classes_of(["Obi", "saw", "Obi", "Ray"])
    assert "named again" in names(first) & names(again)
    assert "named again" not in names(other)


def test_a_word_that_also_stands_in_small_letters_is_told():
    hope, *_ = classes_of(["Hope", "is", "not", "hope"])
    assert "in small letters too" in names(hope)


def test_the_first_word_of_a_sentence_is_told_also_behind_a_quotation_mark():
    texts = ['"', "Yes", ",", "Obi", "said", ".", "She", "left"]
    opening = [
        text
        for text, bits in zip(texts, classes_of(texts), strict=True)
        if "opens a sentence" in names(bits)
    ]
    assert opening == ['"', "Yes", "She"]
