"""Near-identical texts: found by their sketches, grouped as stars, told by the same facts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.article import Article, normalise_text
from toolkit.copies import carry_over, group_copies, sketch
from toolkit.facts import (
    ActorFact,
    ElectionFact,
    Evidence,
    Facts,
    MeetingFact,
    NameForm,
    ParticipantFact,
    ResultFact,
    RoleFact,
)

TEXT = """ACCRA – President Ada Obi received Foreign Minister Omar Reyes on Monday.

The two spoke of the border for an hour. Reyes said that he would come again in May.

In the election of 10 May the Green List won 40 of 100 seats. Turnout was 61.5 percent.

Traders in the port had hoped for more. They want the road to be opened before the rains, and
say that the last agreement was never kept. A ship that waits for cotton has been there a month."""
ARTICLE = Article("one.txt", TEXT, title="Talks in Accra", published_on=date(2021, 5, 12))
TAIL = "(Reporting by Jon Hale in Lund; writing by Mia Orr)"


def evidence(words: str, field: str | None = None, text: str = TEXT) -> tuple[Evidence, ...]:
    start = text.index(words)
    return (Evidence(start, start + len(words), "made", field),)


def actor(name: str, kind: str = "person") -> ActorFact:
    return ActorFact(name, kind, (NameForm(name, evidence(name)),))


FACTS = Facts(
    language="en",
    actors=(actor("Ada Obi"), actor("Omar Reyes"), actor("Green List", "party")),
    roles=(RoleFact(1, "foreign minister", evidence("Foreign Minister Omar Reyes")),),
    meetings=(
        MeetingFact(
            "meeting",
            "held",
            (
                ParticipantFact(0, evidence("Ada Obi"), "host"),
                ParticipantFact(1, evidence("Omar Reyes")),
            ),
            (*evidence("received"), *evidence("ACCRA", "place"), *evidence("Monday", "start_date")),
            date(2021, 5, 10),
            date(2021, 5, 10),
            "Accra",
        ),
    ),
    elections=(ElectionFact("GH", "parliamentary", evidence("election of 10 May")),),
    results=(ResultFact(0, 2, evidence("won 40 of 100 seats"), seats=40),),
)


def copy_of(text: str, **metadata: object) -> Article:
    return replace(ARTICLE, source_path="two.txt", text=normalise_text(text), **metadata)


def spans(facts: Facts) -> Iterator[Evidence]:
    """Yield every piece of evidence, in one order."""
    for one in facts.actors:
        for form in one.forms:
            yield from form.evidence
        yield from one.country_evidence
    for fact in (*facts.roles, *facts.meetings, *facts.elections, *facts.results):
        yield from fact.evidence
    for meeting in facts.meetings:
        for participant in meeting.participants:
            yield from participant.evidence


def quotations(facts: Facts, text: str) -> list[str]:
    return [text[one.start : one.end] for one in spans(facts)]


# Carrying facts over


@pytest.mark.parametrize(
    "text",
    [
        f"{TEXT}\n\n{TAIL}",
        f"A long day in the capital\n\nBy Tom Harrow\n\n{TEXT}",
        TEXT.replace("ACCRA – ", "ACCRA, May 12 (Volta Wire) – "),
        TEXT.replace("\n\nIn the", "\n\nADVERTISEMENT\n\nIn the"),
        TEXT.replace("\n\nIn the", "\n\nPhoto: archive\n\nIn the"),
        TEXT.replace("\n\n", "\n\n\n"),
        f"{TEXT}\n\n© 2021 Harbour Courier. All rights reserved.",
    ],
)
def test_another_headline_dateline_tail_or_picture_line_leaves_the_facts_as_they_are(text):
    copy = copy_of(text, title="Accra: an hour on the border", publisher="Harbour Courier")
    carried = carry_over(FACTS, ARTICLE, copy)
    assert carried is not None
    assert (carried.reading, carried.copy_of) == ("carried_over", ARTICLE.article_id)
    assert quotations(carried, copy.text) == quotations(FACTS, TEXT)
    assert (carried.meetings[0].start_date, carried.results[0].seats) == (date(2021, 5, 10), 40)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("won 40 of", "won 41 of"),
        ("Omar Reyes", "Omar Ruiz"),
        ("61.5", "62.5"),
        ("Monday", "Tuesday"),
        ("The two spoke", "The two never spoke"),
        ("ACCRA –", "TEMA –"),
        ("Reyes said that he would come again in May.", ""),
    ],
)
def test_a_text_in_which_a_sentence_was_changed_must_be_parsed(old, new):
    assert carry_over(FACTS, ARTICLE, copy_of(TEXT.replace(old, new))) is None


@pytest.mark.parametrize(
    "added",
    [
        "On Tuesday Reyes met the prime minister.",
        "The Blue Union won 30 seats in the election.",
        "The ambassador said nothing.",
        "Nobody in the market had heard of it. " * 10,
    ],
)
def test_a_text_to_which_was_added_what_may_hold_a_fact_must_be_parsed(added):
    assert carry_over(FACTS, ARTICLE, copy_of(f"{TEXT}\n\n{added}")) is None


def test_a_first_sentence_that_was_changed_is_no_headline():
    text = f"The capital was calm.\n\n{TEXT}"
    assert carry_over(FACTS, ARTICLE, copy_of(text)) is None


def test_a_sentence_added_amid_the_text_must_be_parsed_as_what_follows_may_lean_on_it():
    text = TEXT.replace("Traders in", "Then they flew to Lomé. Traders in")
    assert carry_over(FACTS, ARTICLE, copy_of(text)) is None


def test_a_copy_of_another_day_must_be_parsed_since_monday_is_another_monday():
    tail = f"{TEXT}\n\n{TAIL}"
    assert carry_over(FACTS, ARTICLE, copy_of(tail, published_on=date(2021, 5, 19))) is None
    assert carry_over(FACTS, ARTICLE, copy_of(tail, published_on=None)) is None


def test_a_title_that_speaks_of_another_vote_or_country_must_be_parsed():
    tail = f"{TEXT}\n\n{TAIL}"
    assert carry_over(FACTS, ARTICLE, copy_of(tail, title="After the mayoral vote")) is None
    assert carry_over(FACTS, ARTICLE, copy_of(tail, title="Peru before the vote")) is None


def test_the_copy_keeps_the_publisher_that_its_own_text_names():
    carried = carry_over(FACTS, ARTICLE, copy_of(f"{TEXT}\n\nSource » Harbour Courier"))
    assert carried is not None
    assert carried.publisher == "Harbour Courier"


def test_a_name_in_a_headline_that_the_copy_lacks_is_left_out_where_the_name_stands_elsewhere():
    headline = "Obi and Reyes in Accra"
    text = f"{headline}\n\n{TEXT}"
    shift = len(headline) + 2
    facts = carry_over(FACTS, ARTICLE, copy_of(text))
    assert facts is not None
    assert {one.start for one in spans(facts)} == {one.start + shift for one in spans(FACTS)}
    told = replace(
        facts,
        reading="read",
        copy_of=None,
        actors=(
            replace(
                facts.actors[0],
                forms=(*facts.actors[0].forms, NameForm("Obi", (Evidence(0, 3, "made"),))),
            ),
            *facts.actors[1:],
        ),
    )
    back = carry_over(told, copy_of(text), ARTICLE)
    assert back is not None
    assert back.actors == FACTS.actors


@pytest.mark.parametrize("reading", ["passed_over", "carried_over"])
def test_only_what_was_read_itself_is_carried_over(reading):
    assert carry_over(replace(FACTS, reading=reading), ARTICLE, ARTICLE) is None
    assert carry_over(replace(FACTS, failure="made"), ARTICLE, ARTICLE) is None


@st.composite
def texts(draw) -> str:
    words = st.sampled_from(["Ada", "met", "Omar", "in", "Accra", "62", "seats", "–", "and"])
    sentence = st.lists(words, min_size=1, max_size=8).map(lambda many: f"{' '.join(many)}.")
    line = st.lists(sentence, min_size=1, max_size=3).map(" ".join)
    return normalise_text("\n\n".join(draw(st.lists(line, min_size=1, max_size=5))))


@st.composite
def facts_of(draw, text: str) -> Facts:
    places = st.integers(0, len(text) - 1)
    pair = st.tuples(places, places).map(sorted)
    many = draw(st.lists(pair, min_size=2, max_size=6))
    found = tuple(Evidence(start, end + 1, "made") for start, end in many)
    return Facts(
        actors=(ActorFact("Ada", "person", (NameForm("Ada", found[:1]),)),),
        roles=(RoleFact(0, "head", found[1:]),),
        publisher=draw(st.none() | st.just("Volta Wire")),
        published_on=draw(st.none() | st.just(date(2021, 1, 1))),
    )


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_text_carried_over_to_itself_has_the_same_facts(data):
    text = data.draw(texts())
    facts = data.draw(facts_of(text))
    article = Article("one.txt", text)
    carried = carry_over(facts, article, article)
    assert carried == replace(facts, reading="carried_over", copy_of=article.article_id)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_carried_evidence_shows_the_same_characters_whatever_the_copy(data):
    original, copy = data.draw(texts()), data.draw(texts())
    if data.draw(st.booleans()):
        copy = normalise_text(f"{original}\n\n{copy}")
    facts = replace(data.draw(facts_of(original)), publisher=None, published_on=None)
    carried = carry_over(facts, Article("one.txt", original), Article("two.txt", copy))
    if carried is not None:
        assert quotations(carried, copy) == quotations(facts, original)


# Sketches and groups


def made_text(seed: int) -> str:
    """Return sixty lines of words that no two seeds share."""
    return "\n".join(
        " ".join(
            hashlib.sha256(f"{seed} {line} {word}".encode()).hexdigest()[:6] for word in "abcd"
        )
        for line in range(60)
    )


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def groups(many: list[str]) -> dict[str, str]:
    return group_copies((digest(text), sketch(text)) for text in many)


def test_a_sketch_has_128_bytes_and_is_the_same_on_every_machine_and_in_every_version():
    assert len(sketch(TEXT)) == 128
    assert digest_of_sketch(TEXT) == "4e22532fe47dd89d"


def digest_of_sketch(text: str) -> str:
    return hashlib.sha256(sketch(text)).hexdigest()[:16]


def test_a_few_words_have_no_sketch_and_are_no_copy():
    assert sketch("The road is closed.") == b""
    assert group_copies([("0" * 64, b""), ("1" * 64, b"")]) == {}


def test_case_and_punctuation_do_not_matter_to_a_sketch():
    assert sketch(TEXT.upper().replace(",", " ; ")) == sketch(TEXT)


def test_copies_are_found_and_the_original_has_the_smallest_digest():
    base = made_text(1)
    many = [f"{base}\n{TAIL}", f"By Tom Harrow\n{base}", base, made_text(2)]
    first = min(digest(text) for text in many[:3])
    assert groups(many) == {digest(text): first for text in many[:3] if digest(text) != first}


def test_a_copy_is_like_its_original_and_not_only_like_another_copy():
    lines = [made_text(seed) for seed in range(6)]
    chain = ["\n".join(lines[step : step + 3]) for step in range(4)]
    found = groups(chain)
    originals = {digest(text) for text in chain} - set(found)
    assert set(found.values()) <= originals
    for copy, original in found.items():
        of_copy = next(number for number, text in enumerate(chain) if digest(text) == copy)
        of_original = next(number for number, text in enumerate(chain) if digest(text) == original)
        assert abs(of_copy - of_original) == 1


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9)), max_size=12), st.randoms())
def test_groups_depend_on_the_set_of_texts_and_not_on_their_order(many, chance):
    written = [f"{made_text(base)}\nedition {variant}" for base, variant in dict.fromkeys(many)]
    found = groups(written)
    shuffled = list(written)
    chance.shuffle(shuffled)
    assert groups(shuffled) == found
    assert all(original < copy for copy, original in found.items())
