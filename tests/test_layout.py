from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.parsers.english.text.layout import find_blocks


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in find_blocks(text)]


def test_paragraphs_are_parted_by_blank_lines():
    assert kinds("They met.\n\nThey parted.") == [
        ("paragraph", "They met."),
        ("paragraph", "They parted."),
    ]


def test_lines_broken_at_a_fixed_width_are_one_paragraph():
    text = (
        "The two ministers sat together for an hour in the old customs\n"
        "house by the river and spoke about the price of water and of\n"
        "nothing else."
    )
    assert [kind for kind, _ in kinds(text)] == ["paragraph"]


def test_a_short_line_without_a_stop_is_a_heading():
    assert kinds("Talks resume\n\nThe delegations met again.")[0] == ("heading", "Talks resume")


def test_a_dateline_is_cut_from_its_paragraph():
    assert kinds("LONDON, Friday 24 June 2022 — The count is over.") == [
        ("dateline", "LONDON, Friday 24 June 2022 —"),
        ("paragraph", "The count is over."),
    ]


def test_a_dateline_may_name_an_agency_only():
    assert kinds("NAIROBI (Example Wire) - The count is over.")[0] == (
        "dateline",
        "NAIROBI (Example Wire) -",
    )


def test_a_dateline_may_end_with_a_colon():
    assert kinds("DHAKA: The count is over.")[0] == ("dateline", "DHAKA:")


def test_a_name_before_a_dash_is_no_dateline():
    assert [kind for kind, _ in kinds("Amina Diallo – the mayor – came late.")] == ["paragraph"]


def test_bullets_and_numbers_are_items():
    text = "- The cabinet met on Monday and sent its greetings.\n2. The speaker was ill.\n"
    assert [kind for kind, _ in kinds(text)] == ["item", "item"]


def test_columns_are_a_table():
    text = "Party        Votes    %\nGreen List   12,004   40.1\nBlue List    11,310   37.8"
    assert [kind for kind, _ in kinds(text)] == ["table"]


def test_leaders_of_dots_are_a_table():
    assert [kind for kind, _ in kinds("Green List ..... 12\nBlue List ...... 9")] == ["table"]


def test_lines_of_results_are_a_table_and_what_stands_above_is_a_heading():
    text = "THE COUNT\n• Green List: 12 seats\n• Blue List: nine"
    assert [kind for kind, _ in kinds(text)] == ["heading", "table"]


def test_the_source_line_is_told_apart():
    assert kinds("They met.\n\nSource » example-wire")[-1] == ("source", "Source » example-wire")


@given(st.text(alphabet="aB1 .,\n\t|–•:%()", max_size=200))
def test_blocks_cover_all_but_white_space_in_order(text: str):
    position = 0
    for block in find_blocks(text):
        assert block.start >= position
        assert block.end > block.start
        assert not text[position : block.start].strip()
        position = block.end
    assert not text[position:].strip()
