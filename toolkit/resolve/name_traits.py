"""What a name, a kind and a country say by themselves of whom or what they may stand for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from toolkit.reference import read_table
from toolkit.resolve.body_names import unqualified, worded_alike
from toolkit.resolve.names import (
    is_acronym,
    is_ambiguous_within_country,
    is_generic,
    is_worldwide,
    name_key,
    name_tokens,
)

_WORLDWIDE_KINDS = frozenset({"media", "intergovernmental"})
"""Kinds whose acronyms are theirs alone in the world."""

_ACCREDITED = {
    "office": frozenset(
        {"ambassador", "attache", "commissioner", "consul", "envoy", "nuncio", "representative"}
    ),
    "body": frozenset({"consulate", "embassy", "mission"}),
}
"""Words for offices and bodies that one sender has in many places at once, by family."""


@dataclass(frozen=True, slots=True)
class NameTraits:
    """What is known of an actor by its name, kind and country.

    `family` is "person", "office", "group" or "body"; `key` is equal where nothing but
    spelling habits tells two names apart; `wikidata_id` is the item of the reference table.
    """

    name: str
    kind: str
    country: str | None
    family: str
    key: str
    wikidata_id: str | None

    @property
    def words(self) -> tuple[str, ...]:
        """The words of its name."""
        return name_tokens(self.name)

    @property
    def is_common_name(self) -> bool:
        """Whether many countries have a body or office of this name."""
        if self.family in ("person", "group") or self.wikidata_id is not None:
            return False
        if self.kind in _WORLDWIDE_KINDS and is_acronym(self.name):
            return False
        return self.family == "office" or is_generic(self.name)

    @property
    def is_one_of_many(self) -> bool:
        """Whether its name alone does not tell it from others in the world.

        So if many countries have the name, or it is one word that says no more.
        """
        if self.is_common_name or self.family == "group" or self.wikidata_id is not None:
            return self.is_common_name
        if self.family == "person":
            return self.is_surname
        worldwide = self.kind in _WORLDWIDE_KINDS or is_worldwide(self.name)
        return len(self.words) == 1 and not worldwide

    @property
    def is_surname(self) -> bool:
        """Whether a person is known by one word, which may have hyphens ("Reis-Prado")."""
        return len(self.words) == 1 or len(self.name.split()) == 1

    @property
    def is_alone(self) -> bool:
        """Whether not even name and country together tell it from others."""
        words = set(self.words)
        if words & _ACCREDITED.get(self.family, frozenset()) and self.wikidata_id is None:
            return not words & {"to", "in"}
        if self.kind == "party" and len(words) > 1:
            return False
        return self.is_one_of_many and (
            self.family == "person" or is_ambiguous_within_country(self.name, self.country)
        )

    @property
    def is_distinctive(self) -> bool:
        """Whether two articles that both name it are likely to tell of one matter."""
        return not (
            self.is_one_of_many
            or self.wikidata_id
            or self.family in ("group", "office")
            or self.kind in _WORLDWIDE_KINDS
        )

    @property
    def is_nameable(self) -> bool:
        """Whether another actor may be meant where an article gives it this name besides."""
        if self.family == "group" or self.is_alone:
            return False
        return not (self.family == "person" and self.is_surname)

    @property
    def is_telling(self) -> bool:
        """Whether the name says by itself whose it is."""
        return not self.is_one_of_many and len(self.words) > 1

    @property
    def wording(self) -> tuple[str, ...] | None:
        """The words by which it is one with others of its country; None where they say too little.

        See `toolkit.resolve.body_names.worded_alike`.
        """
        if self.family not in ("body", "office") or not self.country or self.is_alone:
            return None
        words = worded_alike(self.name, self.kind, self.country)
        return None if is_ambiguous_within_country(" ".join(words), self.country) else words

    @property
    def bare_wording(self) -> tuple[str, ...] | None:
        """The wording of a state body without "national" and the like, if it has such a word."""
        words = self.wording
        if words is None or self.kind != "government":
            return None
        bare = unqualified(words)
        return bare if bare != words and len(bare) > 1 else None


@lru_cache(maxsize=1 << 16)
def traits_of(name: str, kind: str, country: str | None) -> NameTraits:
    """Return what a name, a kind and its own country (None: unknown) say of an actor."""
    key = name_key(name) or name
    wikidata_id = _wikidata_id(key, kind, country)
    return NameTraits(
        name=name,
        kind=kind,
        country=country,
        family=kind if kind in ("person", "office", "group") else "body",
        key=wikidata_id or key,
        wikidata_id=wikidata_id,
    )


def _wikidata_id(key: str, kind: str, country: str | None) -> str | None:
    """Return the item that `toolkit/reference/wikidata.csv` gives a state or body.

    A state is known by its name and country, so that Georgia in the United States is not
    the Georgia in the Caucasus; a body of many states by its name.
    """
    if kind not in ("government", "intergovernmental"):
        return None
    return _wikidata_items().get((key, country if kind == "government" else None))


@cache
def _wikidata_items() -> dict[tuple[str, str | None], str]:
    return {
        (name_key(row["name"]), row["country"] or None): row["wikidata_id"]
        for row in read_table("wikidata")
    }
