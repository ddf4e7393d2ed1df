"""The kind of a body as its own words tell it."""

from __future__ import annotations

from functools import cache

from toolkit.reference import read_table

_KNOWN, _WORD_END, _WORD_START, _WORD_UNSURE = 10.0, 6.0, 5.0, 3.0
_GUILDS = frozenset(("Alliance", "Guild", "League", "Union"))


@cache
def _known() -> dict[str, str]:
    return {row["name"]: row["kind"] for row in read_table("known_bodies")}


@cache
def _body_words() -> dict[tuple[str, str], str]:
    return {(row["word"], row["where"]): row["kind"] for row in read_table("body_words")}


def known_kind(name: str) -> str | None:
    """Return the kind of a body that a table names, None of another."""
    return _known().get(name)


def kind_of_words(name: str) -> tuple[str, float] | None:
    """Return the kind that a name's own words tell and its weight, None if they tell nothing."""
    kind = known_kind(name)
    if kind is not None:
        return kind, _KNOWN
    words = name.split()
    table = _body_words()
    if len(words) > 1 and words[0].endswith(("'", "’")) is False:
        first_known = _known().get(words[0], _known().get(" ".join(words[:2])))
        if first_known == "intergovernmental":
            return "intergovernmental", _WORD_END
    head = words
    for place, word in enumerate(words):
        if place and word in ("of", "for", "in", "on", "against"):
            head = words[:place]
            break
    of_people = len(head) < len(words) and table.get((words[-1], "end")) == "organization"
    if of_people and table.get((head[-1], "end")) == "government":
        return "organization", _WORD_END  # "Council of Churches"
    if len(words) > 1 and words[-1] in _GUILDS and words[-2].endswith(("s'", "s’")):
        return "organization", _WORD_UNSURE  # "Growers' League"
    if (head[-1], "end") in table:
        return table[head[-1], "end"], _WORD_END if len(words) > 1 else 2.0
    if len(words) > 1 and (words[0], "start") in table:
        return table[words[0], "start"], _WORD_START
    if (head[-1], "ambiguous") in table:
        return table[head[-1], "ambiguous"], _WORD_UNSURE
    if (words[-1], "end") in table and len(words) > 1:
        return table[words[-1], "end"], _WORD_UNSURE
    for word in words:
        if (word, "any") in table:
            return table[word, "any"], _WORD_UNSURE
    return None


def begins_as_body(name: str) -> bool:
    """Tell whether a name of several words begins as bodies do and persons do not ("New ...")."""
    first, _, rest = name.partition(" ")
    return bool(rest) and (first, "first") in _body_words()
