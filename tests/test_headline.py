"""Where the headline of an article without metadata is found."""

from __future__ import annotations

import time

import pytest

from toolkit.parsers.english.text.headline import find_headline

BODY = (
    "ACCRA, May 3 - The ministers of both countries sat down on Monday to talk about the bridge, "
    "which has been closed since the flood."
)


def test_a_line_of_its_own_above_the_text_is_the_headline():
    assert find_headline(f"Talks resume over bridge\n\n{BODY}") == "Talks resume over bridge"


@pytest.mark.parametrize(
    "above",
    [
        "Accra, Monday 3 May 2021",
        "ACCRA, 3 MAY (Example Wire)",
        "By Ama Example",
        "Home > News > Politics",
        "Home | News | Politics | Sport",
        "Press release",
        "Skip to content",
        "Date: 3 May 2021",
    ],
)
def test_what_is_no_headline_is_passed_over(above: str):
    assert find_headline(f"{above}\n\nTalks resume over bridge\n\n{BODY}") == (
        "Talks resume over bridge"
    )


def test_the_name_of_the_publisher_is_no_headline():
    text = f"RIVER GAZETTE\nTalks resume over bridge\n3 May 2021\n\n{BODY}"
    assert find_headline(text, "River Gazette") == "Talks resume over bridge"


def test_a_label_tells_the_headline():
    text = f"From: the wire\nSubject: Talks resume\nDate: 3 May 2021\n\n{BODY}"
    assert find_headline(text) == "Talks resume"


def test_signs_of_markdown_do_not_belong_to_it():
    assert find_headline(f"# Talks resume over bridge\n\n{BODY}") == "Talks resume over bridge"


def test_a_question_can_be_a_headline():
    assert find_headline(f"Who closed the bridge?\n\n{BODY}") == "Who closed the bridge?"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Talks resume over bridge",
        f"{BODY}\n\nThey meet again.",
        f"They met again.\n\n{BODY}",
        "The ministers of both countries sat\ndown on Monday to talk.\n\nThey meet again.",
        f"Candidate      Votes\nAma Example    1,204\n\n{BODY}",
    ],
)
def test_a_text_that_begins_at_once_has_none(text: str):
    assert find_headline(text) is None


@pytest.mark.parametrize(
    "line",
    [
        "title: a" + " " * 200_000 + "\n",
        "Accra, 3 May 2021 " + "(" * 200_000,
        "\n \n" * 100_000,
        "title:" * 50_000,
    ],
)
def test_a_hostile_text_is_looked_through_once(line: str):
    begun = time.process_time()
    find_headline(line + BODY)
    assert time.process_time() - begun < 20
