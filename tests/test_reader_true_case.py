"""Words of headlines in capitals as the article writes them elsewhere."""

from __future__ import annotations

import pytest

from toolkit.parsers.english.reader.true_case import true_case
from toolkit.parsers.english.reader.words import split_words


def cased(text: str) -> list[str]:
    words = split_words(text)
    return true_case([words.word(position) for position in range(len(words))])


BODY = "\n\nThe talks that Obi and NATO held in Accra ended. Talks go on."


def test_a_headline_in_capitals_is_read_as_the_article_writes_its_words():
    found = cased("OBI AND NATO HOLD TALKS IN ACCRA" + BODY)
    assert found[:7] == ["Obi", "and", "NATO", "hold", "talks", "in", "Accra"]


@pytest.mark.parametrize("line", ["Obi holds talks in Accra", "UN, EU", "NATO: Obi"])
def test_other_lines_stay_as_they_are(line: str):
    words = split_words(line)
    assert cased(line + BODY)[: len(words)] == [words.word(at) for at in range(len(words))]


def test_the_rest_of_the_article_stays_as_it_is():
    found = cased("OBI AND NATO HOLD TALKS" + BODY)
    assert found[-4:] == ["Talks", "go", "on", "."]
