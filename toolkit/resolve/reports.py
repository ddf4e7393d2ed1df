"""The articles of a build as `resolve` sees them: in one fixed order, each text once, on disk."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from toolkit.article import Article
from toolkit.facts import Facts
from toolkit.facts_encoding import decode, encode
from toolkit.resolve.article_rows import article_row
from toolkit.resolve.contract import sound_facts
from toolkit.resolve.person_countries import (
    BEARERS,
    bearers_of,
    settled_countries,
    with_countries,
)
from toolkit.resolve.shards import Shards
from toolkit.resolve.shelf import Shelf
from toolkit.tables import arrow_schema

_QUICK = 1
"""The level of compression: what is written is read a few times and then gone."""

_NOWHERE = -1
_DIGEST_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Report:
    """One article without its text: its place among all, its key and day, and its facts.

    Articles are numbered by the day of publication, unknown last, then by their keys: what is
    named after the earliest report keeps its name when later ones are added.
    """

    number: int
    article_id: str
    published_on: date | None
    facts: Facts


class Reports:
    """All reports of a build; a context manager that gives their disk back.

    In memory they take some fifty bytes an article, and what was settled of the countries of
    persons (`toolkit.resolve.person_countries`).
    """

    def __init__(self, shards: Shards) -> None:
        self._shelf = Shelf(shards.folder)
        self._place_of = array("i")
        """Where the facts of each are on the shelf; _NOWHERE for one that tells of nothing."""
        self._article_ids = array("Q")
        self._settled: dict[int, dict[int, str]] = {}
        self._digests = bytearray()
        """Of the facts on the shelf, in its order."""
        self.days = array("i")
        """The day of publication of each, as `date.toordinal` counts; 0 where it is unknown."""
        self.first_actors = array("i", [0])
        """The number of the first actor of each, if all actors are counted through; at the
        end the number of all."""

    def __enter__(self) -> Reports:
        return self

    def __exit__(self, *_: object) -> None:
        self._shelf.close()

    def __len__(self) -> int:
        return len(self._place_of)

    def __iter__(self) -> Iterator[Report]:
        """Yield the reports that tell of anything, in their order."""
        return self.less(())

    def less(self, numbers: Collection[int]) -> Iterator[Report]:
        """Yield those that tell of anything, in their order, less some by their numbers."""
        return (
            self.report(number)
            for number in range(len(self))
            if self._tells(number) and number not in numbers
        )

    def _tells(self, number: int) -> bool:
        return self._place_of[number] != _NOWHERE

    def report(self, number: int) -> Report:
        """Return the report at a place in their order; it must tell of something."""
        facts = decode(zlib.decompress(self._shelf.read(self._place_of[number])))
        return Report(
            number,
            self.article_id(number),
            self.published_on(number),
            with_countries(facts, self._settled.get(number, {})),
        )

    def article_id(self, number: int) -> str:
        """Return the key of an article."""
        return f"{self._article_ids[number]:016x}"

    def published_on(self, number: int) -> date | None:
        """Return the day of publication of an article, by its metadata, else by its text."""
        day = self.days[number]
        return date.fromordinal(day) if day else None

    def by_article_id(self) -> list[int]:
        """Return the places of those that tell of anything, by the keys of their articles."""
        telling = filter(self._tells, range(len(self)))
        return sorted(telling, key=self._article_ids.__getitem__)

    def register_telling(self, shards: Shards) -> None:
        """Make the table `telling` of those that tell of anything.

        `first_actor` is the number of its first actor, `facts` a digest of all that it tells.
        """
        import pyarrow

        numbers = [number for number in range(len(self)) if self._tells(number)]
        rows = {
            "report": numbers,
            "first_actor": [self.first_actors[number] for number in numbers],
            "facts": [self._digest(number) for number in numbers],
        }
        types = {"report": "int64", "first_actor": "int64", "facts": "string"}
        schema = pyarrow.schema([(name, pyarrow.type_for_alias(of)) for name, of in types.items()])
        shards.register("telling", pyarrow.table(rows, schema))

    def _digest(self, number: int) -> str:
        """Return a digest of the facts of a report, with what was settled of its persons."""
        start = _DIGEST_LENGTH * self._place_of[number]
        settled = sorted(self._settled.get(number, {}).items())
        read = self._digests[start : start + _DIGEST_LENGTH].hex()
        return f"{read} {self.days[number]} {settled}"

    def read(self, read: Iterable[tuple[Article, Facts]], shards: Shards, *, strict: bool) -> None:
        """Take in all articles with their facts, whatever their order.

        Of articles with the same text the one whose source path sorts first is kept. Facts
        that break the contract of `toolkit.facts` are repaired as `sound_facts` says; with
        `strict` they raise BrokenFacts instead. The rows of `articles` are the table
        `articles_read`, those of them that count are in `reports`.
        """
        columns = {field.name: str(field.type) for field in arrow_schema("articles")}
        shards.open("articles_read", {"seq": "int64", **columns})
        shards.open("bearers", BEARERS)
        actors, places = array("i"), array("i")
        for seq, (article, given) in enumerate(read):
            row = article_row(article, given)
            shards.add("articles_read", (seq, *(row[name] for name in columns)))
            if not _tells_of_any(given):
                actors.append(0)
                places.append(_NOWHERE)
                continue
            facts = sound_facts(article, given, strict=strict)
            actors.append(len(facts.actors))
            encoded = encode(facts)
            self._digests += blake2b(encoded, digest_size=_DIGEST_LENGTH).digest()
            places.append(self._shelf.add(zlib.compress(encoded, _QUICK)))
            for bearer in bearers_of(facts):
                shards.add("bearers", (seq, *bearer))
        shards.close("articles_read", "bearers")
        shards.execute(
            "CREATE TABLE reports AS SELECT seq, article_id, published_on, row_number() OVER "
            "(ORDER BY coalesce(published_on, DATE '9999-12-31'), article_id) - 1 AS report "
            "FROM (FROM articles_read QUALIFY row_number() OVER "
            "(PARTITION BY article_id ORDER BY source_path, seq) = 1)"
        )
        query = "SELECT seq, article_id, published_on FROM reports ORDER BY report"
        for seq, article_id, published_on in shards.rows(query):
            self._place_of.append(places[seq])
            self._article_ids.append(int(article_id, 16))
            self.days.append(published_on.toordinal() if published_on else 0)
            self.first_actors.append(self.first_actors[-1] + actors[seq])
        self._settled = _by_report(settled_countries(shards))


def _tells_of_any(facts: Facts) -> bool:
    """Return whether there is anything in facts beside what they say of the article itself."""
    return bool(facts.actors or facts.roles or facts.meetings or facts.elections or facts.results)


def _by_report(settled: Iterable[tuple[int, int, str]]) -> dict[int, dict[int, str]]:
    countries: dict[int, dict[int, str]] = {}
    for report, actor, country in settled:
        countries.setdefault(report, {})[actor] = country
    return countries
