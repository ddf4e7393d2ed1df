"""The verbs of a sentence and whether each looks back, at the present, or ahead.

The forms of the words tell, without an analysis of the sentence: auxiliaries, the past in
-ed, and the forms of `toolkit/reference/verb_forms.csv`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from toolkit.parsers.english.dates.date_words import AMOUNTS
from toolkit.reference import read_table

_WILL = frozenset({"shall", "will", "would"})
"""Auxiliaries of the future, and of the future as it was."""
_MAY = frozenset({"may", "might", "must", "ought", "should"})
_BE = frozenset({"am", "are", "be", "been", "being", "is", "was", "were"})
_HAVE = frozenset({"had", "has", "have", "having"})
_CONTRACTED = {"ll": "will", "ve": "have", "re": "are", "m": "am"}
_NEGATED = {"won": "will", "shan": "shall", "can": "can"}


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of a sentence: where its chief word stands, that word, and its tense.

    `tense`: "past", "present", "future", or None where the form leaves it open ("could
    meet"). A verb of `saying` dates what is said only where it stands beside the date.
    """

    position: int
    word: str
    tense: str | None
    saying: bool = False


@cache
def words_around_verbs(use: str) -> frozenset[str]:
    """Return the words of a use in `words_around_verbs.csv`: "adverb", "clause" ..."""
    return frozenset(row["word"] for row in read_table("words_around_verbs") if row["use"] == use)


@cache
def _tenses() -> dict[str, str]:
    return {row["form"]: row["tense"] for row in read_table("verb_forms")}


def find_verbs(words: Sequence[str]) -> list[Verb]:
    """Return the verbs among the words of one sentence, in order.

    A verb with its auxiliaries is one, an infinitive after "to" another.
    """
    plain = [_plain(word, position) for position, word in enumerate(words)]
    found: list[Verb] = []
    position = 0
    while position < len(plain):
        before = next((verb for verb in reversed(found) if not verb.saying), None)
        verb = _verb_at(plain, position, before)
        if verb is None:
            position += 1
        else:
            found.append(verb)
            position = max(position, verb.position) + 1
    return found


def _plain(word: str, position: int) -> str:
    """Return a word in lower case, a contraction as its auxiliary ("they'll" -> "will").

    A capitalised word inside the sentence is a name: empty.
    """
    if position and word[0].isupper() and len(word) > 1:
        return ""
    lower = word.casefold().replace("’", "'")
    stem, mark, ending = lower.rpartition("'")
    if not mark:
        return lower
    if ending == "t":
        return _NEGATED.get(stem, stem.removesuffix("n"))
    return _CONTRACTED.get(ending, lower)


def _verb_at(words: Sequence[str], position: int, before: Verb | None) -> Verb | None:
    """Return the verb whose first word stands at `position`, None if none begins there."""
    word = words[position]
    if word in _WILL | _MAY | {"can", "could", "did"}:
        chief, looks_back = _after_auxiliary(words, position)
        tense = "past" if looks_back or word == "did" else "future"
        return Verb(chief, words[chief], None if word in ("can", "could") else tense)
    if word == "to":
        return _infinitive(words, position, before)
    if word in _BE:
        return _with_be(words, position)
    if word in _HAVE:
        return _with_have(words, position)
    return _finite(words, position)


def _after_auxiliary(words: Sequence[str], position: int) -> tuple[int, bool]:
    """Return where the verb of the auxiliary at `position` stands, and if "have" is between."""
    chief = _next(words, position)
    looks_back = words[chief] == "have" and _is_participle(words, _next(words, chief))
    if looks_back:
        chief = _next(words, chief)
    if words[chief] in ("be", "been") and _is_participle(words, _next(words, chief)):
        chief = _next(words, chief)
    return chief, looks_back


def _next(words: Sequence[str], position: int) -> int:
    """Return the next position whose word can be the verb of the auxiliary at `position`."""
    following = position + 1
    while following < len(words) and (
        words[following] in words_around_verbs("adverb") or words[following].endswith("ly")
    ):
        following += 1
    return following if following < len(words) else position


