"""Whose office a title is, read leftwards from it: "the former Iraqi", "its", "UHC"."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from toolkit.parsers.english.roles.landmarks import Landmark
from toolkit.parsers.english.roles.title_phrase import TitlePhrase
from toolkit.parsers.english.roles.title_words import status_of
from toolkit.parsers.english.roles.wording import JOINT, Wording

_DETERMINERS = frozenset(("the", "a", "an", "this", "that", "these", "those", "both"))
_PRONOUNS = frozenset(("its", "his", "her", "their", "our", "my", "your", "whose"))
_FURTHEST_LEFT = 6


class OwnerReader:
    """Reads what stands before the titles of one article."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def with_owner(self, phrase: TitlePhrase, first: int, reached: int) -> TitlePhrase:
        """Read leftwards from the title: status words, whose office it is, the article."""
        index = first
        for _ in range(_FURTHEST_LEFT):
            position = phrase.start
            if position <= max(reached, 0) or not JOINT.fullmatch(self._wording.text[position - 1]):
                break
            end = position - 1
            owner_end, possessive = self._possessive(end)
            mark = self._wording.marks.by_end.get(owner_end) or self._wording.marks.by_end.get(end)
            if mark is not None and mark.start >= reached:
                taken = self._take_owner(phrase, mark, possessive)
                if taken is None:
                    break
                phrase = taken
                index = bisect_left(self._wording.starts, phrase.start)
                continue
            if (
                index == 0
                or self._wording.ends[index - 1] != end
                or self._wording.starts[index - 1] < reached
            ):
                break
            word, start = self._wording.words[index - 1], self._wording.starts[index - 1]
            if word == "and" and phrase.plural and phrase.countries:
                phrase = self._with_joined_state(phrase, start)
                index = bisect_left(self._wording.starts, phrase.start)
                continue
            if word in _DETERMINERS:
                return (
                    replace(phrase, start=start, article="the" if word != "an" else "a")
                    if (word not in ("a", "an"))
                    else replace(phrase, start=start, article="a")
                )
            if word in _PRONOUNS:
                return replace(
                    phrase, start=start, possessor=(start, self._wording.ends[index - 1])
                )
            status = status_of().get(word)
            if status is not None:
                known = phrase.status if phrase.status != "current" else status or "current"
                phrase = replace(phrase, start=start, status=known)
            elif word.endswith(("'s", "s'")) or possessive:
                return self._nominal_owner(phrase, index - 1)
            elif self._wording.token_at(start).tag_ in ("CD", "RBS", "JJS"):
                phrase = replace(phrase, start=start)
            elif phrase.domain == "state" and self._is_unknown_place(start):
                phrase = replace(phrase, start=start, place=True)
            elif start == self._wording.starts[first - 1] and self._can_be_short_name(
                phrase, start
            ):
                return replace(phrase, start=start, possessor=(start, end))
            else:
                break
            index -= 1
        return phrase

    def _with_joined_state(self, phrase: TitlePhrase, joint: int) -> TitlePhrase:
        """Read the first state of "the Russian and British ambassadors"."""
        mark = self._wording.marks.by_end.get(joint - 1)
        if mark is None or mark.kind != "state" or not mark.country:
            return replace(phrase, start=phrase.start)
        return replace(phrase, start=mark.start, countries=(mark.country, *phrase.countries))

    def _can_be_short_name(self, phrase: TitlePhrase, start: int) -> bool:
        """Whether "Front leader" may have a word of the name of a body before the title."""
        token = self._wording.token_at(start)
        return phrase.domain == "body" and token.text.istitle() and token.tag_[:2] in ("NN", "JJ")

    def _is_unknown_place(self, start: int) -> bool:
        """Whether a capitalised word before a title can only be where it is held."""
        token = self._wording.token_at(start)
        return (
            token.tag_ == "NNP"
            and not token.is_sent_start
            and start not in self._wording.marks.by_start
        )

    def _possessive(self, end: int) -> tuple[int, bool]:
        """Return where the owner's name ends before a possessive mark or a bracket."""
        if self._wording.text[max(end - 2, 0) : end] in ("'s", "’s"):
            end -= 2
        elif self._wording.text[max(end - 2, 0) : end] in ("s'", "s’"):
            end -= 1
        elif self._wording.text[end - 1 : end] == ")":
            return end - 1, False
        else:
            return end, False
        return (end - 1 if self._wording.text[end - 1 : end] == ")" else end), True

    def _take_owner(
        self, phrase: TitlePhrase, mark: Landmark, possessive: bool
    ) -> TitlePhrase | None:
        start = mark.start
        bracket = self._wording.text[:start].rstrip()
        if bracket.endswith("(") and self._wording.text[mark.end : mark.end + 1] == ")":
            outer = self._wording.marks.by_end.get(len(bracket[:-1].rstrip()))
            start = outer.start if outer is not None else start
        if mark.kind == "person":
            if not possessive:
                return None
            return replace(phrase, start=start, holder_of=mark.actor)
        if mark.kind == "body" and mark.actor is not None and not phrase.bodies:
            return replace(phrase, start=start, bodies=(mark.actor,))
        if mark.kind == "state" and mark.country and (phrase.plural or not phrase.countries):
            return replace(phrase, start=start, countries=(mark.country, *phrase.countries))
        if mark.kind == "place" and mark.actor is not None and possessive and mark.country:
            return replace(phrase, start=start, countries=(mark.country, *phrase.countries))
        if mark.kind == "place":
            return replace(phrase, start=start, place=True)
        return None

    def _nominal_owner(self, phrase: TitlePhrase, index: int) -> TitlePhrase:
        """Read "the party's", "the country's ruling" before a title."""
        end = self._wording.ends[index]
        start = self._wording.starts[index]
        while index > 0 and self._wording.adjacent(index):
            index -= 1
            start = self._wording.starts[index]
            if self._wording.words[index] in _DETERMINERS | _PRONOUNS:
                break
            tag = self._wording.token_at(start).tag_
            if start in self._wording.marks.by_start or tag not in ("NN", "JJ", "NNP", "VBN"):
                start = self._wording.starts[index + 1]
                break
        return replace(phrase, start=start, possessor=(start, end))
