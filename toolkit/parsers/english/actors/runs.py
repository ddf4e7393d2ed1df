"""Pieces of names: capitalised words in a row, with the words that join them.

A run is a row of capitalised words with nothing but spaces, particles or connectors between
them. Connectors ("of", "for", "and") join only where the left part can be the head of a
body's name, or where the initials of the whole follow in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.lang.en.stop_words import STOP_WORDS

from toolkit.parsers.english.actors.capitals import Capital
from toolkit.parsers.english.actors.initials import initials_match
from toolkit.parsers.english.actors.name_words import NameWords, name_words
from toolkit.parsers.english.places.places import city_country, country_of

_ACRONYM = re.compile(r"\s*\(([^\W\d_a-zß-ÿ][\w/’'-]{1,11})\)")
_NICKNAME = re.compile(r" [\"“‘][^\W\d_][\w-]*(?: [\w-]+){0,2}[\"”’] (?=[^\W\d_a-z])")
_NICKNAME_BEFORE = re.compile(r"[^\W\d_] [\"“‘][^\W\d_][\w-]*(?: [\w-]+){0,2}[\"”’] $")
_END_OF_QUOTE = frozenset(('" ', "” ", "’ "))
_OF = frozenset(
    ("of", "of the", "of a", "for", "for the", "for a", "against", "on", "on the", "to end")
)
_ABOUT = frozenset(("on", "on the"))
_AND = frozenset(("and", "and the", "and for"))
CONNECTORS = _OF | _AND | {"&", "in"}
"""Words that join the parts of a body's name."""
_STATE_HEADS = frozenset(("Commonwealth", "Emirate", "Kingdom", "Republic", "Sultanate"))


def find_pieces(
    text: str, capitals: Sequence[Capital], persons: frozenset[int]
) -> Iterator[list[Capital]]:
    """Yield the pieces that the capitalised words of a text make, in order.

    `persons` are the positions at which spaCy sees a person's name begin.
    """
    words = name_words()
    for run, gaps in _runs(text, capitals, words):
        yield from _pieces(text, run, gaps, words, persons)


def _runs(
    text: str, capitals: Sequence[Capital], words: NameWords
) -> Iterator[tuple[list[Capital], list[str]]]:
    """Yield rows of capitalised words with what stands between each two.

    That is "" for nothing but a space, "~" for a particle, "," between two fields of
    policy, else the connector.
    """
    run: list[Capital] = []
    gaps: list[str] = []
    for capital in capitals:
        if run:
            gap = _gap(text, run[-1], capital, words)
            if gap is None:
                yield run, gaps
                run, gaps = [], []
            else:
                gaps.append(gap)
        run.append(capital)
    if run:
        yield run, gaps


def _gap(text: str, left: Capital, right: Capital, words: NameWords) -> str | None:
    """Return what joins two capitalised words: "" or a particle or connector; None if none."""
    between = text[left.end : right.start]
    if between == " ":
        ends = left.text.endswith(".") and right.text.casefold() in STOP_WORDS
        return None if ends else ""
    if len(between) > 14 or "\n" in between or "   " in between:
        return None
    if between in (". ", ".") and _is_shortened(left.text, words):
        return "" if right.text.casefold() not in STOP_WORDS else None
    if _NICKNAME.match(text, left.end) or (between in _END_OF_QUOTE and _is_nickname(text, right)):
        return ""
    if between == "/" and left.text.isupper() and right.text.isupper():
        return ""
    if left.possessive and between[1:] == " and " and right.possessive:
        return "and"
    if left.possessive:
        joins = left.text in words.possessives or between[:2] in ("' ", "’ ")
        known = left.text in words.known
        return "" if joins and not known and between.strip() in ("'s", "’s", "'", "’") else None
    if between == ", " and left.text in words.topics and right.text in words.topics:
        return ","
    if not (between.startswith(" ") and between.endswith(" ")):
        return None
    middle = between.strip()
    if middle in ("&", "in") or middle in _OF or middle in _AND:
        return middle
    if middle and all(part in words.particles for part in middle.split()):
        return "~"
    return None


