"""Which names of an article are forms of one actor."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from toolkit.parsers.english.actors.initials import initials_match, initials_of
from toolkit.reference import read_table

_ARTICLE_PREFIX = re.compile(r"^(?:al|el|as|an|ad|ar|at|az|ash)[-'’ ]", re.I)
_MARKS = re.compile(r"[’'`ʿʾ‘.()]")
_OPEN_BRACKET = re.compile(r"\s*[(\[]\s*[\"“‘']?$")


def plain(word: str) -> str:
    """Return a word as forms are compared: without article, apostrophes, in lower case."""
    return _MARKS.sub("", _ARTICLE_PREFIX.sub("", word)).casefold()


def _words(name: str) -> tuple[str, ...]:
    return tuple(plain(word) for word in name.split())


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of a name, how much speaks for it, and the rule that spoke loudest.

    From a weight of 4 a person is sure, from 8 a body.
    """

    kind: str
    weight: float
    rule: str = ""


@dataclass(frozen=True, slots=True)
class NameSpan:
    """One place where a name stands.

    `hint`: "person" after a title or honorific, "body" before one ("Labour MP ..."), "" with
    no sign. `opens` tells that the first word opens a sentence, a line or a quotation.
    """

    start: int
    end: int
    text: str
    hint: str = ""
    opens: bool = False


@cache
def _party_labels() -> dict[str, str]:
    return {row["form"]: row["party"] for row in read_table("party_labels")}


@cache
def _weak_words() -> frozenset[str]:
    """Words that many bodies share and that make no short form alone."""
    topics = {row["word"].casefold() for row in read_table("topic_words")}
    common = {row["word"].casefold() for row in read_table("body_words") if row["where"] != "any"}
    adjectives = (
        "national united new democratic popular general supreme islamic social free people peoples"
    )
    return frozenset((topics - {"progress", "reform", "labour"}) | common | set(adjectives.split()))


