"""The articles of a build as `resolve` sees them: in one fixed order, each text once, on disk."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from toolkit.article import Article
from toolkit.facts import Facts
from toolkit.resolve.article_rows import article_row
from toolkit.resolve.contract import sound_facts
from toolkit.resolve.encoded_facts import decode_facts, encode_facts
from toolkit.resolve.person_countries import (
    BEARERS,
    bearers_of,
    settled_countries,
    with_countries,
)
from toolkit.resolve.shards import Shards
from toolkit.resolve.shelf import Shelf
from toolkit.tables import arrow_schema


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

    In memory they take some thirty bytes an article, and what was settled of the countries of
    persons (`toolkit.resolve.person_countries`).
    """

    def __init__(self, shards: Shards) -> None:
        self._shelf = Shelf(shards.folder)
        self._place_of = array("i")
        self._article_ids = array("Q")
        self._settled: dict[int, dict[int, str]] = {}
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
        """Yield all reports in their order."""
        return map(self.report, range(len(self)))

    def report(self, number: int) -> Report:
        """Return the report at a place in their order."""
        facts = decode_facts(self._shelf.read(self._place_of[number]))
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
        """Return the places of all reports in the order of the keys of their articles."""
        return sorted(range(len(self)), key=self._article_ids.__getitem__)

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
        actors = array("i")
        for article, given in read:
            facts = sound_facts(article, given, strict=strict)
            row = article_row(article, given)
            seq = self._shelf.add(encode_facts(facts))
            actors.append(len(facts.actors))
            shards.add("articles_read", (seq, *(row[name] for name in columns)))
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
            self._place_of.append(seq)
            self._article_ids.append(int(article_id, 16))
            self.days.append(published_on.toordinal() if published_on else 0)
            self.first_actors.append(self.first_actors[-1] + actors[seq])
        self._settled = _by_report(settled_countries(shards))


def _by_report(settled: Iterable[tuple[int, int, str]]) -> dict[int, dict[int, str]]:
    countries: dict[int, dict[int, str]] = {}
    for report, actor, country in settled:
        countries.setdefault(report, {})[actor] = country
    return countries