def _is_shortened(word: str, words: NameWords) -> bool:
    """Tell whether a full stop after a word can belong to it: "Gen.", "Ma.", "J."."""
    if word + "." in words.titles:
        return True
    return word != "I" and (len(word) == 1 or (len(word) == 2 and not word.isupper()))


def _is_nickname(text: str, right: Capital) -> bool:
    """Tell whether the quotation that ends before `right` is a nickname inside a name."""
    return bool(_NICKNAME_BEFORE.search(text, max(0, right.start - 30), right.start))


def _has_head(parts: Sequence[Capital], words: NameWords) -> bool:
    return parts[-1].text in words.heads or parts[-1].text in _STATE_HEADS


def _pieces(
    text: str,
    run: Sequence[Capital],
    gaps: Sequence[str],
    words: NameWords,
    persons: frozenset[int],
) -> list[list[Capital]]:
    """Cut a run at the connectors that do not join, save what a bracketed acronym spells."""
    acronym = _ACRONYM.match(text, run[-1].end)
    if acronym and any(gaps):
        for first in range(len(run)):
            if not initials_match(text[run[first].start : run[-1].end], acronym[1]):
                continue
            before: list[list[Capital]] = []
            if first:
                before = _pieces(text, run[:first], gaps[: first - 1], words, persons)
            return [*before, list(run[first:])]
    pieces = [[run[0]]]
    for position, (gap, capital) in enumerate(zip(gaps, run[1:], strict=True)):
        left = pieces[-1]
        if gap in ("", "~"):
            left.append(capital)
            continue
        right = [capital]
        for later, following in zip(gaps[position + 1 :], run[position + 2 :], strict=True):
            if later not in ("", "~"):
                break
            right.append(following)
        following_gap = gaps[position + len(right) : position + len(right) + 1]
        if gap == "," and not (following_gap and following_gap[0] in _AND):
            pieces.append([capital])
            continue
        led_by = len(right) > 1 and capital.start in persons and gap == "of"
        whole = not led_by and _joins(left, gap, right, words)
        if whole or (gap in _AND and _is_pair_with_head(text, left, right, words)):
            left.append(capital)
        else:
            pieces.append([capital])
    return pieces


def _is_pair_with_head(
    text: str, left: Sequence[Capital], right: Sequence[Capital], words: NameWords
) -> bool:
    """Tell whether "the Maize and Freedom Party" is one name, told by article and last word."""
    first = left[0]
    return (
        len(left) == 1
        and len(right) in (2, 3)
        and right[-1].text in words.heads
        and text[first.start - 4 : first.start].lower() == "the "
        and not first.text.isupper()
        and first.text not in words.heads | words.party_labels | words.known | words.titles
        and right[0].text not in words.party_labels | words.known | words.titles
        and not any(country_of(c.text) or city_country(c.text) for c in (first, right[0]))
    )


def _joins(left: list[Capital], gap: str, right: list[Capital], words: NameWords) -> bool:
    if gap in ("&", ","):
        return True
    if gap in _AND:
        if left[-1].possessive:
            return right[0].possessive
        if left[-1].text not in words.topics:
            return False
        plain = [capital.text in words.topics for capital in right]
        short = len(left) == 1 and len(right) == 2
        return all(plain) or ((plain[0] or short) and _has_head(right, words))
    if gap == "in":
        return left[-1].text in ("Embassy", "Consulate")
    if gap == "of" and len(left) == 1:
        # "Freedom of Conscience", "Freedom of Conscience Union"
        ideals = left[0].text in words.topics and right[0].text in words.topics
        if ideals and (len(right) == 1 or _has_head(right, words)):
            return True
    if not _has_head(left, words) or (len(right) > 2 and right[0].text in words.titles):
        return False
    if gap in _ABOUT:
        return right[0].text in words.topics or len(left) + len(right) > 2
    return True
