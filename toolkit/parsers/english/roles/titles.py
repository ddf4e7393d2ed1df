"""The grammar of titles of office: "the former Iraqi deputy prime minister for energy".

A title phrase is a title word with the modifiers before it, the one whose office it is
(a possessor, a demonym, a body's name), words that say whether it is still held, and what
follows with "of", "for", "to" or "in".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from toolkit.parsers.english.roles.title_complements import ComplementReader
from toolkit.parsers.english.roles.title_owners import OwnerReader
from toolkit.parsers.english.roles.title_phrase import TitlePhrase
from toolkit.parsers.english.roles.title_words import (
    TitleWord,
    body_nouns,
    entries,
    letters,
    status_of,
)
from toolkit.parsers.english.roles.wording import SPACE, Wording
from toolkit.reference import read_words

_SUFFIX = re.compile(rf"(?:[-‑]|{SPACE})(elect|designate|emeritus)\b", re.IGNORECASE)
_RANK_DOMAINS = frozenset(("clergy", "military", "parliament", "royal"))
_HYPHENED = re.compile(r"[-‑][^\W\d_]")


class TitleGrammar:
    """Reads the title phrases of one article."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._owners = OwnerReader(wording)
        self._complements = ComplementReader(wording)

    def phrases(self) -> tuple[TitlePhrase, ...]:
        """Return the title phrases in text order; none begins inside another."""
        found: list[TitlePhrase] = []
        index, reached = 0, -1
        named = [
            (mark.start, mark.end)
            for mark in self._wording.marks.by_start.values()
            if mark.actor is not None and mark.kind in ("person", "body")
        ]
        named.sort()
        inside = [start for start, _ in named]
        while index < len(self._wording.words):
            match = self._match(index)
            if match is None or self._wording.starts[index] < reached:
                index += 1
                continue
            length, entry = match
            if self._is_part_of_name(index + length, entry):
                index += length
                continue
            place = bisect_right(inside, self._wording.starts[index]) - 1
            inside_name = place >= 0 and self._wording.ends[index] <= named[place][1]
            opens_person = (
                place >= 0
                and named[place][0] == self._wording.starts[index]
                and self._wording.marks.by_start[named[place][0]].kind == "person"
                and self._wording.ends[index + length - 1] < named[place][1]
            )
            if inside_name and not opens_person:
                index += 1
                continue
            last = self._wording.ends[index + length - 1]
            if (length == 1 and not self._is_noun(self._wording.starts[index])) or (
                _HYPHENED.match(self._wording.text, last)
                and not _SUFFIX.match(self._wording.text, last)
            ):
                index += length
                continue
            phrase = self._phrase(index, length, entry, reached)
            found.append(phrase)
            reached = phrase.end
            index += length
        return tuple(found)

    def _match(self, index: int) -> tuple[int, TitleWord] | None:
        """Return the length and entry of the title that begins at a word, if one does.

        A title word that only modifies the next title word begins none: "deputy leader".
        """
        best = None
        for words, entry in entries().get(self._wording.words[index], ()):
            last = index + len(words)
            if tuple(self._wording.words[index:last]) != words:
                continue
            gaps = range(index + 1, last)
            if not all(
                self._wording.adjacent(k) or self._wording.text[self._wording.ends[k - 1]] == "."
                for k in gaps
            ):
                continue
            written = self._wording.text[self._wording.starts[index] : self._wording.ends[last - 1]]
            if entry.exact is not None and letters(written) != letters(entry.exact):
                continue
            if len(words) > 1 and self._body_follows(last - 1):
                continue
            best = (len(words), entry)
            break
        if best is None:
            return None
        modifiers = read_words("title_modifiers")
        following = index
        while (
            following + 1 < len(self._wording.words)
            and self._wording.words[following] in modifiers
            and self._wording.adjacent(following + 1)
            and self._wording.starts[following + 1] not in self._wording.marks.by_start
        ):
            following += 1
            if following >= index + best[0] and self._wording.words[following] in entries():
                further = self._match(following)
                apart = further is not None and _stand_apart(best[1], further[1])
                return best if further is None or apart else None
        return best

    def _body_follows(self, index: int) -> bool:
        """Whether a body's name stands right after a word: "leader of the opposition X"."""
        if self._wording.words[index] != "opposition" or index + 1 >= len(self._wording.words):
            return False
        mark = self._wording.marks.by_start.get(self._wording.ends[index] + 1)
        return (mark is not None and mark.kind == "body") or self._wording.words[
            index + 1
        ] in body_nouns()

    def _is_part_of_name(self, following: int, entry: TitleWord) -> bool:
        """Whether "Sultan bin Harith" has the title word as a forename."""
        following_word = (
            self._wording.words[following] if following < len(self._wording.words) else ""
        )
        return entry.domain == "royal" and following_word in ("bin", "bint", "ibn", "al", "ben")

    def _is_noun(self, position: int) -> bool:
        """Whether the title word is used as a noun of its own, not as a verb or adjective."""
        token = self._wording.token_at(position)
        if token.tag_[:2] == "VB" and not token.text[0].isupper():
            return False
        if token.text.lower() in ("general", "major", "chief", "principal", "prime", "elder"):
            named = self._wording.marks.by_start.get(position + len(token.text) + 1)
            if named is not None and named.kind == "person":
                return True
            return token.tag_.startswith("NN") and not (
                token.text.islower() and token.dep_ in ("compound", "amod")
            )
        return True

    def _phrase(self, index: int, length: int, entry: TitleWord, reached: int) -> TitlePhrase:
        abbreviated = entry.exact is not None and entry.domain == "military"
        first = index if abbreviated else self._leftmost_modifier(index, reached)
        title_start, title_end = self._wording.starts[first], self._wording.ends[index + length - 1]
        before = self._wording.text[title_start : self._wording.starts[index]].lower()
        title = re.sub(r"\s+", " ", before) + entry.title
        phrase = TitlePhrase(
            title_start, title_start, title_end, title, entry.domain, plural=entry.plural
        )
        if entry.exact and self._wording.text[title_end : title_end + 1] == ".":
            phrase = replace(phrase, end=title_end + 1)
        suffix = _SUFFIX.match(self._wording.text, phrase.end)
        if suffix:
            status = "former" if suffix[1].lower() == "emeritus" else "designate"
            phrase = replace(phrase, end=suffix.end(), status=status)
        return self._complements.with_complement(self._owners.with_owner(phrase, first, reached))

    def _leftmost_modifier(self, index: int, reached: int) -> int:
        modifiers = read_words("title_modifiers")
        first = index
        while (
            first > 0
            and self._wording.adjacent(first)
            and self._wording.starts[first - 1] >= reached
        ):
            word, start = self._wording.words[first - 1], self._wording.starts[first - 1]
            gap = self._wording.text[self._wording.ends[first - 1] : self._wording.starts[first]]
            if (
                self._wording.ends[first - 1] in self._wording.marks.by_end
                or start in self._wording.marks.by_start
            ):
                break
            if word in status_of() and (word == "ex" or (gap != "-" and word != "second")):
                break
            if word in modifiers or self._is_free_modifier(start, word):
                first -= 1
            elif (
                word == "and"
                and first > 1
                and start - 1 >= reached
                and self._wording.adjacent(first - 1)
                and self._wording.ends[first - 2] not in self._wording.marks.by_end
                and self._wording.words[first - 2] in modifiers
                and self._wording.words[first - 2] not in entries()
            ):
                first -= 2
            else:
                break
        return first

    def _is_free_modifier(self, start: int, word: str) -> bool:
        """Whether a lower-case noun belongs to the title: "the irrigation minister"."""
        token = self._wording.token_at(start)
        following = self._wording.ends[bisect_left(self._wording.starts, start)] + 1
        capital = self._wording.text[following : following + 1].isupper()
        if not self._wording.text[start].islower() or word.endswith("'s") or capital:
            return False
        return token.tag_ in ("NN", "NNS") and token.dep_ in ("compound", "nmod")


def _stand_apart(office: TitleWord, following: TitleWord) -> bool:
    """Whether two titles in a row are a person's office and rank: "Defence Minister General"."""
    if following.domain == "military" and following.exact:
        return True
    return office.domain == "state" and following.domain in _RANK_DOMAINS


def find_title_phrases(wording: Wording) -> tuple[TitlePhrase, ...]:
    """Return the title phrases of a text, in order; none begins inside another."""
    return TitleGrammar(wording).phrases()
