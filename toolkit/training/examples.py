"""Annotated articles as examples to learn from: each word with its labels and relations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.parsers.english.reader.ranks import Ranks, ranks_of
from toolkit.parsers.english.reader.words import Words, split_words
from toolkit.parsers.english.text.layout import find_blocks
from toolkit.training.annotated import Annotated
from toolkit.training.candidates import Candidates, annotated_places, find_candidates
from toolkit.training.encounter_marks import (
    EncounterMark,
    known_cues,
    mark_encounters,
    passage,
)
from toolkit.training.labels import LABELS, OUTCOMES
from toolkit.training.lexicon import Passages, learn_scores
from toolkit.training.mention_marks import MentionMark, mark_mentions, mention_tags
from toolkit.training.title_marks import TitleMark, mark_titles
from toolkit.training.vote_marks import FigureMark, election_days, known_outcomes, mark_votes


@dataclass(frozen=True, slots=True)
class Example:
    """One article with what the reader should say of it.

    `tags` has for the heads "mention", "title", "cue" and "outcome" the label of each word,
    `number_labels` that of each number of the candidates, `contender_outcomes` that of each
    mention under the head of that name. `ranks` are those of the words.
    """

    stem: str
    words: Words
    candidates: Candidates
    mentions: tuple[MentionMark, ...]
    titles: tuple[TitleMark, ...]
    encounters: tuple[EncounterMark, ...]
    figures: tuple[FigureMark, ...]
    tags: Mapping[str, tuple[int, ...]]
    number_labels: tuple[int, ...]
    contender_outcomes: tuple[int, ...]
    election_days: tuple[tuple[float, ...], ...]
    ranks: Ranks = field(compare=False)

    @property
    def texts(self) -> list[str]:
        """The words as they are written."""
        return [self.words.word(position) for position in range(len(self.words))]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An article whose names are marked, before the words of encounters are known."""

    annotated: Annotated
    words: Words
    mentions: tuple[MentionMark, ...]
    tags: list[int]
    taken: set[int]
    candidates: Candidates


def build_examples(articles: Sequence[Annotated]) -> tuple[Example, ...]:
    """Return one example for each annotated article, in their order."""
    prepared = [_prepare(article) for article in articles]
    cues = learn_scores([_meeting_passages(one) for one in prepared], known_cues())
    outcomes = {
        outcome: learn_scores(
            [_outcome_passages(one, outcome) for one in prepared], known_outcomes(outcome)
        )
        for outcome in OUTCOMES[1:]
    }
    return tuple(_example(one, cues, outcomes) for one in prepared)


def _prepare(annotated: Annotated) -> _Prepared:
    text = annotated.article.text
    words = split_words(text, find_blocks(text))
    mentions = mark_mentions(annotated.record, words)
    places = annotated_places(annotated.record, annotated.article.text)
    candidates = find_candidates(annotated.article, words, mentions, places)
    tags, taken = mention_tags(words, mentions, [*places, *candidates.named_places()])
    return _Prepared(annotated, words, mentions, tags, taken, candidates)


def _meeting_passages(one: _Prepared) -> Passages:
    quoted = (passage(one.words, m.get("evidence")) for m in one.annotated.record["meetings"])
    return Passages(one.words, one.taken, [span for span in quoted if span is not None])


def _outcome_passages(one: _Prepared, outcome: str) -> Passages:
    quoted = (
        passage(one.words, result.get("evidence"))
        for result in one.annotated.record["results"]
        if result.get("outcome") == outcome
    )
    return Passages(one.words, one.taken, [span for span in quoted if span is not None])


def _told_outcomes(figures: Sequence[FigureMark]) -> dict[int, int]:
    """Return the outcome of each word that tells one: of "beat" that of who won."""
    best_first = sorted(figures, key=lambda mark: -mark.outcome)
    return {mark.word: mark.outcome for mark in best_first}


def _example(
    one: _Prepared, cues: Mapping[str, float], outcomes: Mapping[str, Mapping[str, float]]
) -> Example:
    record = one.annotated.record
    titles = mark_titles(record, one.words, one.taken, one.candidates)
    encounters = mark_encounters(record, one.words, one.taken, one.candidates, cues)
    votes = mark_votes(record, one.words, one.mentions, one.taken, one.candidates, outcomes)
    measure_at = {figure.word: figure.measure for figure in votes.numbers}
    return Example(
        one.annotated.stem,
        one.words,
        one.candidates,
        one.mentions,
        titles,
        encounters,
        (*votes.words, *votes.names, *votes.numbers),
        {
            "mention": tuple(one.tags),
            "title": _title_tags(len(one.words), titles),
            "cue": _tags_at(len(one.words), {mark.cue: 1 for mark in encounters}),
            "outcome": _tags_at(len(one.words), _told_outcomes(votes.words)),
        },
        tuple(measure_at.get(word, 0) for word in one.candidates.number_words),
        votes.contender_outcomes,
        tuple(tuple(kinds) for kinds in election_days(record, one.candidates)),
        ranks_of(one.words, _names(one.tags), {mark.cue for mark in encounters}),
    )


def _names(tags: Sequence[int]) -> list[int]:
    """Return the words at which the name of an actor begins."""
    labels = LABELS["mention"]
    return [
        word
        for word, tag in enumerate(tags)
        if labels[tag].startswith("B-") and labels[tag] != "B-place"
    ]


def _tags_at(length: int, labels: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(labels.get(word, 0) for word in range(length))


def _title_tags(length: int, titles: Sequence[TitleMark]) -> tuple[int, ...]:
    begin, inside = (LABELS["title"].index(label) for label in ("B-title", "I-title"))
    labels: dict[int, int] = {}
    for title in titles:
        labels.update(dict.fromkeys(range(title.first, title.last + 1), inside))
        labels[title.first] = begin
    return _tags_at(length, labels)
