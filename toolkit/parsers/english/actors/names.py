"""Where names stand in a text: pieces of capitalised words, cut to what names an actor.

Titles are cut from persons, and what stands before the title ("Labour MP Jane Doe") is a
name of its own; so are opening words that only the start of a sentence makes capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Token

from toolkit.parsers.english.actors.capitals import Capital, find_capitals
from toolkit.parsers.english.actors.forms import NameSpan
from toolkit.parsers.english.actors.name_words import name_words
from toolkit.parsers.english.actors.runs import CONNECTORS, find_pieces
from toolkit.parsers.english.places.places import city_country, country_of
from toolkit.parsers.english.reading import Reading

_LOWER_WORD = re.compile(r"(?<![\w'’-])[a-z][a-z'’-]+")
_LINE = re.compile(r"[^\n]+")
_TABLE_LINE = re.compile(r"\d|\||\t|   ")
_OPENER = re.compile(r"(?:^|[.!?:;…]|\n|[•*|#>–—-]|[\"“”‘’'(])\W*$")
_TITLE_OF = re.compile(r"([A-Z][\w-]*) (?:of|for) (?:the )?$")
_COMPOUND = re.compile(
    r"-(?:led|based|backed|run|born|speaking|aligned|dominated|affiliated|leaning)$"
)
_CONTRACTION = re.compile(r"n['’]t$")
_ORDINAL = re.compile(r"\b\d+(?:st|nd|rd|th) $")
_LISTING = re.compile(r",|[.;:]\s*$")
_COLUMN = re.compile(r"(?: ?\.{2,}| ?\||   | ?[:–-]? ?\d)")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r" \d{1,2}\b(?![.,]?\d)")
_PROPER_TAGS = frozenset(("NNP", "NNPS"))
_NOMINAL_TAGS = _PROPER_TAGS | {"JJ", "NN", "NNS", "FW"}
_NOT_NAMES = frozenset(
    ("CARDINAL", "ORDINAL", "DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "LANGUAGE")
)
_FUNCTION_WORDS = frozenset(
    ("A", "An", "And", "As", "At", "But", "By", "From", "How", "If", "In", "Is", "It", "That")
) | {"The", "This", "What", "When", "Who", "Why", "With"}
_FAITHS = frozenset(("Druze", "Jewish", "Maronite", "Muslim", "Shia", "Shiite", "Sunni"))
_HEADLINE_SHARE = 0.7
"""Share of capitalised words from which a line is a headline and names cannot be told."""


class _Cutter:
    """Cuts pieces into names, with the words and tags of one article at hand."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.article.text
        self.words = name_words()
        self.doc = reading.doc
        starts = reading.doc.to_array("IDX").tolist()
        self.numbers: dict[int, int] = {start: at for at, start in enumerate(starts)}
        self.lower = frozenset(_LOWER_WORD.findall(self.text))

    def _token(self, start: int) -> Token | None:
        """Return the token that begins at a character, None where none does."""
        number = self.numbers.get(start)
        return None if number is None else self.doc[number]

    def names(self, piece: list[Capital]) -> Iterator[NameSpan]:
        """Yield the names in one piece of a run."""
        opens = bool(_OPENER.search(self.text, max(0, piece[0].start - 3), piece[0].start))
        if self._span(piece) not in self.words.known:
            piece = self._without_opening(piece, opens)
        for part in self._between_dates(piece):
            yield from self._named(part, opens and part[0] is piece[0])

    def _span(self, parts: Sequence[Capital]) -> str:
        return self.text[parts[0].start : parts[-1].end]

    def _without_opening(self, piece: list[Capital], opens: bool) -> list[Capital]:
        """Drop the articles and adverbs that only a sentence's start makes capital."""
        first = 0
        while first < len(piece):
            word = piece[first].text
            lower = word.casefold()
            if word in _FUNCTION_WORDS or (opens and first == 0 and lower in STOP_WORDS):
                first += 1
                continue
            if opens and first == 0 and len(piece) > 1 and word not in self.words.titles:
                token = self._token(piece[0].start)
                if (
                    token is not None
                    and token.tag_ not in _NOMINAL_TAGS
                    and word not in self.words.heads
                ):
                    first += 1
                    continue
            break
        return piece[first:]

    def _between_dates(self, piece: list[Capital]) -> Iterator[list[Capital]]:
        part: list[Capital] = []
        for capital in piece:
            if capital.text in self.words.calendar and self._is_date(capital):
                if part:
                    yield part
                part = []
            else:
                part.append(capital)
        if part:
            yield part

    def _is_body_of(self, piece: Sequence[Capital]) -> bool:
        """Tell whether a piece is a body "of" or "for" something: "Council of Ministers"."""
        return len(piece) > 1 and any(
            left.text in self.words.heads and not self._adjoins(left, right)
            for left, right in pairwise(piece)
        )

    def _adjoins(self, left: Capital, right: Capital) -> bool:
        return self.text[left.end : right.start].strip() not in CONNECTORS

    def _is_title(self, word: str) -> bool:
        titles = self.words.titles
        if word in titles or (word.endswith("s") and word[:-1] in self.words.offices):
            return True
        return "-" in word and all(part in titles for part in word.split("-"))

    def _is_person(self, capital: Capital) -> bool:
        token = self._token(capital.start)
        return token is not None and token.ent_type_ == "PERSON"

    def _is_date(self, capital: Capital) -> bool:
        """Tell whether a day's or month's name is one here, and not a person's."""
        around = self.text[max(0, capital.start - 3) : capital.end + 3]
        if _DIGIT.search(around):
            return True
        token = self._token(capital.start)
        label = "" if token is None else token.ent_type_
        return label != "PERSON" and (len(capital.text) > 3 or label == "DATE")

    def _is_title_matter(self, word: str) -> bool:
        words = self.words
        return (
            self._is_title(word)
            or word in words.modifiers
            or word in words.topics
            or country_of(word) is not None
        )

    def _named(self, piece: list[Capital], opens: bool) -> Iterator[NameSpan]:
        words = self.words
        if self._span(piece) in words.known:
            yield self._make(piece, "body", opens)
            return
        texts = [capital.text for capital in piece]
        dotted = [
            t + "." if self.text[c.end : c.end + 1] == "." else t
            for t, c in zip(texts, piece, strict=True)
        ]
        is_title = [
            self._is_title(t) or d in words.titles for t, d in zip(texts, dotted, strict=True)
        ]
        governing = _TITLE_OF.search(self.text, max(0, piece[0].start - 30), piece[0].start)
        if governing and self._is_title(governing[1]) and len(piece) > 2:
            # "Secretary of State Jane Doe": the field belongs to the title.
            while len(piece) > 2 and piece[0].text in words.topics:
                piece, texts, is_title = piece[1:], texts[1:], is_title[1:]
            while len(piece) > 2 and city_country(piece[0].text):
                piece, texts, is_title = piece[1:], texts[1:], is_title[1:]
            if len(texts) < len(dotted):
                yield from self._plain(piece, "person", False)
                return
        elif governing and self._is_title(governing[1]) and texts[-1] not in words.heads:
            token = self._token(piece[0].start)
            if not texts[-1].isupper() and (token is None or token.ent_type_ != "ORG"):
                return
        is_body = texts[-1] in words.heads and not (
            len(piece) == 2 and texts[0] in words.honorifics
        )
        last = -1
        for place in range(len(piece) - 1):
            if place and not self._adjoins(piece[place - 1], piece[place]):
                continue
            if not self._adjoins(piece[place], piece[place + 1]):
                continue
            if not is_title[place] or (is_body and texts[place] not in words.offices):
                continue
            if texts[place] in words.honorifics and place > 0:
                # "Hiwa Sheikh Latif": an honorific within a name is a part of it.
                before = piece[:place]
                if not all(self._is_title_matter(c.text) for c in before):
                    continue
            last = place
        if last < 0:
            yield from self._plain(piece, "", opens)
            return
        # Everything up to the last title, back to the first word that is no part of one.
        first = last
        while first > 0 and (is_title[first - 1] or self._is_title_matter(texts[first - 1])):
            first -= 1
        if first > 0:
            yield from self._plain(piece[:first], "body", opens)
        else:
            yield from self._bodies_in_title(piece[: last + 1], opens)
        yield from self._plain(piece[last + 1 :], "person", False)

    def _bodies_in_title(self, matter: list[Capital], opens: bool) -> Iterator[NameSpan]:
        """Yield known bodies inside a title: the Senate of "Senate President"."""
        for capital in matter[:-1]:
            if capital.text in self.words.known:
                yield self._make([capital], "body", opens)

    def _plain(self, piece: list[Capital], hint: str, opens: bool) -> Iterator[NameSpan]:
        """Yield a piece without titles at its end, if what is left can be a name."""
        words = self.words
        while len(piece) > 1 and not self._is_body_of(piece):
            if piece[-1].text not in words.offices and (
                hint != "before" or piece[-1].text not in words.modifiers
            ):
                break
            piece, hint = piece[:-1], hint or "before"
        while len(piece) > 1 and (_COMPOUND.search(piece[0].text) or piece[0].text in _FAITHS):
            piece = piece[1:]
        if self._span(piece) in words.known:
            yield self._make(piece, "body", opens)
            return
        if len(piece) > 2 and not any(capital.text in words.heads for capital in piece[1:]):
            first = piece[0].text
            if hint != "person" and first in words.party_labels:
                yield self._make(piece[:1], "body", opens)
                piece, hint, opens = piece[1:], "person", False
            elif country_of(first) and not any(country_of(c.text) for c in piece[1:]):
                piece, opens = piece[1:], False
            elif first in words.topics and not hint and self._can_lead_person(piece[0], piece[1]):
                piece, hint, opens = piece[1:], "person", False
        if not self._can_be_name(piece, hint, opens):
            return
        yield self._make(piece, hint, opens)

    def _can_lead_person(self, topic: Capital, following: Capital) -> bool:
        """Tell whether a word such as "Labour" is no part of the name after it."""
        if not self._adjoins(topic, following) or following.text in self.words.topics:
            return False
        return country_of(following.text) is None

    def _can_be_name(self, piece: list[Capital], hint: str, opens: bool) -> bool:
        words = self.words
        name = self._span(piece)
        texts = [capital.text for capital in piece]
        if name in words.never or name.capitalize() in words.never or country_of(name) is not None:
            return False
        if len(texts) > 1 and name.isupper() and texts[-1].title() not in words.heads:
            return False
        if _CONTRACTION.search(name):
            return False
        if all(t in words.titles or t in words.modifiers for t in texts):
            return False
        if len(texts) > 1 and all(self._is_title_matter(t) for t in texts):
            return texts[-1] in words.heads or self._is_body_of(piece)
        if texts[0] in words.sites and hint != "person" and texts[-1] not in words.heads:
            return False
        if texts[-1] in words.things and hint != "person" and not self._is_person(piece[-1]):
            return any(t in words.heads for t in texts[:1]) and len(texts) > 2
        if len(texts) == 1:
            return self._single(piece[0], hint, opens)
        return not (
            hint != "person"
            and all(t in words.topics or t in words.never for t in texts)
            and not words.heads.intersection((texts[0], texts[-1]))
        )

    def _single(self, capital: Capital, hint: str, opens: bool) -> bool:
        word = capital.text
        if hint == "person":
            return word not in self.words.topics and word not in self.words.never
        if _COMPOUND.search(word) or word[1:2] == "-":
            return False
        if len(word) < 2 or word in self.words.never or word in self.words.topics:
            return False
        if len(word) == 2 and word.endswith("."):
            return False
        if word.casefold() in self.lower and not word.isupper():
            return False
        token = self._token(capital.start)
        if token is not None and token.ent_type_ in _NOT_NAMES:
            return False
        if opens:
            if word.casefold() in STOP_WORDS:
                return False
            if _COLUMN.match(self.text, capital.end):
                return True
            return token is None or token.tag_ in _PROPER_TAGS or bool(token.ent_type_)
        return True

    def _make(self, piece: list[Capital], hint: str, opens: bool) -> NameSpan:
        start, end = piece[0].start, piece[-1].end
        if self.text[start] in "'’":
            start += 1
        ordinal = _ORDINAL.search(self.text, max(0, start - 7), start)
        if ordinal and piece[-1].text in self.words.units:
            start = ordinal.start()
        if len(piece) == 1 and piece[0].text in self.words.numbered:
            number = _NUMBER.match(self.text, end)
            end = number.end() if number else end
        return NameSpan(start, end, self.text[start:end], hint, opens)


