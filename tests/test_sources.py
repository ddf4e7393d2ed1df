"""Files and folders in, articles out, and a sentence for everything that is not one."""

from __future__ import annotations

import os
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from written_inputs import BODY, only_article, read, write

from toolkit.article import Article, normalise_text
from toolkit.sources import MissingInput, NoArticles, Note, Skipped, read_inputs
from toolkit.sources.decoding import Undecodable, decode
from toolkit.sources.language import other_language

FRENCH = (
    "Le ministre des affaires étrangères a rencontré mardi son homologue à Paris, où les deux "
    "hommes ont longuement parlé de la coopération entre leurs pays et des élections à venir."
)


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
