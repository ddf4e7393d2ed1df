"""Which word of a quoted passage is the one that states it."""

from __future__ import annotations

from toolkit.parsers.english.reader.words import split_words
from toolkit.training.lexicon import SURE, Passages, best_word, learn_scores


def passages(text: str, *quoted: str, taken: tuple[str, ...] = ()) -> Passages:
    words = split_words(text)
    spans = [words.between(text.index(part), text.index(part) + len(part)) for part in quoted]
    inside = {words.between(text.index(part), text.index(part) + 1)[0] for part in taken}
    return Passages(words, inside, [span for span in spans if span is not None])


def stated(article: Passages, scores: dict[str, float]) -> list[str | None]:
    found = [best_word(article, span, scores) for span in article.spans]
    return [None if at is None else article.words.word(at) for at in found]


def test_a_word_of_the_tables_is_sure():
    article = passages("Ada met Bo.", "Ada met Bo", taken=("Ada", "Bo"))
    scores = learn_scores([article], {"met"})
    assert scores["met"] >= SURE
    assert stated(article, scores) == ["met"]


def test_a_word_that_no_table_has_is_learned_where_it_stands_in_passages_only():
    articles = [
        passages(
            f"Ada huddled with {name} at noon. The weather at noon was fine with all.",
            f"Ada huddled with {name} at noon",
            taken=("Ada", name),
        )
        for name in ("Bo", "Cy", "Di", "Ed", "Flo", "Gus")
    ]
    scores = learn_scores(articles, ())
    assert [stated(article, scores) for article in articles] == [["huddled"]] * 6
    assert scores["huddled"] > scores["noon"]


def test_a_word_inside_a_name_states_nothing():
    article = passages("The Met met Bo.", "The Met met Bo", taken=("Met", "Bo"))
    assert stated(article, learn_scores([article], {"met"})) == ["met"]
    assert article.words.word(best_word(article, (0, 3), {"met": 1.0})) == "met"


def test_the_first_of_equal_words_is_taken():
    article = passages("They met and met.", "met and met")
    assert best_word(article, article.spans[0], {"met": 0.5}) == 1


def test_a_passage_without_any_known_word_has_none():
    article = passages("Ada, Bo.", "Ada, Bo", taken=("Ada", "Bo"))
    assert stated(article, learn_scores([article], ())) == [None]
