"""Make the facts of any number of articles from those of the seeds, by renaming who is in them.

Each made article is a seed moved to another country and another time: countries, persons,
parties and dates are others, the same ones wherever the same seed comes to the same country and
time. So a made world has what a real one has that costs `resolve` time:

- names are used as in the news: some countries, and with them their presidents, are in thousands
  of articles, most in few; surnames are few and shared; bodies of many states keep their names
  and are everywhere;
- a post has one holder in one country and time, whichever seed tells of it;
- what many articles tell is told again: the same meeting, the same vote, with the same figures.

Texts are made only as long as the evidence needs. Everything follows from the number of the
article and the seed number.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

from toolkit.article import Article
from toolkit.facts import ActorFact, Facts, NameForm
from toolkit.reference import read_table

_TIMES = 20
"""Number of times, of two years each, that a seed can be moved back to."""

_FIRST_NAMES, _SURNAMES = 300, 3000
"""Number of first names and surnames of a country; low numbers are more frequent."""

_MOVED = 0.8
"""Share of the articles in which every fact is that of the moved seed; in the others days and
some persons differ, as where other people meet on another day."""

_SYLLABLES = (
    *("ba", "be", "bo", "da", "de", "di", "do", "fa", "ga", "go", "ha", "hi", "ja", "jo", "ka"),
    *("ke", "ko", "la", "le", "lo", "ma", "mi", "mo", "na", "ne", "no", "pa", "pe", "ra", "re"),
    *("ro", "sa", "se", "so", "ta", "te", "ti", "to", "va", "ve", "vi", "wa", "ya", "yo", "za"),
)

Read = tuple[Article, Facts]


def made_facts(seeds: Sequence[Read], number: int, seed: int = 0) -> Iterator[Read]:
    """Yield `number` articles with their facts, the same for the same seeds and `seed`."""
    for position in range(number):
        yield made_article(seeds, position, seed)


def made_article(seeds: Sequence[Read], position: int, seed: int = 0) -> Read:
    """Return the made article at a position."""
    chance = random.Random(f"{seed} {position}")
    at = chance.randrange(len(seeds))
    article, facts = seeds[at]
    turn = _drawn(chance, _heavy_tail(len(_countries())))
    time = _drawn(chance, _heavy_tail(_TIMES))
    other = chance.randrange(1, 1 << 30) if chance.random() > _MOVED else 0
    made = _Move(at, turn, time, other).moved(facts)
    late = timedelta(days=chance.randrange(3))
    day = (made.published_on or date(2024, 1, 10) - timedelta(days=730 * time)) + late
    text = f"{seed:03}-{position:09} {'word ' * (len(article.text) // 5 + 1)}end"
    path = f"made/{position:09}.txt"
    return Article(path, text, publisher=article.publisher, published_on=day), made


class _Move:
    """The moving of one seed to another country and time."""

    def __init__(self, seed: int, turn: int, time: int, other: int) -> None:
        self._seed = seed
        self._turn = turn
        self._time = time
        self._other = other
        self._days = timedelta(days=730 * time + other % 700)

    def moved(self, facts: Facts) -> Facts:
        posts = {
            role.actor: f"{role.title} {self._country(role.country)}"
            for role in facts.roles
            if role.country is not None and role.organization is None
        }
        return replace(
            facts,
            published_on=self._day(facts.published_on),
            actors=tuple(
                self._actor(actor, posts.get(position), position)
                for position, actor in enumerate(facts.actors)
            ),
            roles=tuple(replace(r, country=self._country(r.country)) for r in facts.roles),
            meetings=tuple(
                replace(
                    meeting,
                    start_date=self._day(meeting.start_date),
                    end_date=self._day(meeting.end_date),
                    place=meeting.place and self._renamed(meeting.place, f"place {self._turn}"),
                    place_country=self._country(meeting.place_country),
                )
                for meeting in facts.meetings
            ),
            elections=tuple(
                replace(
                    vote,
                    country=self._country(vote.country) or vote.country,
                    area=vote.area and self._renamed(vote.area, f"area {self._turn}"),
                    start_date=self._day(vote.start_date),
                    end_date=self._day(vote.end_date),
                )
                for vote in facts.elections
            ),
        )

    def _actor(self, actor: ActorFact, post: str | None, position: int) -> ActorFact:
        country = self._country(actor.country)
        who = f"{self._turn} {self._time} {self._seed}"
        if self._other and (self._other >> position % 24) & 3 == 0:
            who = f"{who} {self._other}"
        elif post is not None:
            who = f"{post} {self._time}"
        if actor.kind == "person":
            renamed = {
                word: _person_word(country or "", who, place, word)
                for place, word in enumerate(_words_of(actor))
            }
        elif actor.kind in ("party", "armed_group", "organization"):
            bearer = f"{self._turn} {self._seed}"
            renamed = {
                word: _made_word(f"{bearer} {word}")
                for word in _words_of(actor)
                if word[:1].isupper() and word.lower() not in _KEPT
            }
        elif actor.country is not None and country is not None:
            renamed = _words_between(actor.country, country)
        else:
            return replace(actor, country=country)
        return replace(
            actor,
            name=_with_words(actor.name, renamed),
            forms=tuple(NameForm(_with_words(f.name, renamed), f.evidence) for f in actor.forms),
            country=country,
        )

    def _renamed(self, name: str, bearer: str) -> str:
        return " ".join(_made_word(f"{bearer} {word}") for word in name.split())

    def _country(self, country: str | None) -> str | None:
        countries = _countries()
        if country not in countries:
            return country
        return countries[(countries.index(country) + self._turn) % len(countries)]

    def _day(self, day: date | None) -> date | None:
        return None if day is None else day - self._days


_KEPT = frozenset({"party", "union", "of", "the", "front", "movement", "alliance", "coalition"})
"""Words that many parties have in their names."""


def _words_of(actor: ActorFact) -> list[str]:
    return list(
        dict.fromkeys([*actor.name.split(), *(w for f in actor.forms for w in f.name.split())])
    )


def _with_words(name: str, words: dict[str, str]) -> str:
    return " ".join(words.get(word, word) for word in name.split())


@lru_cache(maxsize=1 << 14)
def _person_word(country: str, who: str, place: int, word: str) -> str:
    chance = random.Random(f"{who} {place} {word}")
    most = _FIRST_NAMES if place == 0 else _SURNAMES
    rank = _drawn(chance, _heavy_tail(most))
    return _made_word(f"{country} {place == 0} {rank}")


@lru_cache(maxsize=1 << 16)
def _made_word(key: str) -> str:
    digest = hashlib.blake2b(key.encode(), digest_size=4).digest()
    return "".join(
        _SYLLABLES[byte % len(_SYLLABLES)] for byte in digest[: 2 + digest[3] % 3]
    ).title()


@lru_cache(maxsize=8)
def _heavy_tail(number: int) -> list[float]:
    return list(accumulate(1 / (rank + 1) for rank in range(number)))


def _drawn(chance: random.Random, weights: Sequence[float]) -> int:
    return chance.choices(range(len(weights)), cum_weights=weights)[0]


@lru_cache(maxsize=1)
def _countries() -> tuple[str, ...]:
    return tuple(row["code"] for row in read_table("countries"))


@lru_cache(maxsize=1 << 14)
def _words_between(country: str, other: str) -> dict[str, str]:
    """Return the words for a country and its people, each with that for another country."""
    rows = {row["code"]: row for row in read_table("countries")}
    words = {}
    for column in ("names", "demonyms"):
        instead = rows[other][column].split("|")[0].replace(" ", "-")
        for name in rows[country][column].split("|"):
            words[name] = instead
    return words
