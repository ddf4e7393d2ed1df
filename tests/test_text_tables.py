from __future__ import annotations

from toolkit.parsers.english.reading import Block
from toolkit.parsers.english.text.text_tables import TextTable, read_text_table


def table(text: str) -> TextTable:
    found = read_text_table(text, Block("table", 0, len(text)))
    for row in (found.header, *found.rows):
        assert all(text[cell.start : cell.end] == cell.text for cell in row)
    return found


def words(table: TextTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in (table.header, *table.rows)]


def test_columns_are_cells_and_words_alone_are_the_header():
    text = "Party         Votes    %\n--------------------\nGreen List    12,004   40.1"
    assert words(table(text)) == [["Party", "Votes", "%"], ["Green List", "12,004", "40.1"]]


def test_pipes_part_cells():
    text = "| List | 2024 | 2020 |\n|---|---|---|\n| Green | 12 | 9 |"
    assert words(table(text)) == [["List", "2024", "2020"], ["Green", "12", "9"]]


def test_tabs_part_cells():
    assert words(table("List\tSeats\nGreen\t12")) == [["List", "Seats"], ["Green", "12"]]


def test_leaders_of_dots_part_cells():
    assert words(table("Green List ..... 12,345\nBlue List ...... 9,876")) == [
        [],
        ["Green List", "12,345"],
        ["Blue List", "9,876"],
    ]


def test_a_line_of_results_is_cut_at_its_figures():
    text = "• Green List (GL) 22,537 – 52.9% (+38.1)\n• Blue List (BL) 9,010 – 21.1% (–4)"
    assert words(table(text))[1:] == [
        ["Green List (GL)", "22,537", "52.9%", "+38.1"],
        ["Blue List (BL)", "9,010", "21.1%", "–4"],
    ]
