"""Where the text speaks of a state, or of its capital, as of one who acts."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from toolkit.parsers.english.places.places import capital_country
from toolkit.parsers.english.reading import Reading

_ACTING = frozenset(("nsubj", "nsubjpass", "dobj", "dative", "agent", "poss"))
_MET_WITH = frozenset(("with", "by", "between", "against", "among", "for"))


@dataclass(frozen=True, slots=True)
class StateMention:
    """One mention of a state as an actor; `is_capital` where its capital stands for it."""

    start: int
    end: int
    name: str
    country: str
    is_capital: bool


def _acts(token: Token) -> bool:
    """Tell whether the token stands where an actor can stand, not as a plain location."""
    head = token
    for _ in range(4):
        if head.dep_ not in ("conj", "compound"):
            break
        head = head.head
    if head.dep_ in _ACTING:
        return True
    return head.dep_ == "pobj" and head.head.lower_ in _MET_WITH


def find_states(reading: Reading) -> tuple[StateMention, ...]:
    """Return the mentions of states and capitals as subject, object, owner or participant."""
    spans = reading.doc.to_array(["IDX", "LENGTH"]).tolist()
    ends = {start + length: number for number, (start, length) in enumerate(spans)}
    text = reading.article.text
    datelines = [(block.start, block.end) for block in reading.blocks if block.kind == "dateline"]
    found = []
    for place in reading.places:
        if place.country is None or place.kind not in ("country", "city"):
            continue
        if any(start <= place.start < end for start, end in datelines):
            continue
        is_capital = place.kind == "city"
        if is_capital and capital_country(place.name) != place.country:
            continue
        number = ends.get(place.end)
        if number is not None and _acts(reading.doc[number]):
            found.append(
                StateMention(
                    place.start,
                    place.end,
                    text[place.start : place.end],
                    place.country,
                    is_capital,
                )
            )
    return tuple(found)
