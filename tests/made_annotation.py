"""A small annotated article that several tests of training share, and how it is put together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from toolkit.article import Article
from toolkit.parsers.english.reader.words import Words, split_words
from toolkit.parsers.english.text.layout import find_blocks
from toolkit.training.annotated import Annotated
from toolkit.training.candidates import Candidates, annotated_places, find_candidates
from toolkit.training.mention_marks import MentionMark, mark_mentions, mention_tags

TEXT = (
    "ACCRA, 14 May 2024 – Ghana's foreign minister, Ada Obi, received the Togolese envoy Bo Ray "
    "in Kumasi on Monday, 13 May 2024. The next day Obi telephoned Cy Lund.\n\n"
    "The National Harvest Union (NHU) won 31 of 65 seats, or 44.1 percent of the vote, in "
    "Sunday's parliamentary election, ahead of the Lantern Union with 20 seats. Turnout was "
    "61.5 percent."
)
RECORD: dict[str, Any] = {
    "actors": [
        {
            "name": "Ada Obi",
            "aliases": ["Obi"],
            "kind": "person",
            "country": "GH",
            "roles": [
                {
                    "title": "foreign minister",
                    "organization": None,
                    "country": "GH",
                    "status": "current",
                    "evidence": "Ghana's foreign minister, Ada Obi",
                }
            ],
        },
        {
            "name": "Bo Ray",
            "kind": "person",
            "country": "TG",
            "roles": [
                {
                    "title": "envoy",
                    "organization": None,
                    "country": "TG",
                    "status": "current",
                    "evidence": "the Togolese envoy Bo Ray",
                }
            ],
        },
        {"name": "Cy Lund", "kind": "person", "country": None, "optional": True},
        {"name": "National Harvest Union", "aliases": ["NHU"], "kind": "party", "country": "GH"},
        {"name": "Lantern Union", "kind": "party", "country": "GH"},
    ],
    "meetings": [
        {
            "kind": "meeting",
            "status": "held",
            "certainty": "stated",
            "start": "2024-05-13",
            "end": "2024-05-13",
            "place": "Kumasi",
            "source": None,
            "participants": [{"name": "Obi"}, {"name": "Bo Ray"}],
            "evidence": "Ada Obi, received the Togolese envoy Bo Ray",
        },
        {
            "kind": "call",
            "status": "held",
            "certainty": "stated",
            "start": "2024-05-14",
            "end": "2024-05-14",
            "place": None,
            "source": None,
            "participants": [{"name": "Ada Obi"}, {"name": "Cy Lund"}],
            "evidence": "Obi telephoned Cy Lund",
        },
    ],
    "elections": [
        {
            "key": "e1",
            "country": "GH",
            "kind": "parliamentary",
            "start": "2024-05-12",
            "end": "2024-05-12",
            "turnout": 61.5,
            "seats_total": 65,
        }
    ],
    "results": [
        {
            "election": "e1",
            "contender": "NHU",
            "status": "final",
            "vote_share": 44.1,
            "seats": 31,
            "outcome": "won",
            "evidence": "The National Harvest Union (NHU) won 31 of 65 seats",
        },
        {
            "election": "e1",
            "contender": "Lantern Union",
            "status": "final",
            "seats": 20,
            "evidence": "the Lantern Union with 20 seats",
        },
    ],
}
ANNOTATED = Annotated("talks", Article("talks.txt", TEXT, published_on=date(2024, 5, 14)), RECORD)


@dataclass(frozen=True)
class Marked:
    """An annotated article with its words, the names in it, and what the rules find."""

    words: Words
    mentions: tuple[MentionMark, ...]
    tags: list[int]
    taken: set[int]
    candidates: Candidates

    def at(self, part: str) -> int:
        """Return the word at which the first place of `part` begins."""
        found = self.words.between(self.words.text.index(part), self.words.text.index(part) + 1)
        assert found is not None
        return found[0]

    def said(self, first: int, last: int) -> str:
        """Return the characters of some words."""
        return self.words.text[self.words.starts[first] : self.words.ends[last]]


def marked(annotated: Annotated = ANNOTATED) -> Marked:
    """Return an annotated article with its names marked."""
    text, record = annotated.article.text, annotated.record
    words = split_words(text, find_blocks(text))
    mentions = mark_mentions(record, words)
    places = annotated_places(record, text)
    candidates = find_candidates(annotated.article, words, mentions, places)
    tags, taken = mention_tags(words, mentions, [*places, *candidates.named_places()])
    return Marked(words, mentions, tags, taken, candidates)


def annotated(text: str, **record: Any) -> Annotated:
    """Return a text with an annotation that has the given lists and leaves the others empty."""
    whole = {"actors": [], "meetings": [], "elections": [], "results": [], **record}
    return Annotated("test", Article("test.txt", text), whole)
