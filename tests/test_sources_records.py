"""Articles that are records of a file, JSON an object a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from written_inputs import BODY, only_article, read, write

from toolkit.article import Article, normalise_text


def write_records(path: Path, *records: object) -> None:
    lines = (record if isinstance(record, str) else json.dumps(record) for record in records)
    write(path, "\n".join(lines) + "\n")


def test_a_record_is_an_article_known_by_its_line(tmp_path):
    write_records(tmp_path / "a.jsonl", "", {"text": BODY, "title": "Two meet", "extra": 1})
    assert read(tmp_path) == [Article("a.jsonl#2", BODY, "Two meet")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": ', "the line is not valid JSON (column 10)"),
        ("[1, 2]", "the line is not a JSON object"),
        ('{"title": "Two meet"}', "the record has no `text`"),
        ('{"text": 5}', "its `text` is not a string"),
        ('{"text": ""}', "it holds no text"),
        ("[" * 100_000, "the line is not valid JSON"),
    ],
)
def test_a_bad_record_is_skipped_with_its_line_and_the_others_go_on(tmp_path, line, reason):
    write_records(tmp_path / "a.jsonl", line, {"text": BODY})
    skipped, article = read(tmp_path)
    assert (skipped.source_path, skipped.reason) == ("a.jsonl#1", reason)
    assert article.source_path == "a.jsonl#2"


def test_half_a_character_in_a_record_is_replaced_with_a_note(tmp_path):
    write_records(tmp_path / "a.jsonl", '{"text": "The two ministers met \\ud83d on Tuesday."}')
    note, article = read(tmp_path)
    assert "U+FFFD" in note.message
    assert article.sha256


def test_records_in_utf_16_are_read(tmp_path):
    write(tmp_path / "a.jsonl", (json.dumps({"text": BODY}) + "\n").encode("utf-16"))
    assert only_article(tmp_path).text == BODY


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=40))
def test_a_record_keeps_its_title_and_text(tmp_path, title):
    write_records(tmp_path / "a.jsonl", {"text": f"{title} {BODY}", "title": title})
    article = only_article(tmp_path)
    assert article.text == normalise_text(f"{title} {BODY}")
    assert article.title == title
