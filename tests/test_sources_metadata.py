"""What is known of an article beside its text: front matter, titles, dates, languages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_inputs import BODY, only_article, read, write

from toolkit.article import Article
from toolkit.sources import Note
from toolkit.sources.dates import read_date
from toolkit.sources.front_matter import split_front_matter
from toolkit.sources.metadata import language_code, make_article


def test_front_matter_becomes_metadata_and_leaves_the_text(tmp_path):
    write(
        tmp_path / "a.txt",
        "---\ntitle: Ministers meet\npublisher: Example Wire\npublished_on: 2021-10-12\n"
        "url: https://example.org/a\nauthor: N. H.\nlanguage: en-GB\nmood: grey\n---\n" + BODY,
    )
    assert read(tmp_path) == [
        Article(
            "a.txt",
            BODY,
            "Ministers meet",
            "https://example.org/a",
            "N. H.",
            "Example Wire",
            "en",
            date(2021, 10, 12),
        )
    ]


def test_other_common_keys_fill_the_fields_that_are_left(tmp_path):
    write(
        tmp_path / "a.txt",
        "---\nheadline: Ministers meet\nsource: Second\noutlet: First\ndate: May 16, 2028\n"
        f"---\n{BODY}",
    )
    article = only_article(tmp_path)
    assert (article.title, article.publisher) == ("Ministers meet", "First")
    assert article.published_on == date(2028, 5, 16)


def test_an_unquoted_colon_in_a_title_is_recovered_with_a_note(tmp_path):
    write(tmp_path / "a.txt", f"---\ntitle: Monrovia: two meet\npublisher: Wire\n---\n{BODY}")
    note, article = read(tmp_path)
    assert note == Note(
        "a.txt", "Its front matter is not valid YAML (line 2) and was read line by line."
    )
    assert (article.title, article.publisher) == ("Monrovia: two meet", "Wire")


def test_front_matter_of_megabytes_is_read_line_by_line():
    lines = "".join(f"key{number}: value\n" for number in range(200_000))
    split = split_front_matter(f"---\n{lines}title: Two meet\n---\nThey met.")
    assert split.metadata["title"] == "Two meet"
    assert split.notes == (
        "Its front matter is longer than 65,536 characters and was read line by line.",
    )


def test_front_matter_that_never_closes_ends_before_the_text(tmp_path):
    write(tmp_path / "a.txt", f"---\ntitle: Two meet\n\n{BODY}")
    note, article = read(tmp_path)
    assert "no closing line" in note.message
    assert (article.title, article.text) == ("Two meet", BODY)


def test_a_sentence_after_an_opening_rule_is_not_metadata():
    text = "---\nBAGHDAD: the talks went on.\n"
    assert split_front_matter(text).body == text


def test_rules_around_a_paragraph_are_not_front_matter():
    text = f"---\n{BODY}\n---\nMore.\n"
    assert split_front_matter(text).body == text


@pytest.mark.parametrize("title", ["No", "2021", "2021-10-11", "1e3"])
def test_a_title_stays_as_it_is_written(title):
    assert split_front_matter(f"---\ntitle: {title}\n---\nx").metadata == {"title": title}


def test_a_date_that_is_none_is_left_out_with_a_note(tmp_path):
    write(tmp_path / "a.txt", f"---\npublished_on: yesterday\n---\n{BODY}")
    note, article = read(tmp_path)
    assert note.message == 'Its published_on "yesterday" is not a date like 2021-10-11; left out.'
    assert article.published_on is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-10-11", date(2021, 10, 11)),
        ("2021-10-11T23:30:00-05:00", date(2021, 10, 11)),
        ("2021-10-11 12:10", date(2021, 10, 11)),
        ("20211011", date(2021, 10, 11)),
        ("2021/10/1", date(2021, 10, 1)),
        ("Mon, 11 Oct 2021 10:00:00 GMT", date(2021, 10, 11)),
        ("Monday, October 11th, 2021", date(2021, 10, 11)),
        ("Sept. 3, 2021", date(2021, 9, 3)),
        ("10/11/2021", None),
        ("2021-13-01", None),
        ("31 February 2021", None),
        ("11 Octember 2021", None),
        ("October 2021", None),
        ("18:42", None),
    ],
)
def test_a_date_is_read_only_where_it_can_mean_one_day(text, expected):
    assert read_date(text) == expected


@given(st.dates())
def test_every_written_day_is_read_back(written):
    for form in (written.isoformat(), f"{written:%d %B} {written.year:04}"):
        assert read_date(form) == written


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "en"), ("English", "en"), ("en_US", "en"), ("fra", "fr"), ("French", "fr")],
)
def test_a_language_is_known_by_its_tag_or_name(tag, code):
    assert language_code(tag) == code


def test_metadata_of_the_wrong_type_is_left_out_with_a_sentence():
    article, notes = make_article("a", BODY, {"title": {"de": "Titel"}, "author": ["A", "B"]})
    assert (article.title, article.author) == (None, "A, B")
    assert notes == ("Its title is not a text and is left out.",)
