"""Files and folders in, articles out, and a sentence for everything that is not one."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.article import Article, normalise_text
from toolkit.sources import MissingInput, NoArticles, Note, Skipped, read_inputs
from toolkit.sources.dates import read_date
from toolkit.sources.decoding import Undecodable, decode
from toolkit.sources.front_matter import split_front_matter
from toolkit.sources.language import other_language
from toolkit.sources.metadata import language_code, make_article

BODY = "MONROVIA – The two ministers met on Tuesday and agreed to meet again."
FRENCH = (
    "Le ministre des affaires étrangères a rencontré mardi son homologue à Paris, où les deux "
    "hommes ont longuement parlé de la coopération entre leurs pays et des élections à venir."
)


def read(*inputs: Path) -> list[Article | Skipped | Note]:
    return list(read_inputs(inputs))


def only_article(folder: Path) -> Article:
    articles = [item for item in read(folder) if isinstance(item, Article)]
    assert len(articles) == 1
    return articles[0]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# Files and folders


def test_the_files_of_a_folder_come_sorted_with_their_path_below_it(tmp_path):
    write(tmp_path / "b.txt", BODY + " Again.")
    write(tmp_path / "a" / "z.md", BODY)
    assert [item.source_path for item in read(tmp_path)] == ["a/z.md", "b.txt"]


def test_a_file_given_itself_is_known_by_its_name(tmp_path):
    file = write(tmp_path / "deep" / "x.txt", BODY)
    assert read(file) == [Article("x.txt", BODY)]


def test_readme_licence_hidden_and_other_files_of_a_folder_are_passed_over(tmp_path):
    for name in ("README.md", "LICENSE.txt", "licence.md", ".hidden.txt", "table.xlsx"):
        write(tmp_path / name, BODY)
    write(tmp_path / ".git" / "a.txt", BODY)
    write(tmp_path / "a.txt", BODY)
    assert read(tmp_path) == [Article("a.txt", BODY)]


def test_a_file_of_another_ending_given_itself_is_skipped(tmp_path):
    file = write(tmp_path / "a.docx", BODY)
    (skipped,) = read(file)
    assert skipped.reason == "its name has no ending that is read"
    assert skipped.remedy.startswith("Rename or convert it; read are .atom, .csv, .gz, ")


def test_a_missing_path_is_one_clear_sentence(tmp_path):
    with pytest.raises(MissingInput, match=r"nowhere does not exist\. Check the path\."):
        read_inputs([tmp_path / "nowhere"])


def test_a_folder_without_articles_is_one_clear_sentence(tmp_path):
    with pytest.raises(NoArticles, match=r"holds no file of articles\. Put some there \(\.atom, "):
        read_inputs([tmp_path])


def test_no_input_at_all_is_an_error():
    with pytest.raises(NoArticles):
        read_inputs([])


def test_a_missing_path_beside_others_is_skipped(tmp_path):
    file = write(tmp_path / "a.txt", BODY)
    missing = tmp_path / "nowhere"
    assert read(missing, file) == [
        Skipped(str(missing), "does not exist", "Check the path."),
        Article("a.txt", BODY),
    ]


def test_symbolic_links_do_not_lead_in_circles(tmp_path):
    write(tmp_path / "a.txt", BODY)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert read(tmp_path) == [Article("a.txt", BODY)]


def test_a_link_to_itself_is_skipped(tmp_path):
    write(tmp_path / "a.txt", BODY)
    (tmp_path / "b.txt").symlink_to(tmp_path / "b.txt")
    assert isinstance(read(tmp_path)[1], Skipped)


def test_a_link_to_nothing_is_skipped(tmp_path):
    write(tmp_path / "a.txt", BODY)
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    skipped = read(tmp_path)[1]
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "it cannot be read (No such file or directory)"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_skipped(tmp_path):
    write(tmp_path / "a.txt", BODY).chmod(0)
    (skipped,) = read(tmp_path)
    assert skipped.reason == "it cannot be read (Permission denied)"


def test_a_pipe_is_not_waited_for(tmp_path):
    write(tmp_path / "a.txt", BODY)
    os.mkfifo(tmp_path / "b.txt")
    assert read(tmp_path)[1].reason == "it is not a regular file"


# Front matter and metadata


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


# Encodings


def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path):
    write(tmp_path / "a.txt", b"\xef\xbb\xbf" + BODY.encode())
    assert read(tmp_path) == [Article("a.txt", BODY)]


def test_utf_16_is_read_with_a_note(tmp_path):
    write(tmp_path / "a.txt", BODY.encode("utf-16"))
    assert read(tmp_path) == [
        Note("a.txt", "It was read as UTF-16, not UTF-8."),
        Article("a.txt", BODY),
    ]


def test_windows_1252_is_recovered_with_a_note(tmp_path):
    write(tmp_path / "a.txt", "The café “Étoile” was where the two men met.".encode("cp1252"))
    note, article = read(tmp_path)
    assert note.message == "It is not valid UTF-8 (byte 7) and was read as Windows-1252."
    assert article.text == "The café “Étoile” was where the two men met."


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00", bytes(range(128, 256)) * 20])
def test_a_binary_file_is_skipped(tmp_path, data):
    write(tmp_path / "a.txt", data)
    (skipped,) = read(tmp_path)
    assert skipped.reason == "it is a binary file, not a text"


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data):
    with suppress(Undecodable):
        assert "\x00" not in decode(data).text


@given(st.text(max_size=200))
def test_the_text_of_a_file_is_normalised_once_and_for_all(text):
    once = normalise_text(text)
    assert normalise_text(once) == once
    assert "\r" not in once


# Texts that are no articles


def test_an_empty_file_is_skipped(tmp_path):
    write(tmp_path / "a.txt", b"")
    write(tmp_path / "b.txt", "---\ntitle: Nothing below\n---\n \n")
    assert [item.reason for item in read(tmp_path)] == ["it holds no text", "it holds no text"]


@pytest.mark.parametrize("content", ["", "\n \n\n"])
def test_a_file_of_records_without_any_is_skipped_with_its_name(content, tmp_path):
    path = tmp_path / "none.jsonl"
    path.write_text(content)
    assert list(read_inputs([path])) == [
        Skipped("none.jsonl", "it holds no record", "Remove it, or write one article a line.")
    ]


def test_the_same_text_twice_is_skipped_and_names_the_first(tmp_path):
    write(tmp_path / "a.txt", BODY)
    write(tmp_path / "b.txt", f"---\ntitle: Another title\n---\n\n{BODY}\r\n")
    assert read(tmp_path)[1] == Skipped(
        "b.txt", "its text is the same as that of a.txt", "Remove one of the two."
    )


@pytest.mark.parametrize("times", [20_000, 80_000])
def test_a_text_of_more_than_a_million_characters_is_skipped(tmp_path, times):
    write(tmp_path / "a.txt", (BODY + "\n") * times)
    (skipped,) = read(tmp_path)
    assert skipped == Skipped(
        "a.txt",
        "its text is longer than 1,000,000 characters",
        "Split it into single articles.",
    )


@pytest.mark.parametrize("text", ["Hello there.", "12 34 56 78 90 12 34", "— § — § — § —"])
def test_a_text_of_hardly_any_words_is_skipped(tmp_path, text):
    write(tmp_path / "a.txt", text)
    (skipped,) = read(tmp_path)
    assert "word" in skipped.reason


def test_a_text_in_another_language_is_skipped_and_named(tmp_path):
    write(tmp_path / "a.txt", FRENCH)
    (skipped,) = read(tmp_path)
    assert skipped.reason == "its text is not English (it seems to be French)"


def test_a_text_that_its_metadata_calls_english_is_kept(tmp_path):
    write(tmp_path / "a.txt", f"---\nlanguage: en\n---\n{FRENCH}")
    assert only_article(tmp_path).language == "en"


def test_a_short_text_is_of_the_language_that_its_metadata_gives(tmp_path):
    write(tmp_path / "a.txt", f"---\nlanguage: fr\n---\n{FRENCH[:60]}")
    (skipped,) = read(tmp_path)
    assert skipped.reason == "its text is not English (it seems to be French)"


def test_a_language_that_the_text_contradicts_is_corrected_with_a_note(tmp_path):
    write(tmp_path / "a.txt", f"---\nlanguage: fr\n---\n{BODY} {BODY}")
    note, article = read(tmp_path)
    assert note.message == 'Its language is given as "fr" but is taken as English.'
    assert article.language == "en"


def test_an_english_text_of_foreign_names_is_english():
    text = (
        "President Nguyễn Văn Đức received José Ramón Echeverría, Mehmet Yıldırım and Željko "
        "Đurđević at the palace in Hà Nội on Friday, the Thông tấn xã agency said."
    )
    assert other_language(text) is None


def test_a_script_without_spaces_is_judged_too():
    sentence = "外交部长星期二在北京会见了来访的客人，双方就两国关系和共同关心的问题交换了意见。"
    assert other_language(sentence * 3) == "zh"


def test_fewer_than_twenty_words_are_not_judged():
    assert other_language(" ".join(FRENCH.split()[:12])) is None


# Records


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


# Laws


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), ending=st.sampled_from([".txt", ".md", ".jsonl"]))
def test_no_file_stops_the_others(tmp_path, data, ending):
    for old in tmp_path.iterdir():
        old.unlink()
    write(tmp_path / f"a{ending}", data)
    write(tmp_path / "b.txt", BODY)
    items = read(tmp_path)
    assert Article("b.txt", BODY) in items or "the same as" in items[-1].reason


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=40))
def test_a_record_keeps_its_title_and_text(tmp_path, title):
    write_records(tmp_path / "a.jsonl", {"text": f"{title} {BODY}", "title": title})
    article = only_article(tmp_path)
    assert article.text == normalise_text(f"{title} {BODY}")
    assert article.title == title
