"""Where a sentence ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.parsers.english.reading import Block
from toolkit.parsers.english.text.layout import find_blocks
from toolkit.parsers.english.text.sentences import find_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in find_sentences(text, find_blocks(text))]


def test_a_stop_ends_a_sentence():
    assert sentences("They met on Monday. Nobody spoke! Why not? The doors were shut.") == [
        "They met on Monday.",
        "Nobody spoke!",
        "Why not?",
        "The doors were shut.",
    ]


def test_a_quote_that_closes_behind_the_stop_belongs_to_the_sentence():
    assert sentences("“We have counted every vote.” The hall fell silent.") == [
        "“We have counted every vote.”",
        "The hall fell silent.",
    ]


def test_a_question_that_somebody_asks_goes_on():
    assert sentences("“Are you ready?” he asked the envoys.") == [
        "“Are you ready?” he asked the envoys."
    ]


def test_titles_and_initials_end_no_sentence():
    for text in (
        "Mr. Borg received Gen. Vella and Dr. Farrugia at noon on the quay.",
        "The minister, J. R. Borg, met H.E. Vella in the harbour office.",
        "The U.S. Senate and the U.N. Secretary-General were told of the talks.",
    ):
        assert sentences(text) == [text]


def test_numbers_and_dates_end_no_sentence():
    for text in (
        "List No. 4 won 12.5 percent of the vote counted until Oct. 10 last year.",
        "Polls closed at 8 p.m. Sunday after a quiet day in every district.",
    ):
        assert sentences(text) == [text]


def test_an_abbreviation_ends_a_sentence_where_another_plainly_opens():
    assert sentences("Counting began at 8 p.m. The first returns came at ten.") == [
        "Counting began at 8 p.m.",
        "The first returns came at ten.",
    ]
    assert sentences("They flew back to the U.S. He stayed behind.") == [
        "They flew back to the U.S.",
        "He stayed behind.",
    ]


def test_the_answer_no_ends_a_sentence():
    assert sentences("Most voters said No. Silva resigned the same evening.") == [
        "Most voters said No.",
        "Silva resigned the same evening.",
    ]


def test_the_number_of_a_list_item_is_no_sentence():
    text = "1. The Harbour Party took 31 seats. It had 29 before."
    blocks = (Block("item", 0, len(text)),)
    assert [text[a:b] for a, b in find_sentences(text, blocks)] == [
        "1. The Harbour Party took 31 seats.",
        "It had 29 before.",
    ]


def test_no_sentence_crosses_from_one_block_into_the_next():
    assert sentences("Talks resume\n\nThe delegations met again") == [
        "Talks resume",
        "The delegations met again",
    ]


def test_every_line_of_a_table_is_one():
    text = "Harbour Party | 31\nLantern Union | 20"
    assert [text[a:b] for a, b in find_sentences(text, (Block("table", 0, len(text)),))] == [
        "Harbour Party | 31",
        "Lantern Union | 20",
    ]


@given(st.text(alphabet='aB .!?\n"”(N1', max_size=60))
def test_sentences_stand_in_order_and_leave_out_only_space(text: str):
    spans = find_sentences(text, (Block("paragraph", 0, len(text)),))
    position = 0
    for start, end in spans:
        assert not text[position:start].strip()
        assert start < end
        position = end
    assert not text[position:].strip()
