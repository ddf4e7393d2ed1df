"""Tables of articles, in CSV and Parquet: one article a row, columns by their names."""

from __future__ import annotations

import io
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measured_reading import read_measured

from toolkit.article import Article
from toolkit.sources import Note, Skipped, read_inputs
from toolkit.sources.document import Document
from toolkit.sources.opening import read_stream

BODY = "MONROVIA – The two ministers met on Tuesday and agreed to meet again."
OTHER = "ACCRA – The ministers of two neighbours spoke on the telephone on Friday."


def read(data: bytes | str, name: str = "a.csv") -> list[Document | Skipped]:
    return list(read_stream(io.BytesIO(data.encode() if isinstance(data, str) else data), name))


def told(data: bytes | str, name: str = "a.csv") -> list[tuple[str, str]]:
    return [
        (one.source_path, one.text if isinstance(one, Document) else one.reason)
        for one in read(data, name)
    ]


def parquet(columns: dict[str, object], **options: object) -> bytes:
    written = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), written, **options)
    return written.getvalue()


# CSV


def test_a_row_is_an_article_with_the_metadata_of_its_columns(tmp_path: Path):
    (tmp_path / "a.csv").write_text(
        "id,Headline,Text,outlet,date,link\n"
        f'7,"Two meet, again","{BODY}\n\nThey go on.",Example Wire,2021-10-12,https://example.org/a\n',
        encoding="utf-8",
    )
    assert list(read_inputs([tmp_path])) == [
        Article(
            "a.csv#1",
            f"{BODY}\n\nThey go on.",
            "Two meet, again",
            "https://example.org/a",
            None,
            "Example Wire",
            None,
            date(2021, 10, 12),
        )
    ]


@pytest.mark.parametrize("column", ["text", "TEXT", "content", "body", "maintext", "full_text"])
def test_the_text_stands_in_a_column_of_any_usual_name(column):
    assert told(f"title,{column}\nA,{BODY}\n") == [("a.csv#1", BODY)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_any_usual_separator_and_encoding_is_read(separator, codec):
    table = f'title{separator}text{separator}url\r\n"A"{separator}"{BODY}"{separator}\r\n'
    assert told(table.encode(codec)) == [("a.csv#1", BODY)]
    assert told(table.encode(codec), "a.tsv") == [("a.tsv#1", BODY)]


def test_windows_1252_is_recovered_with_a_note(tmp_path: Path):
    text = "The café “Étoile” was where the two men met on Tuesday."
    (tmp_path / "a.csv").write_bytes(f"text\n{text}\n{BODY}\n".encode("cp1252"))
    note, first, other_note, second = read_inputs([tmp_path])
    assert note == Note("a.csv#1", "It is not valid UTF-8 and was read as Windows-1252.")
    assert (first.text, other_note.source_path, second.text) == (text, "a.csv#2", BODY)


def test_empty_rows_are_counted_and_passed_over():
    assert told(f"title,text\n\n,\nA,{BODY}\n") == [("a.csv#3", BODY)]


def test_a_row_of_more_or_fewer_cells_is_skipped_as_its_text_may_be_cut():
    assert told(f"title,text\nA,Ministers met, again.\nB\nC,{BODY}\n") == [
        ("a.csv#1", "the row has 3 cells and the header 2"),
        ("a.csv#2", "the row has 1 cells and the header 2"),
        ("a.csv#3", BODY),
    ]


@pytest.mark.parametrize("table", ["", "a,b\n1,2\n", "\x00\x01\x02", '"', "x" * 100])
def test_a_table_that_is_not_of_articles_is_skipped_once(table):
    assert told(table) == [("a.csv", "no column in its first line is called `text`")]


def test_a_table_without_rows_is_skipped():
    assert told("title,text\n") == [("a.csv", "it holds no row")]


def test_a_quote_that_is_never_closed_does_not_make_one_article_of_all_that_follows():
    assert told(f'title,text\nA,{BODY}\nB,"{OTHER}\nC,{BODY}\n') == [
        ("a.csv#1", BODY),
        ("a.csv#2", "a quote in it is not closed, or it is longer than 1,000,000 characters"),
    ]


def test_a_line_longer_than_any_article_costs_that_row():
    table = f"text\n{'a' * 14_000_000}\n{BODY}\n"
    assert told(table) == [
        ("a.csv#1", "its text is longer than 1,000,000 characters"),
        ("a.csv#2", BODY),
    ]


# Parquet


def test_a_row_of_a_parquet_file_is_an_article(tmp_path: Path):
    (tmp_path / "a.parquet").write_bytes(
        parquet(
            {
                "id": [1, 2],
                "content": [BODY, OTHER],
                "title": ["A", None],
                "authors": [["Jane Doe", "Bo Ray"], None],
                "date": pyarrow.array([date(2021, 10, 12), None]),
            }
        )
    )
    assert list(read_inputs([tmp_path])) == [
        Article(
            "a.parquet#1", BODY, "A", author="Jane Doe, Bo Ray", published_on=date(2021, 10, 12)
        ),
        Article("a.parquet#2", OTHER),
    ]


@pytest.mark.parametrize(
    "moment",
    [
        pyarrow.array([datetime(2021, 10, 12, 23, 30, tzinfo=UTC)]),
        pyarrow.array([datetime(2021, 10, 12, 23, 30)], pyarrow.timestamp("ns")),
        pyarrow.array([datetime(2021, 10, 12)], pyarrow.date64()),
        pyarrow.array(["2021-10-12"]).dictionary_encode(),
    ],
)
def test_a_moment_of_any_type_is_the_day_that_it_names(moment):
    (document,) = read(parquet({"text": [BODY], "date": moment}), "a.parquet")
    assert str(document.metadata["date"]).startswith("2021-10-12")


@pytest.mark.parametrize(
    "texts",
    [
        pyarrow.array([BODY], pyarrow.large_string()),
        pyarrow.array([BODY]).dictionary_encode(),
        pyarrow.array([BODY.encode()]),
    ],
)
def test_a_text_of_any_type_of_letters_is_read(texts):
    assert told(parquet({"text": texts}), "a.parquet") == [("a.parquet#1", BODY)]


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"a": [1]}, "none of its columns is called `text`"),
        ({"text": pyarrow.array([], pyarrow.string())}, "it holds no row"),
    ],
)
def test_a_parquet_file_without_articles_is_skipped_once(columns, reason):
    assert told(parquet(columns), "a.parquet") == [("a.parquet", reason)]


