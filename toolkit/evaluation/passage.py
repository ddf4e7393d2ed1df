"""Where in the text a row that nobody located stands, by the words that it must have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.evaluation.account import Account, Actor, Meeting, Role, Row
from toolkit.evaluation.elections import Vote
from toolkit.evaluation.names import forms, words
from toolkit.evaluation.results import ResultValue
from toolkit.store.sentences import sentence_around

Clue = tuple[str, ...]
"""Forms of words of which one must stand in the sentence."""

_NUMBER_WORDS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def find_passage(text: str, row: Row, of: Row | None, account: Account) -> tuple[int, int] | None:
    """Return the start and end of the passage of `text` that a row was annotated from.

    The words that the annotator copied; else the first mention of an actor; else the sentence
    that has most of what the row speaks of. None where nothing of it is in the text.
    """
    if row.words is not None and (start := text.find(row.words)) >= 0:
        return start, start + len(row.words)
    if isinstance(row, Actor) and of is None:
        return _first_mention(text, row)
    return _best_sentence(text, list(_clues(row, of, account)))


def _first_mention(text: str, actor: Actor) -> tuple[int, int] | None:
    for name in (actor.name, *actor.aliases):
        start = text.find(name)
        if start >= 0:
            return start, start + len(name)
    return None


def _clues(row: Row, of: Row | None, account: Account) -> Iterator[Clue]:
    match row:
        case Role():
            yield (row.title,)
            if isinstance(of, Actor):
                yield (of.name, *of.aliases)
            if row.organization:
                yield _names_of(row.organization, account)
        case Meeting():
            for one in row.participants:
                yield _names_of(one.name, account)
            if row.place:
                yield (row.place,)
        case Actor():
            yield (row.name, *row.aliases)
            if isinstance(of, Meeting):
                yield from _clues(of, None, account)
        case ResultValue():
            # A number says more than a name: it counts twice.
            yield from 2 * [_numerals(row.value)]
            if row.contender:
                yield _names_of(row.contender, account)
        case Vote():
            for result in account.results:
                if result.election in row.keys:
                    yield _names_of(result.contender or "", account)
            if row.start:
                yield (str(row.start.year),)
            yield ("election", "vote", "poll", "ballot", "referendum", "primary")


def _names_of(name: str, account: Account) -> Clue:
    actor = next((actor for actor in account.actors if words(name) in forms(actor)), None)
    return (name,) if actor is None else (name, actor.name, *actor.aliases)


def _numerals(value: float | str) -> Clue:
    """Return the ways in which a text may write a number; an outcome is no clue."""
    if isinstance(value, str):
        return ()
    if not float(value).is_integer():
        return (f"{value:g}", f"{value:g}".replace(".", ","))
    number = int(value)
    plain = (str(number), f"{number:,}", f"{number:,}".replace(",", "."))
    return (*plain, _NUMBER_WORDS[number]) if 0 <= number < len(_NUMBER_WORDS) else plain


def _best_sentence(text: str, clues: Sequence[Clue]) -> tuple[int, int] | None:
    """Return the first of the sentences that have the most clues, None where all have none."""
    best, most = None, 0
    for start, end in _sentences(text):
        sentence = text[start:end]
        found = sum(any(form and form in sentence for form in clue) for clue in clues)
        if found > most:
            best, most = (start, end), found
    return best


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        _, end = sentence_around(text, position, position + 1)
        yield position, end
        position = end
