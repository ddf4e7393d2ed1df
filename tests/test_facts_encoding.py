"""Facts are the same after they were bytes."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_facts import actor, election, meeting, words

from toolkit.facts import Facts, ResultFact, RoleFact
from toolkit.facts_encoding import DamagedFacts, decode, encode

# The numbers of facts are finite, as those of the tables are.
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))

TOLD = Facts(
    title="Ministers meet in Aden",
    published_on=date(2021, 10, 9),
    published_basis="stated",
    actors=(actor("Amina Sele", "person", "YE", "Sele"), actor("The Assembly", "party")),
    roles=(RoleFact(0, "minister", words(7)),),
    meetings=(meeting(0, 1, start="2021-10-08", place="Aden", place_country="YE"),),
    elections=(election(start="2021-10-10", turnout=41.5),),
    results=(ResultFact(0, 1, words(80), votes=10**30, vote_share=33.1),),
)


@given(st.from_type(Facts))
def test_facts_are_the_same_after_encoding_and_decoding(facts: Facts):
    assert decode(encode(facts)) == facts


def test_equal_facts_give_equal_bytes():
    assert encode(decode(encode(TOLD))) == encode(TOLD)


def test_facts_written_before_a_field_was_added_have_its_default():
    written = json.loads(encode(TOLD))
    del written["results"]
    assert decode(json.dumps(written).encode()).results == ()


@pytest.mark.parametrize(
    "damaged", [b"", encode(TOLD)[:-5], b"[]", b'{"actors": 3}', b'{"title": "\xff"}', b"\x00" * 9]
)
def test_other_bytes_are_told(damaged: bytes):
    with pytest.raises(DamagedFacts, match="no encoded facts"):
        decode(damaged)