def _quiet_lines(reading: Reading) -> list[tuple[int, int]]:
    """Return the spans of headlines: lines in which nearly every word is capitalised."""
    quiet = []
    for line in _LINE.finditer(reading.article.text):
        words = [w for w in line[0].split() if w[0].isalpha()]
        if len(words) < 3 or _TABLE_LINE.search(line[0]) or _LISTING.search(line[0]):
            continue
        capital = sum(word[0].isupper() for word in words)
        if capital / len(words) >= _HEADLINE_SHARE:
            quiet.append((line.start(), line.end()))
    return quiet


def find_names(reading: Reading) -> tuple[NameSpan, ...]:
    """Return every place where a name seems to stand, in order and without overlaps."""
    text = reading.article.text
    quiet = _quiet_lines(reading)
    quiet += [(b.start, b.end) for b in reading.blocks if b.kind in ("dateline", "source")]
    starts = {at for first, last in quiet for at in range(first, last)}
    capitals = [c for c in find_capitals(text) if c.start not in starts]
    cutter = _Cutter(reading)
    persons = frozenset(e.start_char for e in reading.doc.ents if e.label_ == "PERSON")
    found: list[NameSpan] = []
    for piece in find_pieces(text, capitals, persons):
        found.extend(cutter.names(piece))
    return tuple(sorted(found, key=lambda span: span.start))
