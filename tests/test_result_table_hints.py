"""What the layout of a table says of the numbers in it."""

from __future__ import annotations

from hand_made_cast import cast_of
from hand_made_votes import vote_scores

from toolkit.article import Article
from toolkit.parsers.english.elections.table_hints import COUNTED, find_table_hints
from toolkit.parsers.english.read_marked import read_article
from toolkit.parsers.english.text.layout import find_blocks

PARTIES = (("Harbour Party", "party", "MT"), ("Lantern Union", "party", "MT"))


def hints(text):
    reading = read_article(Article("test.txt", text), find_blocks(text), vote_scores(text))
    return [
        (
            text[hint.start : hint.end],
            hint.measure,
            hint.mention and text[hint.mention.start : hint.mention.end],
            hint.year,
        )
        for hint in find_table_hints(reading, cast_of(text, *PARTIES))
    ]


def test_the_header_tells_the_measure_and_the_row_the_contender():
    text = "Party          Votes   Seats\nHarbour Party  40,112  31\nLantern Union  30,010  20\n"
    assert hints(text) == [
        ("40,112", "votes", "Harbour Party", None),
        ("31", "seats", "Harbour Party", None),
        ("30,010", "votes", "Lantern Union", None),
        ("20", "seats", "Lantern Union", None),
    ]


def test_a_year_over_a_column_tells_another_vote():
    text = (
        "Party          Seats   Seats 2017\nHarbour Party  31      24\nLantern Union  20      27\n"
    )
    assert [(words, year) for words, _, _, year in hints(text)] == [
        ("31", None),
        ("24", 2017),
        ("20", None),
        ("27", 2017),
    ]


def test_names_in_the_header_make_each_column_one_contenders():
    text = (
        "|            | Harbour Party | Lantern Union |\n"
        "| Seats      | 31            | 20            |\n"
        "| Vote share | 48.1%         | 36.9%         |\n"
    )
    assert hints(text) == [
        ("31", "seats", "Harbour Party", None),
        ("20", "seats", "Lantern Union", None),
        ("48.1%", "vote_share", "Harbour Party", None),
        ("36.9%", "vote_share", "Lantern Union", None),
    ]


def test_what_a_row_counts_that_is_nobodys_is_given_to_nobody():
    text = (
        "Party          Votes   Seats\nHarbour Party  40,112  31\nLantern Union  30,010  20\n"
        "Votes cast     70,122\nTotal                  51\n"
    )
    assert hints(text)[-2:] == [
        ("70,122", COUNTED, None, None),
        ("51", "seats_total", None, None),
    ]


def test_a_share_beside_turnout_is_the_turnout():
    text = (
        "Party          Share\nHarbour Party  48.1%\nLantern Union  36.9%\nTurnout        71.5%\n"
    )
    assert hints(text)[-1] == ("71.5%", "turnout", None, None)