class FormJoiner:
    """Finds for each name the fuller name that it is a form of."""

    def __init__(
        self, text: str, verdicts: Mapping[str, Verdict], spans: Sequence[NameSpan]
    ) -> None:
        self.text = text
        self.verdicts = verdicts
        self.spans = spans
        self.full: dict[str, str] = {}

    def join(self) -> dict[str, str]:
        """Return name -> fuller name, for the names that have one."""
        self._join_brackets()
        self._join_labels()
        self._join_initials()
        self._join_parts()
        return {name: self._root(name) for name in self.full}

    def _root(self, name: str) -> str:
        seen = {name}
        while name in self.full and self.full[name] not in seen:
            name = self.full[name]
            seen.add(name)
        return name

    def _is_person(self, name: str) -> bool:
        return self.verdicts[name].kind == "person"

    def _join_brackets(self) -> None:
        """Join "Long Name (ACR)", "ACR (Long Name)" and "Nombre Largo (Long Name)"."""
        for left, right in zip(self.spans, self.spans[1:], strict=False):
            between = self.text[left.end : right.start]
            if len(between) > 4 or not _OPEN_BRACKET.fullmatch(between):
                continue
            rest = self.text[right.end : right.end + 2].lstrip("\"”’'")
            if not rest.startswith((")", "]", ",", ";")) or left.text == right.text:
                continue
            if right.text in self.full or right.text == self._root(left.text):
                continue
            if initials_match(left.text, right.text):
                self.full[right.text] = left.text
                continue
            if " " not in left.text and initials_match(right.text, left.text):
                self.full[left.text] = right.text
                continue
            whole = right.text.isupper() or " " in right.text
            other = self.verdicts[right.text]
            body = other.kind not in ("person", "place") or other.weight < 4
            if whole and body and self._is_body(left.text) and not rest.startswith(";"):
                self.full[right.text] = left.text

    def _is_body(self, name: str) -> bool:
        verdict = self.verdicts[name]
        return verdict.kind not in ("person", "place", "") and verdict.weight >= 2

    def _join_labels(self) -> None:
        """Join "Tory" and "Conservative" to the one name of that party in the article."""
        parties: dict[str, list[str]] = {}
        for name in self.verdicts:
            parties.setdefault(_party_labels().get(name, name), []).append(name)
        for party, names in parties.items():
            if len(names) < 2:
                continue
            fullest = party if party in names else max(names, key=len)
            for name in names:
                if name != fullest and name not in self.full:
                    self.full[name] = fullest

    def _join_initials(self) -> None:
        by_initials: dict[str, list[str]] = {}
        for name in self.verdicts:
            sure_person = self._is_person(name) and self.verdicts[name].weight >= 4
            if " " in name and not sure_person:
                for initials in dict.fromkeys(initials_of(name)):
                    if len(initials) > 1:
                        by_initials.setdefault(initials, []).append(name)
        for name in self.verdicts:
            if name in self.full or " " in name or not name.isupper():
                continue
            fuller = by_initials.get(name.replace(".", ""), [])
            if len(fuller) == 1:
                self.full[name] = fuller[0]

    def _join_parts(self) -> None:
        """Join surnames, given names and shortened bodies to the one name that holds them."""
        holders: dict[str, list[str]] = {}
        for name in self.verdicts:
            if " " in name and self.verdicts[name].kind not in ("place",):
                for word in dict.fromkeys(_words(name)):
                    holders.setdefault(word, []).append(name)
                    holders.setdefault(word[:5] + "*", []).append(name)
        for name in self.verdicts:
            if name in self.full:
                continue
            words = _words(name)
            near = holders.get(words[0], [])
            if len(words) > 1 or words[0].endswith("s"):
                near = [*near, *holders.get(words[0][:5] + "*", [])]
            if len(words[0]) == 1 and len(words) > 1:
                near = holders.get(words[1], [])
            fuller = [
                other
                for other in dict.fromkeys(near)
                if other != name and len(other) > len(name) and self._root(other) != name
            ]
            found = self._holder(name, words, fuller)
            if found is not None:
                self.full[name] = found

    def _holder(self, name: str, words: tuple[str, ...], fuller: list[str]) -> str | None:
        persons = [f for f in fuller if self._is_person(f)]
        verdict = self.verdicts[name]
        sure_body = verdict.kind not in ("person", "place", "") and (
            verdict.rule in ("name_words", "initials_after_name") or verdict.weight >= 8
        )
        if persons and not sure_body:
            for fits in (_ends_with, _starts_with, _holds, _abbreviates):
                found = {self._root(p) for p in persons if fits(_words(p), words)}
                if len(found) == 1:
                    return found.pop()
                if found:
                    return None
        if verdict.kind == "person" and verdict.weight >= 4:
            return None
        bodies = [f for f in fuller if not self._is_person(f)]
        if not bodies or (len(words) == 1 and words[0] in _weak_words()) or verdict.kind == "place":
            return self._capital_head(name, words, bodies)
        for fits in (_starts_with, _ends_with, _subset, _plural_of):
            found = {self._root(b) for b in bodies if fits(_words(b), words)}
            if len(found) == 1:
                return found.pop()
            if found:
                return None
        return None

    def _capital_head(self, name: str, words: tuple[str, ...], bodies: list[str]) -> str | None:
        """Join "the Corps" to the only body whose name ends so."""
        found = {self._root(b) for b in bodies if _ends_with(_words(b), words)}
        return found.pop() if len(found) == 1 else None


def _ends_with(longer: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return longer[-len(words) :] == words


def _starts_with(longer: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return longer[: len(words)] == words


def _abbreviates(longer: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Tell whether words give the first name as an initial ("L. Rossi")."""
    return (
        len(words) > 1
        and len(words[0]) == 1
        and longer[0].startswith(words[0])
        and longer[-len(words) + 1 :] == words[1:]
    )


def _plural_of(longer: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Tell whether a plural names the members of a body ("Sandinistas", "Sandinista Front")."""
    return len(words) == 1 and words[0].removesuffix("s") == longer[0]


def _holds(longer: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return len(words) < len(longer) and set(words) <= set(longer) and len(words) > 1


def _subset(longer: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Tell whether a body's short form keeps its last word and loses others before it."""
    return (
        len(words) > 1
        and longer[-1] == words[-1]
        and all(any(_alike(word, other) for other in longer) for word in words)
    )


def _alike(word: str, other: str) -> bool:
    return word == other or (len(word) > 4 and len(other) > 4 and word[:5] == other[:5])
