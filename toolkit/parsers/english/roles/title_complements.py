"""What follows a title: "of Iraq", "for health", "to the United Nations", "of the party"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from toolkit.parsers.english.roles.title_phrase import TitlePhrase
from toolkit.parsers.english.roles.title_words import body_nouns
from toolkit.parsers.english.roles.wording import SPACE, Wording
from toolkit.reference import read_words

_PREPOSITION = re.compile(
    rf"{SPACE}+(of|for|to|in|at|with){SPACE}+"
    r"(?:(the|a|an|his|her|its|their|this|that|our)\b)?",
    re.IGNORECASE,
)
_BRACKET = re.compile(rf"{SPACE}\([^()\n]{{1,20}}\)")
_AND = re.compile(rf",?{SPACE}+(?:and|&){SPACE}+(?:of{SPACE}+)?(?:the{SPACE}+)?")
_PORTFOLIO_DOMAINS = frozenset(("state", "diplomatic", "body", "candidate", "parliament"))
_DESTINATIONS = frozenset(("to", "in", "for"))
_NOMINAL_TAGS = frozenset(("NN", "NNS", "JJ", "NNP", "NNPS"))
_WITH_PORTFOLIO = frozenset(("minister", "secretary", "commissioner", "under-secretary"))
_NEXT_OWNER = re.compile(rf"{_AND.pattern}|,{SPACE}+")


class ComplementReader:
    """Reads what follows the titles of one article."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def with_complement(self, phrase: TitlePhrase) -> TitlePhrase:
        """Read what follows the title: "of Iraq", "for health", "to the United Nations"."""
        for _ in range(2):
            match = _PREPOSITION.match(self._wording.text, phrase.end)
            if match is None:
                return phrase
            read = self._read_complement(phrase, match)
            if read is None:
                return phrase
            phrase = read
        return phrase

    def _read_complement(self, phrase: TitlePhrase, match: re.Match[str]) -> TitlePhrase | None:
        word = match[1].lower()
        mark = self._wording.landmark_after(match.end())
        diplomatic = phrase.domain == "diplomatic"
        if mark is None or mark.kind == "person":
            return self._read_portfolio(phrase, match)
        if diplomatic and word in _DESTINATIONS:
            place = self._wording.text[mark.start : mark.end]
            article = f"{match[2].lower()} " if match[2] else ""
            return replace(phrase, end=mark.end, title=f"{phrase.title} {word} {article}{place}")
        if word == "to" and phrase.domain != "body":
            return None
        if word in ("at", "with", "in") and mark.kind != "body" and phrase.domain != "parliament":
            return None
        if mark.kind == "place":
            return replace(phrase, end=self._end_of_description(mark.end), place=True)
        phrase = replace(phrase, end=mark.end)
        if mark.kind == "body" and mark.actor is not None:
            bracket = _BRACKET.match(self._wording.text, mark.end)
            end = bracket.end() if bracket else self._end_of_description(mark.end)
            phrase = replace(phrase, end=end, bodies=(*phrase.bodies, mark.actor)[:2])
        elif mark.country:
            end = self._end_of_description(mark.end)
            phrase = replace(phrase, end=end, countries=(*phrase.countries, mark.country))
        if phrase.plural:
            phrase = self._read_more_owners(phrase)
        return phrase

    def _end_of_description(self, position: int) -> int:
        """Return the end of the nouns after a demonym: "an Iranian paramilitary force"."""
        first = bisect_left(self._wording.starts, position)
        end = noun_end = position
        for index in range(first, min(first + 3, len(self._wording.words))):
            start = self._wording.starts[index]
            tag = self._wording.token_at(start).tag_
            if self._wording.text[end:start] != " " or not self._wording.text[start].islower():
                break
            if tag not in ("JJ", "NN", "NNS"):
                break
            end = self._wording.ends[index]
            if tag != "JJ":
                noun_end = end
        return noun_end

    def _read_more_owners(self, phrase: TitlePhrase) -> TitlePhrase:
        while match := _NEXT_OWNER.match(self._wording.text, phrase.end):
            mark = self._wording.marks.by_start.get(match.end())
            if mark is None or mark.kind not in ("state", "body"):
                break
            if mark.kind == "state" and mark.country:
                phrase = replace(phrase, end=mark.end, countries=(*phrase.countries, mark.country))
            elif mark.actor is not None:
                phrase = replace(phrase, end=mark.end, bodies=(*phrase.bodies, mark.actor))
        return phrase

    def _read_portfolio(self, phrase: TitlePhrase, match: re.Match[str]) -> TitlePhrase | None:
        """Read common words after the title: "of foreign affairs", "of the party"."""
        preposition = match[1].lower()
        capitals = phrase.title.split()[-1] in _WITH_PORTFOLIO
        if preposition not in ("of", "for") or phrase.domain not in _PORTFOLIO_DOMAINS:
            return None
        index = bisect_left(self._wording.starts, match.end())
        first, last = index, None
        while index < len(self._wording.words) and index < first + 6:
            start, word = self._wording.starts[index], self._wording.words[index]
            if index > first and self._wording.text[self._wording.ends[index - 1] : start] not in (
                " ",
                "-",
                "\n",
            ):
                break
            if start in self._wording.marks.by_start:
                break
            lower = self._wording.text[start].islower()
            if (word in read_words("title_modifiers") and (lower or capitals)) or (
                (lower or capitals) and self._wording.token_at(start).tag_ in _NOMINAL_TAGS
            ):
                last = index
            elif word not in ("and", "the", "of"):
                break
            index += 1
        if last is None:
            return self._read_unknown_name(phrase, match, first)
        words = re.sub(
            r"\s+", " ", self._wording.text[self._wording.starts[first] : self._wording.ends[last]]
        ).lower()
        end = self._wording.ends[last]
        if (
            self._wording.words[last] in body_nouns()
            and match[2]
            and self._wording.words[last] != "government"
        ):
            return replace(phrase, end=end, possessor=(match.start(2), end))
        return replace(phrase, end=end, title=f"{phrase.title} {preposition} {words}")

    def _read_unknown_name(
        self, phrase: TitlePhrase, match: re.Match[str], index: int
    ) -> TitlePhrase | None:
        """Read capitalised words that are no landmark: "of the Watch", "of Santa Fe".

        With an article they may shorten the name of a body, without one they are a place.
        """
        first, end = index, None
        while index < min(first + 3, len(self._wording.words)):
            start = self._wording.starts[index]
            if start in self._wording.marks.by_start or not self._wording.text[start].isupper():
                break
            if index > first and self._wording.text[self._wording.ends[index - 1] : start] not in (
                " ",
                "-",
            ):
                break
            end = self._wording.ends[index]
            index += 1
        if end is None:
            return None
        if match[2]:
            return replace(phrase, end=end, possessor=(match.start(2), end))
        return replace(phrase, end=end, place=True)
