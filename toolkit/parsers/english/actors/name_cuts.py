"""Where exactly a name begins and ends: without article and title, whole at hyphens."""

from __future__ import annotations

import re
from functools import cache

from toolkit.parsers.english.actors.group_nouns import group_nouns
from toolkit.parsers.english.actors.name_words import name_words
from toolkit.parsers.english.places.country_names import country_words
from toolkit.parsers.english.places.places import country_of

_FIRST_WORD = re.compile(r"([^\W\d_]+\.?)\s+(?=\S)")
_CONNECTORS = frozenset(("and", "by", "de", "for", "from", "in", "of", "the", "to", "with"))
_NOT_NAMES = (
    _CONNECTORS
    | frozenset(
        ("a", "an", "both", "he", "her", "his", "it", "its", "my", "new", "our", "she", "that")
    )
    | frozenset(("their", "these", "they", "this", "those", "two", "we"))
    | frozenset(("jr", "jr.", "sr", "sr."))
)
_TAIL = re.compile(r"(?:\s+([^\W\d_]+)|[\s\-–,;:(\"'“‘]+)$")
_LEAD = re.compile(r"[\s\-–,;:)\"'“”‘’.]+")
_FATES = frozenset(("GAIN", "HOLD"))
"""What tables of by-elections say after a party's name of the seat: "Labour HOLD"."""
_PARTICIPLE = re.compile(
    r"[-‑](?:affiliated|aligned|backed|based|born|brokered|controlled|dominated|era|funded|"
    r"headed|held|led|linked|owned|run|sponsored|style)$"
)
"""What a hyphen joins to a name to say how another stands to it: "the Sierra-led bloc"."""
_ALSO_NAMES = frozenset(("Dean", "Duke", "Earl", "M.", "Shah", "Sultan"))
"""Titles with which names begin more often than they stand before them."""
_FURTHER_TITLES = frozenset(("CM", "DPM", "EAM", "FM", "Seri", "Tun", "VP"))
"""Titles that are not in the table, from which the trained reader takes the classes of words."""
_REST_OF_WORD = re.compile(r"(?:[-‑'’][^\W_]+)+|[^\W_]+")
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
_PLURAL = re.compile(r"[^\W\d_]{3}(?<!s)s$")
_POSSESSIVE = re.compile(r"['’]s$")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_STATE_FORM = re.compile(
    r"(?:[A-Z]\w+['’]?s?\s){0,3}(?:Commonwealth|Emirate|Federation|Kingdom|Republic|Sultanate)"
)
_OF_NAME = re.compile(r"\sof\s(?:the\s)?((?:[A-Z][\w'’-]*\s?){1,4})")
_NEXT_WORD = re.compile(r"\s([^\W\d_]+)\b")


def split_groups(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the unnamed groups that one span tells: "party officials and village elders" are two.

    Each part ends in a plural; "friends and family" are one.
    """
    parts: list[tuple[int, int]] = []
    first = start
    for match in _AND.finditer(text, start, end):
        if _PLURAL.search(text, first, match.start()) and _PLURAL.search(text, match.end(), end):
            parts.append((first, match.start()))
            first = match.end()
    return [*parts, (first, end)]


def is_of_a_noun(text: str, start: int, end: int) -> bool:
    """Tell whether a name is but a people's adjective before a thing: "Iraqi" elections."""
    known = country_words().get(text[start:end])
    noun = _NEXT_WORD.match(text, end)
    if known is None or known[1] != "demonym" or noun is None or not noun[1].islower():
        return False
    return noun[1] not in group_nouns("body", "delegation", "people")


def is_form_of_state(text: str, start: int, end: int) -> bool:
    """Tell whether a name is but the form of a state that follows: "Arab Republic" of Egypt."""
    if not _STATE_FORM.fullmatch(text, start, end):
        return False
    name = _OF_NAME.match(text, end)
    words = [] if name is None else name[1].split()
    return any(country_of(" ".join(words[:size])) for size in range(1, len(words) + 1))


def end_of_group(text: str, start: int, end: int) -> int | None:
    """Return where a group ends whose noun a span leaves out, None where it leaves out none.

    "Iraqi political" before "candidates": a span that ends in a word in small letters names
    nobody without the noun that follows.
    """
    people = group_nouns("people")
    last, noun = _LAST_WORD.search(text, start, end), _NEXT_WORD.match(text, end)
    if last is None or noun is None or noun[1] not in people:
        return None
    return noun.end() if last[0].islower() and last[0] not in people else None


@cache
def _bare_titles() -> frozenset[str]:
    """Return the titles before names in lower case, without full stop."""
    return frozenset(title.casefold().rstrip(".") for title in name_words().titles)


def _stands_before_title(text: str, start: int, end: int) -> bool:
    """Tell whether a title, or one word alone, is all that follows: "M. X"."""
    second = _FIRST_WORD.match(text, start, end)
    if second is None:
        return True
    return second[1] in _FURTHER_TITLES or second[1].casefold().rstrip(".") in _bare_titles()


def _between_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without a bracket that is closed in it but not opened, and what it cuts off."""
    close = text.find(")", start, end)
    if close < 0 or "(" in text[start:close]:
        return start, end
    return (start, close) if close == end - 1 else (close + 1, end)


def _is_in_brackets(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] == "(" and text[end : end + 1] == ")"


def cut_name(text: str, start: int, end: int, kind: str) -> tuple[int, int] | None:
    """Return the characters of the name that a span of `kind` marks, None if it marks none.

    Article, honorific and rank go; what a hyphen or an apostrophe joins to the last word stays,
    but for a possessive; a connecting word at the end goes.
    """
    rest = _REST_OF_WORD.match(text, end) if end and text[end - 1].isalnum() else None
    if rest is not None:
        end = rest.end()
    joined = _PARTICIPLE.search(text[start:end])
    if joined is not None and joined.start() > 0:
        end = start + joined.start()
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive is not None and possessive.start() > start:
        end = possessive.start()
    while (tail := _TAIL.search(text, start, end)) is not None:
        word = tail[1]
        if word is not None and word.casefold() not in _CONNECTORS and word not in _FATES:
            break
        end = tail.start()
    start, end = _between_brackets(text, start, end)
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead is not None else start
    titles = name_words().titles
    while (first := _FIRST_WORD.match(text, start, end)) is not None:
        word = first[1]
        is_title = kind == "person" and (
            word in titles or word.rstrip(".") in titles or word in _FURTHER_TITLES
        )
        if is_title and word in _ALSO_NAMES and not _stands_before_title(text, first.end(), end):
            break
        if word.casefold() != "the" and not is_title:
            break
        start = first.end()
    if kind == "person" and _is_in_brackets(text, start, end) and text[start:end].isupper():
        return None
    name = text[start:end].casefold()
    is_title = name.rstrip(".") in _bare_titles()
    nothing = not any(letter.isalnum() for letter in name) or name in _NOT_NAMES
    return None if nothing or (kind == "person" and is_title) else (start, end)