def _is_participle(words: Sequence[str], position: int) -> bool:
    """Tell whether the word at `position` can follow "have" or "be": "met", "invited", "set"."""
    word = words[position]
    if word.endswith("ed"):
        return word not in words_around_verbs("no_past")
    return word in ("become", "come", "run", "set") or _tenses().get(word) in ("past", "participle")


def _with_be(words: Sequence[str], position: int) -> Verb | None:
    """Return "was received", "is meeting", "are due" ...; "is to meet" is an infinitive."""
    following = _next(words, position)
    chief = words[following]
    if chief == "to":
        return None
    if _tenses().get(chief) == "ahead":
        return Verb(following, chief, "future")
    if words[position] in ("be", "been", "being"):
        return None
    if not (chief.endswith("ing") or _is_participle(words, following) or _is_intent(chief)):
        following = position
    tense = "past" if words[position] in ("was", "were") else "present"
    return Verb(following, words[following], tense)


def _with_have(words: Sequence[str], position: int) -> Verb | None:
    """Return "has met", "had been received"; what has been agreed or promised lies ahead."""
    following = _next(words, position)
    if words[following] == "to" and words[position] != "had":
        return None
    after = _next(words, following)
    if words[position] == "had" and words[following] == "been" and _is_ahead(words[after]):
        return Verb(after, words[after], "past")
    if not _is_participle(words, following):
        return Verb(position, words[position], "past" if words[position] == "had" else "present")
    if words[following] == "been" and _is_participle(words, _next(words, following)):
        following = _next(words, following)
    planned = words[position] in ("has", "have") and _is_intent(words[following])
    return Verb(following, words[following], "future" if planned else "past")


def _is_ahead(word: str) -> bool:
    return _tenses().get(word) == "ahead"


def _is_intent(word: str) -> bool:
    return _tenses().get(word) == "intent"


def _infinitive(words: Sequence[str], position: int, before: Verb | None) -> Verb | None:
    """Return "to meet": ahead after words of planning, else as the verb before it is."""
    chief, looks_back = _after_auxiliary(words, position)
    word = words[_next(words, position)]
    if not word.isalpha() or chief == position or _is_no_infinitive(word):
        return None
    if looks_back:
        return Verb(chief, words[chief], "past")
    ahead = (
        before is None
        or words[position - 1] in (_BE - {"been"}) | {"has", "have", "not"}
        or _is_intent(before.word)
        or (_is_ahead(before.word) and before.tense == "future")
    )
    return Verb(chief, words[chief], "future" if ahead or before is None else before.tense)


def _is_no_infinitive(word: str) -> bool:
    """Tell whether the word after "to" is none: "to the", "to talks", "to six"."""
    if word.endswith(("ing", "ed", "s")) and not word.endswith(("ss", "eed", "bring")):
        return True
    return word in AMOUNTS or any(
        word in words_around_verbs(use) for use in ("determiner", "no_infinitive")
    )


def _finite(words: Sequence[str], position: int) -> Verb | None:
    """Return the verb that is one word: "met", "meets", "scheduled"."""
    word = words[position]
    if position and words[position - 1] in words_around_verbs("determiner"):
        return None
    tense = _tenses().get(word)
    after = words[position + 1] if position + 1 < len(words) else ""
    if tense == "ahead":
        return Verb(position, word, "future") if word != "set" or after in ("to", "for") else None
    if tense == "saying":
        said = "past" if word.endswith(("ed", "said", "wrote")) else "present"
        return Verb(position, word, said, saying=True)
    if tense == "present":
        return Verb(position, word, "present")
    if tense in ("past", "participle") or (
        word.endswith("ed") and word not in words_around_verbs("no_past")
    ):
        return Verb(position, word, "past")
    return Verb(position, word, "present") if tense == "intent" and after == "to" else None
