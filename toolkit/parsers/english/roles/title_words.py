"""The title words that the reference tables list, and what each is an office of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from toolkit.parsers.english.actors.group_nouns import group_nouns
from toolkit.reference import read_table

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class TitleWord:
    """A title as it can be written; `exact` is the spelling that a short form must have."""

    title: str
    domain: str
    plural: bool
    exact: str | None


def _plural_word(word: str) -> str:
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "ss", "ch", "sh")) else "s")


def _plurals(title: str) -> set[str]:
    """Return the plurals that are written: "secretaries-general", "heads of state"."""
    first, joint, rest = re.match(r"(\w+)(.?)(.*)", title, re.DOTALL).groups()  # type: ignore[union-attr]
    last = re.sub(r"[^\W_]+$", lambda word: _plural_word(word[0]), title)
    if rest.startswith(("of ", "in ")) or rest in ("general", "chief", "designate"):
        return {_plural_word(first) + joint + rest}
    return {last}


@cache
def entries() -> dict[str, tuple[tuple[tuple[str, ...], TitleWord], ...]]:
    """First word of a title -> (its words, what it is), longest first."""
    found: dict[str, dict[tuple[str, ...], TitleWord]] = {}
    for row in read_table("titles"):
        title, domain = row["title"], row["domain"]
        exact = title if title != title.lower() else None
        meaning = row["means"] or title
        forms = [(title, False), *((plural, True) for plural in sorted(_plurals(title)))]
        for form, plural in forms:
            words = tuple(_WORD.findall(form.lower()))
            entry = TitleWord(meaning, domain, plural, form if exact else None)
            found.setdefault(words[0], {}).setdefault(words, entry)
    return {
        first: tuple(sorted(entries.items(), key=lambda item: (-len(item[0]), item[0])))
        for first, entries in found.items()
    }


def letters(written: str) -> str:
    """Return a short form as it is compared: "Lt. Gen", "Lt-Gen" and "Lt Gen" are one."""
    return re.sub(r"[.\-\s]+", " ", written)


@cache
def domain_of(title: str) -> str | None:
    """Return what a title is an office of, by the longest title word that it ends in."""
    words = title.lower().split()
    known = {row["means"] or row["title"]: row["domain"] for row in read_table("titles")}
    for first in range(len(words)):
        domain = known.get(" ".join(words[first:]))
        if domain is not None:
            return domain
    return None


@cache
def status_of() -> dict[str, str]:
    """Return the words that may stand between an article and a title, with their status."""
    return {row["word"]: row["status"] for row in read_table("role_status_words")}


@cache
def body_nouns() -> frozenset[str]:
    """Return the common nouns for bodies: "party", "commission"."""
    return group_nouns("body")