def test_a_row_without_a_text_is_skipped_alone():
    assert told(parquet({"text": [None, BODY]}), "a.parquet") == [
        ("a.parquet#1", "the record has no `text`"),
        ("a.parquet#2", BODY),
    ]
    ((_, reason),) = told(parquet({"text": [5]}), "a.parquet")
    assert reason == "its `text` is not a string"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 3000), st.integers(0, 255))
def test_a_damaged_parquet_file_gives_rows_and_a_sentence_but_no_error(position, value):
    data = bytearray(parquet({"text": [f"{BODY} {n}" for n in range(90)]}))
    data[position % len(data)] = value
    assert read(bytes(data), "a.parquet")


def test_a_parquet_file_that_expands_without_end_is_not_read():
    columns = {"text": ["a" * 900_000] * 80}
    data = parquet(columns, compression="zstd", use_dictionary=False)
    ((_, reason),) = told(data, "a.parquet")
    assert reason.startswith("it expands to more than 250 times its size, as a bomb does")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux tells it")
def test_memory_does_not_grow_with_the_row_group(tmp_path: Path):
    for name, rows in (("small", 200), ("large", 30_000)):
        texts = [f"{BODY} {n} " + f"{n * 7919 % 9973:x} " * 300 for n in range(rows)]
        (tmp_path / f"{name}.parquet").write_bytes(
            parquet({"text": texts}, row_group_size=rows, use_dictionary=False)
        )
    small_count, small = read_measured(tmp_path / "small.parquet")
    large_count, large = read_measured(tmp_path / "large.parquet")
    assert (small_count, large_count) == (200, 30_000)
    # The larger row group holds 40 MiB of text.
    assert large - small < 20 * 1024
